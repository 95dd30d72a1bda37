import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { AppError } from "#server/lib/errors.ts";

// What no host of the open network has (RFC 6890): our own machine, our own network, what clouds tell their machines.
const NETS = {
  ipv4: "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4",
  ipv6: "::/127 64:ff9b::/96 fc00::/7 fe80::/10 ff00::/8",
} as const;

const PRIVATE = new BlockList();
for (const type of ["ipv4", "ipv6"] as const)
  for (const [net = "", prefix] of NETS[type].split(" ").map((each) => each.split("/")))
    PRIVATE.addSubnet(net, Number(prefix), type);

/** Whether an address (IPv4 or IPv6) is none of the open network. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** The host of a URL where it is written as a private address, or as this machine; null where only a look-up would tell. */
export const privateHostOf = (url: string): string | null => {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (/(^|\.)localhost\.?$/.test(host)) return host;
  return isIP(host) > 0 && isPrivateAddress(host) ? host : null;
};

const refusal = (host: string, address: string): AppError =>
  new AppError(
    "FORBIDDEN",
    `webhook ${host}: found ${address}, expected an address of the open network, or ALERT_WEBHOOK_PRIVATE=1`,
  );

// Looked at where the connection is made: a name that told another address before cannot lead past it.
const lookupPublic: LookupFunction = (host, options, answer) => {
  lookup(host, options, (error, address, family) => {
    const found = Array.isArray(address) ? address.map((each) => each.address) : [address];
    const inside = error === null ? found.find(isPrivateAddress) : undefined;
    answer(inside === undefined ? error : refusal(host, inside), address, family);
  });
};

/** A webhook as it goes out. */
export type Webhook = { url: string; headers: Readonly<Record<string, string>>; body: string };

/**
 * Posts to an address that somebody typed in; maps to the status of the answer, follows no other address, and refuses
 * those of private networks: whoever may write a rule must not reach what only this machine can.
 */
export const createPostWebhook =
  ({ isPrivateAllowed, limitMs }: { isPrivateAllowed: boolean; limitMs: number }) =>
  async ({ url, headers, body }: Webhook): Promise<number> => {
    const written = isPrivateAllowed ? null : privateHostOf(url);
    if (written !== null) throw refusal(new URL(url).host, written);
    const open = new URL(url).protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = open(
        url,
        {
          ...{ method: "POST", agent: false, signal: AbortSignal.timeout(limitMs) },
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
          ...(isPrivateAllowed ? {} : { lookup: lookupPublic }),
        },
        (response) => {
          // What it says beside its status is nothing to us.
          response.destroy();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  };

/** Posts webhooks. */
export type PostWebhook = ReturnType<typeof createPostWebhook>;

import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Which proxies before us are believed: so many, or those within some networks; null where none is. */
export type TrustedProxies = { hops: number } | { networks: readonly string[] } | null;

const MOST_HOPS = 10;

/** Maps an address or a network such as 10.0.0.0/8 to its parts; null where the text is neither. */
const networkOf = (text: string): { address: string; bits: number; family: "ipv4" | "ipv6" } | null => {
  const [address = "", width, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const most = version === 4 ? 32 : 128;
  const bits = width === undefined ? most : /^\d{1,3}$/.test(width) ? Number(width) : most + 1;
  return bits > most ? null : { address, bits, family: version === 4 ? "ipv4" : "ipv6" };
};

/** Parses how many proxies, or which networks of them, are believed; undefined where the text says neither. */
export const trustedProxiesOf = (text: string): Exclude<TrustedProxies, null> | undefined => {
  if (/^\d+$/.test(text)) {
    const hops = Number(text);
    return hops >= 1 && hops <= MOST_HOPS ? { hops } : undefined;
  }
  const networks = text.split(",").map((each) => each.trim());
  return networks.every((each) => networkOf(each) !== null) ? { networks } : undefined;
};

/** An address without the port and the brackets that some proxies add; null where it is none. */
const bare = (text: string): string | null => {
  const trimmed = text.trim();
  const inner =
    /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const address = inner.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIP(address) === 0 ? null : address;
};

/**
 * Tells where a request came from. Each proxy adds to `x-forwarded-for` whom it heard, so the list is believed from its
 * end, as far as those who added to it are: what stands before that anybody may have written.
 */
export const createClientAddress = (trusted: TrustedProxies) => {
  const list = new BlockList();
  if (trusted !== null && "networks" in trusted)
    for (const each of trusted.networks) {
      const network = networkOf(each);
      if (network !== null) list.addSubnet(network.address, network.bits, network.family);
    }
  /** Whether what the hop before it says is believed, and how many were before. */
  const isTrusted = (address: string, passed: number): boolean => {
    // A socket that is closed by now says nothing, and neither does what it forwarded.
    if (trusted === null || address === "") return false;
    if ("hops" in trusted) return passed < trusted.hops;
    return list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
  };

  return ({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">): string => {
    let address = bare(socket.remoteAddress ?? "") ?? "";
    const said = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
    for (let passed = 0; isTrusted(address, passed); passed++) {
      const before = bare(said.pop() ?? "");
      // A proxy that names nobody is as far as it is known.
      if (before === null) break;
      address = before;
    }
    return address;
  };
};

import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { createClientAddress, trustedProxiesOf } from "./client-address.ts";

const requestOf = (remoteAddress: string, forwarded?: string) =>
  ({
    ...{
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    },
  }) as Pick<IncomingMessage, "socket" | "headers">;

describe("where a request came from", () => {
  it.each([
    ["nobody is believed unless it is said", undefined, "10.0.0.9", "1.2.3.4", "10.0.0.9"],
    ["one proxy: whom it heard", "1", "10.0.0.9", "1.2.3.4", "1.2.3.4"],
    [
      "one proxy: what the caller wrote before it does not count",
      "1",
      "10.0.0.9",
      "6.6.6.6, 1.2.3.4",
      "1.2.3.4",
    ],
    ["two proxies", "2", "10.0.0.9", "6.6.6.6, 1.2.3.4, 10.0.0.8", "1.2.3.4"],
    ["fewer were passed than are believed", "3", "10.0.0.9", "1.2.3.4", "1.2.3.4"],
    ["a proxy that names nobody", "1", "10.0.0.9", undefined, "10.0.0.9"],
    ["a proxy that names no address", "1", "10.0.0.9", "unknown", "10.0.0.9"],
    ["with a port", "1", "10.0.0.9", "1.2.3.4:5555", "1.2.3.4"],
    ["IPv6 with a port", "1", "10.0.0.9", "[2001:db8::1]:443", "2001:db8::1"],
    ["a socket that says IPv4 in IPv6", undefined, "::ffff:10.0.0.9", undefined, "10.0.0.9"],
    ["one proxy: a socket that says nothing by now", "1", "", "1.2.3.4", ""],
    ["networks: a socket that says nothing by now", "10.0.0.0/8", "", "1.2.3.4", ""],
    ["networks: a proxy of them", "10.0.0.0/8", "::ffff:10.0.0.9", "6.6.6.6, 1.2.3.4, 10.9.9.9", "1.2.3.4"],
    ["networks: somebody else", "10.0.0.0/8, ::1", "192.0.2.1", "1.2.3.4", "192.0.2.1"],
    ["networks: one address of IPv6", "10.0.0.0/8, ::1", "::1", "2001:db8::7", "2001:db8::7"],
    ["networks: all of it is theirs", "10.0.0.0/8", "10.0.0.9", "10.0.0.1", "10.0.0.1"],
  ])("%s", (_, text, socket, forwarded, expected) => {
    const trusted = text === undefined ? null : (trustedProxiesOf(text) ?? null);
    expect(createClientAddress(trusted)(requestOf(socket, forwarded))).toBe(expected);
  });

  it.each(["0", "11", "-1", "some", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/9", "1.2.3", "::1/129", ""])(
    "%j says neither a number of proxies nor their networks",
    (text) => expect(trustedProxiesOf(text)).toBeUndefined(),
  );
});

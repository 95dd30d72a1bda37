import { io } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import { describe, expect, it, vi } from "vitest";
import { parseEnv } from "#server/env.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import type { Role } from "#server/lib/scope.ts";

const served = withServedFleet(parseEnv);

const open = (token: string) => {
  const socket = io(served.base, {
    ...{ path: "/live", parser, auth: { token }, transports: ["websocket"], reconnection: false },
    forceNew: true,
  });
  const said: string[] = [];
  socket.on("hello", () => said.push("hello"));
  socket.on("connect_error", ({ message }) => said.push(message));
  socket.on("disconnect", () => said.push("ended"));
  return { socket, said };
};
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 15_000, interval: 50 });
const tokenOf = (role: Role) => served.tokens.get(role) ?? "";

const signOut = (role: Role, origin: string) =>
  fetch(`${served.base}/api/auth/sign-out`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: served.cookies.get(role) ?? "", origin },
    body: "{}",
  });

describe("a session that is revoked", () => {
  it("loses its live socket and its calls; others keep theirs", async () => {
    const manager = open(tokenOf("manager"));
    const dispatcher = open(tokenOf("dispatcher"));
    await until(() => expect([manager.said, dispatcher.said]).toEqual([["hello"], ["hello"]]));
    const out = await signOut("manager", served.composition.env.publicUrl);
    expect(out.status).toBe(200);
    await until(() => expect(manager.said).toEqual(["hello", "ended"]));
    expect(dispatcher.said).toEqual(["hello"]);
    const me = (role: Role) => fetch(`${served.base}/api/trpc/accounts.me`, served.as(role));
    expect((await me("manager")).status).toBe(401);
    expect((await me("dispatcher")).status).toBe(200);
    const again = open(tokenOf("manager"));
    await until(() => expect(again.said).toEqual(["UNAUTHORIZED"]));
    for (const each of [manager, dispatcher, again]) each.socket.close();
  });

  it("is what a change of role makes of it", async () => {
    const { accounts } = served.composition.services;
    const admin = await accounts.authenticate(tokenOf("admin"));
    const engineer = await accounts.authenticate(tokenOf("engineer"));
    if (admin === null || engineer === null) throw new Error("a sign-in of the fleet is not accepted");
    const live = open(tokenOf("engineer"));
    await until(() => expect(live.said).toEqual(["hello"]));
    await accounts.users.change(admin, { id: engineer.userId, role: "dispatcher" });
    await until(() => expect(live.said).toEqual(["hello", "ended"]));
    live.socket.close();
  });
});

describe("behind a proxy that is believed", () => {
  const proxied = withServedFleet(parseEnv, { TRUSTED_PROXY: "127.0.0.1" });
  const attempt = (from: string, email: string, password = "wrong-wrong-wrong") =>
    fetch(`${proxied.base}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: proxied.composition.env.publicUrl,
        // What a caller writes himself stands before what the proxy adds.
        "x-forwarded-for": `198.51.100.9, ${from}`,
      },
      body: JSON.stringify({ email, password }),
    });

  it("who tries too often is refused, and others who come through the same proxy are not", async () => {
    let last = 0;
    for (let i = 0; i < 31; i++) last = (await attempt("192.0.2.1", `nobody-${i}@x.example`)).status;
    expect(last).toBe(429);
    const { email, password } = proxied.signIns.get("driver") ?? { email: "", password: "" };
    expect((await attempt("192.0.2.1", email, password)).status).toBe(429);
    expect((await attempt("192.0.2.2", email, password)).status).toBe(200);
  });

  it("an account that is tried from many addresses is refused for a minute, and no other is", async () => {
    const { email, password } = proxied.signIns.get("dispatcher") ?? { email: "", password: "" };
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await attempt(`203.0.113.${i}`, email.toUpperCase())).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const refused = await attempt("203.0.113.99", email, password);
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    const other = proxied.signIns.get("manager") ?? { email: "", password: "" };
    expect((await attempt("203.0.113.99", other.email, other.password)).status).toBe(200);
  });
});

describe("signing in", () => {
  it("out is not taken from another origin", async () => {
    expect((await signOut("dispatcher", "https://elsewhere.example")).status).toBe(403);
    expect((await fetch(`${served.base}/api/trpc/accounts.me`, served.as("dispatcher"))).status).toBe(200);
  });

  it("is refused after thirty tries a minute from one address, whatever address the caller claims", async () => {
    const attempt = (i: number) =>
      fetch(`${served.base}/api/auth/sign-in/email`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: served.composition.env.publicUrl,
          "x-roundsman-client-address": `10.0.0.${i}`,
          "x-forwarded-for": `10.0.0.${i}`,
        },
        body: JSON.stringify({ email: `nobody-${i}@x.example`, password: "wrong-wrong-wrong" }),
      });
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) statuses.push((await attempt(i)).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.at(-1)).toBe(429);
    // The right password does not help from there either.
    const { email, password } = served.signIns.get("driver") ?? { email: "", password: "" };
    expect((await served.signIn(email, password)).status).toBe(429);
    // Who is signed in already is not touched.
    expect((await fetch(`${served.base}/api/trpc/accounts.me`, served.as("driver"))).status).toBe(200);
  });
});

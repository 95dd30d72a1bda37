import { createTRPCClient, httpLink } from "@trpc/client";
import { io, type Socket } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import type { VehicleEvent } from "#server/operations/schema.ts";
import type { FramePart, LiveHello } from "#server/platform/live.schema.ts";
import type { AppRouter } from "#server/root.ts";
import { type Role, signInOf } from "./sign-ins.ts";

/** A token of a role, by a session of its own. */
export const tokenOf = async (url: string, role: Role): Promise<string> => {
  const { email, password } = signInOf(role);
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!signedIn.ok) throw new Error(`sign-in of ${role} answered ${signedIn.status}, expected 200`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const answer = await fetch(`${url}/api/auth/token`, { headers: { cookie } });
  const { token } = (await answer.json()) as { token: string };
  return token;
};

/** The procedures of the server under test, for a token. */
export const callsFor = (url: string, token: string) =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, headers: { authorization: `Bearer ${token}` } })],
  });

/** Makes an API key and maps to what posts events of vehicles with it. */
export const openTelemetry = async (url: string, token: string) => {
  const { key } = await callsFor(url, token).accounts.apiKeys.create.mutate({
    name: "journeys",
    scopes: ["telemetry:write"],
  });
  return async (events: VehicleEvent[]): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/telemetry`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key },
      body: JSON.stringify({ events }),
    });
    if (!answer.ok) throw new Error(`telemetry answered ${answer.status}: ${await answer.text()}`);
  };
};

/** What time it is by the day's clock of the city under test; its demo day may be ahead of ours. */
export const cityNow = async (url: string, token: string): Promise<string> =>
  (await callsFor(url, token).operations.clock.get.query()).now;

/** A position of a vehicle at a time of its city: a page keeps to the latest it was told. */
export const positionOf = (vehicleId: number, speedKmh: number, at: string): VehicleEvent => ({
  ...{ vehicleId, sequence: Date.parse(at), at, kind: "position" },
  ...{ lng: -5.6, lat: 51.3, speedKmh, headingDeg: 90 },
});

/** A connection to the live channels that keeps what it received. */
export const openLive = async (url: string, token: string) => {
  const received: { channel: string; value: readonly unknown[] }[] = [];
  const socket: Socket = io(url, {
    path: "/live",
    parser,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  const hello = await new Promise<LiveHello>((resolve, reject) => {
    socket.once("connect_error", reject);
    socket.once("hello", resolve);
  });
  let frames = 0;
  socket.on("frame", (parts: readonly FramePart[]) => {
    for (const [index, , values] of parts)
      for (const value of values ?? []) received.push({ channel: hello.channels[index] ?? "", value });
    socket.emit("taken", { frames: ++frames });
  });
  return {
    received,
    subscribe: (channel: string) =>
      socket.emitWithAck("subscribe", { channel }) as Promise<{ seq: number } | { error: string }>,
    close: () => socket.close(),
  };
};

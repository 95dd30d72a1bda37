import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { io, type Socket } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Composition, compose } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";
import { createHttpServer } from "#server/http/server.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { systemScope } from "#server/platform/audit.ts";
import { type FramePart, type LiveHello, unpackValue } from "#server/platform/live.schema.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { IndexSettings, SearchQuery } from "#server/vector/schema.ts";
import { CHANNELS } from "./live.schema.ts";

const database = withTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "roundsman-processes-"));
const CHILD = fileURLToPath(new URL("./processes-child.ts", import.meta.url));

const variables = (role: string) => ({
  DATABASE_URL: database.url,
  DATA_DIR: folder,
  LOG_LEVEL: "silent",
  DATABASE_POOL: "4",
  SIMULATE: "0",
  ROLE: role,
});
let composition: Composition;
let server: ReturnType<typeof createHttpServer>;
let fleet: FixtureFleet;
let child: ChildProcess;
let childAddress = "";
let token = "";
let socket: Socket;
let hello: Promise<LiveHello>;

beforeAll(async () => {
  composition = await compose(parseEnv(variables("web")));
  fleet = await plantFleet(composition.db, { vehicles: 2, stops: 3 });
  await composition.clock.refresh();
  server = createHttpServer(composition, async (_, response) => void response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  composition.lifecycle.onStop("http", () => server.close());
  composition.lifecycle.onStop("live", () => composition.hub.close());
  await composition.start();

  const { accounts } = composition.services;
  const [first] = await accounts.createSignIns(fleet.organisationId, {
    id: fleet.vehicles[0]?.driverId ?? 0,
    name: "Driver 1",
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: composition.env.publicUrl },
    body: JSON.stringify({ email: first?.email, password: first?.password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  token = (
    (await (await fetch(`${base}/api/auth/token`, { headers: { cookie } })).json()) as { token: string }
  ).token;
  socket = io(base, { path: "/live", parser, auth: { token }, transports: ["websocket"] });
  hello = new Promise((resolve) => socket.once("hello", resolve));

  child = spawn(process.execPath, ["--import", "tsx", CHILD], {
    stdio: ["ignore", "pipe", "inherit"],
    // biome-ignore lint/style/noProcessEnv: a process needs its PATH.
    env: { ...process.env, ...variables("worker") },
  });
  if (!child.stdout) throw new Error("the child has no stdout");
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  childAddress = `http://127.0.0.1:${port.toString().trim()}`;
});

afterAll(async () => {
  socket?.close();
  if (child && child.exitCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  server?.closeAllConnections();
  expect(await composition?.lifecycle.stop()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

it("what the worker stores and makes anew is found by the process that answers", async () => {
  const { fleet: records, vector, index } = composition.services;
  const scope = systemScope(fleet.organisationId, "test");
  const site = await composition.db.site.findFirstOrThrow({
    where: { organisationId: fleet.organisationId },
  });
  const write = (body: string) => records.addNote(scope, { subject: "site", subjectId: site.id, body });
  const found = async (text: string) =>
    (await vector.search(scope, SearchQuery.parse({ text, kinds: ["note"] }))).hits.map((hit) => hit.text);
  const patience = { timeout: 25_000, interval: 100 };
  const report = async () => {
    const told = await index.report(scope);
    if (!told.isOn) throw new Error("the index is switched off, expected it on");
    return told;
  };
  await write("Beware of the parrot");
  await vi.waitFor(async () => expect(await found("parrot")).toContain("Beware of the parrot"), patience);
  await write("A donkey stands at the gate");
  await vi.waitFor(
    async () => expect(await found("donkey")).toContain("A donkey stands at the gate"),
    patience,
  );
  // The worker makes the index anew and deletes the files that this process reads.
  const runId = await index.rebuild(scope, IndexSettings.parse({ kind: "ivf-hnsw-sq", ef: 77 }));
  await vi.waitFor(async () => {
    expect((await report()).rebuild).toMatchObject({
      id: runId,
      error: null,
      finishedAt: expect.any(String),
    });
  }, patience);
  expect(await found("parrot")).toContain("Beware of the parrot");
  await vi.waitFor(
    async () =>
      expect((await report()).stores[0]).toMatchObject({
        ...{ generation: 2, index: { kind: "ivf-hnsw-sq", ef: 77 } },
      }),
    patience,
  );
  await write("The goose bites");
  await vi.waitFor(async () => expect(await found("goose")).toContain("The goose bites"), patience);
}, 120_000);

it("an event taken in by one process reaches a socket of another, once and in order", async () => {
  const names = (await hello).channels;
  const speeds: unknown[] = [];
  socket.on("frame", (parts: FramePart[]) => {
    for (const [channel, , values] of parts)
      if (names[channel] === "vehicles")
        for (const packed of values ?? [])
          speeds.push(unpackValue(CHANNELS.vehicles.fields, packed).speedKmh);
  });
  expect(await socket.emitWithAck("subscribe", { channel: "vehicles" })).toEqual({ seq: 0 });

  const scope = systemScope(fleet.organisationId, "test");
  const { apiKeys } = composition.services.accounts;
  const { key } = await apiKeys.create(scope, { name: "box", scopes: ["telemetry:write"] });
  const send = async (sequence: number) => {
    const at = new Date(Date.parse("2026-11-23T08:00:00Z") + sequence * 1_000).toISOString();
    const position = { lng: 120, lat: 36, speedKmh: sequence, headingDeg: 0 };
    const event = { vehicleId: fleet.vehicles[0]?.id, sequence, at, kind: "position", ...position };
    const answer = await fetch(`${childAddress}/api/v1/telemetry`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ events: [event] }),
    });
    expect(await answer.json()).toEqual({ stored: 1, repeated: 0 });
    await vi.waitFor(() => expect(speeds.at(-1)).toBe(sequence), { timeout: 10_000, interval: 20 });
  };
  for (const sequence of [1, 2, 3]) await send(sequence);
  expect(speeds).toEqual([1, 2, 3]);
});

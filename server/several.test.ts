import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseEnv } from "#server/env.ts";
import { webParts } from "#server/several.ts";

const CHILD = fileURLToPath(new URL("./several-child.ts", import.meta.url));
const patience = { timeout: 20_000, interval: 20 };

let program: ChildProcess | null = null;
let told = "";
afterEach(() => {
  if (program !== null && program.exitCode === null) program.kill("SIGKILL");
  told = "";
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const begin = (...args: string[]): ChildProcess => {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout?.on("data", (chunk: Buffer) => {
    told += chunk;
  });
  program = child;
  return child;
};

const ended = async (child: ChildProcess): Promise<unknown> =>
  child.exitCode ?? ((await once(child, "exit")) as unknown[])[0];

type Answer = { pid: number; part: string };
const ask = async (port: number): Promise<Answer> =>
  // A connection that was handed to a process that was dying hangs with it.
  (await (await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(2_000) })).json()) as Answer;
const answerers = async (port: number): Promise<Set<number>> =>
  new Set((await Promise.all(Array.from({ length: 8 }, () => ask(port)))).map(({ pid }) => pid));
const ups = () => [...told.matchAll(/^up (.*)$/gm)].map((match) => match[1]).sort();

describe("a product of several processes", () => {
  it("answers by all of its web processes, puts one in the place of one that died, and stops in order", async () => {
    const port = await freePort();
    const child = begin(String(port));
    await vi.waitFor(() => expect(ups()).toEqual(["web", "web", "worker"]), patience);
    const first = await answerers(port);
    expect(first.size).toBe(2);
    expect((await ask(port)).part).toBe("web");

    const [one = 0] = first;
    process.kill(one, "SIGKILL");
    await vi.waitFor(() => expect(told).toMatch(/"part":"web \d".*a process of the product ended/), patience);
    await vi.waitFor(async () => {
      const now = await answerers(port);
      expect(now.has(one)).toBe(false);
      expect(now.size).toBe(2);
    }, patience);

    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
    await expect(ask(port)).rejects.toThrow();
  }, 60_000);

  it("ends with a fault where one of them cannot begin, instead of trying for ever", async () => {
    const child = begin(String(await freePort()), "worker");
    expect(await ended(child)).toBe(1);
    expect(told).toContain('"code":3');
  }, 60_000);
});

it("its worker has a port of its own and the address that people come by", () => {
  expect(webParts(2, "https://roundsman.example.org")).toEqual([
    { name: "worker", env: { ROLE: "worker", PORT: "0", PUBLIC_URL: "https://roundsman.example.org" } },
    { name: "web 1", env: { ROLE: "web" } },
    { name: "web 2", env: { ROLE: "web" } },
  ]);
});

it("a model's file beside several processes is refused: each would load it", () => {
  const variables = { DATABASE_URL: "postgresql://localhost/x", WEB_PROCESSES: "2" };
  expect(parseEnv(variables).webProcesses).toBe(2);
  expect(() => parseEnv({ ...variables, MODEL: "a.gguf" })).toThrow(
    /^WEB_PROCESSES: found 2 beside MODEL.*MODEL_URL$/,
  );
  expect(() => parseEnv({ ...variables, WEB_PROCESSES: "0" })).toThrow("WEB_PROCESSES: found");
});

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { generateModel } from "#server/llm/gguf-file.ts";
import { pullModel } from "#server/llm/pull.ts";

const folder = mkdtempSync(join(tmpdir(), "roundsman-pull-"));
await generateModel(join(folder, "source.gguf"), { shape: "tiny", quant: "Q8_0", seed: "1" });
const content = await readFile(join(folder, "source.gguf"));
const sha256 = createHash("sha256").update(content).digest("hex");
const PATH = "/somebody/a-model/resolve/main/tiny.gguf";
const NAME = "hf:somebody/a-model/tiny.gguf";

type Behaviour = { etag?: string; cutAt?: number; knowsRanges?: boolean; status?: number };
let behaviour: Behaviour = {};
const ranges: (string | undefined)[] = [];

// Answers as a hub does: the first address names size and checksum and leads to another, which sends the file.
const server = createServer((request, response) => {
  if (behaviour.status !== undefined) return void response.writeHead(behaviour.status).end();
  if (request.url === PATH) {
    const facts = { "x-linked-size": content.length, "x-linked-etag": `"${behaviour.etag ?? sha256}"` };
    return void response.writeHead(302, { ...facts, location: "/cdn" }).end();
  }
  ranges.push(request.headers.range);
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const isPart = from > 0 && behaviour.knowsRanges !== false;
  const body = content.subarray(isPart ? from : 0);
  response.writeHead(isPart ? 206 : 200, { "content-length": body.length });
  if (behaviour.cutAt === undefined) return void response.end(body);
  response.write(body.subarray(0, behaviour.cutAt), () => response.destroy());
  behaviour = {};
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
let pulls = 0;
const pull = async (more: Behaviour = {}, before?: Buffer) => {
  behaviour = more;
  const into = join(folder, `pull-${pulls++}`);
  const lines: string[] = [];
  if (before !== undefined) {
    await mkdir(into);
    await writeFile(join(into, "tiny.gguf.part"), before);
  }
  const pulled = await pullModel(NAME, { folder: into, origin, waitMs: 0, tell: (line) => lines.push(line) });
  return { ...pulled, into, lines };
};
afterEach(() => {
  ranges.length = 0;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

it("fetches a model, telling how far it is, and keeps it under its name", async () => {
  const { model, checksum, into, lines } = await pull();
  expect(checksum).toBe(sha256);
  expect(model).toMatchObject({ file: join(into, "tiny.gguf"), architecture: "llama" });
  expect(await readdir(into)).toEqual(["tiny.gguf"]);
  expect(lines.some((line) => /^\d+ of 1 MB, \d+ %, \d+\.\d MB\/s$/.test(line))).toBe(true);
});

it("goes on where an earlier try broke off", async () => {
  const { into } = await pull({}, content.subarray(0, 100_000));
  expect(ranges).toEqual(["bytes=100000-"]);
  expect(content.equals(await readFile(join(into, "tiny.gguf")))).toBe(true);
});

it("goes on by itself where the connection breaks", async () => {
  const { into, lines } = await pull({ cutAt: 200_000 });
  expect(content.equals(await readFile(join(into, "tiny.gguf")))).toBe(true);
  expect(lines.some((line) => line.startsWith("the connection broke off"))).toBe(true);
  expect(ranges[1]).toMatch(/^bytes=\d+-$/);
});

it("begins again where its source knows no ranges", async () => {
  const { into } = await pull({ knowsRanges: false }, content.subarray(0, 100_000));
  expect(content.equals(await readFile(join(into, "tiny.gguf")))).toBe(true);
});

it("throws away what does not have the checksum its source names", async () => {
  const wrong = "0".repeat(64);
  await expect(pull({ etag: wrong })).rejects.toThrow(
    `model pull tiny.gguf: found ${content.length} bytes with checksum ${sha256}, expected ${content.length} with ${wrong}`,
  );
  const spoilt = Buffer.from(content.subarray(0, 100_000));
  spoilt[50_000] = (spoilt[50_000] ?? 0) ^ 1;
  await expect(pull({}, spoilt)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await readdir(join(folder, `pull-${pulls - 1}`))).toEqual([]);
});

it.each([
  [404, "there is no such file"],
  [401, "its owner asks for a sign-in"],
  [503, "found status 503, expected 200"],
])("says what a status of %i means", async (status, says) => {
  await expect(pull({ status })).rejects.toThrow(says);
});

it("says that there is no network", async () => {
  const gone = "http://127.0.0.1:1";
  await expect(pullModel(NAME, { folder, origin: gone, waitMs: 0, tell: () => {} })).rejects.toThrow(
    /^model pull: 127\.0\.0\.1:1 does not answer \(.*\): it needs a network\. What came is kept/,
  );
});

it.each(["tiny.gguf", "hf:owner/tiny.gguf", "hf:a/b/../../c.gguf", "hf:a/b/c.bin"])(
  "refuses the name %s",
  async (name) => {
    await expect(pullModel(name, { folder, origin, tell: () => {} })).rejects.toThrow(
      `model pull: found "${name}", expected hf:owner/repo/file.gguf`,
    );
  },
);

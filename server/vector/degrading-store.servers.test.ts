import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openTroubledLine, type TroubledLine } from "#server/platform/troubled-line.ts";
import { createDegradingStore } from "#server/vector/degrading-store.ts";
import { IndexSettings } from "#server/vector/schema.ts";
import { passageOf, unitVector } from "#server/vector/store.contract.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { VectorStore } from "#server/vector/store.ts";
import { createWeaviateStore } from "#server/vector/store.weaviate.ts";
import { connectWeaviate } from "#server/vector/weaviate-client.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const { WEAVIATE_URL: url = "", WEAVIATE_GRPC_PORT = "50051", WEAVIATE_API_KEY = "" } = process.env;
if (url === "") console.log("skipped: the store on a Weaviate in trouble, for WEAVIATE_URL names no server");

const apiKey = WEAVIATE_API_KEY === "" ? null : WEAVIATE_API_KEY;
const PREFIX = `RoundsmanFault${randomBytes(4).toString("hex")}`;
const patience = { timeout: 60_000, interval: 100 };

describe.skipIf(url === "")("the store before a Weaviate in trouble", () => {
  const lines: TroubledLine[] = [];
  const folders: string[] = [];
  afterAll(async () => {
    for (const line of lines) await line.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    const client = await connectWeaviate({ url, grpcPort: Number(WEAVIATE_GRPC_PORT), apiKey });
    for (const { alias } of (await client.alias.listAll()) ?? [])
      if (alias.startsWith(PREFIX)) await client.alias.delete(alias);
    for (const { name } of await client.collections.listAll())
      if (name.startsWith(PREFIX)) await client.collections.delete(name);
    await client.close();
  });

  const make = async (name: string) => {
    const { hostname: host, port } = new URL(url);
    // What is asked over HTTP and what over gRPC goes over a line each.
    const slow = { slowMs: 3_000 };
    const http = await openTroubledLine({ host, port: Number(port || 80) }, slow);
    const grpc = await openTroubledLine({ host, port: Number(WEAVIATE_GRPC_PORT) }, slow);
    lines.push(http, grpc);
    const folder = await mkdtemp(join(tmpdir(), "roundsman-trouble-"));
    folders.push(folder);
    const copy = await createLanceDbStore({
      ...{ folder, embedder: "first", index: IndexSettings.parse({ kind: "ivf-flat" }) },
    });
    const server = createWeaviateStore({
      address: { url: `http://127.0.0.1:${http.port}`, grpcPort: grpc.port, apiKey },
      ...{ alias: `${PREFIX}${name}`, embedder: "first", index: IndexSettings.parse({ kind: "hnsw" }) },
    });
    const store = createDegradingStore({
      ...{ primary: server, copy, organisations: () => [1], failures: 2, restMs: 200 },
      embed: () => Promise.reject(new Error("no vectors are made here")),
    });
    const comeBack = () =>
      vi.waitFor(async () => {
        await store.check();
        expect(store.state()).toMatchObject({ serving: "primary", reason: null });
      }, patience);
    const set = async (trouble: Parameters<TroubledLine["set"]>[0]) => {
      for (const line of [http, grpc]) await line.set(trouble);
    };
    return { store, server, comeBack, set };
  };
  const find = async (store: VectorStore, number: number) =>
    (await store.search(1, { vector: unitVector(number), limit: 1 }))[0]?.recordId;

  it.each(["refused", "hung", "slow"] as const)(
    "answers from the copy while the server is %s, says so, and brings it up to date when it is back",
    async (trouble) => {
      const { store, server, comeBack, set } = await make(trouble);
      await comeBack();
      await store.upsert(1, [passageOf(1), passageOf(2)], "first");
      await comeBack();
      await set(trouble);
      await vi.waitFor(async () => {
        expect(await find(store, 1)).toBe(1);
        expect(store.state().serving).toBe("copy");
      }, patience);
      expect(store.state().reason).toEqual(expect.stringMatching(/./));
      await store.upsert(1, [passageOf(3)], "first");
      await store.remove(1, ["note/2"]);
      expect(await find(store, 3)).toBe(3);
      await set("none");
      await comeBack();
      expect((await server.describe(1)).rows).toBe(2);
      expect(await find(server, 3)).toBe(3);
      expect(await store.stores(1)).toMatchObject([
        { backend: "weaviate", rows: 2 },
        { backend: "lancedb", rows: 2 },
      ]);
      await store.close();
    },
    180_000,
  );
});

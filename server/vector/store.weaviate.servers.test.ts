import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { IndexSettings, QUANTIZERS } from "#server/vector/schema.ts";
import { passageOf, storeContract, unitVector } from "#server/vector/store.contract.ts";
import { createWeaviateStore } from "#server/vector/store.weaviate.ts";
import { connectWeaviate } from "#server/vector/weaviate-client.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const { WEAVIATE_URL: url = "", WEAVIATE_GRPC_PORT = "50051", WEAVIATE_API_KEY = "" } = process.env;
if (url === "") console.log("skipped: the store on Weaviate, for WEAVIATE_URL names no server");

const address = {
  url,
  grpcPort: Number(WEAVIATE_GRPC_PORT),
  apiKey: WEAVIATE_API_KEY === "" ? null : WEAVIATE_API_KEY,
};
const settings = IndexSettings.parse({ kind: "hnsw" });
const PREFIX = `RoundsmanTest${randomBytes(4).toString("hex")}`;
let stores = 0;

const make = async (index = settings, alias = `${PREFIX}N${++stores}N`, ef?: number) =>
  createWeaviateStore({ address, alias, embedder: "first", index, ef });

describe.skipIf(url === "")("on Weaviate", () => {
  afterAll(async () => {
    const client = await connectWeaviate(address);
    for (const { alias } of (await client.alias.listAll()) ?? [])
      if (alias.startsWith(PREFIX)) await client.alias.delete(alias);
    for (const { name } of await client.collections.listAll())
      if (name.startsWith(PREFIX)) await client.collections.delete(name);
    await client.close();
  });

  it("is a server of a version we know", async () => {
    const client = await connectWeaviate(address);
    const { version } = await client.getMeta();
    console.log(`Weaviate ${version}`);
    expect(version).toMatch(/^1\.(3[2-9]|[4-9]\d)\./);
    await client.close();
  });

  storeContract(() => make(), settings);

  it("makes its graph with the settings asked for, and keeps what was chosen over a restart", async () => {
    const alias = `${PREFIX}Settings`;
    const first = await make(settings, alias);
    await first.upsert(1, [passageOf(1)]);
    await first.close();
    const again = await make({ ...settings, ef: 300 }, alias);
    expect(await again.describe(1)).toMatchObject({ rows: 1, generation: 1, index: { ef: 100 } });
    expect(await again.retune({ ...settings, ef: 80 })).toBe(true);
    await again.close();
    const third = await make(settings, alias);
    expect((await third.describe(1)).index.ef).toBe(80);
    await third.close();
    // What the environment says counts, whatever was chosen.
    const fixed = await make(settings, alias, 64);
    expect(await fixed.describe(1)).toMatchObject({ rows: 1, generation: 1, index: { ef: 64 } });
    await fixed.close();
    const client = await connectWeaviate(address);
    const { vectorizers } = await client.collections.use(alias).config.get();
    expect(vectorizers.default?.indexConfig).toMatchObject({
      maxConnections: 32,
      efConstruction: 200,
      ef: 64,
    });
    await client.close();
  });

  it.each(QUANTIZERS)("finds by vectors packed as %s", async (quantizer) => {
    const store = await make({ ...settings, quantizer });
    await store.upsert(
      1,
      Array.from({ length: 300 }, (_, i) => passageOf(i)),
    );
    let hits = 0;
    for (let i = 0; i < 20; i++)
      if ((await store.search(1, { vector: unitVector(i), limit: 1 }))[0]?.recordId === i) hits++;
    expect(hits).toBeGreaterThanOrEqual(19);
    await store.close();
  });

  it("says that a key is refused", async () => {
    const store = createWeaviateStore({
      address: { ...address, apiKey: "another" },
      alias: `${PREFIX}Refused`,
      embedder: "first",
      index: settings,
    });
    const refused = expect(store.describe(1)).rejects;
    if (address.apiKey !== null) await refused.toMatchObject({ code: "UNAVAILABLE" });
    else await refused.toBeDefined();
  });
});

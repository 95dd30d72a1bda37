import type { WeaviateClient } from "weaviate-client";
import { AppError } from "#server/lib/errors.ts";
import { isSameArrangement, memoryOf, withEffort } from "#server/vector/core/arrangement.ts";
import { checkEmbedder, siftPassages, vectorFault } from "#server/vector/core/sift.ts";
import { createLane } from "#server/vector/lane.ts";
import type { IndexSettings } from "#server/vector/schema.ts";
import {
  type Match,
  type Passage,
  type PassageFault,
  type Rebuild,
  type StoreQuery,
  type VectorStore,
  WORD_SHARE,
} from "#server/vector/store.ts";
import {
  connectWeaviate,
  isUnknownTenant,
  unavailable,
  type WeaviateAddress,
} from "#server/vector/weaviate-client.ts";
import {
  createPassages,
  type Description,
  describePassages,
  type StoredProperties,
  setEf,
} from "#server/vector/weaviate-collection.ts";
import { filterOf, type Shard, toObject, toText, uuidOf } from "#server/vector/weaviate-rows.ts";

/** Objects in one call: at 384 numbers each, well under the server's limit of a message. */
const BATCH = 500;
/** How long the embedder of the current collection is taken as read. */
const KNOWN_MS = 1_000;

type Options = {
  address: WeaviateAddress;
  /** The alias under which the collection of the current generation is reached; a word that begins with a capital. */
  alias?: string;
  /** The embedder of a collection that is new; one that is there keeps its own until a rebuild. */
  embedder: string;
  /** The index of a collection that is new; one that is there keeps what was chosen. */
  index: IndexSettings;
  /** Candidates of a search whatever was chosen, where whoever runs the product says so. */
  ef?: number | undefined;
  now?: () => number;
};

const rethrow = (error: unknown): never => {
  throw unavailable(error);
};

const inOrder = (a: Match, b: Match): number => b.score - a.score || (a.id < b.id ? -1 : 1);

const inParts = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

const put = async (shard: Shard, passages: readonly Passage[]): Promise<PassageFault[]> => {
  const faults: PassageFault[] = [];
  for (const part of inParts(passages, BATCH)) {
    const { errors } = await shard.data.insertMany(part.map(toObject));
    for (const [i, { message }] of Object.entries(errors))
      faults.push({ id: part[Number(i)]?.id ?? "?", message });
  }
  return faults;
};

const take = async (shard: Shard, ids: readonly string[]): Promise<void> => {
  for (const part of inParts(ids, BATCH))
    await shard.data.deleteMany(shard.filter.byId().containsAny(part.map(uuidOf)));
};

async function* objectsOf(shard: Shard, { includeVector }: { includeVector: boolean }) {
  for (let after: string | undefined; ; ) {
    const { objects } = await shard.query.fetchObjects({
      ...{ limit: BATCH, includeVector },
      ...(includeVector ? {} : { returnProperties: ["passageId" as const] }),
      ...(after === undefined ? {} : { after }),
    });
    if (objects.length === 0) return;
    after = objects.at(-1)?.uuid;
    yield objects;
  }
}

async function* passagesOf(shard: Shard): AsyncGenerator<Passage[]> {
  for await (const objects of objectsOf(shard, { includeVector: true }))
    yield objects.map((found) => ({
      ...toText(found),
      vector: Float32Array.from(found.vectors.default as number[]),
    }));
}

const find = async (
  shard: Shard,
  { vector, words, filter = {}, limit, wordShare = WORD_SHARE }: StoreQuery,
): Promise<Match[]> => {
  const filters = filterOf(shard, filter);
  const shared = { limit, ...(filters === undefined ? {} : { filters }) };
  const queryProperties = [{ name: "title" as const, weight: 2 }, "text" as const];
  const said = words?.trim() ?? "";
  if (vector !== undefined && said !== "") {
    const { objects } = await shard.query.hybrid(said, {
      ...shared,
      vector: Array.from(vector),
      alpha: 1 - wordShare,
      fusionType: "Ranked",
      queryProperties,
      returnMetadata: ["score"],
    });
    return objects.map((found) => ({ ...toText(found), score: found.metadata?.score ?? 0 }));
  }
  if (vector !== undefined) {
    const { objects } = await shard.query.nearVector(Array.from(vector), {
      ...shared,
      returnMetadata: ["distance"],
    });
    return objects.map((found) => ({ ...toText(found), score: 1 - (found.metadata?.distance ?? 1) }));
  }
  if (said === "") return [];
  const { objects } = await shard.query.bm25(said, { ...shared, queryProperties, returnMetadata: ["score"] });
  return objects.map((found) => ({ ...toText(found), score: found.metadata?.score ?? 0 }));
};

/**
 * The store on a Weaviate server: a collection for each generation behind one alias, a tenant for each organisation.
 * It connects at the first call, so that a server that is not there stops nobody from starting.
 */
export const createWeaviateStore = ({
  address,
  alias = "RoundsmanPassages",
  embedder,
  index,
  ef,
  now = Date.now,
}: Options): VectorStore => {
  const inLane = createLane();
  const nameOf = (generation: number) => `${alias}G${generation}`;
  let opening: Promise<WeaviateClient> | null = null;
  let progress: number | null = null;
  let changed: Map<number, Set<string>> | null = null;

  const prepare = async (): Promise<WeaviateClient> => {
    const client = await connectWeaviate(address);
    const aliases = (await client.alias.listAll()) ?? [];
    if (!aliases.some((each) => each.alias === alias)) {
      const description = { embedder, generation: 1, index };
      if (!(await client.collections.exists(nameOf(1)))) await createPassages(client, nameOf(1), description);
      await client.alias.create({ collection: nameOf(1), alias });
    }
    const made = await describePassages(client, alias);
    if (ef !== undefined && made.index.kind === "hnsw" && made.index.ef !== ef)
      await setEf(client, alias, { ...made, index: { ...made.index, ef } });
    return client;
  };

  const connected = (): Promise<WeaviateClient> => {
    opening ??= prepare().catch((error: unknown) => {
      // The next call tries again.
      opening = null;
      throw unavailable(error);
    });
    return opening;
  };

  const shardOf = (client: WeaviateClient, name: string, organisationId: number): Shard =>
    client.collections.use<string, StoredProperties>(name).withTenant(`o${organisationId}`);

  const withShard = async <T>(
    organisationId: number,
    work: (shard: Shard) => Promise<T>,
    none: T,
  ): Promise<T> => {
    const shard = shardOf(await connected(), alias, organisationId);
    try {
      return await work(shard);
    } catch (error) {
      if (isUnknownTenant(error)) return none;
      throw unavailable(error);
    }
  };

  // Another process may have turned the alias: its word is asked for again after this long.
  let known: { embedder: string; at: number } | null = null;
  const check = async (madeBy: string | undefined): Promise<void> => {
    if (madeBy === undefined) return;
    const client = await connected();
    if (known === null || now() - known.at > KNOWN_MS)
      known = { embedder: (await describePassages(client, alias).catch(rethrow)).embedder, at: now() };
    checkEmbedder(madeBy, known.embedder);
  };

  const noteChange = (organisationId: number, ids: readonly string[]): void => {
    if (changed === null) return;
    const set = changed.get(organisationId) ?? new Set();
    changed.set(organisationId, set);
    for (const id of ids) set.add(id);
  };

  const move = async (target: Shard, part: readonly Passage[], change: Rebuild): Promise<void> => {
    const vectors = await change.embedder?.embed(part);
    const made = part.map((passage, i) => ({ ...passage, vector: vectors?.[i] ?? passage.vector }));
    const { sound, faults } = siftPassages(made);
    const [fault] = [...faults, ...(await put(target, sound))];
    if (fault !== undefined)
      throw new AppError("BAD_REQUEST", `rebuild: passage ${fault.id}: ${fault.message}`);
  };

  const copyAll = async (client: WeaviateClient, name: string, change: Rebuild): Promise<void> => {
    const tenants = Object.keys(await client.collections.use(alias).tenants.get());
    const shards = tenants.map((tenant) => Number(tenant.slice(1)));
    let total = 0;
    for (const id of shards) total += await shardOf(client, alias, id).length();
    let done = 0;
    for (const id of shards) {
      for await (const part of passagesOf(shardOf(client, alias, id))) {
        await move(shardOf(client, name, id), part, change);
        done += part.length;
        progress = done / total;
      }
    }
  };

  /** Brings what was written meanwhile over, as it stands now. */
  const catchUp = async (client: WeaviateClient, name: string, change: Rebuild): Promise<void> => {
    for (const [organisationId, ids] of changed ?? []) {
      const source = shardOf(client, alias, organisationId);
      const target = shardOf(client, name, organisationId);
      for (const part of inParts([...ids], BATCH)) {
        const { objects } = await source.query.fetchObjects({
          filters: source.filter.byId().containsAny(part.map(uuidOf)),
          limit: part.length,
          includeVector: true,
        });
        const found = objects.map((each) => ({
          ...toText(each),
          vector: Float32Array.from(each.vectors.default as number[]),
        }));
        const there = new Set(found.map(({ id }) => id));
        if (found.length > 0) await move(target, found, change);
        await take(
          target,
          part.filter((id) => !there.has(id)),
        );
      }
    }
  };

  const rebuildTo = async (client: WeaviateClient, from: Description, change: Rebuild): Promise<void> => {
    const description = {
      generation: from.generation + 1,
      embedder: change.embedder?.name ?? from.embedder,
      index: change.index ?? from.index,
    };
    const name = nameOf(description.generation);
    // What a rebuild that was cut off left.
    if (await client.collections.exists(name)) await client.collections.delete(name);
    try {
      await createPassages(client, name, description);
      await copyAll(client, name, change);
      await inLane(async () => {
        await catchUp(client, name, change);
        await client.alias.update({ alias, newTargetCollection: name });
        changed = null;
        known = null;
      });
    } catch (error) {
      await client.collections.delete(name);
      throw error;
    }
    await client.collections.delete(nameOf(from.generation));
  };

  return {
    async upsert(organisationId, passages, madeBy) {
      const { sound, faults } = siftPassages(passages);
      if (sound.length === 0) return faults;
      return inLane(async () => {
        await check(madeBy);
        const refused = await withShard(organisationId, (shard) => put(shard, sound), []);
        noteChange(
          organisationId,
          sound.map(({ id }) => id),
        );
        return [...faults, ...refused];
      });
    },
    remove: (organisationId, ids) =>
      inLane(async () => {
        await withShard(organisationId, (shard) => take(shard, ids), undefined);
        noteChange(organisationId, ids);
      }),
    async search(organisationId, query) {
      const fault = query.vector === undefined ? null : vectorFault(query.vector);
      if (fault !== null) throw new AppError("BAD_REQUEST", `search: ${fault}`);
      await check(query.embedder);
      return (await withShard(organisationId, (shard) => find(shard, query), [])).sort(inOrder);
    },
    async *scan(organisationId) {
      const shard = shardOf(await connected(), alias, organisationId);
      try {
        yield* passagesOf(shard);
      } catch (error) {
        if (!isUnknownTenant(error)) throw unavailable(error);
      }
    },
    async *ids(organisationId) {
      const shard = shardOf(await connected(), alias, organisationId);
      try {
        for await (const part of objectsOf(shard, { includeVector: false }))
          yield part.map(({ properties }) => properties.passageId);
      } catch (error) {
        if (!isUnknownTenant(error)) throw unavailable(error);
      }
    },
    async describe(organisationId) {
      const client = await connected();
      try {
        const made = await describePassages(client, alias);
        const rows = await withShard(organisationId, (shard) => shard.length(), 0);
        return {
          ...{ backend: "weaviate" as const, ...made, rows },
          ...{ unindexedRows: 0, diskBytes: null, memoryBytes: memoryOf(made.index, rows) },
          ...{ buildMs: null, rebuilding: progress },
        };
      } catch (error) {
        throw unavailable(error);
      }
    },
    retune: (wanted) =>
      inLane(async () => {
        const client = await connected();
        try {
          const made = await describePassages(client, alias);
          if (!isSameArrangement(wanted, made.index)) return false;
          await setEf(client, alias, { ...made, index: withEffort(made.index, wanted) });
          return true;
        } catch (error) {
          throw unavailable(error);
        }
      }),
    async rebuild(change) {
      if (changed !== null) throw new AppError("CONFLICT", "rebuild: one is running, expected none");
      changed = new Map();
      progress = 0;
      try {
        const client = await connected();
        await rebuildTo(client, await describePassages(client, alias), change);
      } catch (error) {
        throw error instanceof Error && "code" in error ? error : unavailable(error);
      } finally {
        changed = null;
        progress = null;
      }
    },
    async close() {
      await inLane(async () => {});
      const client = await opening?.catch(() => null);
      await client?.close();
    },
  };
};

import { AppError } from "#server/lib/errors.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { raiseSource } from "#server/platform/source-version.ts";
import {
  markChanged,
  organisationsDue,
  type PassageChange,
  type Patience,
  putOff,
  settle,
  takeDue,
} from "#server/vector/change-store.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { PASSAGE_KINDS, type PassageKind, type PassageText } from "#server/vector/schema.ts";
import type { Passage, VectorStore } from "#server/vector/store.ts";
import { createThrottle } from "#server/vector/throttle.ts";

/** Reads records as the text of their passages; those that are gone are left out. */
export type PassagesOf = (
  organisationId: number,
  kind: PassageKind,
  ids: readonly number[],
) => Promise<PassageText[]>;

type Options = {
  db: Db;
  store: VectorStore;
  /** The embedder of that name, where it can be had. */
  embedderOf: (name: string) => Embedder | undefined;
  passagesOf: PassagesOf;
  /** Asks the queue for a run of {@link Indexing.work}. */
  send: (organisationId: number) => Promise<unknown>;
  now?: () => number;
  /** Records made into passages in one go. */
  batch?: number;
  patience?: Patience;
  /** Time between two asks for the same organisation; the changes of a burst are one ask. */
  askEveryMs?: number;
  report?: (error: unknown) => void;
};

const PATIENCE: Patience = { maxAttempts: 6, baseMs: 1_000, maxMs: 300_000 };
const BATCH_LIMITS = { timeout: 60_000, maxWait: 10_000 };

const idOf = ({ kind, recordId }: PassageChange): string => `${kind}/${recordId}`;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const HAPPENED = new Set<PassageKind>(["exception", "call", "service-order"]);

/** What is embedded of a passage: what it is about and what it says, not where, for a place's name is found by word. */
export const embeddedText = ({ kind, title, text }: Pick<PassageText, "kind" | "title" | "text">): string => {
  if (kind === "note") return text;
  // What happened stands before the comma, where it happened behind it.
  const what = HAPPENED.has(kind) ? title.split(",")[0] : title;
  return `${what}. ${text}`;
};

/**
 * Keeps the vectors in step with the records. A change is a row, noted by who announces it; a run takes rows, makes
 * passages of the records as they are then, and lets go of a row in the transaction that locked it. Whoever dies on
 * the way leaves the rows to the next.
 */
export const createIndexing = (options: Options) => {
  const { db, store, embedderOf, passagesOf, send, now = Date.now, report = () => {} } = options;
  const { batch = 128, patience = PATIENCE, askEveryMs = 1_500 } = options;
  const throttle = createThrottle({ everyMs: askEveryMs, call: send, report });

  const read = async (organisationId: number, changes: readonly PassageChange[]): Promise<PassageText[]> => {
    const found: PassageText[] = [];
    for (const kind of PASSAGE_KINDS) {
      const ids = changes.filter((change) => change.kind === kind).map(({ recordId }) => recordId);
      if (ids.length > 0) found.push(...(await passagesOf(organisationId, kind, ids)));
    }
    return found;
  };

  /** Makes vectors of all; where that fails, of each by itself, so that one poisoned text stops no other. */
  const embed = async (
    embedder: Embedder,
    texts: readonly PassageText[],
    faults: Map<string, string>,
  ): Promise<Passage[]> => {
    const joined = (vectors: readonly Float32Array[], of: readonly PassageText[]): Passage[] =>
      of.flatMap((text, i) => {
        const vector = vectors[i];
        return vector === undefined ? [] : [{ ...text, vector }];
      });
    try {
      return joined(await embedder.embed(texts.map(embeddedText)), texts);
    } catch (error) {
      if (texts.length === 1 && texts[0] !== undefined) {
        faults.set(texts[0].id, messageOf(error));
        return [];
      }
      const parts: Passage[] = [];
      for (const text of texts) parts.push(...(await embed(embedder, [text], faults)));
      return parts;
    }
  };

  const indexBatch = async (tx: Tx, organisationId: number): Promise<number> => {
    const changes = await takeDue(tx, organisationId, new Date(now()), batch);
    if (changes.length === 0) return 0;
    const { embedder: name } = await store.describe(organisationId);
    const embedder = embedderOf(name);
    if (embedder === undefined)
      throw new AppError("UNAVAILABLE", `vectors: those stored are of ${name}, which cannot be had now`);
    const texts = await read(organisationId, changes);
    const faults = new Map<string, string>();
    const passages = await embed(embedder, texts, faults);
    for (const { id, message } of await store.upsert(organisationId, passages, name)) faults.set(id, message);
    const there = new Set(texts.map(({ id }) => id));
    const gone = changes.map(idOf).filter((id) => !there.has(id));
    if (gone.length > 0) await store.remove(organisationId, gone);
    const done = changes.filter((change) => !faults.has(idOf(change)));
    await settle(tx, organisationId, done);
    // After the store took them: who searched before this commit may have found what was.
    for (const kind of PASSAGE_KINDS)
      if (changes.some((change) => change.kind === kind))
        await raiseSource(tx, organisationId, `passages/${kind}`);
    for (const change of changes) {
      const fault = faults.get(idOf(change));
      if (fault !== undefined) await putOff(tx, organisationId, change, fault, now(), patience);
    }
    return changes.length;
  };

  return {
    /** Notes that records changed and asks for a run. */
    async changed(organisationId: number, kind: PassageKind, ids: readonly number[]): Promise<void> {
      await markChanged(db, organisationId, kind, ids);
      throttle.ask(organisationId);
    },
    /** Notes changes of many kinds, all of them or none, and asks for a run: half of them would pass for the whole. */
    async allChanged(
      organisationId: number,
      changes: ReadonlyMap<PassageKind, readonly number[]>,
    ): Promise<void> {
      await db.$transaction(async (tx) => {
        for (const [kind, ids] of changes) await markChanged(tx, organisationId, kind, ids);
      }, BATCH_LIMITS);
      throttle.ask(organisationId);
    },
    /** Makes what is due into passages, until nothing is or the time is over; 0 looks at every organisation. */
    async work(organisationId: number, signal?: AbortSignal): Promise<number> {
      const all = organisationId === 0 ? await organisationsDue(db, new Date(now())) : [organisationId];
      let done = 0;
      for (const id of all)
        while (signal?.aborted !== true) {
          const count = await db.$transaction((tx) => indexBatch(tx, id), BATCH_LIMITS);
          if (count === 0) break;
          done += count;
        }
      return done;
    },
    close: () => throttle.close(),
  };
};
/** See {@link createIndexing}. */
export type Indexing = ReturnType<typeof createIndexing>;

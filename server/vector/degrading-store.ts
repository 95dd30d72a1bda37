import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import { AppError } from "#server/lib/errors.ts";
import { createLane } from "#server/vector/lane.ts";
import { reconcile } from "#server/vector/reconcile.ts";
import { type IndexSettings, KINDS_OF, type PassageText } from "#server/vector/schema.ts";
import type { Passage, PassageFault, StoreDescription, VectorStore } from "#server/vector/store.ts";

/** Which of the two stores answers, since when, and why it is not the first choice. */
export type StoreState = {
  serving: "primary" | "copy";
  since: number;
  /** In words for a person; null while the first choice answers. */
  reason: string | null;
};

type Options = {
  /** The server: answers while it can. */
  primary: VectorStore;
  /** The embedded copy: written first, always whole. */
  copy: VectorStore;
  organisations: () => Promise<number[]> | number[];
  /** Makes the vectors of an embedder by its name, where the server still holds those of another. */
  embed: (embedder: string, passages: readonly PassageText[]) => Promise<Float32Array[]>;
  now?: () => number;
  /** A call that takes longer counts as failed. */
  timeoutMs?: number;
  /** So many failures in a row end the trust. */
  failures?: number;
  /** And for so long nothing is asked of it. */
  restMs?: number;
  /** Told of every change of state, with what caused it. */
  report?: (state: StoreState, cause: unknown) => void;
};

// What is wrong with the call itself is no sign of an outage.
const isOutage = (error: unknown): boolean =>
  !(error instanceof AppError) || error.code === "UNAVAILABLE" || error.code === "TIMEOUT";

const isOfServer = ({ kind }: IndexSettings): boolean => KINDS_OF.weaviate.some((each) => each === kind);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * A store that answers from a server and, when that refuses, hangs or is slow, from the embedded copy. Changes go to
 * the copy first; once the server answers again it gets what it missed, and only then is trusted.
 */
export const createDegradingStore = (options: Options) => {
  const { primary, copy, organisations, embed, now = Date.now, report = () => {} } = options;
  const { timeoutMs = 2_000, failures = 3, restMs = 10_000 } = options;
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  const policy = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  const inLane = createLane();
  let state: StoreState = { serving: "copy", since: now(), reason: "the server was not asked yet" };
  let recovering: Promise<void> | null = null;
  // Changes while the server is made equal; null where it need not hear of them.
  let missed: Map<number, Map<string, Passage | null>> | null = null;

  const turn = (serving: StoreState["serving"], reason: string | null, cause: unknown): void => {
    if (state.serving === serving && state.reason === reason) return;
    const isTurn = state.serving !== serving;
    state = { serving, since: isTurn ? now() : state.since, reason };
    if (isTurn) report(state, cause);
  };
  const degrade = (error: unknown) => turn("copy", messageOf(error), error);

  /** Asks the server within the time limit; an outage is told by undefined and remembered. */
  const ask = async <T>(work: () => Promise<T>): Promise<{ value: T } | undefined> => {
    try {
      return { value: await policy.execute(work) };
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (breaker.state !== CircuitState.Closed) degrade(error);
      return undefined;
    }
  };

  const miss = (organisationId: number, changes: Iterable<[string, Passage | null]>): void => {
    if (missed === null) return;
    const of = missed.get(organisationId) ?? new Map<string, Passage | null>();
    missed.set(organisationId, of);
    for (const [id, passage] of changes) of.set(id, passage);
  };

  const handOver = async (): Promise<void> => {
    for (const [organisationId, changes] of missed ?? []) {
      const there = [...changes.values()].filter((passage) => passage !== null);
      if (there.length > 0) await primary.upsert(organisationId, there);
      await primary.remove(
        organisationId,
        [...changes].filter(([, passage]) => passage === null).map(([id]) => id),
      );
    }
  };

  const makeEqual = async (): Promise<void> => {
    const { embedder } = await copy.describe(0);
    const { embedder: theirs } = await policy.execute(() => primary.describe(0));
    missed = new Map();
    if (theirs !== embedder)
      await primary.rebuild({
        embedder: { name: embedder, embed: (passages) => embed(embedder, passages) },
      });
    for (const organisationId of await organisations()) await reconcile(organisationId, copy, primary);
    await inLane(async () => {
      await handOver();
      missed = null;
      turn("primary", null, null);
    });
  };

  const recover = (): Promise<void> => {
    recovering ??= makeEqual()
      .catch((error: unknown) => {
        // While the breaker rests it says only that: the cause is known already.
        if (breaker.state === CircuitState.Closed || state.reason === null) degrade(error);
      })
      .finally(() => {
        missed = null;
        recovering = null;
      });
    return recovering;
  };

  const write = (
    organisationId: number,
    ids: Iterable<[string, Passage | null]>,
    toPrimary: () => Promise<PassageFault[]>,
  ): Promise<PassageFault[]> => {
    miss(organisationId, ids);
    if (state.serving === "copy") return Promise.resolve([]);
    return policy.execute(toPrimary).catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      // It lacks a change now, so it may not answer until it was made equal.
      degrade(error);
      return [];
    });
  };

  return {
    upsert: (organisationId: number, passages: readonly Passage[], embedder?: string) =>
      inLane(async () => {
        const faults = await copy.upsert(organisationId, passages, embedder);
        const refused = new Set(faults.map(({ id }) => id));
        const sound = passages.filter(({ id }) => !refused.has(id));
        const changes = sound.map((passage): [string, Passage] => [passage.id, passage]);
        const more = await write(organisationId, changes, () =>
          primary.upsert(organisationId, sound, embedder),
        );
        return [...faults, ...more];
      }),
    remove: (organisationId: number, ids: readonly string[]) =>
      inLane(async () => {
        await copy.remove(organisationId, ids);
        const changes = ids.map((id): [string, null] => [id, null]);
        await write(organisationId, changes, async () => {
          await primary.remove(organisationId, ids);
          return [];
        });
      }),
    async search(organisationId, query) {
      if (state.serving === "primary") {
        const answer = await ask(() => primary.search(organisationId, query));
        if (answer !== undefined) return answer.value;
      }
      return copy.search(organisationId, query);
    },
    scan: (organisationId: number) => copy.scan(organisationId),
    ids: (organisationId: number) => copy.ids(organisationId),
    async describe(organisationId) {
      const own = await copy.describe(organisationId);
      if (state.serving === "copy") return own;
      const answer = await ask(() => primary.describe(organisationId));
      return answer === undefined
        ? own
        : { ...answer.value, rebuilding: answer.value.rebuilding ?? own.rebuilding };
    },
    /** What both hold, the one that answers first; a server that does not answer is left out. */
    async stores(organisationId: number): Promise<StoreDescription[]> {
      const own = await copy.describe(organisationId);
      if (state.serving === "copy") return [own];
      const answer = await ask(() => primary.describe(organisationId));
      return answer === undefined ? [own] : [answer.value, own];
    },
    retune: (index: IndexSettings) => (isOfServer(index) ? primary : copy).retune(index),
    /** Each index goes to the store that has its kind, another embedder to both. */
    async rebuild({ index, embedder }) {
      const isServers = index !== undefined && isOfServer(index);
      const forBoth = embedder === undefined ? {} : { embedder };
      if (!isServers || embedder !== undefined)
        await copy.rebuild({ ...forBoth, ...(index !== undefined && !isServers ? { index } : {}) });
      if (!isServers && embedder === undefined) return;
      // With another embedder the copy has turned: the server answers again once it has the same vectors.
      if (embedder !== undefined) turn("copy", `the server is given the vectors of ${embedder.name}`, null);
      try {
        await primary.rebuild({ ...forBoth, ...(index !== undefined && isServers ? { index } : {}) });
      } catch (error) {
        if (embedder === undefined || !isOutage(error)) throw error;
        // It gets them when it is made equal.
        degrade(error);
      }
      if (state.serving === "copy") await recover();
    },
    async close() {
      await recovering;
      await Promise.all([primary.close(), copy.close()]);
    },
    /** Which store answers now. */
    state: (): StoreState => state,
    /** Looks whether the server may be trusted again, and brings it up to date; for a clock of every few seconds. */
    async check(): Promise<void> {
      if (state.serving === "primary") await ask(() => primary.describe(0));
      else await recover();
    },
  } satisfies VectorStore & {
    state: () => StoreState;
    check: () => Promise<void>;
    stores: (organisationId: number) => Promise<StoreDescription[]>;
  };
};
/** See {@link createDegradingStore}. */
export type DegradingStore = ReturnType<typeof createDegradingStore>;

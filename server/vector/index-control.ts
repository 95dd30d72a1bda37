import type * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { record } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { announce } from "#server/platform/outbox.ts";
import { countDead, deadChanges, reviveChanges, waiting } from "#server/vector/change-store.ts";
import { isSameArrangement } from "#server/vector/core/arrangement.ts";
import type { StoreState } from "#server/vector/degrading-store.ts";
import {
  addRun,
  lockRuns,
  newestMeasure,
  newestRun,
  type RunKind,
  type StoredRun,
} from "#server/vector/index-run-store.ts";
import {
  type IndexReport,
  type IndexRun,
  type IndexSettings,
  KINDS_OF,
  type PassageKind,
  VECTOR_ASKED,
  type VectorAsked,
} from "#server/vector/schema.ts";
import type { StoreDescription } from "#server/vector/store.ts";

const DEAD_SHOWN = 50;

/** What {@link createIndexControl} needs. */
export type IndexControlDeps = {
  db: Db;
  /** The stores there are, the one that answers searches first; a server that does not answer is left out. */
  stores: (organisationId: number) => Promise<StoreDescription[]>;
  /** Whether a server is named, so that its kinds of index can be asked for. */
  hasServer: boolean;
  /** Which of two stores answers; null where there is one. */
  state: () => StoreState | null;
  /** Candidates of a search where the environment says so. */
  fixedEf: number | null;
  record: typeof record;
  announce: typeof announce;
};

const shown = (run: StoredRun | null, asker: number): IndexRun | null => {
  if (run === null) return null;
  const { organisationId, askedBy, ...rest } = run;
  // The index is one for all; who of another organisation asked is nobody's business.
  return { ...rest, askedBy: organisationId === asker ? askedBy : "" };
};

/** The search index as engineers see and change it; what takes time is asked of the worker. */
export const createIndexControl = (deps: IndexControlDeps) => {
  const { db, stores, hasServer, state, fixedEf, record, announce } = deps;

  const askWorker = (tx: Tx, organisationId: number, payload: z.infer<typeof VectorAsked>): Promise<void> =>
    announce(tx, { organisationId, topic: VECTOR_ASKED, payload });

  const addAsked = async (
    tx: Tx,
    scope: Scope,
    kind: RunKind,
    index: IndexSettings | null,
    before: IndexSettings | null,
  ): Promise<number> => {
    const { organisationId, userName: askedBy } = scope;
    const id = await addRun(tx, { organisationId, kind, index, askedBy });
    const change = { action: `index.${kind}`, entity: "index", entityId: id, before, after: index };
    await record(tx, scope, change);
    await askWorker(tx, organisationId, { job: `vector.${kind}`, runId: id });
    return id;
  };

  const refuseWhileRunning = async (tx: Tx, kind: RunKind, organisationId: number | null): Promise<void> => {
    await lockRuns(tx);
    const newest = await newestRun(tx, kind, organisationId);
    if (newest !== null && newest.finishedAt === null)
      throw new AppError("CONFLICT", `index: found a ${kind} under way, expected none`);
  };

  return {
    /** Who serves, how the vectors lie, what is found, and what waits. */
    async report({ organisationId }: Scope): Promise<IndexReport> {
      const [all, measured, rebuild, measure, pipeline, newest, count] = await Promise.all([
        stores(organisationId),
        newestMeasure(db, organisationId),
        newestRun(db, "rebuild", null),
        newestRun(db, "measure", organisationId),
        waiting(db, organisationId),
        deadChanges(db, organisationId, DEAD_SHOWN),
        countDead(db, organisationId),
      ]);
      const now = state();
      const [serving] = all;
      return {
        isOn: true,
        outage:
          now === null || now.serving === "primary"
            ? null
            : { since: new Date(now.since).toISOString(), reason: now.reason ?? "" },
        stores: all.map(({ rebuilding: _, ...each }, i) => ({ ...each, isServing: i === 0 })),
        fixedEf,
        measured:
          measured === null
            ? null
            : {
                at: measured.at.toISOString(),
                found: measured.found,
                isOfServing:
                  measured.found.backend === serving?.backend &&
                  measured.found.generation === serving.generation &&
                  JSON.stringify(measured.found.index) === JSON.stringify(serving.index),
              },
        rebuild: shown(rebuild, organisationId),
        measure: shown(measure, organisationId),
        waiting: { count: pipeline.count, oldestAt: pipeline.oldestAt?.toISOString() ?? null },
        dead: { count, newest: newest.map((each) => ({ ...each, failedAt: each.failedAt.toISOString() })) },
      };
    },
    /** Asks the worker to make the index anew, for every organisation; maps to the number of the run. */
    async rebuild(scope: Scope, index: IndexSettings): Promise<number> {
      const all = await stores(scope.organisationId);
      const isServers = KINDS_OF.weaviate.some((kind) => kind === index.kind);
      if (isServers && !hasServer)
        throw new AppError("BAD_REQUEST", `index: got ${index.kind}, expected one of ${KINDS_OF.lancedb}`);
      const there = all.find(({ backend }) => (backend === "weaviate") === isServers);
      if (there === undefined)
        throw new AppError(
          "UNAVAILABLE",
          `index: found no answer of Weaviate, expected one for ${index.kind}`,
        );
      if (fixedEf !== null && index.ef !== fixedEf && isSameArrangement(index, there.index))
        throw new AppError(
          "BAD_REQUEST",
          `index: got ef ${index.ef}, expected ${fixedEf}, for WEAVIATE_HNSW_EF_SEARCH says so`,
        );
      return db.$transaction(async (tx) => {
        await refuseWhileRunning(tx, "rebuild", null);
        return addAsked(tx, scope, "rebuild", index, there.index);
      });
    },
    /** Asks the worker to measure what is found of the asker's organisation; maps to the number of the run. */
    measure: (scope: Scope): Promise<number> =>
      db.$transaction(async (tx) => {
        await refuseWhileRunning(tx, "measure", scope.organisationId);
        return addAsked(tx, scope, "measure", null, null);
      }),
    /** Gives passages that were given up a new set of tries: one, or with null all; maps to how many. */
    replay: (scope: Scope, one: { kind: PassageKind; recordId: number } | null): Promise<number> =>
      db.$transaction(async (tx) => {
        const { organisationId } = scope;
        const count = await reviveChanges(tx, organisationId, one);
        if (count === 0) return 0;
        await record(tx, scope, {
          ...{ action: "passage.replay", entity: "passage", before: null, after: { count } },
          entityId: one === null ? "all" : `${one.kind}/${one.recordId}`,
        });
        await askWorker(tx, organisationId, { job: "vector.embed", runId: 0 });
        return count;
      }),
  };
};
/** See {@link createIndexControl}. */
export type IndexControl = ReturnType<typeof createIndexControl>;

const refuse = async (): Promise<never> => {
  throw new AppError("UNAVAILABLE", "index: found the search switched off, expected no VECTORS=0");
};

/** What stands in its place where no vectors are made. */
export const indexSwitchedOff: IndexControl = {
  report: async () => ({ isOn: false }),
  ...{ rebuild: refuse, measure: refuse, replay: refuse },
};

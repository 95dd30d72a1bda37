import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type record, systemScope, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import type { announce } from "#server/platform/outbox.ts";
import { type Candidate, candidateText } from "#server/tuning/core/index-candidate.ts";
import {
  between,
  type Reading,
  slowerEvidence,
  timesBefore,
  WINDOW_MS,
} from "#server/tuning/core/index-guard-evidence.ts";
import { aliasesOf, tableText } from "#server/tuning/core/plan.ts";
import { plannable } from "#server/tuning/core/plannable.ts";
import { INDEX_ASKED, type IndexEstimate, type IndexStatus } from "#server/tuning/database.schema.ts";
import {
  addIndexAdvice,
  buildIndex,
  changeIndex,
  dropIndexAdvice,
  indexBytes,
  listIndexChanges,
  lockIndexChanges,
  readIndexChange,
  removeIndex,
  type StatementsBefore,
  type StoredIndexChange,
} from "#server/tuning/index-change-store.ts";
import { type Found, searchIndexes } from "#server/tuning/index-search.ts";
import { openPlanner, type Planner } from "#server/tuning/planner.ts";
import { type Means, measurable, measure } from "#server/tuning/statement-samples.ts";
import { prepareStatements, readStatements, readTables } from "#server/tuning/statement-store.ts";

/** The bound of a guarded release: one change in five hundred is taken back for nothing. */
const BOUND = Math.log(500);
/** So long an index is watched before it counts as kept. */
const WATCH_MS = 60 * 60_000;
/** An index that was not worth it, or that somebody took away, is not advised again for so long. */
const REST_MS = 7 * 24 * 60 * 60_000;
/** Less than this share saved on samples is no gain. */
const LEAST_GAIN = 0.1;
/** Statements that are measured before and after. */
const MEASURED = 4;
/** Statements among which the guard looks for those of a table: a write that takes no time now may take much with an index. */
const WATCHED = 1_000;
const REMEMBERED = 200;
/** So often what statements take is noted, for the window before a change. */
const NOTED_MS = 5 * 60_000;

/** Who takes an index away that harms. */
export const DATABASE_GUARD = "index guard";

/** What {@link createIndexChanges} needs. */
export type IndexChangesDeps = {
  db: Db;
  pool: Pool;
  record: typeof record;
  announce: typeof announce;
  meter: Pick<Meter, "record">;
  /** The organisation in whose audit log advice stands. */
  home: () => number;
  now: () => number;
};

const nameOf = ({ schema, table, keys }: Candidate): string => {
  const hash = createHash("sha256").update(`${schema}.${table} ${keys.join()}`).digest("hex").slice(0, 6);
  const words = [table, ...keys].map((key) => key.replace(/[^a-z0-9]+/gi, "_").replace(/^_+|_+$/g, ""));
  // PostgreSQL cuts names at 63 bytes, and would cut the part that tells them apart.
  return `${words.join("_").slice(0, 52)}_${hash}_idx`;
};

const shown = ({ index, status, verdict, measured }: StoredIndexChange) => ({
  index: candidateText(index),
  ...{ status, verdict, measured },
});

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

const estimateOf = (
  { by, texts, statements }: Found,
  { gains, savedMs, shareOfAll }: Found["advice"][number],
): IndexEstimate => ({
  ...{ by, savedMs, shareOfAll },
  statements: gains.map(({ id, share, ms }) => ({
    ...{ id, text: texts.get(id) ?? "", share, ms },
    calls: statements.find((each) => each.id === id.split("/")[0])?.calls ?? 0,
  })),
});

/** Indexes that the traffic lacks: advised, built beside it, measured, watched, and taken away again. */
export const createIndexChanges = ({ db, pool, record, announce, meter, home, now }: IndexChangesDeps) => {
  const own = (name: string): Scope => systemScope(home(), name);
  let readings: Reading[] = [];

  /** What each statement took so far. */
  const timesNow = async (): Promise<Reading["times"]> =>
    new Map(
      (await readStatements(db, WATCHED)).map(({ id, calls: n, totalMs: sum, squares }) => [
        id,
        { n, sum, squares },
      ]),
    );

  /** Notes what statements took so far, oldest first, as far back as a window reaches. */
  const note = async (): Promise<void> => {
    const atMs = now();
    if (atMs - (readings.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) < NOTED_MS) return;
    if ((await prepareStatements(db)) !== "on") return;
    const times = await timesNow();
    readings = [...readings.filter((reading) => atMs - reading.atMs <= WINDOW_MS), { atMs, times }];
  };

  const step = async (
    tx: Tx,
    scope: Scope,
    before: StoredIndexChange,
    action: string,
    change: Parameters<typeof changeIndex>[2],
    isAsked = false,
  ): Promise<StoredIndexChange> => {
    const after = await changeIndex(tx, before.id, change);
    await record(tx, scope, {
      ...{ action: `database.${action}`, entity: "database-index", entityId: before.id },
      ...{ before: shown(before), after: shown(after) },
    });
    const { organisationId } = scope;
    if (isAsked) await announce(tx, { organisationId, topic: INDEX_ASKED, payload: { changeId: before.id } });
    return after;
  };

  const needed = async (
    tx: Db | Tx,
    id: number,
    expected: readonly IndexStatus[],
  ): Promise<StoredIndexChange> => {
    const change = await readIndexChange(tx, id);
    if (change === null) throw new AppError("NOT_FOUND", `database: there is no index ${id}`);
    if (!expected.includes(change.status))
      throw new AppError(
        "CONFLICT",
        `database: index ${id} is ${change.status}, expected ${expected.join(" or ")}`,
      );
    return change;
  };

  const ask = (
    scope: Scope,
    id: number,
    expected: readonly IndexStatus[],
    action: string,
    change: Parameters<typeof changeIndex>[2],
  ): Promise<StoredIndexChange> =>
    db.$transaction(async (tx) => {
      await lockIndexChanges(tx);
      const before = await needed(tx, id, expected);
      const busy = (await listIndexChanges(tx, REMEMBERED)).find(({ status }) =>
        ["building", "removing", "rolling-back"].includes(status),
      );
      if (busy !== undefined)
        throw new AppError(
          "CONFLICT",
          `database: found index ${busy.id} ${busy.status}, expected none under way`,
        );
      return step(tx, scope, before, action, { finishedAt: null, askedBy: scope.userName, ...change }, true);
    });

  const startedNow = () => ({ startedAt: new Date(now()) });
  const apply = (scope: Scope, id: number): Promise<StoredIndexChange> =>
    ask(scope, id, ["advised", "removed", "failed"], "build", {
      status: "building",
      verdict: "",
      ...startedNow(),
    });
  const remove = (scope: Scope, id: number): Promise<StoredIndexChange> =>
    ask(scope, id, ["watching", "kept"], "remove", { status: "removing" });

  const end = (
    change: StoredIndexChange,
    to: Parameters<typeof changeIndex>[2] & { status: IndexStatus },
    scope = own("tuning"),
  ): Promise<StoredIndexChange> => db.$transaction((tx) => step(tx, scope, change, to.status, to));

  /** The statements of a table with what they took so far. */
  const statementsOf = async (planner: Planner, index: Candidate) => {
    const found = [];
    for (const { id, text, calls: n, totalMs: sum, squares, rows } of await readStatements(db, WATCHED)) {
      if (!text.toLowerCase().includes(index.table.toLowerCase())) continue;
      const plan = await planner.plan(plannable(text, rows / n)).catch(() => null);
      const tables = plan === null ? [] : [...aliasesOf(plan).values()].map(tableText);
      if (tables.includes(tableText(index))) found.push({ id, n, sum, squares });
    }
    return found;
  };

  const build = async (change: StoredIndexChange): Promise<StoredIndexChange> => {
    const { index, name, estimate } = change;
    const planner = await openPlanner(pool);
    try {
      const helped = estimate.statements.slice(0, MEASURED);
      const samples = await measurable(planner, helped, await readTables(db));
      const before = await measure(planner, samples);
      const took = await statementsOf(planner, index);
      const beganMs = now();
      await buildIndex(pool, name, index);
      const builtInMs = now() - beganMs;
      const after = await measure(planner, samples);
      const counters = new Map((await statementsOf(planner, index)).map((each) => [each.id, each]));
      const measured = {
        ...{ by: before.by, samples: after.samples, before: before.mean, after: after.mean, builtInMs },
        sizeBytes: await indexBytes(db, name, index),
      };
      const gain = 1 - after.mean / before.mean;
      // Times of a busy server differ by themselves; what no plan looks in was no help, whatever they say.
      const isUsed = after.indexes.has(name);
      if (!isUsed || !(gain >= LEAST_GAIN)) {
        await removeIndex(pool, name, index);
        return await end(change, {
          ...{ status: "dropped", measured, finishedAt: new Date(now()) },
          verdict: `Dropped after it was measured: ${inWords(before, after)}, ${isUsed ? "no gain" : "and no plan looks in it"}.`,
        });
      }
      const held: StatementsBefore = took.map(({ id, ...each }) => ({
        ...{ id, ...timesBefore(readings, id, each, beganMs) },
        at: counters.get(id) ?? each,
      }));
      return await end(change, {
        ...{ status: "watching", measured, before: held, ...startedNow() },
        verdict: `Built: ${inWords(before, after)}, ${percent(gain)} less; the statements of ${tableText(index)} are watched for an hour.`,
      });
    } catch (error) {
      await removeIndex(pool, name, index);
      const said = error instanceof Error ? error.message : String(error);
      return await end(change, {
        ...{ status: "failed", finishedAt: new Date(now()) },
        verdict: `Not built: ${said}`,
      });
    } finally {
      planner.close();
    }
  };

  const inWords = ({ by, mean }: Means, after: Means): string =>
    by === "run"
      ? `${after.samples} samples took ${mean.toFixed(2)} ms before and ${after.mean.toFixed(2)} ms with it`
      : `the planner's cost was ${mean.toFixed(0)} before and is ${after.mean.toFixed(0)} with it`;

  /** Looks at an index that is watched: a guard takes it back, or its hour is over. */
  const follow = async (change: StoredIndexChange): Promise<StoredIndexChange | null> => {
    const current = await timesNow();
    const { log, worst } = slowerEvidence(
      (change.before ?? []).map(({ id, at, ...before }) => {
        const reached = current.get(id);
        return { id, before, since: reached === undefined ? null : between(at, reached) };
      }),
    );
    if (log >= BOUND)
      return db.$transaction(async (tx) => {
        await lockIndexChanges(tx);
        const held = await needed(tx, change.id, ["watching"]);
        const verdict = `A guard takes it back: statement ${worst} of ${tableText(change.index)} takes longer than before it.`;
        return step(tx, own(DATABASE_GUARD), held, "roll-back", { status: "rolling-back", verdict }, true);
      });
    if (now() - (change.startedAt?.getTime() ?? 0) < WATCH_MS) return null;
    return end(change, {
      ...{ status: "kept", finishedAt: new Date(now()) },
      verdict: change.verdict.replace(
        /; the statements .*$/,
        "; nothing of its table slowed down within an hour.",
      ),
    });
  };

  const takeAway = async (change: StoredIndexChange): Promise<StoredIndexChange> => {
    await removeIndex(pool, change.name, change.index);
    const isBack = change.status === "rolling-back";
    if (isBack)
      meter.record("tuning.rollback_s", (now() - (change.startedAt?.getTime() ?? now())) / 1_000, {
        flag: "database.index",
      });
    return end(change, {
      ...{ status: isBack ? "rolled-back" : "removed", finishedAt: new Date(now()) },
      verdict: isBack
        ? change.verdict.replace("takes it back", "took it back")
        : `Taken away by ${change.askedBy ?? "somebody"}.`,
    });
  };

  return {
    /** Looks for indexes that the traffic lacks; what is advised no more goes. Maps to how many are advised. */
    async advise(): Promise<number> {
      if ((await prepareStatements(db)) !== "on") return 0;
      const found = await searchIndexes({ db, pool });
      const advisedAt = new Date(now());
      return db.$transaction(async (tx) => {
        await lockIndexChanges(tx);
        const all = await listIndexChanges(tx, REMEMBERED);
        const resting = new Set(
          all
            .filter(
              ({ status, finishedAt }) =>
                status !== "advised" && now() - (finishedAt?.getTime() ?? now()) < REST_MS,
            )
            .map(({ index }) => candidateText(index)),
        );
        const advised = new Map(
          all.filter(({ status }) => status === "advised").map((each) => [candidateText(each.index), each]),
        );
        const wanted = found.advice.filter(({ index }) => !resting.has(candidateText(index)));
        const texts = wanted.map(({ index }) => candidateText(index));
        for (const advice of wanted) {
          const { index } = advice;
          const [held, estimate] = [advised.get(candidateText(index)), estimateOf(found, advice)];
          if (held === undefined)
            await addIndexAdvice(tx, {
              organisationId: home(),
              index,
              name: nameOf(index),
              estimate,
              advisedAt,
            });
          else await changeIndex(tx, held.id, { estimate, advisedAt });
        }
        for (const [text, { id }] of advised) if (!texts.includes(text)) await dropIndexAdvice(tx, id);
        const before = [...advised.keys()].sort();
        if (before.join() !== [...texts].sort().join())
          await record(tx, own("tuning"), {
            ...{
              action: "database.advise",
              entity: "database",
              entityId: "advice",
              before,
              after: [...texts].sort(),
            },
          });
        return wanted.length;
      });
    },
    apply,
    remove,
    /** Does what was asked of an index: builds it, or takes it away. */
    async work(id: number): Promise<StoredIndexChange | null> {
      const change = await readIndexChange(db, id);
      if (change?.status === "building") return build(change);
      return change?.status === "removing" || change?.status === "rolling-back" ? takeAway(change) : null;
    },
    /** Looks at every index that is watched, and notes what statements take, which the next one is compared with. */
    async follow(): Promise<void> {
      await note();
      for (const change of await listIndexChanges(db, REMEMBERED))
        if (change.status === "watching") await follow(change);
    },
    /** Numbers of what was asked and did not come to an end. */
    unfinished: async (): Promise<number[]> =>
      (await listIndexChanges(db, REMEMBERED))
        .filter(({ status }) => ["building", "removing", "rolling-back"].includes(status))
        .map(({ id }) => id),
    /** The way back of the audit log: an index that stands is taken away, one that is gone is built again. */
    undo: (async (tx, scope, row) => {
      await lockIndexChanges(tx);
      const change = await needed(tx, Number(row.entityId), ["watching", "kept", "removed"]);
      const status = change.status === "removed" ? "building" : "removing";
      await changeIndex(tx, change.id, {
        status,
        askedBy: scope.userName,
        finishedAt: null,
        ...startedNow(),
      });
      const { organisationId } = scope;
      await announce(tx, { organisationId, topic: INDEX_ASKED, payload: { changeId: change.id } });
    }) satisfies Undoer,
  };
};
/** See {@link createIndexChanges}. */
export type IndexChanges = ReturnType<typeof createIndexChanges>;

import { AppError } from "#server/lib/errors.ts";
import type { Db } from "#server/platform/db.ts";
import type { TracedPool } from "#server/platform/traced-pool.ts";
import { hintsOf } from "#server/tuning/core/hints.ts";
import { tableText } from "#server/tuning/core/plan.ts";
import { plannable } from "#server/tuning/core/plannable.ts";
import { poolWarnings } from "#server/tuning/core/pool-warnings.ts";
import type { DatabaseBoard, IndexChangeRow, StatementPlan } from "#server/tuning/database.schema.ts";
import {
  listIndexChanges,
  readBuildProgress,
  type StoredIndexChange,
} from "#server/tuning/index-change-store.ts";
import { indexSql, openPlanner } from "#server/tuning/planner.ts";
import {
  prepareHypothetical,
  prepareStatements,
  readCountedSince,
  readServerUse,
  readStatements,
  readWornTables,
} from "#server/tuning/statement-store.ts";

const STATEMENTS = 60;
const SHOWN = 25;
const CHANGES = 100;

const toRow = (
  { index, before: _, organisationId: __, ...change }: StoredIndexChange,
  progress: ReadonlyMap<string, number>,
): IndexChangeRow => ({
  ...{ id: change.id, name: change.name, status: change.status, estimate: change.estimate },
  ...{ measured: change.measured, verdict: change.verdict, askedBy: change.askedBy },
  ...{ table: tableText(index), keys: [...index.keys] },
  sql: `CREATE INDEX CONCURRENTLY "${change.name}" ${indexSql(index)}`,
  advisedAt: change.advisedAt.toISOString(),
  startedAt: change.startedAt?.toISOString() ?? null,
  finishedAt: change.finishedAt?.toISOString() ?? null,
  progress: change.status === "building" ? (progress.get(tableText(index)) ?? 0) : null,
});

/** The database as engineers see it: connections, statements by what they take, indexes that were advised, and hints. */
export const createDatabaseBoard = ({
  db,
  pool,
  poolSize,
}: {
  db: Db;
  pool: TracedPool;
  poolSize: number;
}) => {
  const statementsNow = async () => {
    const source = await prepareStatements(db);
    if (source !== "on") return { source, statements: [], since: null };
    const [statements, since] = await Promise.all([readStatements(db, STATEMENTS), readCountedSince(db)]);
    return { source, statements, since };
  };
  return {
    /** The board; a server that counts no statements is told by `source`. */
    async board(): Promise<DatabaseBoard> {
      const [server, { source, statements, since }, canPretend, changes, progress, worn] = await Promise.all([
        readServerUse(db),
        statementsNow(),
        prepareHypothetical(db),
        listIndexChanges(db, CHANGES),
        readBuildProgress(db),
        readWornTables(db),
      ]);
      const { totalCount, idleCount } = pool;
      const waiting = pool.waitingFor();
      // Each look notes its time on what it still advises.
      const advised = changes.find(({ status }) => status === "advised");
      return {
        ...{ server, source, planner: canPretend ? "hypopg" : "reckoned" },
        pool: { size: poolSize, used: totalCount - idleCount, idle: idleCount, waiting },
        warnings: poolWarnings({ ...server, size: poolSize, waiting }),
        countedSince: since?.toISOString() ?? null,
        advisedAt: advised?.advisedAt.toISOString() ?? null,
        statements: statements
          .slice(0, SHOWN)
          .map(({ squares: _, spilledPages: __, ...statement }) => statement),
        indexes: changes.map((change) => toRow(change, progress)),
        hints: hintsOf(
          statements,
          worn.map((table) => ({ ...table, table: tableText(table) })),
        ),
      };
    },
    /** The plan that a statement gets whatever its values are; `refused` says why there is none. */
    async plan(id: string): Promise<StatementPlan> {
      const statement = (await readStatements(db, STATEMENTS)).find((each) => each.id === id);
      if (statement === undefined)
        throw new AppError(
          "NOT_FOUND",
          `database: found no statement ${id} among those that take the most time`,
        );
      const planner = await openPlanner(pool);
      try {
        return {
          lines: await planner.lines(plannable(statement.text, statement.rows / statement.calls)),
          refused: null,
        };
      } catch (error) {
        // A text whose values the server cannot type has no plan; the page says so in the server's words.
        return { lines: [], refused: error instanceof Error ? error.message : String(error) };
      } finally {
        planner.close();
      }
    },
  };
};
/** See {@link createDatabaseBoard}. */
export type DatabaseBoards = ReturnType<typeof createDatabaseBoard>;

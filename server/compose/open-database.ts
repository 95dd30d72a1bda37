import type { Base } from "#server/compose.ts";
import { record } from "#server/platform/audit.ts";
import { announce } from "#server/platform/outbox.ts";
import { createDatabaseBoard } from "#server/tuning/database-board.ts";
import { createIndexChanges } from "#server/tuning/index-changes.ts";

/** What watches the database: its board, and the indexes that its traffic lacks. */
export const openDatabase = ({ env, db, pool, meter }: Base, home: () => number) => {
  const indexes = createIndexChanges({
    ...{ db, pool, record, announce, meter, home, now: Date.now },
  });
  return { board: createDatabaseBoard({ db, pool, poolSize: env.databasePool }), indexes };
};
/** See {@link openDatabase}. */
export type DatabaseWatch = ReturnType<typeof openDatabase>;

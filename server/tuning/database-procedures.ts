import * as z from "zod";
import { allow, allowOperator, router } from "#server/trpc.ts";
import { DatabaseBoard, StatementPlan } from "#server/tuning/database.schema.ts";
import type { DatabaseBoards, IndexChanges } from "#server/tuning/service.ts";

const readers = allow("engineer", "manager", "admin");
const changers = allowOperator("engineer", "admin");
const ById = z.object({ id: z.int32() });

/** Services behind the procedures of the database. */
export type DatabaseServices = {
  board: DatabaseBoards;
  indexes: Pick<IndexChanges, "advise" | "apply" | "remove">;
};

/** Procedures of the database: what it does, what it lacks, and indexes that come and go. */
export const databaseRouter = ({ board, indexes }: DatabaseServices) =>
  router({
    board: readers.output(DatabaseBoard).query(() => board.board()),
    plan: readers
      .input(z.object({ statement: z.string().regex(/^-?\d{1,20}$/) }))
      .output(StatementPlan)
      .query(({ input }) => board.plan(input.statement)),
    look: changers
      .output(z.object({ count: z.int() }))
      .mutation(async () => ({ count: await indexes.advise() })),
    build: changers
      .input(ById)
      .output(ById)
      .mutation(async ({ ctx, input }) => ({ id: (await indexes.apply(ctx.scope, input.id)).id })),
    remove: changers
      .input(ById)
      .output(ById)
      .mutation(async ({ ctx, input }) => ({ id: (await indexes.remove(ctx.scope, input.id)).id })),
  });

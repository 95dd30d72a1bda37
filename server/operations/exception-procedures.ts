import * as z from "zod";
import { ById, Changed, dispatch, Ids, OfDay, ofDay } from "#server/operations/procedure-inputs.ts";
import { ExceptionChange, ExceptionRow } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import { listPage } from "#server/platform/list.schema.ts";
import { office, router } from "#server/trpc.ts";

/** Procedures of the inbox of exceptions. */
export const exceptionProcedures = (operations: Operations) =>
  router({
    list: office
      .input(OfDay)
      .output(listPage(ExceptionRow))
      .query(({ ctx, input }) => operations.page("exceptions", ctx.scope, ofDay(input))),
    get: office
      .input(ById)
      .output(ExceptionRow)
      .query(({ ctx, input }) => operations.exception(ctx.scope, input.id)),
    history: office
      .input(ById)
      .output(z.array(ExceptionChange))
      .query(async ({ ctx, input }) =>
        (await operations.inbox.history(ctx.scope, input.id)).map((row) => ({
          ...row,
          at: row.at.toISOString(),
          isUndone: row.undoneAt !== null,
          isUndo: row.undoOf !== null,
        })),
      ),
    take: dispatch
      .input(Ids)
      .output(Changed)
      .mutation(({ ctx, input }) => operations.inbox.work(ctx.scope, input.ids, { kind: "take" })),
    release: dispatch
      .input(Ids)
      .output(Changed)
      .mutation(({ ctx, input }) => operations.inbox.work(ctx.scope, input.ids, { kind: "release" })),
    close: dispatch
      .input(Ids.extend({ resolution: z.string().min(1).max(500) }))
      .output(Changed)
      .mutation(({ ctx, input }) =>
        operations.inbox.work(ctx.scope, input.ids, { kind: "close", resolution: input.resolution }),
      ),
    reopen: dispatch
      .input(Ids)
      .output(Changed)
      .mutation(({ ctx, input }) => operations.inbox.work(ctx.scope, input.ids, { kind: "reopen" })),
  });

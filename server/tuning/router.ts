import * as z from "zod";
import { allow, allowOperator, router } from "#server/trpc.ts";
import { TrialRow, TUNING_MODES, TuningBoard } from "#server/tuning/schema.ts";
import type { Tuning } from "#server/tuning/service.ts";

const readers = allow("engineer", "manager", "admin");
const changers = allowOperator("engineer", "admin");
const ById = z.object({ id: z.int32() });
const Made = z.object({ auditId: z.int32() });

/** Procedures of tuning; a change of a setting is also undone by `accounts.audit.undo`. */
export const tuningRouter = (tuning: Tuning) =>
  router({
    board: readers.output(TuningBoard).query(() => tuning.board()),
    setMode: changers
      .input(z.object({ mode: z.enum(TUNING_MODES) }))
      .output(Made)
      .mutation(({ ctx, input }) => tuning.setMode(ctx.scope, input.mode)),
    setAhead: changers
      .input(z.object({ isOn: z.boolean() }))
      .output(Made)
      .mutation(({ ctx, input }) => tuning.setAhead(ctx.scope, input.isOn)),
    cancel: changers
      .input(ById)
      .output(TrialRow)
      .mutation(({ ctx, input }) => tuning.cancel(ctx.scope, input.id)),
    undo: changers
      .input(ById)
      .output(Made)
      .mutation(({ ctx, input }) => tuning.undo(ctx.scope, input.id)),
  });

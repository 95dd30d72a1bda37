import * as z from "zod";
import { Savings } from "#server/coordination/savings.schema.ts";
import {
  BlockerForm,
  Board,
  Briefing,
  BriefingWays,
  CountedRecords,
  Figure,
  HandoffForm,
  MilestoneForm,
  WINDOW_DAYS,
  WorkstreamForm,
} from "#server/coordination/schema.ts";
import type { Coordination } from "#server/coordination/service.ts";
import { Ways } from "#server/platform/ways.schema.ts";
import { allow, router } from "#server/trpc.ts";

const members = allow("manager", "engineer", "admin");
const ById = z.object({ id: z.int32() });
const Made = z.object({ id: z.int32(), auditId: z.int32() });

/** Procedures of coordination; a change is taken back by `accounts.audit.undo`. */
export const coordinationRouter = (coordination: Coordination) =>
  router({
    board: members.output(Board).query(({ ctx }) => coordination.board(ctx.scope)),
    figures: members
      .input(z.object({ days: z.literal(WINDOW_DAYS) }))
      .output(z.array(Figure))
      .query(({ ctx, input }) => coordination.figures(ctx.scope, input.days)),
    /** Every record the figures are computed from, for who computes them anew. */
    records: members.output(CountedRecords).query(({ ctx }) => coordination.records(ctx.scope)),
    briefings: members.output(z.array(Briefing)).query(({ ctx }) => coordination.briefings(ctx.scope)),
    ways: members.output(BriefingWays).query(({ ctx }) => coordination.briefingsOut.briefingWays(ctx.scope)),
    saveWays: members
      .input(Ways)
      .output(z.object({ auditId: z.int() }))
      .mutation(({ ctx, input }) => coordination.briefingsOut.saveBriefingWays(ctx.scope, input)),
    savings: members.output(Savings).query(({ ctx }) => coordination.savings(ctx.scope)),
    begin: members.output(z.int()).mutation(({ ctx }) => coordination.begin(ctx.scope)),
    workstreams: router({
      save: members
        .input(WorkstreamForm)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.saveWorkstream(ctx.scope, input)),
      remove: members
        .input(ById)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.removeWorkstream(ctx.scope, input.id)),
    }),
    milestones: router({
      save: members
        .input(MilestoneForm)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.saveMilestone(ctx.scope, input)),
      deliver: members
        .input(ById.extend({ isDelivered: z.boolean() }))
        .output(Made)
        .mutation(({ ctx, input }) => coordination.deliverMilestone(ctx.scope, input.id, input.isDelivered)),
      remove: members
        .input(ById)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.removeMilestone(ctx.scope, input.id)),
    }),
    blockers: router({
      open: members
        .input(BlockerForm)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.openBlocker(ctx.scope, input)),
      resolve: members
        .input(ById)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.resolveBlocker(ctx.scope, input.id)),
    }),
    handoffs: router({
      give: members
        .input(HandoffForm)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.handOver(ctx.scope, input)),
      acknowledge: members
        .input(ById)
        .output(Made)
        .mutation(({ ctx, input }) => coordination.acknowledge(ctx.scope, input.id)),
    }),
  });

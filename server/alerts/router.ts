import * as z from "zod";
import { MOST_MUTE_MINUTES, RuleDetail, RuleForm, RuleRow } from "#server/alerts/schema.ts";
import type { MeterAlerts } from "#server/alerts/service.ts";
import { allow, allowOperator, router } from "#server/trpc.ts";

const members = allow("engineer", "manager", "admin");
const keepers = allowOperator("engineer", "manager", "admin");
const ById = z.object({ id: z.int32() });
const Made = z.object({ id: z.int32(), auditId: z.int32() });

/** Procedures of alerts; a change of a rule is taken back by `accounts.audit.undo`. */
export const alertsRouter = (
  alerts: Pick<MeterAlerts, "list" | "detail" | "save" | "remove" | "own" | "mute" | "testFire">,
) =>
  router({
    list: members.output(z.array(RuleRow)).query(({ ctx }) => alerts.list(ctx.scope)),
    detail: members
      .input(ById.extend({ alertId: z.int32().nullable() }))
      .output(RuleDetail)
      .query(({ ctx, input }) => alerts.detail(ctx.scope, input)),
    save: keepers
      .input(RuleForm)
      .output(Made)
      .mutation(({ ctx, input }) => alerts.save(ctx.scope, input)),
    remove: keepers
      .input(ById)
      .output(Made)
      .mutation(({ ctx, input }) => alerts.remove(ctx.scope, input.id)),
    own: keepers
      .input(ById.extend({ isTaken: z.boolean() }))
      .output(Made)
      .mutation(({ ctx, input }) => alerts.own(ctx.scope, input.id, input.isTaken)),
    mute: keepers
      .input(ById.extend({ minutes: z.int().min(1).max(MOST_MUTE_MINUTES).nullable() }))
      .output(Made)
      .mutation(({ ctx, input }) => alerts.mute(ctx.scope, input.id, input.minutes)),
    testFire: keepers
      .input(ById)
      .output(z.int())
      .mutation(({ ctx, input }) => alerts.testFire(ctx.scope, input.id)),
  });

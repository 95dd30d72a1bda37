import * as z from "zod";
import { Decided, FleetRisks, MaintenanceUse } from "#server/forecast/maintenance.schema.ts";
import type { Maintenance } from "#server/forecast/service.ts";
import { allow, office, router } from "#server/trpc.ts";

/** Procedures of failures that are foretold and of work orders over {@link Maintenance}. */
export const maintenanceRouter = (maintenance: Maintenance) =>
  router({
    risks: office.output(FleetRisks).query(({ ctx }) => maintenance.risks(ctx.scope)),
    used: office
      .input(z.object({ depotId: z.int32().nullable() }))
      .output(MaintenanceUse)
      .query(({ ctx, input }) => maintenance.used(ctx.scope, input.depotId)),
    decide: allow("dispatcher", "manager", "admin")
      .input(z.object({ id: z.int32(), isOrdered: z.boolean() }))
      .output(Decided)
      .mutation(({ ctx, input }) => maintenance.decide(ctx.scope, input.id, input.isOrdered)),
  });

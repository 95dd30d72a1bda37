import * as z from "zod";
import { CalendarDay, CalendarInstant } from "#server/lib/calendar-day.schema.ts";
import { KpiDimension, KpiFilter, KpiName, KpiTile, KpiValue } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import { asRead } from "#server/platform/list.schema.ts";
import { office, router } from "#server/trpc.ts";

/** Procedures of KPIs. */
export const kpiProcedures = (operations: Operations) =>
  router({
    tiles: office
      .input(KpiFilter.omit({ from: true, to: true }).extend({ serviceDay: CalendarDay.optional() }))
      .output(asRead(KpiTile))
      .query(({ ctx, input: { serviceDay, ...rest } }) =>
        operations.kpis.tiles(ctx.scope, {
          ...rest,
          serviceDay: serviceDay ?? operations.serviceDay(ctx.scope),
        }),
      ),
    value: office
      .input(z.object({ name: KpiName, filter: KpiFilter, until: CalendarInstant.nullable().default(null) }))
      .output(KpiValue)
      .query(({ ctx, input }) => operations.kpis.value(ctx.scope, input.name, input.filter, input.until)),
    breakdown: office
      .input(z.object({ name: KpiName, filter: KpiFilter, by: KpiDimension }))
      .output(z.array(KpiValue))
      .query(({ ctx, input }) => operations.kpis.breakdown(ctx.scope, input.name, input.filter, input.by)),
  });

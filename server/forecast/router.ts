import * as z from "zod";
import {
  ContainerRisks,
  DaysQuery,
  LatenessUse,
  LatenessWarning,
  OverflowUse,
  PlacesQuery,
  RouteRisks,
  ToldDays,
  VehicleName,
} from "#server/forecast/schema.ts";
import type { Forecasts } from "#server/forecast/service.ts";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { office, router } from "#server/trpc.ts";

// Told by the scorecard: how long a forecast takes to be read.
const timed = office.use(async ({ ctx, path, next }) => {
  const startMs = performance.now();
  const result = await next();
  ctx.meter.record("forecast.query_ms", performance.now() - startMs, { of: path.split(".").at(-1) ?? path });
  return result;
});

/** Procedures of stored forecasts over the pages of {@link Forecasts}. */
export const forecastRouter = (pages: Forecasts["pages"]) =>
  router({
    days: timed
      .input(DaysQuery)
      .output(ToldDays)
      .query(({ ctx, input }) => pages.days(ctx.scope, input)),
    vehicles: timed.output(z.array(VehicleName)).query(({ ctx }) => pages.vehicles(ctx.scope)),
    containers: timed
      .input(PlacesQuery)
      .output(ContainerRisks)
      .query(({ ctx, input }) => pages.containers(ctx.scope, input)),
    routes: timed
      .input(PlacesQuery.extend({ day: CalendarDay.nullable() }))
      .output(RouteRisks)
      .query(({ ctx, input }) => pages.routes(ctx.scope, input, input.day)),
    used: timed
      .input(PlacesQuery.pick({ depotId: true }))
      .output(OverflowUse)
      .query(({ ctx, input }) => pages.used(ctx.scope, input.depotId)),
    lateUse: timed
      .input(PlacesQuery.pick({ depotId: true }))
      .output(LatenessUse)
      .query(({ ctx, input }) => pages.lateUse(ctx.scope, input.depotId)),
    warning: timed
      .input(PlacesQuery.pick({ depotId: true }))
      .output(LatenessWarning)
      .query(({ ctx, input }) => pages.warning(ctx.scope, input.depotId)),
  });

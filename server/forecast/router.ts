import * as z from "zod";
import {
  ContainerRisks,
  DaysQuery,
  LatenessWarning,
  OverflowUse,
  PlacesQuery,
  RouteRisks,
  ToldDays,
  VehicleName,
} from "#server/forecast/schema.ts";
import type { Forecasts } from "#server/forecast/service.ts";
import { office, router } from "#server/trpc.ts";

/** Procedures of stored forecasts over the pages of {@link Forecasts}. */
export const forecastRouter = (pages: Forecasts["pages"]) =>
  router({
    days: office
      .input(DaysQuery)
      .output(ToldDays)
      .query(({ ctx, input }) => pages.days(ctx.scope, input)),
    vehicles: office.output(z.array(VehicleName)).query(({ ctx }) => pages.vehicles(ctx.scope)),
    containers: office
      .input(PlacesQuery)
      .output(ContainerRisks)
      .query(({ ctx, input }) => pages.containers(ctx.scope, input)),
    routes: office
      .input(PlacesQuery.extend({ day: z.iso.date().nullable() }))
      .output(RouteRisks)
      .query(({ ctx, input }) => pages.routes(ctx.scope, input, input.day)),
    used: office
      .input(PlacesQuery.pick({ depotId: true }))
      .output(OverflowUse)
      .query(({ ctx, input }) => pages.used(ctx.scope, input.depotId)),
    warning: office
      .input(PlacesQuery.pick({ depotId: true }))
      .output(LatenessWarning)
      .query(({ ctx, input }) => pages.warning(ctx.scope, input.depotId)),
  });

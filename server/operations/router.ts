import * as z from "zod";
import { LngLat } from "#server/fleet/schema.ts";
import { CalendarInstant } from "#server/lib/calendar-day.schema.ts";
import { exceptionProcedures } from "#server/operations/exception-procedures.ts";
import { kpiProcedures } from "#server/operations/kpi-procedures.ts";
import { ById, dispatch, OfDay, ofDay } from "#server/operations/procedure-inputs.ts";
import {
  ClockSetting,
  DayClock,
  MapVehicle,
  RouteRow,
  RouteTrack,
  StopRow,
  Today,
  VehicleRow,
} from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import { ListWindow, listPage } from "#server/platform/list.schema.ts";
import { office, router, signedIn } from "#server/trpc.ts";

/** Procedures of the service day over {@link Operations}. */
export const operationsRouter = (operations: Operations) =>
  router({
    today: office
      .input(z.object({ depotIds: z.array(z.int32()).optional() }))
      .output(Today)
      .query(({ ctx, input }) => operations.today(ctx.scope, input.depotIds)),
    changes: office
      .input(z.object({ since: CalendarInstant, limit: z.int().min(1).max(500).default(100) }))
      .query(({ ctx, input }) => operations.changes(ctx.scope, input.since, input.limit)),
    snapshot: signedIn.output(z.array(MapVehicle)).query(({ ctx }) => operations.snapshot(ctx.scope)),
    clock: router({
      get: signedIn.output(DayClock).query(({ ctx }) => operations.clock(ctx.scope)),
      set: dispatch
        .input(ClockSetting)
        .output(DayClock)
        .mutation(({ ctx, input }) => operations.setClock(ctx.scope, input)),
    }),
    vehicles: router({
      list: signedIn
        .input(ListWindow)
        .output(listPage(VehicleRow))
        .query(({ ctx, input }) => operations.page("vehicles", ctx.scope, input)),
      get: signedIn
        .input(ById)
        .output(VehicleRow)
        .query(({ ctx, input }) => operations.vehicle(ctx.scope, input.id)),
      nearest: office
        .input(
          LngLat.extend({
            minRoomKg: z.int32().min(0).default(0),
            limit: z.int().min(1).max(50).default(10),
          }),
        )
        .output(z.array(VehicleRow.extend({ distanceM: z.int() })))
        .query(({ ctx, input }) => operations.nearest(ctx.scope, input, input.minRoomKg, input.limit)),
      inside: office
        .input(z.object({ ring: z.array(z.tuple([LngLat.shape.lng, LngLat.shape.lat])).max(500) }))
        .output(z.array(VehicleRow))
        .query(({ ctx, input }) => operations.inside(ctx.scope, input.ring)),
    }),
    routes: router({
      list: signedIn
        .input(OfDay)
        .output(listPage(RouteRow))
        .query(({ ctx, input }) => operations.page("routes", ctx.scope, ofDay(input))),
      get: signedIn
        .input(ById)
        .output(RouteRow)
        .query(({ ctx, input }) => operations.route(ctx.scope, input.id)),
      track: signedIn
        .input(ById)
        .output(RouteTrack)
        .query(({ ctx, input }) => operations.track(ctx.scope, input.id)),
    }),
    stops: router({
      list: signedIn
        .input(OfDay)
        .output(listPage(StopRow))
        .query(({ ctx, input }) => operations.page("stops", ctx.scope, ofDay(input))),
      get: signedIn
        .input(ById)
        .output(StopRow)
        .query(({ ctx, input }) => operations.stop(ctx.scope, input.id)),
    }),
    exceptions: exceptionProcedures(operations),
    kpis: kpiProcedures(operations),
  });

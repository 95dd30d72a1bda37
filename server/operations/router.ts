import * as z from "zod";
import {
  ClockSetting,
  DayClock,
  ExceptionChange,
  ExceptionRow,
  KpiDimension,
  KpiFilter,
  KpiName,
  KpiTile,
  KpiValue,
  MapVehicle,
  RouteRow,
  RouteTrack,
  StopRow,
  Today,
  VehicleRow,
} from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import { ListWindow, listPage } from "#server/platform/list.schema.ts";
import { allow, office, router, signedIn } from "#server/trpc.ts";

const ById = z.object({ id: z.int() });
const Ids = z.object({ ids: z.array(z.int()).min(1).max(1000) });
const OfDay = ListWindow.extend({ serviceDay: z.iso.date().optional() });
const Changed = z.object({ changed: z.int(), auditIds: z.array(z.int()) });
const dispatch = allow("dispatcher", "manager", "admin");

const ofDay = ({ serviceDay, ...query }: z.infer<typeof OfDay>): z.infer<typeof ListWindow> =>
  serviceDay === undefined
    ? query
    : { ...query, filters: [...query.filters, { column: "serviceDay", op: "eq", value: serviceDay }] };

/** Procedures of the service day over {@link Operations}. */
export const operationsRouter = (operations: Operations) =>
  router({
    today: office
      .input(z.object({ depotIds: z.array(z.int()).optional() }))
      .output(Today)
      .query(({ ctx, input }) => operations.today(ctx.scope, input.depotIds)),
    changes: office
      .input(z.object({ since: z.iso.datetime(), limit: z.int().min(1).max(500).default(100) }))
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
          z.object({
            lng: z.number(),
            lat: z.number(),
            minRoomKg: z.int().min(0).default(0),
            limit: z.int().min(1).max(50).default(10),
          }),
        )
        .output(z.array(VehicleRow.extend({ distanceM: z.int() })))
        .query(({ ctx, input }) => operations.nearest(ctx.scope, input, input.minRoomKg, input.limit)),
      inside: office
        .input(z.object({ ring: z.array(z.tuple([z.number(), z.number()])).max(500) }))
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
    exceptions: router({
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
    }),
    kpis: router({
      tiles: office
        .input(KpiFilter.omit({ from: true, to: true }).extend({ serviceDay: z.iso.date().optional() }))
        .output(z.array(KpiTile))
        .query(({ ctx, input: { serviceDay, ...rest } }) =>
          operations.kpis.tiles(ctx.scope, {
            ...rest,
            serviceDay: serviceDay ?? operations.serviceDay(ctx.scope),
          }),
        ),
      value: office
        .input(
          z.object({ name: KpiName, filter: KpiFilter, until: z.iso.datetime().nullable().default(null) }),
        )
        .output(KpiValue)
        .query(({ ctx, input }) => operations.kpis.value(ctx.scope, input.name, input.filter, input.until)),
      breakdown: office
        .input(z.object({ name: KpiName, filter: KpiFilter, by: KpiDimension }))
        .output(z.array(KpiValue))
        .query(({ ctx, input }) => operations.kpis.breakdown(ctx.scope, input.name, input.filter, input.by)),
    }),
  });

import * as z from "zod";
import { DayClock, ExceptionRow, RouteStatus, StopStatus, VehicleStatus } from "#server/operations/schema.ts";
import { defineChannel } from "#server/platform/live.schema.ts";

/** Where a vehicle is and what it does, as it last said. */
export const VehicleLive = z.object({
  vehicleId: z.int(),
  /** Time of the position. */
  at: z.iso.datetime(),
  lng: z.number(),
  lat: z.number(),
  speedKmh: z.number(),
  headingDeg: z.number(),
  status: VehicleStatus,
  statusSince: z.iso.datetime(),
  routeId: z.int().nullable(),
  driverId: z.int().nullable(),
  loadKg: z.int(),
});
export type VehicleLive = z.infer<typeof VehicleLive>;

/** How far a route is, and when it will end at this pace. */
export const RouteLive = z.object({
  routeId: z.int(),
  status: RouteStatus,
  delayS: z.int(),
  expectedEndAt: z.iso.datetime().nullable(),
  stopsDone: z.int(),
  stopsMissed: z.int(),
  stopsSkipped: z.int(),
  stopsTotal: z.int(),
  weightKg: z.int(),
  exceptions: z.int(),
  updatedAt: z.iso.datetime(),
});
export type RouteLive = z.infer<typeof RouteLive>;

/** A stop that changed. */
export const StopLive = z.object({
  stopId: z.int(),
  routeId: z.int().nullable(),
  status: StopStatus,
  at: z.iso.datetime(),
});
export type StopLive = z.infer<typeof StopLive>;

const OFFICE = ["dispatcher", "manager", "engineer", "admin"];

/** The live channels of the service day. */
export const OPERATIONS_CHANNELS = {
  vehicles: defineChannel({
    kind: "state",
    value: VehicleLive,
    key: ({ vehicleId }) => vehicleId,
    keep: 200_000,
  }),
  routes: defineChannel({ kind: "state", value: RouteLive, key: ({ routeId }) => routeId, keep: 20_000 }),
  stops: defineChannel({ kind: "event", value: StopLive, key: ({ stopId }) => stopId, keep: 20_000 }),
  exceptions: defineChannel({
    kind: "event",
    value: ExceptionRow,
    key: ({ id }) => id,
    roles: OFFICE,
    keep: 2_000,
  }),
  clock: defineChannel({
    kind: "state",
    value: DayClock,
    key: () => "clock",
    // Everybody in the organisation lives by its clock, drivers too.
    mayRead: (reader, meta) => reader.organisationId === meta.organisationId,
    keep: 1,
  }),
};

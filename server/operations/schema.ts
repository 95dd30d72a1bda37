import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { asRead } from "#server/platform/list.schema.ts";
import {
  EXCEPTION_KINDS,
  EXCEPTION_STATUSES,
  KPI_DIMENSIONS,
  KPI_NAMES,
  ROUTE_STATUSES,
  STOP_STATUSES,
  VEHICLE_STATUSES,
} from "./names.schema.ts";

/** Status of a vehicle on its day. */
export const VehicleStatus = z.enum(VEHICLE_STATUSES);
export type VehicleStatus = z.infer<typeof VehicleStatus>;

/** Kind of an exception. */
export const ExceptionKind = z.enum(EXCEPTION_KINDS);
export type ExceptionKind = z.infer<typeof ExceptionKind>;

export const RouteStatus = z.enum(ROUTE_STATUSES);
export const StopStatus = z.enum(STOP_STATUSES);
export const ExceptionStatus = z.enum(EXCEPTION_STATUSES);

/** A vehicle with its newest state, as `/vehicles` lists it. */
export const VehicleRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  number: z.int(),
  name: z.string(),
  plate: z.string().nullable(),
  bodyType: z.string(),
  fuel: z.string(),
  streams: z.array(z.string()),
  depotId: z.int32(),
  depot: z.string(),
  contractor: z.string().nullable(),
  capacityKg: z.int(),
  capacityL: z.int(),
  odometerKm: z.number(),
  serviceDueKm: z.number().nullable(),
  inWorkshop: z.boolean(),
  status: z.string(),
  statusSince: z.iso.datetime().nullable(),
  speedKmh: z.number().nullable(),
  headingDeg: z.number().nullable(),
  loadKg: z.int().nullable(),
  at: z.iso.datetime().nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  routeId: z.int32().nullable(),
  route: z.string().nullable(),
  driverId: z.int32().nullable(),
  driver: z.string().nullable(),
});
export type VehicleRow = z.infer<typeof VehicleRow>;

/** A route of a service day, as `/routes` lists it. */
export const RouteRow = z.object({
  id: z.int32(),
  name: z.string(),
  number: z.int(),
  serviceDay: CalendarDay,
  depotId: z.int32(),
  depot: z.string(),
  zone: z.string().nullable(),
  stream: z.string(),
  vehicleId: z.int32().nullable(),
  vehicle: z.string().nullable(),
  driverId: z.int32().nullable(),
  driver: z.string().nullable(),
  contractor: z.string().nullable(),
  status: RouteStatus,
  plannedStartAt: z.iso.datetime(),
  plannedEndAt: z.iso.datetime(),
  shiftEndAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  expectedEndAt: z.iso.datetime().nullable(),
  delayS: z.int(),
  stopsTotal: z.int(),
  stopsDone: z.int(),
  stopsMissed: z.int(),
  stopsSkipped: z.int(),
  stopsLeft: z.int(),
  exceptions: z.int(),
  weightKg: z.int(),
  plannedDistanceM: z.int(),
  actualDistanceM: z.int(),
  plannedDurationS: z.int(),
  overtimeS: z.int(),
  updatedAt: z.iso.datetime(),
  /** Where its truck is while it drives the route; null before and after. */
  lng: z.number().nullable(),
  lat: z.number().nullable(),
});
export type RouteRow = z.infer<typeof RouteRow>;

/** A stop, as `/stops` lists it. */
export const StopRow = z.object({
  id: z.int32(),
  serviceDay: CalendarDay,
  routeId: z.int32().nullable(),
  route: z.string().nullable(),
  sequence: z.int(),
  doneSequence: z.int().nullable(),
  siteId: z.int32(),
  site: z.string(),
  street: z.string().nullable(),
  zone: z.string().nullable(),
  depotId: z.int32(),
  stream: z.string(),
  status: StopStatus,
  plannedAt: z.iso.datetime(),
  expectedAt: z.iso.datetime().nullable(),
  windowStartAt: z.iso.datetime().nullable(),
  windowEndAt: z.iso.datetime().nullable(),
  arrivedAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  lifts: z.int(),
  weightKg: z.int(),
  reason: z.string().nullable(),
  lng: z.number(),
  lat: z.number(),
});
export type StopRow = z.infer<typeof StopRow>;

/** An exception, as the inbox lists it. */
export const ExceptionRow = z.object({
  id: z.int32(),
  kind: ExceptionKind,
  status: ExceptionStatus,
  stream: z.string().nullable(),
  serviceDay: CalendarDay,
  openedAt: z.iso.datetime(),
  respondBy: z.iso.datetime(),
  takenAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  resolution: z.string().nullable(),
  note: z.string().nullable(),
  hasPhoto: z.boolean(),
  source: z.string(),
  depotId: z.int32(),
  depot: z.string(),
  zone: z.string().nullable(),
  routeId: z.int32().nullable(),
  route: z.string().nullable(),
  stopId: z.int32().nullable(),
  siteId: z.int32().nullable(),
  site: z.string().nullable(),
  vehicleId: z.int32().nullable(),
  vehicle: z.string().nullable(),
  driverId: z.int32().nullable(),
  driver: z.string().nullable(),
  /** Whether the resident called about the site after the exception. */
  calledAfter: z.boolean(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
});
export type ExceptionRow = z.infer<typeof ExceptionRow>;

/** One step in the life of an exception, as the audit log keeps it; `at` is real time. */
export const ExceptionChange = z.object({
  id: z.int32(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  isUndone: z.boolean(),
  isUndo: z.boolean(),
});
export type ExceptionChange = z.infer<typeof ExceptionChange>;

const Instant = z.iso
  .datetime()
  // Two of them lie less than 68 years apart, which is what seconds are counted in.
  .refine((at) => at >= "2015" && at < "2080", "expected an instant of 2015 to 2079");

const eventBase = {
  vehicleId: z.int32(),
  /** Per vehicle, growing; the pair is the event's identity. */
  sequence: z.int().min(0),
  /** When it happened. */
  at: Instant,
};

/** What vehicles report: one shape for the simulator and for outside telemetry. */
export const VehicleEvent = z.discriminatedUnion("kind", [
  z.object({
    ...eventBase,
    kind: z.literal("position"),
    lng: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
    speedKmh: z.number().min(0).max(200),
    headingDeg: z.number().min(0).max(360),
  }),
  z.object({ ...eventBase, kind: z.literal("status"), status: VehicleStatus, routeId: z.int32().nullable() }),
  z.object({ ...eventBase, kind: z.literal("clock-in"), driverId: z.int32() }),
  z.object({
    ...eventBase,
    kind: z.literal("route-start"),
    routeId: z.int32(),
    driverId: z.int32().nullable(),
  }),
  z.object({ ...eventBase, kind: z.literal("arrive"), routeId: z.int32(), stopId: z.int32() }),
  z.object({
    ...eventBase,
    kind: z.literal("lift"),
    routeId: z.int32(),
    stopId: z.int32(),
    lifts: z.int().min(0).max(1000),
    weightKg: z.int().min(0).max(60_000),
  }),
  z.object({
    ...eventBase,
    kind: z.literal("exception"),
    exception: ExceptionKind,
    routeId: z.int32().nullable(),
    stopId: z.int32().nullable(),
    note: z.string().max(2000).nullable(),
    hasPhoto: z.boolean(),
  }),
  z.object({
    ...eventBase,
    kind: z.literal("skip"),
    routeId: z.int32(),
    stopId: z.int32(),
    outcome: z.enum(["missed", "skipped"]),
    reason: z.string().max(200),
  }),
  z.object({
    ...eventBase,
    kind: z.literal("tip"),
    routeId: z.int32(),
    facilityId: z.int32(),
    arrivedAt: Instant,
    netKg: z.int().min(0).max(60_000),
  }),
  z.object({ ...eventBase, kind: z.literal("break-start"), driverId: z.int32() }),
  z.object({ ...eventBase, kind: z.literal("break-end"), driverId: z.int32() }),
  z.object({
    ...eventBase,
    kind: z.literal("fault"),
    code: z.string().max(40),
    description: z.string().max(300),
    severity: z.int().min(1).max(3),
  }),
  z.object({ ...eventBase, kind: z.literal("fault-clear"), code: z.string().max(40) }),
  z.object({
    ...eventBase,
    kind: z.literal("route-end"),
    routeId: z.int32(),
    distanceM: z.int32().min(0),
    fuelL: z.number().min(0).max(100_000),
    idleS: z.int32().min(0),
  }),
  z.object({ ...eventBase, kind: z.literal("clock-out"), driverId: z.int32() }),
]);
export type VehicleEvent = z.infer<typeof VehicleEvent>;

/** A batch of events as it is posted. */
export const EventBatch = z.object({ events: z.array(VehicleEvent).min(1).max(5000) });
export type EventBatch = z.infer<typeof EventBatch>;

/** Acknowledgement: all of the batch is stored; some of it may have been there before. */
export const EventAck = z.object({ stored: z.int(), repeated: z.int() });
export type EventAck = z.infer<typeof EventAck>;

/** The clock of the live day. */
export const DayClock = z.object({
  /** Now, by this clock. */
  now: z.iso.datetime(),
  serviceDay: CalendarDay,
  timeZone: z.string(),
  /** Whether a simulator drives the day. */
  isSimulated: z.boolean(),
  speed: z.number(),
  isPaused: z.boolean(),
});
export type DayClock = z.infer<typeof DayClock>;

/** What a user may change of a simulated day's clock: simulated seconds per real second, and whether it stands. */
export const ClockSetting = z
  .object({ speed: z.number().min(1).max(60), isPaused: z.boolean() })
  .partial()
  .refine((change) => change.speed !== undefined || change.isPaused !== undefined, "a speed or isPaused");
export type ClockSetting = z.infer<typeof ClockSetting>;

/** Name of a KPI. */
export const KpiName = z.enum(KPI_NAMES);
export type KpiName = z.infer<typeof KpiName>;

/** What a KPI can be split by. */
export const KpiDimension = z.enum(KPI_DIMENSIONS);
export type KpiDimension = z.infer<typeof KpiDimension>;

/** Which routes a KPI is computed over: service days from..to inclusive, and conditions. */
export const KpiFilter = z.object({
  from: CalendarDay,
  to: CalendarDay,
  depotIds: z.array(z.int32()).optional(),
  streams: z.array(z.string()).optional(),
  zones: z.array(z.string()).optional(),
  routes: z.array(z.string()).optional(),
  vehicleIds: z.array(z.int32()).optional(),
  driverIds: z.array(z.int32()).optional(),
  bodyTypes: z.array(z.string()).optional(),
  contractors: z.array(z.string()).optional(),
  weekdays: z.array(z.int().min(1).max(7)).optional(),
  /** A stream: only days in the weeks in which the route's zone has it collected. */
  inWeeksOf: z.string().optional(),
  /** What is left out of the rest. */
  except: z
    .object({
      depotIds: z.array(z.int32()).optional(),
      zones: z.array(z.string()).optional(),
      routes: z.array(z.string()).optional(),
      vehicleIds: z.array(z.int32()).optional(),
      driverIds: z.array(z.int32()).optional(),
      contractors: z.array(z.string()).optional(),
    })
    .optional(),
});
export type KpiFilter = z.infer<typeof KpiFilter>;

/** One value of a KPI with what it was divided by; value is null where nothing was due. */
export const KpiValue = z.object({
  key: z.string(),
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
});
export type KpiValue = z.infer<typeof KpiValue>;

/** A KPI of one service day against its target and the same weekday a week before, with 28 days of trend. */
export const KpiTile = z.object({
  name: KpiName,
  unit: z.string(),
  isMoreBetter: z.boolean(),
  target: z.number().nullable(),
  current: KpiValue,
  weekAgo: KpiValue,
  trend: z.array(KpiValue),
  /** Routes of the day on the bad side of the median, worst first. */
  outliers: z.array(KpiValue),
  asOf: z.iso.datetime(),
});
export type KpiTile = z.infer<typeof KpiTile>;

/** Something that happened on the day, for "what changed since I left". */
export const Change = z.object({
  at: z.iso.datetime(),
  kind: z.enum(["exception-opened", "exception-closed", "route-finished", "vehicle-down", "edited"]),
  /** Subject as people say it: a route, a kind of exception, an action. */
  subject: z.string(),
  detail: z.string(),
  routeId: z.int32().nullable(),
  exceptionId: z.int32().nullable(),
});
export type Change = z.infer<typeof Change>;

/** The first page of the day: what needs somebody. */
export const Today = z.object({
  serviceDay: CalendarDay,
  asOf: z.iso.datetime(),
  counts: z.object({
    routesTotal: z.int(),
    routesActive: z.int(),
    routesDone: z.int(),
    routesLate: z.int(),
    stopsTotal: z.int(),
    stopsDone: z.int(),
    stopsMissed: z.int(),
    exceptionsOpen: z.int(),
    exceptionsOverdue: z.int(),
    stopsUnassigned: z.int(),
    vehiclesDown: z.int(),
    vehiclesSilent: z.int(),
  }),
  exceptions: asRead(ExceptionRow),
  lateRoutes: asRead(RouteRow),
  unassigned: asRead(StopRow),
  changes: z.array(Change),
  /** Start of the span that `changes` covers. */
  changesSince: z.iso.datetime(),
});
export type Today = z.infer<typeof Today>;

/** Vehicles that a map holds at most: a larger fleet is seen by those at work, or a depot at a time. */
export const MOST_ON_MAP = 5_000;

/** A vehicle as the map needs it. */
export const MapVehicle = VehicleRow.pick({
  id: true,
  number: true,
  name: true,
  depotId: true,
  status: true,
  statusSince: true,
  speedKmh: true,
  headingDeg: true,
  loadKg: true,
  at: true,
  routeId: true,
  route: true,
}).extend({ lng: z.number(), lat: z.number() });
export type MapVehicle = z.infer<typeof MapVehicle>;

/** A vehicle found by place, with its distance by straight line, metres. */
export const NearVehicle = z.object({ id: z.int32(), distanceM: z.int() });
export type NearVehicle = z.infer<typeof NearVehicle>;

/** Where a route's vehicle has been and the stops it was given, for the map. */
export const RouteTrack = z.object({
  routeId: z.int32(),
  /** [lng, lat, epoch seconds] in order of time. */
  track: z.array(z.tuple([z.number(), z.number(), z.number()])),
  stops: z.array(StopRow),
});
export type RouteTrack = z.infer<typeof RouteTrack>;

import * as z from "zod";
import { BODY_TYPES, STREAMS, WEEKS } from "./names.schema.ts";

/** A waste stream. */
export const Stream = z.enum(STREAMS);
export type Stream = z.infer<typeof Stream>;

/** Body type of a vehicle. */
export const BodyType = z.enum(BODY_TYPES);
export type BodyType = z.infer<typeof BodyType>;

/** Weeks by ISO 8601 in which a container is emptied. */
export const Weeks = z.enum(WEEKS);

/** A point, degrees of WGS 84. */
export const LngLat = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
export type LngLat = z.infer<typeof LngLat>;

/** A site as `/sites` lists it. */
export const SiteRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  name: z.string(),
  street: z.string().nullable(),
  houseNumber: z.string().nullable(),
  depotId: z.int32(),
  depot: z.string(),
  zone: z.string().nullable(),
  customerId: z.int32().nullable(),
  customer: z.string().nullable(),
  streams: z.array(z.string()),
  containers: z.int(),
  demandL: z.int(),
  serviceS: z.int(),
  windowStartMin: z.int(),
  windowEndMin: z.int(),
  fillPct: z.number().nullable(),
  fillAt: z.iso.datetime().nullable(),
  lng: z.number(),
  lat: z.number(),
});
export type SiteRow = z.infer<typeof SiteRow>;

/** A customer as `/customers` lists him. */
export const CustomerRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  accountNumber: z.string(),
  name: z.string(),
  kind: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  since: z.iso.date(),
  sites: z.int(),
  openOrders: z.int(),
  calls90d: z.int(),
  /** Chance of a complaint within 28 days; null where too little is on record. */
  complaintRisk: z.number().nullable(),
  /** 0 to 100, by rule, of what makes customers leave. */
  leaveIndex: z.int().nullable(),
});
export type CustomerRow = z.infer<typeof CustomerRow>;

/** A driver as `/drivers` lists him, with today's shift; private data is left out. */
export const DriverRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  name: z.string(),
  depotId: z.int32(),
  depot: z.string(),
  contractor: z.string().nullable(),
  skills: z.array(z.string()),
  hiredOn: z.iso.date(),
  vehicle: z.string().nullable(),
  /** The routes of the running day. */
  route: z.string().nullable(),
  clockedInAt: z.iso.datetime().nullable(),
  leftYardAt: z.iso.datetime().nullable(),
  breakStartAt: z.iso.datetime().nullable(),
  clockedOutAt: z.iso.datetime().nullable(),
  plannedEndAt: z.iso.datetime().nullable(),
  overtimeS: z.int().nullable(),
});
export type DriverRow = z.infer<typeof DriverRow>;

/** A note on a thing. */
export const NoteRow = z.object({
  id: z.int32(),
  subject: z.string(),
  subjectId: z.int32(),
  author: z.string(),
  body: z.string(),
  createdAt: z.iso.datetime(),
});
export type NoteRow = z.infer<typeof NoteRow>;

/** What a note can be on. */
export const NoteSubject = z.enum(["site", "customer", "vehicle", "driver", "route", "stop", "exception"]);
export type NoteSubject = z.infer<typeof NoteSubject>;

/** A note to write. */
export const NoteInput = z.object({
  subject: NoteSubject,
  subjectId: z.int32(),
  body: z.string().trim().min(1).max(2_000),
});
export type NoteInput = z.infer<typeof NoteInput>;

/** A container at a site. */
export const ContainerRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  stream: z.string(),
  kind: z.string(),
  volumeL: z.int(),
  /** 1 Monday to 7 Sunday. */
  weekdays: z.array(z.int()),
  weeks: Weeks,
  fillPct: z.number().nullable(),
  fillPerDay: z.number().nullable(),
  emptiedAt: z.iso.datetime().nullable(),
  condition: z.string(),
});
export type ContainerRow = z.infer<typeof ContainerRow>;

/** A site with its containers. */
export const SiteDetail = z.object({ site: SiteRow, containers: z.array(ContainerRow) });
export type SiteDetail = z.infer<typeof SiteDetail>;

/** A driver's data that admins alone see. */
export const DriverPrivate = z.object({
  phone: z.string().nullable(),
  homeAddress: z.string().nullable(),
  licence: z.string().nullable(),
  wageCentsPerHour: z.int(),
});
export type DriverPrivate = z.infer<typeof DriverPrivate>;

/** A driver; `private` is null for every role but admin. */
export const DriverDetail = z.object({ driver: DriverRow, private: DriverPrivate.nullable() });
export type DriverDetail = z.infer<typeof DriverDetail>;

/** A depot; hours are minutes after local midnight. */
export const DepotRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  timeZone: z.string(),
  opensMin: z.int(),
  closesMin: z.int(),
  lng: z.number(),
  lat: z.number(),
});
export type DepotRow = z.infer<typeof DepotRow>;

/** A place where vehicles tip; hours are minutes after local midnight. */
export const FacilityRow = z.object({
  id: z.int32(),
  externalId: z.string(),
  name: z.string(),
  kind: z.string(),
  address: z.string().nullable(),
  streams: z.array(z.string()),
  opensMin: z.int(),
  closesMin: z.int(),
  unloadS: z.int(),
  feeCentsPerTonne: z.int(),
  lng: z.number(),
  lat: z.number(),
});
export type FacilityRow = z.infer<typeof FacilityRow>;

/** Zones as GeoJSON. */
export const ZoneCollection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      id: z.int32(),
      geometry: z.object({
        type: z.literal("MultiPolygon"),
        coordinates: z.array(z.array(z.array(z.array(z.number())))),
      }),
      properties: z.object({ number: z.int(), name: z.string(), depotId: z.int32().nullable() }),
    }),
  ),
});
export type ZoneCollection = z.infer<typeof ZoneCollection>;

/** A zone with the weeks in which a stream is collected there, and its sites that have it. */
export const ZoneWeeks = z.object({ zone: z.string(), weeks: Weeks, sites: z.int() });
export type ZoneWeeks = z.infer<typeof ZoneWeeks>;

/** A ring drawn on the map, degrees; it need not repeat its first point. */
export const Ring = z.array(LngLat).min(3).max(500);
export type Ring = z.infer<typeof Ring>;

const named = z.object({ id: z.int32(), name: z.string() });
/** The names by which a question can mean something of the fleet. */
export const EntityNames = z.object({
  streets: z.array(z.string()),
  contractors: z.array(z.string()),
  zones: z.array(named.extend({ number: z.int() })),
  depots: z.array(named),
  facilities: z.array(named.extend({ kind: z.string() })),
  vehicles: z.array(named.extend({ number: z.int() })),
  drivers: z.array(named),
  customers: z.array(named.extend({ accountNumber: z.string() })),
  procedures: z.array(named),
});
export type EntityNames = z.infer<typeof EntityNames>;

/** One fault of an import: where it is, what was found there and what was expected. */
export const ImportFault = z.object({
  file: z.string(),
  /** 1-based line of the file; 0 where the fault is of the file as a whole. */
  line: z.int(),
  column: z.string(),
  found: z.string(),
  expected: z.string(),
});
export type ImportFault = z.infer<typeof ImportFault>;

/** What an import would do, or did: rows per table, and its faults; with faults nothing is written. */
export const ImportReport = z.object({
  organisation: z.object({
    id: z.int32().nullable(),
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
  }),
  tables: z.array(
    z.object({
      table: z.string(),
      file: z.string(),
      rows: z.int(),
      added: z.int(),
      changed: z.int(),
      same: z.int(),
    }),
  ),
  faults: z.array(ImportFault),
  /** All faults, also those past the listed ones. */
  faultCount: z.int(),
  /** First rows per table, as read, for the preview. */
  sample: z.record(z.string(), z.array(z.record(z.string(), z.string()))),
  isWritten: z.boolean(),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** How far a running import is. */
export const ImportProgress = z.object({
  phase: z.enum(["read", "check", "write", "done"]),
  file: z.string(),
  rows: z.int(),
  bytes: z.int(),
  totalBytes: z.int(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

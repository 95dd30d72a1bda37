import type { CustomerOutlook } from "#server/fleet/customer-risk.schema.ts";
import { businessCustomersOf, type CustomerFields } from "#server/fleet/customer-store.ts";
import { customerList, driverList, type FleetScope, noteList, siteList } from "#server/fleet/lists.ts";
import { addOrder, type OrderAsked } from "#server/fleet/order-add.ts";
import { businessOrdersOf, type OrderFields } from "#server/fleet/order-store.ts";
import {
  CUSTOMERS,
  changeRecord,
  ORDERS,
  type RecordChanging,
  recordUndoer,
  SITES,
} from "#server/fleet/record-changes.ts";
import type {
  DriverDetail,
  NoteInput,
  NoteRow,
  NoteSubject,
  Ring,
  SiteDetail,
} from "#server/fleet/schema.ts";
import { businessSitesOf, customerOfSite, type SiteFields } from "#server/fleet/site-store.ts";
import {
  containersOf,
  depotOfSubject,
  depotsOf,
  facilitiesOf,
  hasDriver,
  insertNote,
  privateOf,
  zonesOf,
  zoneWeeksOf,
} from "#server/fleet/store.ts";
import { entityNamesOf } from "#server/fleet/store-names.ts";
import { streetNamesOf } from "#server/fleet/street-store.ts";
import { addReadings, type CounterReading, vehicleIdentitiesOf } from "#server/fleet/vehicle-store.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { record, type Undoer } from "#server/platform/audit.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";
import type { ListWindow } from "#server/platform/list.schema.ts";
import { announce } from "#server/platform/outbox.ts";

/** What the fleet needs from outside. */
export type FleetOptions = {
  db: Db;
  /** The time of an organisation's day. */
  now: (organisationId: number) => Date | Promise<Date>;
  /** The depot of a route, stop or exception: null where it has none, undefined where there is no such thing. */
  depotOf: (
    scope: Scope,
    subject: "route" | "stop" | "exception",
    id: number,
  ) => Promise<number | null | undefined>;
  /** How likely a customer is to complain and to leave, and why. */
  riskOf: (organisationId: number, customerId: number) => Promise<CustomerOutlook>;
};

/** The condition that a site lies in a ring or on its edge. */
export const insideRing = (ring: Ring): Sql => {
  const points = [...ring, ...ring.slice(0, 1)].map(({ lng, lat }) => `${lng} ${lat}`).join(",");
  return sql`ST_Covers(${`SRID=4326;POLYGON((${points}))`}::geography, s.location)`;
};

/** Takes a note back, or writes it again; whoever keeps its words elsewhere is told. */
const noteUndoer: Undoer = async (tx, scope, row) => {
  const { organisationId } = scope;
  const where = { id: Number(row.entityId), organisationId };
  await announce(tx, { organisationId, topic: "note.undone", payload: { id: where.id } });
  if (row.before === null) {
    await tx.note.deleteMany({ where });
    return;
  }
  const note = row.before as Omit<NoteRow, "id"> & { depotId: number | null };
  await tx.note.create({
    data: { ...where, ...note, createdAt: new Date(note.createdAt) },
  });
};

/** The ways back from changes of the fleet. */
export const FLEET_UNDOERS = {
  note: noteUndoer,
  customer: recordUndoer(CUSTOMERS),
  site: recordUndoer(SITES),
  "service-order": recordUndoer(ORDERS),
} satisfies Record<string, Undoer>;

/** The fleet: its places, people and notes, as the asker may see them. */
export const createFleet = ({ db, now, depotOf, riskOf }: FleetOptions) => {
  const timed = async (scope: Scope): Promise<FleetScope> => ({
    ...scope,
    now: await now(scope.organisationId),
  });
  const place = (scope: Scope, subject: NoteSubject, id: number) =>
    subject === "site" || subject === "vehicle" || subject === "driver" || subject === "customer"
      ? depotOfSubject(db, scope, subject, id)
      : depotOf(scope, subject, id);

  return {
    sites: async (scope: Scope, window: ListWindow) => siteList.page(db, await timed(scope), window),
    customers: async (scope: Scope, window: ListWindow) => customerList.page(db, await timed(scope), window),
    drivers: async (scope: Scope, window: ListWindow) => driverList.page(db, await timed(scope), window),
    notes: async (scope: Scope, window: ListWindow) => noteList.page(db, await timed(scope), window),
    /** Sites inside a ring drawn on the map. */
    sitesInside: async (scope: Scope, ring: Ring, window: ListWindow) =>
      siteList.page(db, await timed(scope), window, insideRing(ring)),
    async site(scope: Scope, id: number): Promise<SiteDetail> {
      const site = await siteList.get(db, await timed(scope), id);
      return { site, containers: await containersOf(db, id) };
    },
    customer: async (scope: Scope, id: number) => customerList.get(db, await timed(scope), id),
    /** Why a customer is likely to complain or to leave; a customer of other depots is not found. */
    async customerOutlook(scope: Scope, id: number): Promise<CustomerOutlook> {
      await customerList.get(db, await timed(scope), id);
      return riskOf(scope.organisationId, id);
    },
    async driver(scope: Scope, id: number): Promise<DriverDetail> {
      const driver = await driverList.get(db, await timed(scope), id);
      return { driver, private: scope.role === "admin" ? await privateOf(db, scope, id) : null };
    },
    /** Whether an organisation has a driver. */
    hasDriver: (organisationId: number, id: number) => hasDriver(db, organisationId, id),
    /** Customers that are no households, with what a CRM is told of them. */
    businessCustomers: (organisationId: number, which: Parameters<typeof businessCustomersOf>[2]) =>
      businessCustomersOf(db, organisationId, which),
    /** Changes a customer, unless he was changed since he was read. */
    changeCustomer: (scope: Scope, changing: RecordChanging<CustomerFields>) =>
      changeRecord(db, scope, CUSTOMERS, changing),
    /** Sites of customers that are no households, with what a CRM is told of them. */
    businessSites: (organisationId: number, which: Parameters<typeof businessSitesOf>[2]) =>
      businessSitesOf(db, organisationId, which),
    /** The customer of a site; null where it has none. */
    customerOfSite: (organisationId: number, siteId: number) => customerOfSite(db, organisationId, siteId),
    /** Changes a site, unless it was changed since it was read. */
    changeSite: (scope: Scope, changing: RecordChanging<SiteFields>) =>
      changeRecord(db, scope, SITES, changing),
    /** Orders of customers that are no households, with what a CRM is told of them. */
    businessOrders: (organisationId: number, which: Parameters<typeof businessOrdersOf>[2]) =>
      businessOrdersOf(db, organisationId, which),
    /** Changes an order, unless it was changed since it was read. */
    changeOrder: (scope: Scope, changing: RecordChanging<OrderFields>) =>
      changeRecord(db, scope, ORDERS, changing),
    /** Writes an order that was asked for elsewhere, once however often it is told. */
    addOrder: (scope: Scope, asked: OrderAsked) => addOrder(db, scope, asked),
    /** Every vehicle of an organisation by what it may be known by outside. */
    vehicleIdentities: (organisationId: number) => vehicleIdentitiesOf(db, organisationId),
    /** Adds what vehicles' own counters said. */
    addReadings: (organisationId: number, readings: readonly CounterReading[]) =>
      addReadings(db, organisationId, readings),
    /** The weeks in which zones have a stream collected. */
    zoneWeeks: (scope: Scope, stream: string) => zoneWeeksOf(db, scope, stream),
    depots: (scope: Scope) => depotsOf(db, scope),
    facilities: (scope: Scope) => facilitiesOf(db, scope),
    zones: (scope: Scope) => zonesOf(db, scope),
    /** Names of streets that hold a text, those that begin with it first. */
    streets: (scope: Scope, search: string, limit: number) =>
      streetNamesOf(db, scope.organisationId, search, limit),
    /** The names by which a question can mean something; large, so a caller keeps it until the fleet changes. */
    entityNames: (scope: Scope) => entityNamesOf(db, scope),
    /** The lists an export can be of, with the scope they read under. */
    lists: { sites: siteList, customers: customerList, drivers: driverList, notes: noteList },
    timed,

    /** Writes a note on something the asker may see. */
    async addNote(scope: Scope, { subject, subjectId, body }: NoteInput): Promise<NoteRow> {
      const depotId = await place(scope, subject, subjectId);
      const isHidden = scope.role === "driver" && (subject === "driver" || subject === "customer");
      if (depotId === undefined || isHidden || (depotId !== null && !seesDepot(scope, depotId)))
        throw new AppError("NOT_FOUND", `there is no ${subject} ${subjectId} to write a note on`);
      const at = await now(scope.organisationId);
      return db.$transaction(async (tx) => {
        const id = await insertNote(tx, scope, { subject, subjectId, depotId, body, at });
        const note = { subject, subjectId, author: scope.userName, body, createdAt: at.toISOString() };
        const after = { ...note, depotId };
        await record(tx, scope, { action: "note.add", entity: "note", entityId: id, before: null, after });
        const { organisationId } = scope;
        await announce(tx, { organisationId, topic: "note.added", payload: { id, subject, subjectId } });
        return { id, ...note };
      });
    },
  };
};
/** The fleet: its places, people and notes. */
export type Fleet = ReturnType<typeof createFleet>;

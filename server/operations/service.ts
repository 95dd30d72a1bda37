import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, serviceDayOf } from "#server/lib/service-day.ts";
import type { ClockChange } from "#server/operations/clock.ts";
import { createInbox, type InboxDeps } from "#server/operations/inbox.ts";
import { createKpis } from "#server/operations/kpis.ts";
import { deleteLedger } from "#server/operations/ledger-store.ts";
import { type DayScope, exceptionList, routeList, stopList, vehicleList } from "#server/operations/lists.ts";
import { LATE_S } from "#server/operations/names.schema.ts";
import {
  mapVehicles,
  nearestVehicles,
  type Ring,
  readTrack,
  vehiclesInside,
  vehiclesInZone,
} from "#server/operations/place-store.ts";
import { type ProofOfStop, readExceptionPhoto, readProof } from "#server/operations/proof-store.ts";
import type {
  Change,
  ClockSetting,
  DayClock,
  ExceptionRow,
  MapVehicle,
  RouteRow,
  RouteTrack,
  Today,
  VehicleRow,
} from "#server/operations/schema.ts";
import { readDepotOf, readDriverOf } from "#server/operations/subject-store.ts";
import { countDay, readChanges } from "#server/operations/today-store.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { Filter, ListPage, ListQuery, ListWindow } from "#server/platform/list.schema.ts";

/** The clock of an organisation's live day, as operations reads it. */
export type OrganisationClock = {
  read: (organisationId: number) => DayClock;
  set: (
    organisationId: number,
    change: ClockChange,
    within?: (tx: Tx, before: DayClock, after: DayClock) => Promise<unknown>,
  ) => Promise<DayClock>;
};

/** What {@link createOperations} needs. */
export type OperationsDeps = Omit<InboxDeps, "now"> & {
  db: Db;
  clock: OrganisationClock;
  /** End of the user's last visit, ISO instant. */
  leftAt: (userId: string) => Promise<string | null>;
};

/** Lists of operations, by the name of their page. */
export const OPERATIONS_LISTS = {
  vehicles: vehicleList,
  routes: routeList,
  stops: stopList,
  exceptions: exceptionList,
} as const;

/** Name of a list of operations. */
export type OperationsListName = keyof typeof OPERATIONS_LISTS;

const TRACK_POINTS = 2_000;
const DAY_MS = 86_400_000;

const window = (filters: Filter[], sort: ListQuery["sort"], limit: number): ListWindow => ({
  filters,
  sort,
  offset: 0,
  limit,
});

/** The service day: lists of vehicles, routes, stops and exceptions, the inbox, KPIs, places and the first page. */
export const createOperations = (deps: OperationsDeps) => {
  const { db, clock, leftAt, ...inboxDeps } = deps;
  const dayScope = (scope: Scope, now?: string): DayScope => ({
    ...scope,
    now: now ?? clock.read(scope.organisationId).now,
  });
  const inbox = createInbox({ ...inboxDeps, db, now: (organisationId) => clock.read(organisationId).now });
  const kpis = createKpis({ db, clock: clock.read });

  const page = <Name extends OperationsListName>(
    name: Name,
    scope: Scope,
    query: ListWindow,
    now?: string,
  ): ReturnType<(typeof OPERATIONS_LISTS)[Name]["page"]> =>
    OPERATIONS_LISTS[name].page(db, dayScope(scope, now), query) as ReturnType<
      (typeof OPERATIONS_LISTS)[Name]["page"]
    >;

  const vehiclesOf = async (scope: Scope, ids: number[]): Promise<VehicleRow[]> => {
    if (ids.length === 0) return [];
    const found = await page(
      "vehicles",
      scope,
      window([{ column: "id", op: "in", value: ids.slice(0, 500) }], [], 500),
    );
    return found.rows;
  };

  return {
    inbox,
    kpis,
    page,
    lists: OPERATIONS_LISTS,
    dayScope,

    vehicle: (scope: Scope, id: number) => vehicleList.get(db, dayScope(scope), id),
    route: (scope: Scope, id: number) => routeList.get(db, dayScope(scope), id),
    stop: (scope: Scope, id: number) => stopList.get(db, dayScope(scope), id),
    exception: (scope: Scope, id: number) => exceptionList.get(db, dayScope(scope), id),
    exceptions: (scope: Scope, ids: readonly number[]) => exceptionList.some(db, dayScope(scope), ids),

    /** Every vehicle that has reported, for the map. */
    snapshot: (scope: Scope): Promise<MapVehicle[]> => mapVehicles(db, scope),

    /** Vehicles with room, less full than a share where one is named, that take any of the streams, all where none is named; nearest first by straight line. */
    async nearest(
      scope: Scope,
      point: { lng: number; lat: number },
      minRoomKg: number,
      limit: number,
      streams: readonly string[] = [],
      maxLoadPct: number | null = null,
    ): Promise<(VehicleRow & { distanceM: number })[]> {
      const near = await nearestVehicles(db, scope, point, minRoomKg, limit, streams, maxLoadPct);
      const rows = new Map(
        (
          await vehiclesOf(
            scope,
            near.map((n) => n.id),
          )
        ).map((row) => [row.id, row]),
      );
      return near.flatMap((n) => {
        const row = rows.get(n.id);
        return row ? [{ ...row, distanceM: n.distanceM }] : [];
      });
    },

    /** Vehicles inside a polygon of at least three corners. */
    async inside(scope: Scope, ring: Ring): Promise<VehicleRow[]> {
      if (ring.length < 3)
        throw new AppError("BAD_REQUEST", `polygon has ${ring.length} corners, expected three or more`);
      return vehiclesOf(scope, await vehiclesInside(db, scope, ring));
    },

    /** Vehicles inside a zone, by its name or number. */
    async inZone(scope: Scope, zone: string): Promise<VehicleRow[]> {
      return vehiclesOf(scope, await vehiclesInZone(db, scope, zone));
    },

    /** Where the vehicle of a route has been, and the route's stops in order. */
    async track(scope: Scope, routeId: number): Promise<RouteTrack> {
      const route: RouteRow = await routeList.get(db, dayScope(scope), routeId);
      const stops = await page(
        "stops",
        scope,
        window(
          [{ column: "routeId", op: "eq", value: routeId }],
          [{ column: "sequence", descending: false }],
          500,
        ),
      );
      const track =
        route.vehicleId === null || route.startedAt === null
          ? []
          : await readTrack(
              db,
              route.vehicleId,
              route.startedAt,
              route.endedAt ?? clock.read(scope.organisationId).now,
              TRACK_POINTS,
            );
      return { routeId, track, stops: stops.rows };
    },

    /** What happened since an instant, newest first. */
    changes: (scope: Scope, since: string, limit = 100): Promise<Change[]> =>
      readChanges(db, scope, since, clock.read(scope.organisationId).now, limit),

    /** What needs somebody today, and what changed since the user left (at most the last day). */
    async today(scope: Scope, depotIds: number[] | undefined): Promise<Today> {
      const { now, serviceDay } = clock.read(scope.organisationId);
      const chosen = depotIds?.length
        ? { ...scope, depotIds: depotIds.filter((id) => scope.depotIds?.includes(id) ?? true) }
        : scope;
      const left = await leftAt(scope.userId);
      const dayAgo = new Date(Date.parse(now) - DAY_MS).toISOString();
      const since = left !== null && left > dayAgo && left < now ? left : dayAgo;
      const ofDay: Filter = { column: "serviceDay", op: "eq", value: serviceDay };
      const [counts, exceptions, lateRoutes, unassigned, changes] = await Promise.all([
        countDay(db, chosen, serviceDay, now),
        page(
          "exceptions",
          chosen,
          window(
            [{ column: "isOpen", op: "eq", value: true }],
            // What nobody has taken comes first.
            [
              { column: "status", descending: false },
              { column: "respondBy", descending: false },
            ],
            12,
          ),
        ),
        page(
          "routes",
          chosen,
          window(
            [
              ofDay,
              { column: "status", op: "eq", value: "active" },
              { column: "delayS", op: "gte", value: LATE_S },
            ],
            [{ column: "delayS", descending: true }],
            12,
          ),
        ),
        page(
          "stops",
          chosen,
          window(
            [
              ofDay,
              { column: "isUnassigned", op: "eq", value: true },
              { column: "status", op: "eq", value: "pending" },
            ],
            [{ column: "plannedAt", descending: false }],
            12,
          ),
        ),
        readChanges(db, chosen, since, now, 40),
      ]);
      return {
        serviceDay,
        asOf: now,
        counts,
        exceptions: (exceptions as ListPage<ExceptionRow>).rows,
        lateRoutes: (lateRoutes as ListPage<RouteRow>).rows,
        unassigned: unassigned.rows,
        changes,
        changesSince: since,
      };
    },

    /** The service day that `days` lie before or after the running one. */
    serviceDay: (scope: Scope, days = 0): string =>
      addDays(clock.read(scope.organisationId).serviceDay, days),
    /** The running clock of the scope's organisation. */
    clock: (scope: Scope): DayClock => clock.read(scope.organisationId),
    /** Speeds up, slows down, pauses or resumes a simulated day; a real one runs by itself. */
    async setClock(scope: Scope, { speed, isPaused }: ClockSetting): Promise<DayClock> {
      const { organisationId } = scope;
      if (!clock.read(organisationId).isSimulated)
        throw new AppError(
          "CONFLICT",
          "clock: this organisation lives by the real time, expected a simulated day",
        );
      const change = {
        ...(speed === undefined ? {} : { speed }),
        ...(isPaused === undefined ? {} : { isPaused }),
      };
      const entity = { action: "clock.set", entity: "day_clock", entityId: organisationId };
      return clock.set(organisationId, change, (tx, before, after) =>
        inboxDeps.recordAll(tx, scope, [{ ...entity, before, after }]),
      );
    },

    /** A proof of service with its stop. */
    async proof(scope: Scope, id: number): Promise<ProofOfStop> {
      const found = await readProof(db, scope, id);
      if (!found) throw new AppError("NOT_FOUND", `there is no proof ${id}`);
      return found;
    },
    /** The photo of an exception. */
    async exceptionPhoto(scope: Scope, id: number): Promise<ProofOfStop> {
      const found = await readExceptionPhoto(db, scope, id);
      if (!found) throw new AppError("NOT_FOUND", `there is no photo of exception ${id}`);
      return found;
    },
    /** A driver who is out on a route of the running day, the first by route; NOT_FOUND where nobody is. */
    async driverToday(organisationId: number): Promise<{ id: number; name: string }> {
      const { serviceDay } = clock.read(organisationId);
      const found = await readDriverOf(db, organisationId, serviceDay);
      if (!found)
        throw new AppError("NOT_FOUND", `nobody drives a route on ${serviceDay}, expected one driver`);
      return found;
    },
    /** The depot of a route, stop or exception: null where it has none, undefined where there is no such thing. */
    depotOf: (scope: Scope, subject: "route" | "stop" | "exception", id: number) =>
      readDepotOf(db, scope, subject, id),
    /** Forgets events received before an instant, but for each vehicle's last; maps to how many. */
    pruneLedger: (before: Date): Promise<number> => deleteLedger(db, before),
  };
};

/** A clock that stands at an instant (ISO), for questions about another moment. */
export const standingClock = (clock: OrganisationClock, now: string): OrganisationClock => ({
  read(organisationId) {
    const running = clock.read(organisationId);
    return { ...running, now, serviceDay: serviceDayOf(now, running.timeZone) };
  },
  set: clock.set,
});

/** The service day. */
export type Operations = ReturnType<typeof createOperations>;

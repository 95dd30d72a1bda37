import type { OverflowRisk } from "#server/forecast/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, minutesToInstant } from "#server/lib/service-day.ts";
import {
  deleteExtras,
  type ExtraRow,
  hasDay,
  hasStop,
  insertExtras,
  type LockedStop,
  lockDay,
  lockRoutes,
  lockStops,
  nextRouteId,
  nextStopIds,
  type RoutePlan,
  readCrews,
  readRouteNumbers,
  readSettled,
  readSiteVisits,
  recountStops,
  type StopPlan,
  writeRoutePlans,
  writeStopPlans,
} from "#server/operations/day-change-store.ts";
import { readDayPicture, readExtraStops, readTerritories } from "#server/operations/day-picture-store.ts";
import type { OrganisationClock } from "#server/operations/service.ts";
import { assertUnchanged, type record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { announce } from "#server/platform/outbox.ts";
import { raiseSource } from "#server/platform/source-version.ts";
import type { ExtraStop } from "#server/routing/schema.ts";
import type { DayChange, DayPicture, DayWritten } from "#server/routing/service.ts";

/** What {@link createDayPlan} needs. */
export type DayPlanDeps = {
  db: Db;
  clock: Pick<OrganisationClock, "read">;
  record: typeof record;
  announce: typeof announce;
  fuelCentsPerL: () => number;
  /** Throws where one of the vehicles is not to be given work. */
  assertFit: (tx: Tx, scope: Scope, vehicleIds: readonly number[]) => Promise<void>;
  /** Sites where a container may run over before its next pickup behind a day, likeliest first. */
  overflowing: (scope: Scope, day: string) => Promise<OverflowRisk[]>;
  /** Makes the routes of a coming day as they are made without a planner. */
  makeDay: (organisationId: number, day: string) => Promise<void>;
  /** Told after a change that was undone, inside its transaction, which plan is no longer in force, or is again. */
  planUndone: (
    tx: Tx,
    organisationId: number,
    planId: number,
    isInForce: boolean,
    auditId: number,
  ) => Promise<void>;
};

type DayState = {
  planId: number | null;
  serviceDay: string;
  stops: StopPlan[];
  routes: RoutePlan[];
  /** The stops that the change added, on the side that has them. */
  extras?: ExtraRow[];
  /** The same of older changes, which added one at most. */
  extra?: ExtraRow;
};

const extrasOf = ({ extras = [], extra }: DayState): ExtraRow[] =>
  extra === undefined ? extras : [...extras, extra];

/** Topic of the announcement that routes of a day were changed by the office. */
export const DAY_CHANGED = "day.changed";

/** So many days ahead a day is looked at: whoever looks first makes it, with some thousand stops. */
const MOST_DAYS_AHEAD = 60;

/** Stops beyond a day's own that a plan is offered for each depot at most. */
const MOST_OFFERED = 12;

const planOf = (stop: LockedStop): StopPlan => {
  const { id, routeId, depotId, sequence, plannedAt, windowStartAt, windowEndAt } = stop;
  return { id, routeId, depotId, sequence, plannedAt, windowStartAt, windowEndAt };
};

/**
 * The announced window of a stop of a coming day that gets another time: as far around it as before, within the site's
 * own. A window that is the site's own is no announcement and stays.
 */
const windowAround = (
  { plannedAt: was, windowStartAt, windowEndAt, opensMin, closesMin, timeZone }: LockedStop,
  plannedAt: string,
  day: string,
): Pick<StopPlan, "windowStartAt" | "windowEndAt"> => {
  if (windowStartAt === null || windowEndAt === null) return { windowStartAt, windowEndAt };
  const opens = minutesToInstant(day, opensMin, timeZone).getTime();
  const closes = minutesToInstant(day, closesMin, timeZone).getTime();
  const [start, end] = [Date.parse(windowStartAt), Date.parse(windowEndAt)];
  if (start === opens && end === closes) return { windowStartAt, windowEndAt };
  const planned = Date.parse(plannedAt);
  const by = planned - Date.parse(was);
  return {
    windowStartAt: new Date(Math.min(planned, Math.max(start + by, opens))).toISOString(),
    windowEndAt: new Date(Math.max(planned, Math.min(end + by, closes))).toISOString(),
  };
};

const isMovable = ({ status, isArrived }: LockedStop): boolean => status === "pending" && !isArrived;

/** The plan of a service day: its picture for the planner, and the changes it makes, each with its way back. */
export const createDayPlan = (deps: DayPlanDeps) => {
  const { db, clock, record, announce, fuelCentsPerL, assertFit, overflowing, makeDay, planUndone } = deps;

  const tell = async (tx: Tx, organisationId: number, serviceDay: string): Promise<void> => {
    await announce(tx, { organisationId, topic: DAY_CHANGED, payload: { serviceDay } });
    await raiseSource(tx, organisationId, `day/${serviceDay}`);
  };

  /** Makes the routes that a change needs and gives every stop its place; what was done meanwhile stays. */
  const arrange = async (
    tx: Tx,
    scope: Scope,
    { serviceDay, routes, tray }: DayChange,
    stops: ReadonlyMap<number, LockedStop>,
    present: readonly RoutePlan[],
  ): Promise<{ stops: StopPlan[]; routes: RoutePlan[] }> => {
    const { serviceDay: today } = clock.read(scope.organisationId);
    const crews = await readCrews(
      tx,
      scope,
      routes.map(({ vehicleId }) => vehicleId),
    );
    const numbers = await readRouteNumbers(tx, scope.organisationId, serviceDay);
    const settled = await readSettled(
      tx,
      present.map(({ id }) => id),
    );
    const planned: StopPlan[] = [];
    const drawn: RoutePlan[] = [];
    for (const order of routes) {
      const crew = crews.find(({ id }) => id === order.vehicleId);
      if (crew === undefined)
        throw new AppError("NOT_FOUND", `vehicle ${order.vehicleId} does not exist in your depots`);
      const own = order.stops.filter(({ id }) => {
        const stop = stops.get(id);
        return stop !== undefined && isMovable(stop);
      });
      const found = present.find(({ vehicleId }) => vehicleId === order.vehicleId);
      if (found === undefined && own.length === 0) continue;
      let number = crew.number;
      while (found === undefined && numbers.has(number)) number++;
      numbers.add(number);
      const base: RoutePlan = found ?? {
        id: await nextRouteId(tx),
        isThere: true,
        depotId: crew.depotId,
        number,
        name: `R-${number}`,
        stream: stops.get(own[0]?.id ?? 0)?.stream ?? "refuse",
        vehicleId: crew.id,
        contractor: crew.contractor,
        status: "planned",
        plannedStartAt: "",
        plannedEndAt: "",
        shiftEndAt: minutesToInstant(serviceDay, crew.shiftEndMin, crew.timeZone).toISOString(),
        plannedDistanceM: 0,
        plannedDurationS: 0,
      };
      const hasBegun = base.status === "active" || base.status === "done";
      const before = settled.get(base.id) ?? 0;
      drawn.push({
        ...base,
        status: hasBegun ? base.status : own.length + before > 0 ? "planned" : "cancelled",
        plannedStartAt: hasBegun || own.length === 0 ? base.plannedStartAt : order.startAt,
        plannedEndAt: own.length === 0 ? base.plannedEndAt : order.endAt,
        plannedDistanceM: hasBegun ? base.plannedDistanceM : Math.round(order.distanceM),
        plannedDurationS: hasBegun ? base.plannedDurationS : Math.round(order.durationS),
      });
      own.forEach(({ id, plannedAt }, i) => {
        const stop = stops.get(id);
        if (stop === undefined) return;
        planned.push({
          ...planOf(stop),
          // What was announced for today is kept, whoever comes.
          ...(serviceDay > today ? windowAround(stop, plannedAt, serviceDay) : {}),
          routeId: base.id,
          depotId: base.depotId,
          sequence: before + i + 1,
          plannedAt,
        });
      });
    }
    tray.forEach((id, i) => {
      const stop = stops.get(id);
      if (stop && isMovable(stop)) planned.push({ ...planOf(stop), routeId: null, sequence: i + 1 });
    });
    return { stops: planned.sort((a, b) => a.id - b.id), routes: drawn.sort((a, b) => a.id - b.id) };
  };

  const optionsOf = ({ organisationId }: Scope, day: string) => {
    const { now, serviceDay, timeZone } = clock.read(organisationId);
    return {
      day,
      midnight: minutesToInstant(day, 0, timeZone),
      timeZone,
      now: day === serviceDay ? new Date(now) : null,
      fuelCentsPerL: fuelCentsPerL(),
    };
  };

  const plannedFirst = ({ organisationId }: Scope, day: string): Date =>
    minutesToInstant(day, 12 * 60, clock.read(organisationId).timeZone);

  /** Puts stops into the tray of a day; refuses where a site has one of that stream by now. */
  const addExtras = async (
    tx: Tx,
    scope: Scope,
    serviceDay: string,
    extras: readonly ExtraRow[],
  ): Promise<void> => {
    if (extras.length === 0) return;
    const siteIds = extras.map(({ siteId }) => siteId);
    const keyOf = ({ siteId, stream }: Pick<ExtraRow, "siteId" | "stream">): string => `${siteId} ${stream}`;
    const day = { from: serviceDay, to: serviceDay };
    const there = new Set((await readSiteVisits(tx, day, siteIds)).map(keyOf));
    for (const extra of extras) {
      if (there.has(keyOf(extra)))
        throw new AppError(
          "CONFLICT",
          `site ${extra.siteId} has a stop of ${extra.stream} on ${serviceDay} by now, expected none`,
        );
      there.add(keyOf(extra));
    }
    await insertExtras(tx, scope.organisationId, serviceDay, extras, plannedFirst(scope, serviceDay));
  };

  return {
    /** The picture of a service day; one that lies ahead and has no routes yet gets them as without a planner. */
    async picture(scope: Scope, day: string): Promise<DayPicture> {
      const { serviceDay } = clock.read(scope.organisationId);
      if (day < serviceDay)
        throw new AppError("BAD_REQUEST", `service day ${day} is over, expected ${serviceDay} or later`);
      const last = addDays(serviceDay, MOST_DAYS_AHEAD);
      if (day > last)
        throw new AppError(
          "BAD_REQUEST",
          `service day ${day} lies too far ahead, expected ${last} or earlier`,
        );
      if (day > serviceDay && !(await hasDay(db, scope.organisationId, day)))
        await makeDay(scope.organisationId, day);
      return readDayPicture(db, scope, optionsOf(scope, day));
    },

    /** A stop that a site would have on a day beyond the day's own, for the planner; nothing is written. */
    async extra(
      scope: Scope,
      { serviceDay, siteId, stream }: ExtraStop,
      loadUnit: DayPicture["loadUnit"],
      id: number,
    ): Promise<DayPicture["stops"][number]> {
      const row = { id, siteId, stream };
      const [stop] = await readExtraStops(db, scope, optionsOf(scope, serviceDay), loadUnit, [row]);
      if (stop === undefined) throw new AppError("NOT_FOUND", `site ${siteId} does not exist in your depots`);
      if (await hasStop(db, serviceDay, row))
        throw new AppError(
          "CONFLICT",
          `${stop.name} has a stop of ${stream} on ${serviceDay} already, expected none`,
        );
      return stop;
    },

    /** The middle of where each truck's driver usually works, by truck. */
    territories: (scope: Scope, serviceDay: string) => readTerritories(db, scope, serviceDay),

    /** An id for a stop that is to be added. */
    nextStopId: async (): Promise<number> => {
      const [id] = await nextStopIds(db, 1);
      if (id === undefined) throw new Error("nextStopId: the sequence gave no id, expected one");
      return id;
    },

    /**
     * Stops that a coming day's plan may take beside its own, for containers that may run over before their next
     * pickup: the likeliest of each depot, none where the site is visited for the stream before that anyway, by the
     * routes of any day from now on. Nothing is written.
     */
    async overflowStops(scope: Scope, { serviceDay, loadUnit }: DayPicture): Promise<DayPicture["stops"]> {
      const likely = await overflowing(scope, serviceDay);
      const from = clock.read(scope.organisationId).serviceDay;
      const to =
        likely
          .map(({ pickup }) => pickup)
          .sort()
          .at(-1) ?? serviceDay;
      const sites = likely.map(({ siteId }) => siteId);
      const visits = groupBy(
        // A stop that was left out emptied nothing.
        (await readSiteVisits(db, { from, to }, sites)).filter(({ status }) => status !== "skipped"),
        ({ siteId, stream }) => `${siteId} ${stream}`,
      );
      const isVisited = ({ siteId, stream, pickup }: (typeof likely)[number]): boolean =>
        (visits.get(`${siteId} ${stream}`) ?? []).some(({ day }) => day < pickup);
      const offered = new Map<number, number>();
      const taken = likely.filter((each) => {
        const before = offered.get(each.depotId) ?? 0;
        if (isVisited(each) || before >= MOST_OFFERED) return false;
        offered.set(each.depotId, before + 1);
        return true;
      });
      if (taken.length === 0) return [];
      const ids = await nextStopIds(db, taken.length);
      const reasonOf = new Map(taken.map((each, i) => [ids[i], each]));
      const rows = taken.map(({ siteId, stream }, i) => ({ id: ids[i] as number, siteId, stream }));
      const stops = await readExtraStops(db, scope, optionsOf(scope, serviceDay), loadUnit, rows);
      return stops.flatMap((stop) => {
        const reason = reasonOf.get(stop.id);
        if (reason === undefined) return [];
        const { siteId, chance, pickup, penaltyCents } = reason;
        return [{ ...stop, overflow: { siteId, chance, pickup, penaltyCents } }];
      });
    },

    /** The running service day. */
    today: (scope: Scope): string => clock.read(scope.organisationId).serviceDay,

    /** Changes the routes of a day in one transaction, in which `within` writes what must stand or fall with it. */
    async change(
      scope: Scope,
      change: DayChange,
      within: (tx: Tx, auditId: number) => Promise<void>,
    ): Promise<DayWritten> {
      const { organisationId } = scope;
      const { serviceDay, action, planId, routes, tray, extras = [] } = change;
      return db.$transaction(
        async (tx) => {
          await lockDay(tx, organisationId, serviceDay);
          await addExtras(tx, scope, serviceDay, extras);
          const ids = [...routes.flatMap(({ stops }) => stops.map(({ id }) => id)), ...tray];
          const locked = await lockStops(tx, scope, serviceDay, ids);
          if (locked.length !== new Set(ids).size)
            throw new AppError(
              "NOT_FOUND",
              `stops of ${serviceDay}: found ${locked.length} of ${ids.length} in your depots, expected all`,
            );
          const present = await lockRoutes(tx, organisationId, serviceDay, {
            vehicleIds: routes.map(({ vehicleId }) => vehicleId),
            ids: [],
          });
          const stopOf = new Map(locked.map((stop) => [stop.id, stop]));
          const after = await arrange(tx, scope, change, stopOf, present);
          const gains = ({ id }: RoutePlan): boolean =>
            after.stops.some((stop) => stop.routeId === id && stopOf.get(stop.id)?.routeId !== id);
          await assertFit(
            tx,
            scope,
            after.routes.filter(gains).flatMap(({ vehicleId }) => vehicleId ?? []),
          );
          const added = new Set(extras.map(({ id }) => id));
          const moved = new Set(after.stops.map(({ id }) => id));
          const before = {
            stops: locked.filter(({ id }) => moved.has(id) && !added.has(id)).map(planOf),
            routes: after.routes.map(
              (route) => present.find(({ id }) => id === route.id) ?? { ...route, isThere: false },
            ),
          };
          await writeRoutePlans(tx, organisationId, serviceDay, after.routes);
          await writeStopPlans(tx, organisationId, after.stops);
          const left = before.stops.flatMap(({ routeId }) => (routeId === null ? [] : [routeId]));
          await recountStops(tx, [...new Set([...left, ...after.routes.map(({ id }) => id)])]);
          const auditId = await record(tx, scope, {
            action,
            entity: "day",
            entityId: serviceDay,
            before: { planId, serviceDay, ...before } satisfies DayState,
            after: {
              ...{ planId, serviceDay, ...after },
              ...(extras.length === 0 ? {} : { extras }),
            } satisfies DayState,
          });
          await tell(tx, organisationId, serviceDay);
          await within(tx, auditId);
          const wasOn = new Map(before.stops.map(({ id, routeId }) => [id, routeId]));
          return {
            auditId,
            routes: after.routes.length,
            stopsMoved: after.stops.filter(({ id, routeId }) => wasOn.get(id) !== routeId).length,
            unassigned: after.stops.filter(({ id, routeId }) => routeId === null && wasOn.get(id) !== null)
              .length,
          };
        },
        { timeout: 60_000, maxWait: 10_000 },
      );
    },

    /** Puts routes and stops back as a change found them, unless they were changed or driven since. */
    undo: (async (tx, scope, row) => {
      const before = row.before as DayState;
      const after = row.after as DayState;
      const { organisationId } = scope;
      await lockDay(tx, organisationId, after.serviceDay);
      const locked = await lockStops(
        tx,
        scope,
        after.serviceDay,
        after.stops.map(({ id }) => id),
      );
      const driven = locked.find((stop) => !isMovable(stop));
      if (driven !== undefined)
        throw new AppError("CONFLICT", `stop ${driven.id} is ${driven.status} since, expected pending`);
      const present = await lockRoutes(tx, organisationId, after.serviceDay, {
        vehicleIds: [],
        ids: after.routes.map(({ id }) => id),
      });
      const routes = after.routes.map(
        (route) => present.find(({ id }) => id === route.id) ?? { ...route, isThere: false },
      );
      // A route that set out meanwhile keeps its status; everything else must be as the change left it.
      const asLeft = routes.map((route, i) => ({
        ...route,
        status: after.routes[i]?.status ?? route.status,
      }));
      assertUnchanged(row, { ...after, stops: locked.map(planOf), routes: asLeft });
      const begun = new Map(
        present.flatMap(({ id, status }) =>
          status === "active" || status === "done" ? [[id, status] as const] : [],
        ),
      );
      await writeRoutePlans(
        tx,
        organisationId,
        after.serviceDay,
        before.routes.flatMap((route) =>
          route.isThere ? [{ ...route, status: begun.get(route.id) ?? route.status }] : [],
        ),
      );
      const [back, gone] = [extrasOf(before), extrasOf(after)];
      if (back.length > 0)
        await insertExtras(tx, organisationId, after.serviceDay, back, plannedFirst(scope, after.serviceDay));
      await writeStopPlans(tx, organisationId, before.stops);
      if (gone.length > 0)
        await deleteExtras(
          tx,
          organisationId,
          gone.map(({ id }) => id),
        );
      await writeRoutePlans(
        tx,
        organisationId,
        after.serviceDay,
        before.routes.filter(({ isThere }) => !isThere),
      );
      const touched = [...before.stops, ...after.stops].flatMap(({ routeId }) =>
        routeId === null ? [] : [routeId],
      );
      await recountStops(tx, [...new Set([...touched, ...after.routes.map(({ id }) => id)])]);
      await tell(tx, organisationId, after.serviceDay);
      // The undo of an undo brings the acceptance back.
      if (after.planId !== null)
        await planUndone(tx, organisationId, after.planId, row.undoOf !== null, row.id);
    }) satisfies Undoer,
  };
};
/** The plan of a service day. */
export type DayPlan = ReturnType<typeof createDayPlan>;

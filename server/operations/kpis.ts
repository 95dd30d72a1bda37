import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import { KPI_DEFINITIONS, kpiValue, outliers, type RouteSums } from "#server/operations/core/kpi.ts";
import { sumAllRoutes, sumRoutes, sumStopsUntil } from "#server/operations/kpi-store.ts";
import {
  KPI_NAMES,
  type KpiDimension,
  type KpiFilter,
  type KpiName,
  type KpiTile,
  type KpiValue,
} from "#server/operations/schema.ts";
import type { Db } from "#server/platform/db.ts";

/** What {@link createKpis} needs: the database, and the day clock of an organisation (ISO instant and service day). */
export type KpiDeps = {
  db: Db;
  clock: (organisationId: number) => { now: string; serviceDay: string };
};

// KPIs that are counted stop by stop, so that a running day compares with the same hour of another.
const COUNTED_BY_STOP: ReadonlySet<KpiName> = new Set(["on-time", "completion", "missed-per-1000"]);

const NOTHING: RouteSums = {
  routes: 0,
  stopsDue: 0,
  stopsDone: 0,
  stopsMissed: 0,
  stopsOnTime: 0,
  lifts: 0,
  notOut: 0,
  contaminated: 0,
  overfull: 0,
  weightKg: 0,
  routeS: 0,
  idleS: 0,
  plannedM: 0,
  deviationM: 0,
  costCents: 0,
  fuelL: 0,
};

/** KPIs of the product page over stored routes: one value, a split by a dimension, and the tiles of a service day. */
export const createKpis = ({ db, clock }: KpiDeps) => {
  /** Sums of a day as far as it has gone; `until` cuts the stops that are counted one by one. */
  const sumsOfDay = async (scope: Scope, filter: KpiFilter, until: string | null): Promise<RouteSums> => {
    const now = until ?? clock(scope.organisationId).now;
    const sums = (await sumAllRoutes(db, scope, filter, now)) ?? NOTHING;
    return until === null ? sums : { ...sums, ...(await sumStopsUntil(db, scope, filter, until)) };
  };

  const value = async (
    scope: Scope,
    name: KpiName,
    filter: KpiFilter,
    until: string | null = null,
  ): Promise<KpiValue> => {
    const isCut = until !== null && COUNTED_BY_STOP.has(name);
    return kpiValue(name, "all", await sumsOfDay(scope, filter, isCut ? until : null));
  };

  const breakdown = async (
    scope: Scope,
    name: KpiName,
    filter: KpiFilter,
    dimension: KpiDimension,
  ): Promise<KpiValue[]> => {
    const groups = await sumRoutes(db, scope, filter, dimension, clock(scope.organisationId).now);
    return groups.map((g) => kpiValue(name, g.key, g));
  };

  const tiles = async (
    scope: Scope,
    input: Omit<KpiFilter, "from" | "to"> & { serviceDay: string },
  ): Promise<KpiTile[]> => {
    const { now, serviceDay: today } = clock(scope.organisationId);
    const { serviceDay, ...rest } = input;
    const of = (from: string, to: string): KpiFilter => ({ ...rest, from, to });
    const isRunning = serviceDay === today;
    const weekAgo = addDays(serviceDay, -7);
    const untilNow = isRunning ? now : null;
    const untilThen = isRunning ? new Date(Date.parse(now) - 7 * 86_400_000).toISOString() : null;
    const trendFrom = addDays(serviceDay, -27);
    const [current, before, days, byRoute] = await Promise.all([
      sumsOfDay(scope, of(serviceDay, serviceDay), untilNow),
      sumsOfDay(scope, of(weekAgo, weekAgo), untilThen),
      sumRoutes(db, scope, of(trendFrom, serviceDay), "day", now),
      sumRoutes(db, scope, of(serviceDay, serviceDay), "route", now),
    ]);
    return KPI_NAMES.map((name) => {
      const definition = KPI_DEFINITIONS[name];
      return {
        name,
        unit: definition.unit,
        isMoreBetter: definition.isMoreBetter,
        target: definition.target,
        current: kpiValue(name, serviceDay, current),
        weekAgo: kpiValue(name, weekAgo, before),
        trend: days.map((d) => kpiValue(name, d.key, d)),
        outliers: outliers(
          byRoute.map((r) => kpiValue(name, r.key, r)),
          definition.isMoreBetter,
          3,
        ),
        asOf: now,
      };
    });
  };

  return { value, breakdown, tiles };
};

/** KPIs over stored routes. */
export type Kpis = ReturnType<typeof createKpis>;

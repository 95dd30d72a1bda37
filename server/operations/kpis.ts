import type { Scope } from "#server/lib/scope.ts";
import { addDays, minutesOf, minutesToInstant } from "#server/lib/service-day.ts";
import {
  KPI_DEFINITIONS,
  kpiValue,
  NO_ROUTES,
  outliers,
  type RouteSums,
} from "#server/operations/core/kpi.ts";
import { kpiMoves, total } from "#server/operations/core/kpi-moves.ts";
import {
  type DayCut,
  dimensionSql,
  routesSql,
  splitSql,
  sumAllRoutes,
  sumRoutes,
} from "#server/operations/kpi-store.ts";
import { KPI_NAMES } from "#server/operations/names.schema.ts";
import type { KpiDimension, KpiFilter, KpiName, KpiTile, KpiValue } from "#server/operations/schema.ts";
import type { Db } from "#server/platform/db.ts";

/** Days before its own that a tile's trend shows. */
export const TREND_DAYS = 27;

/** What {@link createKpis} needs: the database, and the day clock of an organisation (ISO instant, service day and zone). */
export type KpiDeps = {
  db: Db;
  clock: (organisationId: number) => { now: string; serviceDay: string; timeZone: string };
};

/** KPIs of the product page over stored routes: one value, a split by a dimension, and the tiles of a service day. */
export const createKpis = ({ db, clock }: KpiDeps) => {
  /** The running day counts until now; with `until`, the filter's last day counts until then instead. */
  const cutOf = (scope: Scope, filter: KpiFilter, until: string | null): DayCut => {
    const { now, serviceDay } = clock(scope.organisationId);
    return until === null ? { day: serviceDay, until: now } : { day: filter.to, until };
  };

  // The same time of the clock on another day: over a change of summer time a week has an hour less or more.
  const nowOn = (scope: Scope, day: string): string => {
    const { now, serviceDay, timeZone } = clock(scope.organisationId);
    return day === serviceDay ? now : minutesToInstant(day, minutesOf(now, timeZone), timeZone).toISOString();
  };

  const sumsOver = async (scope: Scope, filter: KpiFilter, until: string | null): Promise<RouteSums> =>
    (await sumAllRoutes(db, scope, filter, cutOf(scope, filter, until))) ?? NO_ROUTES;

  /** One KPI over all routes of a filter; `until` (ISO instant) cuts the filter's last day there. */
  const value = async (
    scope: Scope,
    name: KpiName,
    filter: KpiFilter,
    until: string | null = null,
  ): Promise<KpiValue> => kpiValue(name, "all", await sumsOver(scope, filter, until));

  /** One KPI per value of a dimension, and of another besides; `until` (ISO instant) cuts the filter's last day there. */
  const breakdown = async (
    scope: Scope,
    name: KpiName,
    filter: KpiFilter,
    dimension: KpiDimension,
    { over, until = null }: { over?: KpiDimension | undefined; until?: string | null } = {},
  ): Promise<KpiValue[]> => {
    const groups = await sumRoutes(db, scope, filter, dimension, cutOf(scope, filter, until), over);
    return groups.map((g) => kpiValue(name, g.key, g));
  };

  /** Every KPI of a service day as tiles; a running day is compared with the same time of the week before. */
  const tiles = async (
    scope: Scope,
    input: Omit<KpiFilter, "from" | "to"> & { serviceDay: string },
  ): Promise<KpiTile[]> => {
    const { now, serviceDay: today } = clock(scope.organisationId);
    const { serviceDay, ...rest } = input;
    const of = (from: string, to: string): KpiFilter => ({ ...rest, from, to });
    const isRunning = serviceDay === today;
    const weekAgo = addDays(serviceDay, -7);
    const untilThen = isRunning ? nowOn(scope, weekAgo) : null;
    const day = of(serviceDay, serviceDay);
    const cut = cutOf(scope, day, null);
    const [byRoute, before, past] = await Promise.all([
      sumRoutes(db, scope, day, "route", cut),
      sumsOver(scope, of(weekAgo, weekAgo), untilThen),
      sumRoutes(db, scope, of(addDays(serviceDay, -TREND_DAYS), addDays(serviceDay, -1)), "day", cut),
    ]);
    // The stops of a running day are counted once: route by route, for the day's figure and its place in the trend too.
    const current = { key: serviceDay, ...total(byRoute) };
    const days = byRoute.length > 0 ? [...past, current] : past;
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

  /** Unit of a KPI; `money` stands for the organisation's currency. */
  const unit = (name: KpiName): string => KPI_DEFINITIONS[name].unit;

  /** Whether a higher value of a KPI is the better one. */
  const isMoreBetter = (name: KpiName): boolean => KPI_DEFINITIONS[name].isMoreBetter;

  /**
   * The sums behind the KPIs: of all routes of a filter, or one row per value of a dimension; `until` (ISO instant) cuts the
   * filter's last day there.
   */
  const sums = async (
    scope: Scope,
    filter: KpiFilter,
    dimension: KpiDimension | null,
    over?: KpiDimension,
    until: string | null = null,
  ): Promise<(RouteSums & { key: string })[]> =>
    dimension === null
      ? [{ key: "all", ...(await sumsOver(scope, filter, until)) }]
      : sumRoutes(db, scope, filter, dimension, cutOf(scope, filter, until), over);

  /**
   * What each value of some dimensions added to the change of a KPI from one filter to another, and the whole change. The
   * running day is held against another day as that stood at the same time.
   */
  const moves = async (
    scope: Scope,
    name: KpiName,
    { filter, before }: { filter: KpiFilter; before: KpiFilter },
    dimensions: readonly KpiDimension[],
  ) => {
    const { serviceDay: today } = clock(scope.organisationId);
    const sides = [filter, before];
    const isSoFar = sides.every(({ from, to }) => from === to) && sides.some(({ to }) => to === today);
    const of = (side: KpiFilter, by: KpiDimension) =>
      sums(scope, side, by, undefined, isSoFar ? nowOn(scope, side.to) : null);
    const split = await Promise.all(
      dimensions.map(async (by) => ({ by, ...kpiMoves(name, await of(filter, by), await of(before, by)) })),
    );
    const { now = null, past = null, change = 0 } = split[0] ?? {};
    const all = split.flatMap(({ by, moves: each }) => each.map((move) => ({ by, ...move })));
    return { now, past, change, moves: all };
  };

  return { value, breakdown, sums, moves, tiles, unit, isMoreBetter, routesSql, dimensionSql, splitSql };
};

/** KPIs over stored routes. */
export type Kpis = ReturnType<typeof createKpis>;

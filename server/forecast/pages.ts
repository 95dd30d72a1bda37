import { COMING_DAYS } from "#server/forecast/day-series.ts";
import { fared } from "#server/forecast/fared.ts";
import type {
  ContainerPlace,
  ContainerRisks,
  DaysQuery,
  PlacesQuery,
  PredictionKind,
  RouteName,
  RouteRisks,
  ToldDay,
  ToldDays,
  VehicleName,
} from "#server/forecast/schema.ts";
import type { Told } from "#server/forecast/store.ts";
import type { Stored } from "#server/forecast/stored.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";

/** Days of the past that are shown and judged by. */
const PAST_DAYS = 28;
/** A container below this chance is not listed. */
const LEAST_RISK = 0.05;
/** Containers that are looked up by name at once. */
const MOST_ROWS = 200;

/** What numbers of stored values stand for; each within what the asker sees. */
export type Names = {
  depots: (organisationId: number) => Promise<{ id: number; name: string }[]>;
  vehicles: (scope: Scope) => Promise<VehicleName[]>;
  /** Of containers of a depot, all where it is null. */
  containers: (scope: Scope, ids: readonly number[], depotId: number | null) => Promise<ContainerPlace[]>;
  /** The depot of each of some containers. */
  depotsOf: (organisationId: number, ids: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  routes: (scope: Scope, until: string) => Promise<RouteName[]>;
};

/** What a list of containers is cut from: the risky ones, likeliest first, with their depots. */
type Risky = { rows: readonly Told[]; depotOf: ReadonlyMap<number, number> };

const dayOf = ({ day, madeFrom, method, actual, point, low80, high80, low90, high90 }: Told): ToldDay => ({
  ...{ day, madeFrom, method, actual, point, low80, high80, low90, high90 },
});

/** Days of several depots added up, ends with ends. */
const addedUp = (rows: readonly Told[]): ToldDay[] =>
  [...groupBy(rows, ({ day }) => day).values()]
    .map((same) => {
      const sum = (key: "point" | "low80" | "high80" | "low90" | "high90") =>
        same.reduce((all, row) => all + row[key], 0);
      const { day, madeFrom, method } = same[0] as Told;
      return {
        ...{ day, madeFrom, method: same.length > 1 ? "sum" : method },
        ...{ point: sum("point"), low80: sum("low80"), high80: sum("high80") },
        ...{ low90: sum("low90"), high90: sum("high90") },
        actual: same.reduce<number | null>(
          (all, { actual }) => (all === null || actual === null ? null : all + actual),
          0,
        ),
      };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));

/** What managers are shown of stored values: days with what happened, containers and routes by their risk. */
export const createForecastPages = ({
  stored,
  names,
  today,
}: {
  stored: Stored;
  names: Names;
  today: (organisationId: number) => string;
}) => {
  const rowsOf = async (scope: Scope, query: DaysQuery, kind: PredictionKind) => {
    const { organisationId } = scope;
    const now = today(organisationId);
    const span = { from: addDays(now, -PAST_DAYS), to: addDays(now, COMING_DAYS - 1) };
    const { depotId, vehicleId } = query;
    const subject = query.stream ?? "";
    if (vehicleId !== null) {
      if (!(await names.vehicles(scope)).some(({ id }) => id === vehicleId))
        throw new AppError("NOT_FOUND", `forecast: found no vehicle ${vehicleId}, expected one you see`);
      return stored(organisationId, kind, span, { subject: "vehicle", subjectId: vehicleId });
    }
    if (depotId !== null && !seesDepot(scope, depotId))
      throw new AppError("FORBIDDEN", `forecast: depot ${depotId} is not among those you see`);
    if (depotId !== null || scope.depotIds === null)
      return stored(organisationId, kind, span, { subject, subjectId: depotId ?? 0 });
    const parts = await Promise.all(
      scope.depotIds.map((subjectId) => stored(organisationId, kind, span, { subject, subjectId })),
    );
    return parts.flat();
  };

  // Stored rows are the same list until rows are stored again, so what is made of them lasts as long.
  const kept = new WeakMap<readonly Told[], Promise<Risky>>();
  const riskyOf = (organisationId: number, all: readonly Told[]): Promise<Risky> => {
    const before = kept.get(all);
    if (before !== undefined) return before;
    const rows = all
      .filter(({ risk }) => (risk ?? 0) >= LEAST_RISK)
      .sort((a, b) => (b.risk ?? 0) - (a.risk ?? 0));
    const ids = rows.map(({ subjectId }) => subjectId);
    const made = names.depotsOf(organisationId, ids).then((depotOf) => ({ rows, depotOf }));
    kept.set(all, made);
    // A read that failed is no answer.
    made.catch(() => kept.delete(all));
    return made;
  };

  const past = async (organisationId: number, kind: PredictionKind, now: string) =>
    stored(organisationId, kind, { from: addDays(now, -PAST_DAYS), to: addDays(now, -1) });

  return {
    async days(scope: Scope, query: DaysQuery): Promise<ToldDays> {
      const now = today(scope.organisationId);
      const rows = await rowsOf(scope, query, query.vehicleId === null ? query.measure : "vehicle-tonnage");
      const isAdded = new Set(rows.map(({ subjectId }) => subjectId)).size > 1;
      const days = isAdded ? addedUp(rows) : rows.map(dayOf);
      return {
        ...{ today: now, days, isAdded, record: fared(days.filter(({ day }) => day < now)) },
        madeFrom: days.reduce<string | null>(
          (newest, { madeFrom }) => (newest === null || madeFrom > newest ? madeFrom : newest),
          null,
        ),
      };
    },

    vehicles: (scope: Scope): Promise<VehicleName[]> => names.vehicles(scope),

    async containers(scope: Scope, { depotId, stream }: PlacesQuery): Promise<ContainerRisks> {
      const now = today(scope.organisationId);
      const all = await stored(scope.organisationId, "fill", {
        from: now,
        to: addDays(now, 2 * COMING_DAYS),
      });
      const { rows: risky, depotOf } = await riskyOf(scope.organisationId, all);
      const seen = risky.filter(({ subjectId, subject }) => {
        const depot = depotOf.get(subjectId);
        if (depot === undefined || !seesDepot(scope, depot)) return false;
        return (depotId === null || depot === depotId) && (stream === null || subject === stream);
      });
      const shown = seen.slice(0, MOST_ROWS);
      // Only those that are shown are looked up by name.
      const ids = shown.map(({ subjectId }) => subjectId);
      const places = new Map(
        (await names.containers(scope, ids, depotId)).map((place) => [place.containerId, place]),
      );
      const rows = shown.flatMap((row) => {
        const place = places.get(row.subjectId);
        if (place === undefined) return [];
        const { point, low80, high80, low90, high90, subject, day, risk } = row;
        return [
          { ...place, point, low80, high80, low90, high90, stream: subject, pickup: day, risk: risk ?? 0 },
        ];
      });
      return {
        rows,
        mayRunOver: seen.length,
        expected: seen.reduce((sum, { risk }) => sum + (risk ?? 0), 0),
        record: fared(await past(scope.organisationId, "fill", now)),
      };
    },

    /** Routes of `day`, the next one with routes after today where it is null. */
    async routes(scope: Scope, { depotId, stream }: PlacesQuery, day: string | null): Promise<RouteRisks> {
      const now = today(scope.organisationId);
      const from = day ?? addDays(now, 1);
      const all = await stored(scope.organisationId, "lateness", {
        from,
        to: day ?? addDays(now, COMING_DAYS),
      });
      const byNumber = new Map((await names.routes(scope, now)).map((route) => [route.number, route]));
      const found = all.flatMap((row) => {
        const route = byNumber.get(row.subjectId);
        if (route === undefined) return [];
        if ((depotId !== null && route.depotId !== depotId) || (stream !== null && route.stream !== stream))
          return [];
        const { point, low80, high80, low90, high90, risk, method } = row;
        return [{ ...route, day: row.day, point, low80, high80, low90, high90, risk: risk ?? 0, method }];
      });
      const first = found.reduce<string | null>((a, row) => (a === null || row.day < a ? row.day : a), null);
      const rows = found
        .filter((row) => row.day === first)
        .sort((a, b) => b.risk - a.risk || b.point - a.point);
      return {
        ...{ day: first, rows, expected: rows.reduce((sum, { risk }) => sum + risk, 0) },
        record: fared(await past(scope.organisationId, "lateness", now)),
      };
    },
  };
};

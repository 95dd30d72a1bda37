import type { PlanDay, PlanRoute, PlanTotals } from "#server/routing/schema.ts";

/** What a truck's day comes to, without its visits. */
export type RouteFigures = Omit<PlanRoute, "visits">;

/** A truck's day on both sides of a comparison. */
export type RoutePair = {
  vehicleId: number;
  vehicle: string;
  before: RouteFigures | null;
  after: RouteFigures | null;
  /** Whether both sides serve the same stops in the same order, as far as that is known. */
  isSame: boolean;
};

const stopsOf = (route: PlanRoute | undefined): string =>
  route?.visits.flatMap(({ stopId }) => (stopId === null ? [] : [stopId])).join(" ") ?? "";

const changeOf = ({ before, after }: RoutePair): number =>
  Math.abs((after?.costCents ?? 0) - (before?.costCents ?? 0));

/** Puts the trucks of two days beside each other: first those whose day changes, by how much money, then the rest. */
export const pairRoutes = (before: PlanDay | null, after: PlanDay | null): RoutePair[] => {
  const left = new Map(before?.routes.map((route) => [route.vehicleId, route]));
  const right = new Map(after?.routes.map((route) => [route.vehicleId, route]));
  const ids = new Set([...left.keys(), ...right.keys()]);
  return [...ids]
    .map((vehicleId): RoutePair => {
      const [was, is] = [left.get(vehicleId), right.get(vehicleId)];
      return {
        vehicleId,
        vehicle: (is ?? was)?.vehicle ?? "",
        before: was ?? null,
        after: is ?? null,
        isSame: stopsOf(was) === stopsOf(is),
      };
    })
    .filter(({ before, after }) => (before?.stops ?? 0) + (after?.stops ?? 0) > 0)
    .toSorted((a, b) => Number(a.isSame) - Number(b.isSame) || changeOf(b) - changeOf(a));
};

/** The truck that serves each stop of a day. */
const trucksOf = (day: PlanDay | null): Map<number, number> =>
  new Map(
    day?.routes.flatMap(({ vehicleId, visits }) =>
      visits.flatMap(({ stopId }): [number, number][] => (stopId === null ? [] : [[stopId, vehicleId]])),
    ),
  );

/** The stops that another truck serves than before. */
export const movedStops = (before: PlanDay | null, after: PlanDay | null): ReadonlySet<number> => {
  const was = trucksOf(before);
  return new Set(
    [...trucksOf(after)].flatMap(([stopId, truck]) => (was.get(stopId) === truck ? [] : [stopId])),
  );
};

/** Names of what routes come to, in the order they are read. */
export const MEASURES = [
  "costCents",
  "distanceM",
  "durationS",
  "vehicles",
  "stops",
  "unserved",
  "lateStops",
  "overtimeS",
  "violations",
] as const satisfies readonly (keyof PlanTotals)[];

/** Name of a measure. */
export type Measure = (typeof MEASURES)[number];

/** Whether a change of a measure is for the better; null where it is neither. */
export const isBetter = (measure: Measure, change: number): boolean | null => {
  if (change === 0) return null;
  return measure === "stops" ? change > 0 : change < 0;
};

import { CO2_KG_PER_LITRE } from "#server/lib/diesel.ts";
import type { KpiName, KpiValue } from "#server/operations/schema.ts";

/** Sums over a set of routes, from which every KPI is a ratio; seconds, metres, kilograms, litres and cents. */
export type RouteSums = {
  routes: number;
  /** Of a day that still runs: due until now. */
  stopsDue: number;
  /** Done among those due. */
  dueDone: number;
  stopsDone: number;
  stopsMissed: number;
  stopsOnTime: number;
  lifts: number;
  notOut: number;
  contaminated: number;
  overfull: number;
  weightKg: number;
  routeS: number;
  idleS: number;
  plannedM: number;
  /** Sum of the differences of actual and planned distance, each without its sign. */
  deviationM: number;
  /** Costs are complete when a route has ended, so they are set against finished routes only. */
  finishedCents: number;
  finishedStops: number;
  finishedKg: number;
  fuelL: number;
  fuelCents: number;
  /** Idle seconds of routes that burnt fuel: an electric truck burns none while it stands. */
  fuelledIdleS: number;
  overtimeS: number;
  /** Driven so far; KPIs of distance count finished routes only. */
  drivenM: number;
  tips: number;
};

/** Sums over no route at all. */
export const NO_ROUTES: RouteSums = {
  routes: 0,
  stopsDue: 0,
  dueDone: 0,
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
  finishedCents: 0,
  finishedStops: 0,
  finishedKg: 0,
  fuelL: 0,
  fuelCents: 0,
  fuelledIdleS: 0,
  overtimeS: 0,
  drivenM: 0,
  tips: 0,
};

/** How a KPI is read: its unit, whether more is better, and the target tiles compare with. */
export type KpiDefinition = {
  unit: "%" | "per 1,000" | "per hour" | "t/h" | "money" | "kg";
  isMoreBetter: boolean;
  target: number | null;
  numerator: (s: RouteSums) => number;
  denominator: (s: RouteSums) => number;
};

const one = () => 1;
const hours = (s: RouteSums) => s.routeS / 3600;

/** The KPI definitions of the product page, as ratios of {@link RouteSums}. */
export const KPI_DEFINITIONS: Record<KpiName, KpiDefinition> = {
  "on-time": {
    unit: "%",
    isMoreBetter: true,
    target: 95,
    numerator: (s) => 100 * s.stopsOnTime,
    denominator: (s) => s.stopsDue,
  },
  completion: {
    unit: "%",
    isMoreBetter: true,
    target: 98,
    numerator: (s) => 100 * s.dueDone,
    denominator: (s) => s.stopsDue,
  },
  "missed-per-1000": {
    unit: "per 1,000",
    isMoreBetter: false,
    target: 5,
    numerator: (s) => 1000 * s.stopsMissed,
    denominator: (s) => s.stopsDue,
  },
  "stops-per-hour": {
    unit: "per hour",
    isMoreBetter: true,
    target: null,
    numerator: (s) => s.stopsDone,
    denominator: hours,
  },
  "tonnes-per-route-hour": {
    unit: "t/h",
    isMoreBetter: true,
    target: null,
    numerator: (s) => s.weightKg / 1000,
    denominator: hours,
  },
  "set-out-rate": {
    unit: "%",
    isMoreBetter: true,
    target: null,
    numerator: (s) => 100 * s.stopsDone,
    denominator: (s) => s.stopsDone + s.notOut,
  },
  contamination: {
    unit: "%",
    isMoreBetter: false,
    target: 2,
    numerator: (s) => 100 * s.contaminated,
    denominator: (s) => s.lifts,
  },
  overflow: {
    unit: "%",
    isMoreBetter: false,
    target: 2,
    numerator: (s) => 100 * s.overfull,
    denominator: (s) => s.lifts,
  },
  adherence: {
    unit: "%",
    isMoreBetter: true,
    target: 90,
    numerator: (s) => 100 * (s.plannedM - s.deviationM),
    denominator: (s) => s.plannedM,
  },
  idle: {
    unit: "%",
    isMoreBetter: false,
    target: 8,
    numerator: (s) => 100 * s.idleS,
    denominator: (s) => s.routeS,
  },
  "cost-per-stop": {
    unit: "money",
    isMoreBetter: false,
    target: null,
    numerator: (s) => s.finishedCents / 100,
    denominator: (s) => s.finishedStops,
  },
  "cost-per-tonne": {
    unit: "money",
    isMoreBetter: false,
    target: null,
    numerator: (s) => s.finishedCents / 100,
    denominator: (s) => s.finishedKg / 1000,
  },
  co2: {
    unit: "kg",
    isMoreBetter: false,
    target: null,
    numerator: (s) => s.fuelL * CO2_KG_PER_LITRE,
    denominator: one,
  },
};

/** The value of KPI `name` over `sums`; null where its denominator is zero, since nothing was due. */
export const kpiValue = (name: KpiName, key: string, sums: RouteSums): KpiValue => {
  const definition = KPI_DEFINITIONS[name];
  const numerator = definition.numerator(sums);
  const denominator = definition.denominator(sums);
  return { key, value: denominator > 0 ? numerator / denominator : null, numerator, denominator };
};

/** The key whose value lies farthest from the median of `values`, worst first, at most `count`; keys without value are left out. */
export const outliers = (values: readonly KpiValue[], isMoreBetter: boolean, count: number): KpiValue[] => {
  const known = values.filter((v): v is KpiValue & { value: number } => v.value !== null);
  if (known.length < 3) return [];
  const sorted = known.map((v) => v.value).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const badness = (v: { value: number }) => (isMoreBetter ? middle - v.value : v.value - middle);
  return known
    .filter((v) => badness(v) > 0)
    .sort((a, b) => badness(b) - badness(a))
    .slice(0, count);
};

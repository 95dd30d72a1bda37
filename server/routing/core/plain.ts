import { PlainSearch } from "./plain-search.ts";
import type { PlainTables } from "./plain-tables.ts";
import type { Plan, Problem } from "./problem.ts";
import { reasonOf } from "./reason.ts";
import type { Search } from "./search.ts";
import { stopOrder } from "./stop-order.ts";
import { Ways } from "./ways.ts";

const UNBOUNDED = Number.MAX_SAFE_INTEGER;
// A table of 8 bytes a pair: 200 MB at most.
const MOST_TABLED = 5_000;

/** The tables of a problem of identical vehicles around one depot, of load, windows and distance alone; else null. */
export const plainTables = (problem: Problem): PlainTables | null => {
  const { stops, vehicles, travel } = problem;
  const [vehicle] = vehicles;
  if (vehicle === undefined || vehicles.length > 1 || stops.length > MOST_TABLED) return null;
  const isPlain =
    vehicle.start === vehicle.end &&
    vehicle.capacity.length === 1 &&
    vehicle.dayCapacity === null &&
    vehicle.costPerDistance > 0 &&
    vehicle.costPerSecond === 0 &&
    vehicle.costFixed === 0 &&
    vehicle.maxStops >= stops.length &&
    vehicle.pause === null &&
    vehicle.pinned.length === 0 &&
    problem.facilities.length === 0 &&
    !problem.isEmptyAtEnd &&
    !problem.isFleetFirst &&
    problem.speedByHour === null &&
    problem.balanceWeight === 0 &&
    problem.territoryWeight === 0 &&
    stops.every(
      (stop) =>
        stop.penalty === null &&
        stop.shut === undefined &&
        stop.release <= vehicle.shiftStart &&
        (stop.needs & ~vehicle.offers) === 0 &&
        stop.priority === stops[0]?.priority,
    );
  if (!isPlain) return null;
  const n = stops.length;
  const width = n + 1;
  const ways = new Ways(travel);
  const placeOf = (stop: number): number => stops[stop]?.place ?? vehicle.start;
  // A stop is put beside its neighbours: with near numbers they lie in the same lines of the cache.
  const order = stopOrder(n, (from, to) => ways.distance(placeOf(from), placeOf(to)));
  const ordered = Array.from(order, (stop) => stops[stop]!);
  const place = (index: number): number => placeOf(order[index] ?? n);
  const isWhole = travel.kind === "table" && travel.distance instanceof Int32Array;
  const tableOf = (measure: (from: number, to: number) => number): Int32Array | Float64Array => {
    const table = isWhole ? new Int32Array(width * width) : new Float64Array(width * width);
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) table[i * width + j] = measure(place(i), place(j));
    return table;
  };
  const distance = tableOf((from, to) => ways.distance(from, to));
  const isTimed = vehicle.shiftEnd < UNBOUNDED || stops.some(({ late }) => late < UNBOUNDED);
  const isSame = travel.kind === "table" && travel.distance === travel.seconds;
  const seconds = !isTimed || isSame ? distance : tableOf((from, to) => ways.seconds(from, to));
  let largest = 0;
  for (const each of distance) if (each > largest) largest = each;
  return {
    stops: n,
    order,
    distance,
    distanceTo: flipped(distance, width),
    seconds,
    secondsTo: flipped(seconds, width),
    amount: Float64Array.from(ordered, ({ amounts }) => amounts[0] ?? 0),
    capacity: vehicle.capacity[0] ?? 0,
    mostTours: Math.min(n, vehicle.count),
    windows: isTimed
      ? {
          early: Float64Array.from(ordered, ({ early }) => Math.max(early, vehicle.shiftStart)),
          late: Float64Array.from(ordered, ({ late }) => late),
          service: Float64Array.from(ordered, ({ service }) => service),
        }
      : null,
    opens: vehicle.shiftStart,
    closes: vehicle.shiftEnd,
    // More than a tour of its own could cost.
    absence: 20 * largest + 1,
  };
};

const flipped = <T extends Int32Array | Float64Array>(table: T, width: number): T => {
  let isSymmetric = true;
  for (let i = 0; i < width && isSymmetric; i++)
    for (let j = 0; j < i; j++) if (table[i * width + j] !== table[j * width + i]) isSymmetric = false;
  if (isSymmetric) return table;
  const out = table.slice() as T;
  for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) out[j * width + i] = table[i * width + j]!;
  return out;
};

/** A search over a plain problem. */
export const searchPlain = (problem: Problem, tables: PlainTables, seed: number): Search => {
  const search = new PlainSearch(tables, seed);
  const { stops: n, order } = tables;
  const ways = new Ways(problem.travel);
  const numbers = new Int32Array(n);
  order.forEach((stop, number) => {
    numbers[stop] = number;
  });
  const rate = problem.vehicles[0]?.costPerDistance ?? 1;
  return {
    run: (steps, share) => search.run(steps, share),
    get iterations() {
      return search.iterations;
    },
    bestCost: () => search.bestCost,
    plan() {
      const { next, tour } = search.best;
      const routes = [];
      let distance = 0;
      let duration = 0;
      for (let t = 0; t < tables.mostTours; t++) {
        const visits: number[] = [];
        for (let node = next[n + t]!; node < n; node = next[node]!) visits.push(node);
        if (visits.length === 0) continue;
        routes.push({ vehicle: 0, visits: visits.map((number) => order[number]!) });
        distance += lengthOf(tables, visits);
        duration += durationOf(tables, visits);
      }
      const unserved = [];
      for (let stop = 0; stop < n; stop++)
        if (tour[numbers[stop]!]! < 0) unserved.push({ stop, reason: reasonOf(problem, ways, stop) });
      return { routes, unserved, cost: distance * rate, distance, duration };
    },
    adopt(plan: Plan) {
      search.adopt(plan.routes.map(({ visits }) => visits.map((stop) => numbers[stop]!)));
    },
  };
};

const lengthOf = ({ distance, stops: n }: PlainTables, visits: readonly number[]): number => {
  let at = n;
  let sum = 0;
  for (const stop of visits) {
    sum += distance[at * (n + 1) + stop]!;
    at = stop;
  }
  return sum + distance[at * (n + 1) + n]!;
};

// Seconds of a tour that leaves as late as it can without ending later: slack is what every wait behind it allows.
const durationOf = (
  { seconds, windows, opens, stops: n }: PlainTables,
  visits: readonly number[],
): number => {
  let at = n;
  let clock = opens;
  let slack = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (const stop of [...visits, n]) {
    clock += seconds[at * (n + 1) + stop]!;
    at = stop;
    if (windows === null || stop === n) continue;
    const wait = Math.max(0, windows.early[stop]! - clock);
    slack = Math.min(slack, Math.max(0, windows.late[stop]! - clock - wait) + waited + wait);
    waited += wait;
    clock += wait + windows.service[stop]!;
  }
  return clock - opens - Math.min(waited, slack);
};

import type { Day } from "./day.ts";
import { overtimeCost } from "./overtime.ts";
import { lastBegin, pastShut } from "./shut.ts";
import type { Trips } from "./trips.ts";

/** One visit with its times; a stop by index, a facility as -1 - index, the break as null. */
export type Moment = {
  visit: number | null;
  start: number;
  end: number;
  load: number;
  /** Seconds beyond the end of its window or opening hours. */
  late: number;
};

/** A truck's day run by the clock, whatever it breaks. */
export type Timeline = {
  moments: Moment[];
  start: number;
  end: number;
  distance: number;
  duration: number;
  cost: number;
  /** Seconds beyond the shift. */
  overtime: number;
  /** Most over its capacity; 0 where it is kept. */
  overload: number;
  /** Stops the truck may not serve, by index. */
  misfits: number[];
  isBreakMissed: boolean;
};

const FIRST = 0;
// Rounding of sums must not make a breach of what fits exactly.
const TINY = 1e-6;

/**
 * Runs stops in a given order by the clock like `RouteClock`, with the tips they need, but goes on where a rule is
 * broken and says by how much: the days that people make keep not every rule. Where no rule is broken, distance,
 * duration and cost are those of `RouteClock`.
 */
export const timelineOf = (day: Day, trips: Trips, vehicle: number, order: readonly number[]): Timeline => {
  const visits = withTips(day, trips, vehicle, order);
  const early = run(day, vehicle, visits, true);
  if (faultsOf(early) === 0 || day.problem.vehicles[day.entryOf[vehicle]!]!.pause === null) return early;
  const late = run(day, vehicle, visits, false);
  return faultsOf(late) < faultsOf(early) ? late : early;
};

const faultsOf = ({ moments, overtime, isBreakMissed }: Timeline): number =>
  moments.reduce((sum, { late }) => sum + (late > 0 ? 1 : 0), 0) +
  (overtime > 0 ? 1 : 0) +
  (isBreakMissed ? 1 : 0);

const withTips = (day: Day, trips: Trips, vehicle: number, order: readonly number[]): readonly number[] => {
  if (order.some((visit) => visit < 0) || day.problem.facilities.length === 0 || order.length === 0)
    return order;
  const isPlaced = trips.place(vehicle, Int32Array.from(order), order.length, FIRST);
  return isPlaced ? Array.from(trips.out.subarray(0, trips.length)) : tipWhenFull(day, vehicle, order);
};

/** Where one stop alone is more than a trip holds, the truck tips before what does not fit, and at the end. */
const tipWhenFull = (day: Day, vehicle: number, order: readonly number[]): number[] => {
  const { offers, capacity } = day.problem.vehicles[day.entryOf[vehicle]!]!;
  const { facilities } = day.problem;
  const most = capacity[FIRST] ?? Number.POSITIVE_INFINITY;
  const nearest = (from: number): number => {
    let best = 0;
    let bestS = Number.POSITIVE_INFINITY;
    facilities.forEach(({ place, takes }, index) => {
      const seconds = day.ways.seconds(day.place[from]!, place);
      if ((takes & offers) !== 0 && seconds < bestS) [best, bestS] = [index, seconds];
    });
    return -1 - best;
  };
  const visits: number[] = [];
  let load = 0;
  order.forEach((stop, i) => {
    const amount = day.amount[stop * day.dimensions] ?? 0;
    if (load > 0 && load + amount > most) {
      visits.push(nearest(order[i - 1]!));
      load = 0;
    }
    visits.push(stop);
    load += amount;
  });
  return [...visits, nearest(order.at(-1)!)];
};

const run = (day: Day, vehicle: number, visits: readonly number[], isPauseEarly: boolean): Timeline => {
  const { problem, ways } = day;
  const entry = problem.vehicles[day.entryOf[vehicle]!]!;
  const { pause } = entry;
  const capacity = entry.capacity[FIRST] ?? Number.POSITIVE_INFINITY;
  const moments: Moment[] = [];
  const misfits: number[] = [];
  /** What was waited up to each moment: so much of a later start it swallows. */
  const waitedAt: number[] = [];
  const began = entry.shiftStart;
  let [clock, distance, load, overload, waited, fees] = [began, 0, 0, 0, 0, 0];
  let slack = Number.POSITIVE_INFINITY;
  let isPauseDue = pause !== null;
  let isBreakMissed = false;
  let from = entry.start;
  const rest = (begins: number): void => {
    if (pause === null) return;
    const wait = begins - clock;
    const room = pause.latest - begins;
    if (room < -TINY) isBreakMissed = true;
    slack = Math.min(slack, Math.max(0, room + waited + wait));
    waited += wait;
    clock = begins + pause.seconds;
    waitedAt.push(waited);
    moments.push({ visit: null, start: begins, end: clock, load, late: Math.max(0, -room) });
    isPauseDue = false;
  };
  for (let i = 0; i <= visits.length; i++) {
    const isEnd = i === visits.length;
    const visit = visits[i] ?? 0;
    const facility = !isEnd && visit < 0 ? problem.facilities[-1 - visit]! : null;
    const to = isEnd ? entry.end : facility === null ? day.place[visit]! : facility.place;
    const drive = ways.seconds(from, to);
    distance += ways.distance(from, to);
    if (isPauseDue && pause !== null) {
      const isNow = clock + drive > pause.latest || (isPauseEarly && clock >= pause.earliest);
      if (isNow) rest(Math.max(clock, pause.earliest));
    }
    clock += drive;
    from = to;
    const closes = isEnd ? clock : facility === null ? day.late[visit]! : facility.closes;
    const shut = isEnd ? undefined : facility === null ? problem.stops[visit]!.shut : facility.shut;
    // Nobody waits for what does not open again in time: it is a broken rule, and the day goes on.
    const wakes = (at: number): number => {
      const begins = pastShut(shut, at);
      return begins > closes ? at : begins;
    };
    let opens = isEnd ? clock : facility === null ? day.early[visit]! : facility.opens;
    if (shut !== undefined) opens = wakes(Math.max(clock, opens));
    if (isPauseDue && pause !== null) {
      const begins = Math.max(clock, pause.earliest);
      const work = isEnd ? 0 : facility === null ? day.service[visit]! : facility.unload;
      const isTaken = isEnd
        ? clock >= pause.earliest
        : begins < opens || Math.max(clock, opens) + work > pause.latest;
      if (isTaken) rest(begins);
    }
    if (isEnd) break;
    if (shut !== undefined) opens = wakes(Math.max(clock, opens));
    const wait = Math.max(0, opens - clock);
    const begins = clock + wait;
    const late = Math.max(0, begins - closes, pastShut(shut, begins) > begins ? begins - shut!.from : 0);
    slack = Math.min(slack, Math.max(0, lastBegin(shut, begins, closes) - begins) + waited + wait);
    if (late > TINY) slack = 0;
    waited += wait;
    clock += wait;
    const start = clock;
    if (facility !== null) {
      clock += facility.unload;
      fees += load * facility.costPerLoad;
      load = 0;
    } else {
      clock += day.service[visit]!;
      load += day.amount[visit * day.dimensions] ?? 0;
      overload = Math.max(overload, load - capacity);
      if ((day.needs[visit]! & ~entry.offers) !== 0) misfits.push(visit);
    }
    waitedAt.push(waited);
    moments.push({ visit, start, end: clock, load, late: late > TINY ? late : 0 });
  }
  // Leaving later by what is waited anyway saves paid time, as far as no window is missed by it.
  const later = Math.max(0, Math.min(waited, slack));
  const moved = moments.map((moment, i) => {
    const by = Math.max(0, later - (waitedAt[i] ?? 0));
    return by > 0 ? { ...moment, start: moment.start + by, end: moment.end + by } : moment;
  });
  const duration = clock - began - later;
  return {
    moments: moved,
    start: began + later,
    end: clock,
    distance,
    duration,
    cost:
      distance * entry.costPerDistance +
      duration * entry.costPerSecond +
      overtimeCost(entry, clock, duration) +
      entry.costFixed +
      fees,
    overtime: clock > entry.shiftEnd + TINY ? clock - entry.shiftEnd : 0,
    overload: overload > TINY ? overload : 0,
    misfits,
    isBreakMissed,
  };
};

import type { Day } from "./day.ts";
import { overtimeCost } from "./overtime.ts";
import type { Vehicle } from "./problem.ts";
import { lastBegin, pastShut } from "./shut.ts";

/** What a route breaks first, for words; null while it breaks nothing. */
export type Breach =
  | "skill"
  | "load"
  | "day load"
  | "stops"
  | "window"
  | "facility"
  | "shift"
  | "break"
  | "not empty";

const isOfTime = (breach: Breach | null): boolean =>
  breach === "window" || breach === "facility" || breach === "shift" || breach === "break";

const speedAt = (speedByHour: readonly number[], clock: number): number =>
  speedByHour[Math.floor(clock / 3600) % 24] ?? 1;

/** What a run says of a route that breaks nothing. */
export type Ran = {
  cost: number;
  /** From the latest start that ends as early, to the end. */
  duration: number;
  /** Seconds by which the route could grow at most: what is left of its shift and all it waits. */
  spare: number;
  /** Seconds that it waits although it leaves as late as it can. */
  idle: number;
};

// Rounding of sums of seconds and loads must not refuse what fits exactly.
const TINY = 1e-7;

/**
 * Runs a route by the clock and says what it costs and breaks. The one place where the rules of a day are written;
 * every step of the search that is taken was run here.
 */
export class RouteClock implements Ran {
  private readonly day: Day;
  private readonly load: Float64Array;
  private readonly dayLoad: Float64Array;
  distance = 0;
  duration = 0;
  cost = 0;
  /** Distance between its stops and the home of its vehicle, summed, where that is weighed. */
  territory = 0;
  spare = 0;
  idle = 0;
  /** What is broken first, with the index of its visit. */
  breach: Breach | null = null;
  breachAt = -1;
  /** When each visit's service starts, where it is asked for. */
  starts: Float64Array | null = null;

  constructor(day: Day) {
    this.day = day;
    this.load = new Float64Array(day.dimensions);
    this.dayLoad = new Float64Array(day.dimensions);
  }

  /** Runs a route, with `extra` put in before index `at` where `at` is not -1; false where it breaks a rule. */
  run(vehicle: number, visits: Int32Array, length: number, at = -1, extra = 0): boolean {
    const entry = this.day.problem.vehicles[this.day.entryOf[vehicle]!]!;
    if (this.pass(entry, visits, length, at, extra, true)) return true;
    // A pause as late as its window allows may fit where one as early as possible does not.
    return (
      entry.pause !== null && isOfTime(this.breach) && this.pass(entry, visits, length, at, extra, false)
    );
  }

  private fail(breach: Breach, index: number): false {
    this.breach = breach;
    this.breachAt = index;
    return false;
  }

  private pass(
    entry: Vehicle,
    visits: Int32Array,
    length: number,
    at: number,
    extra: number,
    isPauseEarly: boolean,
  ): boolean {
    const { day, load, dayLoad } = this;
    const { problem, ways, dimensions, amount, hasReleases, hasShuts } = day;
    const { facilities, speedByHour, territoryWeight } = problem;
    const { pace } = ways;
    const { pause, capacity, dayCapacity } = entry;
    this.breach = null;
    this.distance = 0;
    this.duration = 0;
    this.cost = 0;
    const total = at < 0 ? length : length + 1;
    load.fill(0);
    dayLoad.fill(0);
    let carried = 0;
    let fees = 0;
    let stops = 0;
    let distance = 0;
    let territory = 0;
    let clock = entry.shiftStart;
    let waited = 0;
    let slack = Number.POSITIVE_INFINITY;
    let isPauseDue = pause !== null;
    let from = entry.start;
    if (hasReleases) clock = Math.max(clock, this.releaseFrom(0, visits, total, at, extra));
    const began = clock;
    for (let i = 0; i <= total; i++) {
      const isEnd = i === total;
      const visit = isEnd ? 0 : at < 0 || i < at ? visits[i]! : i === at ? extra : visits[i - 1]!;
      const facility = !isEnd && visit < 0 ? facilities[-1 - visit]! : null;
      const to = isEnd ? entry.end : facility === null ? day.place[visit]! : facility.place;
      const way = ways.distance(from, to);
      distance += way;
      const evenly = pace > 0 ? way * pace : ways.seconds(from, to);
      let drive = speedByHour === null ? evenly : evenly / speedAt(speedByHour, clock);
      if (isPauseDue && pause !== null) {
        const isNow = clock + drive > pause.latest || (isPauseEarly && clock >= pause.earliest);
        if (isNow) {
          if (clock > pause.latest) return this.fail("break", i);
          const wait = pause.earliest > clock ? pause.earliest - clock : 0;
          clock += wait;
          const room = pause.latest - clock + waited + wait;
          if (room < slack) slack = room;
          waited += wait;
          clock += pause.seconds;
          isPauseDue = false;
          if (speedByHour !== null) drive = evenly / speedAt(speedByHour, clock);
        }
      }
      clock += drive;
      from = to;
      const shut =
        !hasShuts || isEnd ? undefined : facility === null ? problem.stops[visit]!.shut : facility.shut;
      let opens = isEnd ? clock : facility === null ? day.early[visit]! : facility.opens;
      if (shut !== undefined) opens = pastShut(shut, Math.max(clock, opens));
      if (isPauseDue && pause !== null) {
        // A wait is spent on the pause, and so is one for it where the work here would outlast its window; a pause that
        // is due at the end of the day is taken there.
        const begins = Math.max(clock, pause.earliest);
        const work = isEnd ? 0 : facility === null ? day.service[visit]! : facility.unload;
        const isTaken = isEnd
          ? clock >= pause.earliest
          : begins < opens || Math.max(clock, opens) + work > pause.latest;
        if (isTaken) {
          const room = pause.latest - begins + waited + (begins - clock);
          if (room < 0) return this.fail("break", i);
          if (room < slack) slack = room;
          waited += begins - clock;
          clock = begins + pause.seconds;
          isPauseDue = false;
        }
      }
      if (isEnd) break;
      let closes = facility === null ? day.late[visit]! : facility.closes;
      if (shut !== undefined) {
        // The pause may have been taken meanwhile.
        opens = pastShut(shut, Math.max(clock, opens));
        if (opens > closes + TINY) return this.fail(facility === null ? "window" : "facility", i);
        closes = lastBegin(shut, opens, closes);
      }
      if (clock > closes + TINY) return this.fail(facility === null ? "window" : "facility", i);
      const wait = opens > clock ? opens - clock : 0;
      const room = closes - clock - wait + waited + wait;
      if (room < slack) slack = room;
      waited += wait;
      clock += wait;
      if (this.starts !== null) this.starts[i] = clock;
      if (facility !== null) {
        if ((carried & ~facility.takes) !== 0) return this.fail("facility", i);
        clock += facility.unload;
        fees += load[0]! * facility.costPerLoad;
        load.fill(0);
        carried = 0;
        if (hasReleases) {
          const release = this.releaseFrom(i + 1, visits, total, at, extra);
          if (release > clock) {
            const room = waited + (release - clock);
            // Leaving later costs the wait for goods only; what was waited before it may still be slept.
            if (room < slack) slack = room;
            waited += release - clock;
            clock = release;
          }
        }
        continue;
      }
      clock += day.service[visit]!;
      stops++;
      const needs = day.needs[visit]!;
      if ((needs & ~entry.offers) !== 0) return this.fail("skill", i);
      carried |= needs;
      for (let d = 0; d < dimensions; d++) {
        const each = amount[visit * dimensions + d]!;
        load[d] = load[d]! + each;
        if (load[d]! > capacity[d]! + TINY) return this.fail("load", i);
        if (dayCapacity === null) continue;
        dayLoad[d] = dayLoad[d]! + each;
        if (dayLoad[d]! > dayCapacity[d]! + TINY) return this.fail("day load", i);
      }
      if (territoryWeight > 0 && entry.home !== null) territory += ways.distance(to, entry.home);
    }
    if (clock > entry.shiftEnd + TINY) return this.fail("shift", total);
    if (stops > entry.maxStops) return this.fail("stops", total);
    if (problem.isEmptyAtEnd)
      for (let d = 0; d < dimensions; d++) if (load[d]! > 0) return this.fail("not empty", total);
    this.distance = distance;
    this.territory = territory;
    // Driving in another hour may be quicker, so uneven speed bounds nothing.
    const isEven = speedByHour === null;
    this.spare = isEven ? entry.shiftEnd - clock + waited : Number.MAX_SAFE_INTEGER;
    const slept = isEven ? Math.min(waited, slack) : 0;
    this.duration = clock - began - slept;
    this.idle = isEven ? waited - slept : Number.MAX_SAFE_INTEGER;
    this.cost =
      distance * entry.costPerDistance +
      this.duration * entry.costPerSecond +
      overtimeCost(entry, clock, this.duration) +
      entry.costFixed +
      fees +
      day.fleetCost +
      territory * territoryWeight;
    return true;
  }

  /** The latest release of the stops of the trip that starts with visit `from`. */
  private releaseFrom(from: number, visits: Int32Array, total: number, at: number, extra: number): number {
    let latest = 0;
    for (let i = from; i < total; i++) {
      const visit = at < 0 || i < at ? visits[i]! : i === at ? extra : visits[i - 1]!;
      if (visit < 0) break;
      if (this.day.release[visit]! > latest) latest = this.day.release[visit]!;
    }
    return latest;
  }
}

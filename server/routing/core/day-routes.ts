import { type Day, unevenness } from "./day.ts";
import { type Ran, RouteClock } from "./route-clock.ts";
import { Trips } from "./trips.ts";

const NOTHING: Ran = { cost: 0, duration: 0, spare: 0, idle: 0 };

/** Keeps what a run said, for the clock says it only until its next one. */
export const copyRun = (from: Ran, to: Ran): void => {
  to.cost = from.cost;
  to.duration = from.duration;
  to.spare = from.spare;
  to.idle = from.idle;
};

/** A copy of all routes that can be put back. */
export type DaySnapshot = { visits: Int32Array[]; cost: number };

/**
 * The routes of a day, one per vehicle. A route that a step touches is copied aside first, so that a rejected step
 * costs what it touched.
 */
export class DayRoutes {
  readonly day: Day;
  readonly clock: RouteClock;
  readonly trips: Trips;
  readonly visits: Int32Array[];
  readonly length: Int32Array;
  readonly cost: Float64Array;
  readonly duration: Float64Array;
  /** Seconds by which each route could grow at most. */
  readonly spare: Float64Array;
  /** Seconds that each route waits although it leaves as late as it can. */
  readonly idle: Float64Array;
  /** Row-major, vehicle by dimension: what each route loads in the day. */
  readonly dayLoad: Float64Array;
  /** Stops in each route. */
  readonly served: Int32Array;
  /** The vehicle of a stop, -1 while it is left out, and its index among the visits. */
  readonly vehicle: Int32Array;
  readonly index: Int32Array;
  /** Visits at the front of a route that stay as they are. */
  readonly pinned: Int32Array;
  readonly absent: Int32Array;
  absentCount = 0;
  /** Row-major, place between visits by dimension, for each route: what the trip there loads. */
  private readonly tripLoad: Float64Array[];
  private readonly held: Ran = { ...NOTHING };
  private readonly aside: Int32Array[];
  private readonly asideLength: Int32Array;
  private readonly asideCost: Float64Array;
  private readonly asideDuration: Float64Array;
  private readonly asideSpare: Float64Array;
  private readonly asideIdle: Float64Array;
  private readonly touched: Int32Array;
  touchedCount = 0;
  private readonly mark: Int32Array;
  private stamp = 1;
  private readonly absentAside: Int32Array;
  private absentAsideCount = 0;

  constructor(day: Day) {
    const { vehicles, stops } = day;
    this.day = day;
    this.clock = new RouteClock(day);
    this.trips = new Trips(day);
    this.visits = Array.from({ length: vehicles }, () => new Int32Array(0));
    this.aside = Array.from({ length: vehicles }, () => new Int32Array(0));
    this.length = new Int32Array(vehicles);
    this.asideLength = new Int32Array(vehicles);
    this.cost = new Float64Array(vehicles);
    this.asideCost = new Float64Array(vehicles);
    this.duration = new Float64Array(vehicles);
    this.asideDuration = new Float64Array(vehicles);
    this.spare = new Float64Array(vehicles);
    this.asideSpare = new Float64Array(vehicles);
    this.idle = new Float64Array(vehicles);
    this.asideIdle = new Float64Array(vehicles);
    this.tripLoad = Array.from({ length: vehicles }, () => new Float64Array(day.dimensions));
    this.served = new Int32Array(vehicles);
    this.dayLoad = new Float64Array(vehicles * day.dimensions);
    this.pinned = new Int32Array(vehicles);
    this.touched = new Int32Array(vehicles);
    this.mark = new Int32Array(vehicles);
    this.vehicle = new Int32Array(stops).fill(-1);
    this.index = new Int32Array(stops);
    this.absent = new Int32Array(stops);
    this.absentAside = new Int32Array(stops);
    for (let v = 0; v < vehicles; v++) {
      const { pinned } = day.problem.vehicles[day.entryOf[v]!]!;
      // Of several vehicles of an entry the first has done what is pinned.
      if (pinned.length === 0 || (v > 0 && day.entryOf[v - 1] === day.entryOf[v])) continue;
      this.pinned[v] = pinned.length;
    }
    this.clear();
  }

  /** Every route back to what is pinned, every other stop left out. */
  clear(): void {
    this.vehicle.fill(-1);
    const { day } = this;
    for (let v = 0; v < day.vehicles; v++) {
      const kept = this.pinned[v]!;
      const { pinned } = day.problem.vehicles[day.entryOf[v]!]!;
      const visits = Int32Array.from(pinned.slice(0, kept));
      if (kept > 0 && this.trips.place(v, visits, kept, kept)) this.set(v, this.trips.out, this.trips.length);
      else this.set(v, visits, kept);
    }
    this.absentCount = 0;
    for (let stop = 0; stop < day.stops; stop++)
      if (this.vehicle[stop]! < 0) this.absent[this.absentCount++] = stop;
    this.commit();
  }

  /** What all routes and all stops left out cost together. */
  total(): number {
    const { day, cost, duration, length, absent } = this;
    const { balanceWeight } = day.problem;
    let sum = balanceWeight > 0 ? balanceWeight * unevenness(length, duration) : 0;
    for (let v = 0; v < day.vehicles; v++) if (length[v]! > 0) sum += cost[v]!;
    for (let i = 0; i < this.absentCount; i++) sum += day.absence[absent[i]!]!;
    return sum;
  }

  /** Gives a vehicle other visits, the old ones set aside. A route without visits costs nothing. */
  set(v: number, visits: Int32Array, length: number): void {
    // A pinned route that breaks a rule stays: what is done is done. Its cost is what it is.
    if (length > 0) this.clock.run(v, visits, length);
    this.setRun(v, visits, length, length > 0 ? this.clock : NOTHING);
  }

  /**
   * Gives a vehicle visits, with the facilities among them placed anew where that is cheaper or alone keeps the rules;
   * false, and nothing changed, where no way keeps them.
   */
  setWithTrips(v: number, visits: Int32Array, length: number): boolean {
    const { clock, trips, held } = this;
    if (length === 0) {
      this.setRun(v, visits, 0, NOTHING);
      return true;
    }
    const fits = clock.run(v, visits, length);
    copyRun(clock, held);
    if (!fits) held.cost = Number.POSITIVE_INFINITY;
    if (this.runsCheaper(v, visits, length, held.cost)) this.setRun(v, trips.out, trips.length, clock);
    else if (fits) this.setRun(v, visits, length, held);
    else return false;
    return true;
  }

  /** Places the facilities of a route anew where that is cheaper. */
  placeTrips(v: number): void {
    const own = this.visits[v]!;
    const length = this.length[v]!;
    if (length > 0 && this.runsCheaper(v, own, length, this.cost[v]!))
      this.setRun(v, this.trips.out, this.trips.length, this.clock);
  }

  /** Whether the cheapest facilities for visits cost less than so much; they are left in `trips`, run by the clock. */
  private runsCheaper(v: number, visits: Int32Array, length: number, cost: number): boolean {
    const { clock, trips, day } = this;
    if (day.problem.facilities.length === 0 || !trips.place(v, visits, length, this.pinned[v]!)) return false;
    let isSame = trips.length === length;
    for (let i = 0; i < length && isSame; i++) isSame = trips.out[i] === visits[i];
    return !isSame && clock.run(v, trips.out, trips.length) && clock.cost < cost - 1e-9;
  }

  /** Gives a vehicle visits that the clock has run already, with what it said of them. */
  setRun(v: number, visits: Int32Array, length: number, { cost, duration, spare, idle }: Ran): void {
    this.touch(v);
    let own = this.visits[v]!;
    if (own.length < length) {
      own = new Int32Array(Math.max(16, 2 * length));
      this.visits[v] = own;
    }
    for (let i = 0; i < length; i++) own[i] = visits[i]!;
    this.length[v] = length;
    this.indexRoute(v);
    this.cost[v] = cost;
    this.duration[v] = duration;
    this.spare[v] = spare;
    this.idle[v] = idle;
  }

  /** Notes where the stops of a route are, how many they are and what they load in the day and in each trip. */
  private indexRoute(v: number): void {
    const { dayLoad, day } = this;
    const { dimensions, amount } = day;
    const own = this.visits[v]!;
    const length = this.length[v]!;
    let tripLoad = this.tripLoad[v]!;
    if (tripLoad.length < (length + 1) * dimensions) {
      tripLoad = new Float64Array(2 * (length + 1) * dimensions);
      this.tripLoad[v] = tripLoad;
    }
    let served = 0;
    for (let i = 0; i < length; i++) {
      const visit = own[i]!;
      if (visit < 0) continue;
      served++;
      this.vehicle[visit] = v;
      this.index[visit] = i;
    }
    this.served[v] = served;
    for (let d = 0; d < dimensions; d++) {
      let inDay = 0;
      let load = 0;
      let began = 0;
      for (let i = 0; i <= length; i++) {
        const visit = i === length ? -1 : own[i]!;
        if (visit >= 0) {
          load += amount[visit * dimensions + d]!;
          continue;
        }
        for (let gap = began; gap <= i; gap++) tripLoad[gap * dimensions + d] = load;
        inDay += load;
        load = 0;
        began = i + 1;
      }
      dayLoad[v * dimensions + d] = inDay;
    }
  }

  /** Whether a stop put in before index `at` makes its trip more than the vehicle holds, or a trip that never tips. */
  overfills(v: number, at: number, stop: number): boolean {
    const { day } = this;
    const { dimensions, amount, problem } = day;
    const { capacity } = problem.vehicles[day.entryOf[v]!]!;
    const tripLoad = this.tripLoad[v]!;
    for (let d = 0; d < dimensions; d++)
      if (tripLoad[at * dimensions + d]! + amount[stop * dimensions + d]! > capacity[d]! + 1e-7) return true;
    return problem.isEmptyAtEnd && at === this.length[v]!;
  }

  /** Whether a route may load a stop more in its day, whatever its trips hold. */
  hasDayRoom(v: number, stop: number): boolean {
    const { dayLoad, served, day } = this;
    const { dimensions, amount } = day;
    const { dayCapacity, maxStops, offers } = day.problem.vehicles[day.entryOf[v]!]!;
    if (served[v]! >= maxStops || (day.needs[stop]! & ~offers) !== 0) return false;
    if (dayCapacity === null) return true;
    for (let d = 0; d < dimensions; d++)
      if (dayLoad[v * dimensions + d]! + amount[stop * dimensions + d]! > dayCapacity[d]! + 1e-7)
        return false;
    return true;
  }

  private touch(v: number): void {
    if (this.mark[v] === this.stamp) return;
    this.mark[v] = this.stamp;
    this.touched[this.touchedCount++] = v;
    const length = this.length[v]!;
    if (this.aside[v]!.length < length) this.aside[v] = new Int32Array(this.visits[v]!.length);
    const aside = this.aside[v]!;
    const own = this.visits[v]!;
    for (let i = 0; i < length; i++) aside[i] = own[i]!;
    this.asideLength[v] = length;
    this.asideCost[v] = this.cost[v]!;
    this.asideDuration[v] = this.duration[v]!;
    this.asideSpare[v] = this.spare[v]!;
    this.asideIdle[v] = this.idle[v]!;
  }

  /** The i-th route touched since the last commit. */
  touchedAt(i: number): number {
    return this.touched[i]!;
  }

  /** Makes the changes final. */
  commit(): void {
    this.stamp++;
    this.touchedCount = 0;
    this.absentAsideCount = this.absentCount;
    for (let i = 0; i < this.absentCount; i++) this.absentAside[i] = this.absent[i]!;
  }

  /** Takes back all changes since the last commit. */
  undo(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const v = this.touched[i]!;
      const own = this.visits[v]!;
      for (let k = 0; k < this.length[v]!; k++) if (own[k]! >= 0) this.vehicle[own[k]!] = -1;
    }
    for (let i = 0; i < this.touchedCount; i++) {
      const v = this.touched[i]!;
      const length = this.asideLength[v]!;
      const held = this.visits[v]!;
      this.visits[v] = this.aside[v]!;
      this.aside[v] = held;
      this.length[v] = length;
      this.cost[v] = this.asideCost[v]!;
      this.duration[v] = this.asideDuration[v]!;
      this.spare[v] = this.asideSpare[v]!;
      this.idle[v] = this.asideIdle[v]!;
      this.indexRoute(v);
    }
    this.absentCount = this.absentAsideCount;
    for (let i = 0; i < this.absentCount; i++) {
      this.absent[i] = this.absentAside[i]!;
      this.vehicle[this.absent[i]!] = -1;
    }
    this.stamp++;
    this.touchedCount = 0;
  }

  /** A copy of the routes. */
  snapshot(): DaySnapshot {
    return {
      visits: this.visits.map((visits, v) => visits.slice(0, this.length[v]!)),
      cost: this.total(),
    };
  }

  /** Takes up the routes of a copy. */
  restore({ visits }: Pick<DaySnapshot, "visits">): void {
    this.vehicle.fill(-1);
    visits.forEach((own, v) => {
      this.set(v, own, own.length);
    });
    this.absentCount = 0;
    for (let stop = 0; stop < this.day.stops; stop++)
      if (this.vehicle[stop]! < 0) this.absent[this.absentCount++] = stop;
    this.commit();
  }
}

import type { Day } from "./day.ts";

const NONE = -1;
// A little for time even where it is free, so that of equal detours the quicker facility is taken.
const FOR_TIME = 1e-6;

/**
 * Where to empty: for stops in a given order the cheapest visits of facilities that keep every trip within capacity.
 * A dynamic programme over the stop before which a trip starts; windows are left to the clock.
 */
export class Trips {
  private readonly day: Day;
  /** The stops behind what is kept, in order. */
  private readonly order: Int32Array;
  /** Cheapest cost of being empty before stop i, and where the trip that ends there started. */
  private readonly best: Float64Array;
  private readonly startOf: Int32Array;
  private readonly facility: Int32Array;
  private readonly tipCost: Float64Array;
  private readonly queue: Int32Array;
  private readonly loads: Float64Array;
  private readonly carried: Float64Array;
  /** What the vehicle of the route in hand may carry: where nothing of it is taken, it never tips. */
  private offers = 0;
  /** The route with its facilities. */
  readonly out: Int32Array;
  length = 0;

  constructor(day: Day) {
    const n = day.stops + 2;
    this.day = day;
    this.order = new Int32Array(n);
    this.best = new Float64Array(n);
    this.startOf = new Int32Array(n);
    this.facility = new Int32Array(n);
    this.tipCost = new Float64Array(n);
    this.queue = new Int32Array(n);
    this.loads = new Float64Array(day.dimensions);
    this.carried = new Float64Array(day.dimensions);
    this.out = new Int32Array(2 * n + 64);
  }

  /**
   * Places the facilities of a route anew behind its first `kept` visits, into `out`, with `extra` put in before index
   * `at` where that is not -1; false where a stop fits no trip.
   */
  place(vehicle: number, visits: Int32Array, length: number, kept: number, at = NONE, extra = 0): boolean {
    const { day, out, order, best, startOf, facility, tipCost, carried } = this;
    const { problem, dimensions, amount } = day;
    const entry = problem.vehicles[day.entryOf[vehicle]!]!;
    const { capacity, costPerDistance, costPerSecond } = entry;
    this.offers = entry.offers;
    carried.fill(0);
    let from = entry.start;
    for (let i = 0; i < kept; i++) {
      const visit = visits[i]!;
      out[i] = visit;
      from = visit < 0 ? problem.facilities[-1 - visit]!.place : day.place[visit]!;
      if (visit < 0) carried.fill(0);
      else for (let d = 0; d < dimensions; d++) carried[d] = carried[d]! + amount[visit * dimensions + d]!;
    }
    let count = 0;
    const total = at < 0 ? length : length + 1;
    for (let i = kept; i < total; i++) {
      const visit = at < 0 || i < at ? visits[i]! : i === at ? extra : visits[i - 1]!;
      if (visit >= 0) order[count++] = visit;
    }
    let isCarrying = false;
    for (let d = 0; d < dimensions; d++) if (carried[d]! > 0) isCarrying = true;
    const mustEnd = problem.isEmptyAtEnd;
    this.tipAtEnds(from, entry.end, count, costPerDistance, costPerSecond);
    this.tipBetween(count, costPerDistance, costPerSecond);
    // Before the first stop the vehicle is empty only if it carries nothing, or tips first.
    best[0] = isCarrying ? tipCost[0]! : 0;
    if (dimensions === 1 && !isCarrying) {
      if (!this.startsOfOne(count, capacity[0]! + 1e-7, mustEnd)) return false;
    } else if (!this.startsOfMany(count, capacity, isCarrying, mustEnd)) return false;
    let tips = 0;
    const endTips = count === 0 ? isCarrying && mustEnd : mustEnd;
    for (let i = count; i > 0; i = Math.max(0, startOf[i]!)) {
      if (i < count || endTips) tips++;
      if (startOf[i] === 0 && isCarrying) tips++;
    }
    if (count === 0 && endTips) tips = 1;
    this.length = kept + count + tips;
    let write = this.length;
    if (count === 0 && endTips) out[--write] = -1 - facility[0]!;
    for (let i = count; i > 0; ) {
      if (i < count || endTips) out[--write] = -1 - facility[i]!;
      const start = Math.max(0, startOf[i]!);
      for (let k = i - 1; k >= start; k--) out[--write] = order[k]!;
      if (startOf[i] === 0 && isCarrying) out[--write] = -1 - facility[0]!;
      i = start;
    }
    return true;
  }

  /**
   * Where each trip starts, of loads in one dimension: the cheapest start in a window that only moves forward, kept in
   * a queue of starts of growing cost.
   */
  private startsOfOne(count: number, most: number, mustEnd: boolean): boolean {
    const { day, order, best, startOf, tipCost, queue } = this;
    const { amount } = day;
    let head = 0;
    let tail = 0;
    let first = 0;
    let load = 0;
    for (let i = 1; i <= count; i++) {
      while (tail > head && best[queue[tail - 1]!]! >= best[i - 1]!) tail--;
      queue[tail++] = i - 1;
      load += amount[order[i - 1]!]!;
      while (load > most) load -= amount[order[first++]!]!;
      while (head < tail && queue[head]! < first) head++;
      if (head === tail) return false;
      startOf[i] = queue[head]!;
      // The last trip ends with the day: it tips only where it must.
      best[i] = best[queue[head]!]! + (i === count && !mustEnd ? 0 : tipCost[i]!);
    }
    return true;
  }

  private startsOfMany(
    count: number,
    capacity: readonly number[],
    isCarrying: boolean,
    mustEnd: boolean,
  ): boolean {
    const { day, order, best, startOf, tipCost, loads, carried } = this;
    const { amount, dimensions } = day;
    for (let i = 1; i <= count; i++) {
      let cheapest = Number.POSITIVE_INFINITY;
      startOf[i] = NONE;
      loads.fill(0);
      for (let j = i - 1; j >= 0; j--) {
        let fits = true;
        let fitsCarried = j === 0 && isCarrying;
        for (let d = 0; d < dimensions; d++) {
          const load = loads[d]! + amount[order[j]! * dimensions + d]!;
          loads[d] = load;
          if (load > capacity[d]! + 1e-7) fits = false;
          if (load + carried[d]! > capacity[d]! + 1e-7) fitsCarried = false;
        }
        if (!fits) break;
        const before = fitsCarried ? 0 : best[j]!;
        if (before < cheapest) {
          cheapest = before;
          startOf[i] = fitsCarried ? -2 : j;
        }
      }
      if (startOf[i] === NONE) return false;
      // The last trip ends with the day: it tips only where it must.
      best[i] = cheapest + (i === count && !mustEnd ? 0 : tipCost[i]!);
    }
    return true;
  }

  private takes(facility: number): boolean {
    return this.offers === 0 || (this.day.problem.facilities[facility]!.takes & this.offers) !== 0;
  }

  /** The cheapest facility between each two stops that follow each other. */
  private tipBetween(count: number, perDistance: number, perSecond: number): void {
    const { day, order, tipCost, facility } = this;
    const { ways, place, toFacility, fromFacility, secondsToFacility, secondsFromFacility } = day;
    const { facilities } = day.problem;
    const width = facilities.length;
    const rate = perSecond + FOR_TIME;
    for (let i = 1; i < count; i++) {
      const a = order[i - 1]!;
      const b = order[i]!;
      let cheapest = Number.POSITIVE_INFINITY;
      let which = 0;
      for (let f = 0; f < width; f++) {
        if (!this.takes(f)) continue;
        const cost =
          (toFacility[a * width + f]! + fromFacility[b * width + f]!) * perDistance +
          (secondsToFacility[a * width + f]! + secondsFromFacility[b * width + f]! + facilities[f]!.unload) *
            rate;
        if (cost < cheapest) {
          cheapest = cost;
          which = f;
        }
      }
      tipCost[i] = cheapest - ways.distance(place[a]!, place[b]!) * perDistance;
      facility[i] = which;
    }
  }

  /** The same before the first stop and behind the last. */
  private tipAtEnds(from: number, end: number, count: number, perDistance: number, perSecond: number): void {
    const { day, order } = this;
    const first = count === 0 ? end : day.place[order[0]!]!;
    this.cheapestTip(0, from, first, perDistance, perSecond);
    if (count > 0) this.cheapestTip(count, day.place[order[count - 1]!]!, end, perDistance, perSecond);
  }

  private cheapestTip(i: number, from: number, to: number, perDistance: number, perSecond: number): void {
    const { ways, problem } = this.day;
    const { facilities } = problem;
    let cheapest = Number.POSITIVE_INFINITY;
    let which = 0;
    const direct = ways.distance(from, to);
    for (let f = 0; f < facilities.length; f++) {
      if (!this.takes(f)) continue;
      const { place, unload } = facilities[f]!;
      const detour = ways.distance(from, place) + ways.distance(place, to) - direct;
      const seconds = ways.seconds(from, place) + ways.seconds(place, to) + unload;
      const cost = detour * perDistance + seconds * (perSecond + FOR_TIME);
      if (cost < cheapest) {
        cheapest = cost;
        which = f;
      }
    }
    this.tipCost[i] = cheapest;
    this.facility[i] = which;
  }
}

import type { Day } from "./day.ts";

const NONE = -1;
// A little for time even where it is free, so that of equal detours the quicker facility is taken.
const FOR_TIME = 1e-6;

/**
 * Where to empty: for stops in a given order the cheapest visits of facilities that keep every trip within capacity.
 * A dynamic programme over the stop before which a trip starts; windows are left to the clock. Facilities of one fee
 * differ by way and time alone, so of these only the cheapest is looked at: most fleets have one or two fees.
 */
export class Trips {
  private readonly day: Day;
  /** The stops behind what is kept, in order. */
  private readonly order: Int32Array;
  /** What lies in the order before stop i. */
  private readonly loaded: Float64Array;
  /** Cheapest cost of being empty before stop i, where the trip that ends there started, and where it tips. */
  private readonly best: Float64Array;
  private readonly startOf: Int32Array;
  private readonly tipOf: Int32Array;
  /** The fees there are for a unit of load, and the place in them of each facility's. */
  private readonly fees: readonly number[];
  private readonly feeOf: readonly number[];
  /** Row-major, stop by fee: the cheapest tip before stop i, its fee left out, and at which facility. */
  private readonly tipCost: Float64Array;
  private readonly facility: Int32Array;
  /** For each fee the starts that may still be the cheapest, in a queue of growing cost. */
  private readonly queue: Int32Array;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly loads: Float64Array;
  private readonly carried: Float64Array;
  /** What the vehicle of the route in hand may carry: where nothing of it is taken, it never tips. */
  private offers = 0;
  private cheapest = 0;
  /** The route with its facilities. */
  readonly out: Int32Array;
  length = 0;

  constructor(day: Day) {
    const n = day.stops + 2;
    this.day = day;
    const fees = day.problem.facilities.map(({ costPerLoad }) => costPerLoad);
    this.fees = fees.length > 0 ? [...new Set(fees)] : [0];
    this.feeOf = fees.map((fee) => this.fees.indexOf(fee));
    this.order = new Int32Array(n);
    this.loaded = new Float64Array(n);
    this.best = new Float64Array(n);
    this.startOf = new Int32Array(n);
    this.tipOf = new Int32Array(n);
    this.tipCost = new Float64Array(n * this.fees.length);
    this.facility = new Int32Array(n * this.fees.length);
    this.queue = new Int32Array(n * this.fees.length);
    this.head = new Int32Array(this.fees.length);
    this.tail = new Int32Array(this.fees.length);
    this.loads = new Float64Array(day.dimensions);
    this.carried = new Float64Array(day.dimensions);
    this.out = new Int32Array(2 * n + 64);
  }

  /**
   * Places the facilities of a route anew behind its first `kept` visits, into `out`, with `extra` put in before index
   * `at` where that is not -1; false where a stop fits no trip.
   */
  place(vehicle: number, visits: Int32Array, length: number, kept: number, at = NONE, extra = 0): boolean {
    const { day, out, order, best, startOf, tipOf, carried } = this;
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
    best[0] = isCarrying ? this.tipWith(0, carried[0]!) : 0;
    tipOf[0] = this.cheapest;
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
    if (count === 0 && endTips) out[--write] = -1 - tipOf[0]!;
    for (let i = count; i > 0; ) {
      if (i < count || endTips) out[--write] = -1 - tipOf[i]!;
      const start = Math.max(0, startOf[i]!);
      for (let k = i - 1; k >= start; k--) out[--write] = order[k]!;
      if (startOf[i] === 0 && isCarrying) out[--write] = -1 - tipOf[0]!;
      i = start;
    }
    return true;
  }

  /**
   * Where each trip starts, of loads in one dimension: for each fee the cheapest start in a window that only moves
   * forward. What a start costs grows with all that the trip loads, so it is compared less the fee for what lies before.
   */
  private startsOfOne(count: number, most: number, mustEnd: boolean): boolean {
    const { day, order, loaded, best, startOf, tipOf, fees, tipCost, facility, queue, head, tail } = this;
    const { amount } = day;
    head.fill(0);
    tail.fill(0);
    let first = 0;
    let load = 0;
    for (let i = 1; i <= count; i++) {
      const each = amount[order[i - 1]!]!;
      loaded[i] = loaded[i - 1]! + each;
      load += each;
      while (load > most) load -= amount[order[first++]!]!;
      if (first >= i) return false;
      best[i] = Number.POSITIVE_INFINITY;
      for (let k = 0; k < fees.length; k++) {
        const fee = fees[k]!;
        const row = k * order.length;
        const own = best[i - 1]! - fee * loaded[i - 1]!;
        let from = head[k]!;
        let to = tail[k]!;
        while (to > from && best[queue[row + to - 1]!]! - fee * loaded[queue[row + to - 1]!]! >= own) to--;
        queue[row + to++] = i - 1;
        while (queue[row + from]! < first) from++;
        head[k] = from;
        tail[k] = to;
        const start = queue[row + from]!;
        const cost = best[start]! + fee * (loaded[i]! - loaded[start]!) + tipCost[i * fees.length + k]!;
        if (k > 0 && cost >= best[i]!) continue;
        best[i] = cost;
        startOf[i] = start;
        tipOf[i] = facility[i * fees.length + k]!;
      }
    }
    if (count === 0 || mustEnd) return true;
    // The last trip ends with the day: it tips only where it must.
    startOf[count] = first;
    for (let j = first + 1; j < count; j++) if (best[j]! < best[startOf[count]!]!) startOf[count] = j;
    return true;
  }

  /** What the cheapest tip of a load before stop i costs, its facility in `cheapest`. */
  private tipWith(i: number, load: number): number {
    const { fees, tipCost, facility } = this;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < fees.length; k++) {
      const cost = tipCost[i * fees.length + k]! + fees[k]! * load;
      if (k > 0 && cost >= least) continue;
      least = cost;
      this.cheapest = facility[i * fees.length + k]!;
    }
    return least;
  }

  private startsOfMany(
    count: number,
    capacity: readonly number[],
    isCarrying: boolean,
    mustEnd: boolean,
  ): boolean {
    const { day, order, best, startOf, tipOf, loads, carried } = this;
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
        // The last trip ends with the day: it tips only where it must.
        const isUntipped = i === count && !mustEnd;
        const alone = best[j]! + (isUntipped ? 0 : this.tipWith(i, loads[0]!));
        if (startOf[i] === NONE || alone < cheapest) {
          cheapest = alone;
          startOf[i] = j;
          tipOf[i] = this.cheapest;
        }
        const together = isUntipped || !fitsCarried ? 0 : this.tipWith(i, loads[0]! + carried[0]!);
        if (!fitsCarried || together >= cheapest) continue;
        cheapest = together;
        startOf[i] = -2;
        tipOf[i] = this.cheapest;
      }
      if (startOf[i] === NONE) return false;
      best[i] = cheapest;
    }
    return true;
  }

  private takes(facility: number): boolean {
    return this.offers === 0 || (this.day.problem.facilities[facility]!.takes & this.offers) !== 0;
  }

  /** The cheapest facility between each two stops that follow each other. */
  private tipBetween(count: number, perDistance: number, perSecond: number): void {
    const { day, order, fees, feeOf, tipCost, facility } = this;
    const { ways, place, toFacility, fromFacility, secondsToFacility, secondsFromFacility } = day;
    const { facilities } = day.problem;
    const width = facilities.length;
    const rate = perSecond + FOR_TIME;
    for (let i = 1; i < count; i++) {
      const a = order[i - 1]!;
      const b = order[i]!;
      const row = i * fees.length;
      const direct =
        ways.distance(place[a]!, place[b]!) * perDistance + ways.seconds(place[a]!, place[b]!) * rate;
      tipCost.fill(Number.POSITIVE_INFINITY, row, row + fees.length);
      for (let f = 0; f < width; f++) {
        if (!this.takes(f)) continue;
        const cost =
          (toFacility[a * width + f]! + fromFacility[b * width + f]!) * perDistance +
          (secondsToFacility[a * width + f]! + secondsFromFacility[b * width + f]! + facilities[f]!.unload) *
            rate -
          direct;
        const at = row + feeOf[f]!;
        if (cost >= tipCost[at]!) continue;
        tipCost[at] = cost;
        facility[at] = f;
      }
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
    const { day, fees, feeOf, tipCost, facility } = this;
    const { ways, problem } = day;
    const row = i * fees.length;
    const rate = perSecond + FOR_TIME;
    const direct = ways.distance(from, to) * perDistance + ways.seconds(from, to) * rate;
    tipCost.fill(Number.POSITIVE_INFINITY, row, row + fees.length);
    problem.facilities.forEach(({ place, unload }, f) => {
      if (!this.takes(f)) return;
      const cost =
        (ways.distance(from, place) + ways.distance(place, to)) * perDistance +
        (ways.seconds(from, place) + ways.seconds(place, to) + unload) * rate -
        direct;
      const at = row + feeOf[f]!;
      if (cost >= tipCost[at]!) return;
      tipCost[at] = cost;
      facility[at] = f;
    });
  }
}

import { type Day, layOut, seatsOf } from "./day.ts";
import { DayInsert } from "./day-insert.ts";
import { DayRoutes, type DaySnapshot } from "./day-routes.ts";
import { DayRuin } from "./day-ruin.ts";
import { Draw } from "./draw.ts";
import { fewestVehicles } from "./lower-estimate.ts";
import { chain, nearest } from "./neighbours.ts";
import type { Plan, Problem } from "./problem.ts";
import { reasonOf } from "./reason.ts";
import type { Search } from "./search.ts";

const NEAR = 60;
const FIT = 24;
// As in the plain search, as shares of the mean cost of a leg.
const HOT = 0.4;
const COLD = 0.004;
// How much of the budget may go into doing with fewer vehicles where the fleet comes first.
const FLEET_SHARE = 0.4;

// One step in so many takes a whole route apart: whether a vehicle is needed at all is no question for short strings.
// A route is as dear as many strings, so where stops are many against the steps there is time for, it is done less.
const DISMISSED = 0.03;
const DISMISSED_UP_TO = 1_000;

/** Sorts the first stops of a list by their keys, in place: they are few, and a comparator for each pair costs more. */
const sortFew = (list: Int32Array, count: number, keys: Float64Array): void => {
  for (let i = 1; i < count; i++) {
    const stop = list[i]!;
    const key = keys[stop]!;
    let k = i;
    for (; k > 0; k--) {
      const other = list[k - 1]!;
      if (keys[other]! < key || (keys[other]! === key && other < stop)) break;
      list[k] = other;
    }
    list[k] = stop;
  }
};

/** Simulated annealing by ruin and recreate over a day with all its rules. */
export class DaySearch implements Search {
  private readonly day: Day;
  private readonly routes: DayRoutes;
  private best: DaySnapshot;
  private readonly draw: Draw;
  private readonly ruin: DayRuin;
  private readonly inserting: DayInsert;
  private readonly hot: number;
  private readonly keys: Float64Array;
  /** How often each stop was left out while the fleet is cut: what is hard to place weighs more. */
  private readonly misses: Float64Array;
  /** Share of the steps that take a whole route apart. */
  private readonly dismissed: number;
  private isCutting = false;
  /** Whether the search may still try to do with fewer vehicles, and the share of the budget at which it ended that. */
  private mayCut: boolean;
  private cutUntil = 0;
  iterations = 0;

  constructor(problem: Problem, seed: number, start: Plan | undefined) {
    const day = layOut(problem);
    this.day = day;
    this.draw = new Draw(seed);
    this.routes = new DayRoutes(day);
    const { ways, place, early, late, service, stops } = day;
    const near = nearest(stops, NEAR, (from, to) => ways.distance(place[from]!, place[to]!));
    const isTimed = problem.stops.some(({ early: from, late: to }) => from > 0 || to < 86_400);
    const oneWay = (from: number, to: number): number => {
      const drive = ways.seconds(place[from]!, place[to]!) + service[from]!;
      return (
        drive +
        0.2 * Math.max(0, early[to]! - late[from]! - drive) +
        Math.max(0, early[from]! + drive - late[to]!)
      );
    };
    const fit = isTimed
      ? nearest(stops, FIT, (from, to) => Math.min(oneWay(from, to), oneWay(to, from)))
      : { width: Math.min(FIT, near.width), list: new Int32Array(stops * Math.min(FIT, near.width)) };
    if (!isTimed)
      for (let stop = 0; stop < stops; stop++)
        for (let k = 0; k < fit.width; k++)
          fit.list[stop * fit.width + k] = near.list[stop * near.width + k]!;
    this.ruin = new DayRuin(this.routes, near, this.draw, {
      stops: 10,
      longest: 10,
      splits: 0.5,
      grows: 0.01,
    });
    this.inserting = new DayInsert(this.routes, fit, this.draw, 0.01);
    this.keys = new Float64Array(stops);
    this.misses = new Float64Array(stops).fill(1);
    if (start === undefined) this.construct(chain(stops, near));
    else this.take(start);
    this.routes.commit();
    this.best = this.routes.snapshot();
    let legs = 0;
    let cost = 0;
    for (let v = 0; v < day.vehicles; v++)
      if (this.routes.length[v]! > 0) {
        legs += this.routes.length[v]! + 1;
        cost += this.routes.cost[v]! - day.fleetCost;
      }
    // Fees are paid whatever way is taken: they say nothing of how dear a detour is.
    for (let stop = 0; stop < stops; stop++) if (this.routes.vehicle[stop]! >= 0) cost -= day.leastFee[stop]!;
    this.hot = (HOT * cost) / Math.max(1, legs);
    this.mayCut = problem.isFleetFirst;
    // Where the fleet comes first, cutting it says which routes to do without.
    this.dismissed = problem.isFleetFirst ? 0 : DISMISSED * Math.min(1, DISMISSED_UP_TO / Math.max(1, stops));
  }

  bestCost(): number {
    return this.best.cost;
  }

  run(steps: number, share: number): void {
    const { routes, draw, ruin } = this;
    if (this.day.stops === 0) return;
    if (this.mayCut) {
      this.cutUntil = share;
      if (share > FLEET_SHARE) this.endCutting();
      else if (!this.isCutting) this.isCutting = this.cutFleet();
    }
    // What cutting leaves of the budget is all for the cost.
    const gone = this.mayCut ? 0 : (share - this.cutUntil) / (1 - this.cutUntil);
    const temperature = this.hot * (COLD / HOT) ** Math.min(1, Math.max(0, gone));
    let cost = routes.total();
    let missing = this.missing();
    for (let step = 0; step < steps; step++) {
      const seed = draw.int(this.day.stops);
      const seated = routes.vehicle[seed]!;
      if (seated >= 0 && draw.float() < this.dismissed) ruin.dismiss(seated);
      else ruin.around(seed);
      this.recreate();
      for (let i = 0; i < routes.touchedCount; i++) routes.placeTrips(routes.touchedAt(i));
      const changed = routes.total();
      const missed = this.isCutting ? this.missing() : 0;
      const isTaken =
        this.isCutting && missed !== missing
          ? missed < missing
          : changed < cost - temperature * Math.log(1 - draw.float() + 1e-300);
      if (this.isCutting) for (let i = 0; i < routes.absentCount; i++) this.misses[routes.absent[i]!]!++;
      if (!isTaken) {
        routes.undo();
        if (this.isCutting) missing = this.missing();
        continue;
      }
      routes.commit();
      cost = changed;
      missing = this.isCutting ? this.missing() : 0;
      if (cost < this.best.cost - 1e-7) {
        this.best = routes.snapshot();
        if (this.isCutting && routes.absentCount === 0) {
          this.isCutting = this.cutFleet();
          cost = routes.total();
          missing = this.missing();
        }
      }
    }
    this.iterations += steps;
  }

  private missing(): number {
    let sum = 0;
    for (let i = 0; i < this.routes.absentCount; i++) sum += this.misses[this.routes.absent[i]!]!;
    return sum;
  }

  /** Takes the smallest route away for the search to do without; false where one or none is left. */
  private cutFleet(): boolean {
    const { routes, day, inserting } = this;
    if (routes.absentCount > 0) return false;
    let least = -1;
    let used = 0;
    for (let v = 0; v < day.vehicles; v++) {
      if (routes.length[v] === 0) continue;
      used++;
      if (routes.pinned[v] === 0 && (least < 0 || routes.served[v]! < routes.served[least]!)) least = v;
    }
    if (used <= fewestVehicles(day.problem) || least < 0) {
      this.endCutting();
      return false;
    }
    this.ruin.dismiss(least);
    for (let v = 0; v < day.vehicles; v++) inserting.allowed[v] = routes.length[v]! > 0 ? 1 : 0;
    this.misses.fill(1);
    routes.commit();
    return true;
  }

  private endCutting(): void {
    this.isCutting = false;
    this.mayCut = false;
    this.inserting.allowed.fill(1);
    this.routes.restore(this.best);
  }

  /** The first plan: what is left out, in a chain of neighbours, so that a vehicle fills in one part of the town. */
  private construct(order: Int32Array): void {
    const { routes, keys } = this;
    order.forEach((stop, i) => {
      keys[stop] = i;
    });
    const out = routes.absent.subarray(0, routes.absentCount);
    out.sort((a, b) => keys[a]! - keys[b]!);
    this.insertAbsent();
  }

  /** Inserts what is left out in one of a few orders; what fits nowhere stays out. */
  private recreate(): void {
    const { routes, keys, draw, day } = this;
    const { absent } = routes;
    const count = routes.absentCount;
    const { problem, ways, place } = day;
    const depot = problem.vehicles[0]?.start ?? 0;
    const pick = draw.int(7);
    for (let i = 0; i < count; i++) {
      const stop = absent[i]!;
      if (pick < 2) keys[stop] = draw.float();
      else if (pick < 4) keys[stop] = -day.amount[stop * day.dimensions]!;
      else if (pick < 5) keys[stop] = -ways.distance(depot, place[stop]!);
      else if (pick < 6) keys[stop] = day.late[stop]! - day.early[stop]!;
      else keys[stop] = day.early[stop]!;
    }
    sortFew(absent, count, keys);
    this.insertAbsent();
  }

  private insertAbsent(): void {
    const { routes, inserting } = this;
    const { absent } = routes;
    const count = routes.absentCount;
    let left = 0;
    for (let i = 0; i < count; i++) {
      const stop = absent[i]!;
      if (!inserting.insert(stop)) absent[left++] = stop;
    }
    routes.absentCount = left;
  }

  /** Takes up the routes of a plan, each by a vehicle of its entry. */
  private take(plan: Plan): void {
    const { day, routes } = this;
    const visits: Int32Array[] = Array.from({ length: day.vehicles }, () => new Int32Array(0));
    const seats = seatsOf(day, plan.routes);
    plan.routes.forEach((route, index) => {
      visits[seats[index]!] = Int32Array.from(route.visits);
    });
    routes.restore({ visits });
    this.recreate();
    routes.commit();
  }

  adopt(plan: Plan): void {
    const held = this.best;
    this.take(plan);
    const offered = this.routes.snapshot();
    if (offered.cost < held.cost) this.best = offered;
    else this.routes.restore(held);
  }

  plan(): Plan {
    const { day, routes, best } = this;
    const { clock } = routes;
    const planned = [];
    const isServed = new Uint8Array(day.stops);
    let distance = 0;
    let duration = 0;
    for (let v = 0; v < day.vehicles; v++) {
      const visits = best.visits[v]!;
      if (visits.length === 0) continue;
      for (const visit of visits) if (visit >= 0) isServed[visit] = 1;
      clock.run(v, visits, visits.length);
      distance += clock.distance;
      duration += clock.duration;
      planned.push({ vehicle: day.entryOf[v]!, visits: Array.from(visits) });
    }
    const unserved = [];
    let missed = 0;
    for (let stop = 0; stop < day.stops; stop++) {
      if (isServed[stop] === 1) continue;
      unserved.push({ stop, reason: reasonOf(day.problem, day.ways, stop) });
      if (day.isOptional[stop] === 0) missed += day.absence[stop]!;
    }
    return {
      routes: planned,
      unserved,
      cost: best.cost - missed - planned.length * day.fleetCost,
      distance,
      duration,
    };
  }
}

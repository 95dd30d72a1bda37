import type { DayRoutes } from "./day-routes.ts";
import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";

// Places screened by distance before the clock runs them, and how many that fit are compared at their full cost.
const SCREENED = 10;
const COMPARED = 3;
// A place that overfills its trip costs a placing of facilities: only the nearest few are tried.
const OVERFULL = 2;

/** Inserts stops into the routes of a day: places next to neighbours, screened by distance, priced by the clock. */
export class DayInsert {
  private readonly routes: DayRoutes;
  private readonly fit: Neighbours;
  private readonly draw: Draw;
  private readonly blinks: number;
  private readonly vehicles = new Int32Array(SCREENED);
  private readonly places = new Int32Array(SCREENED);
  private readonly deltas = new Float64Array(SCREENED);
  private count = 0;
  /** The cheapest place found: vehicle, index, extra cost; vehicle -1 where there is none. */
  vehicle = -1;
  at = -1;
  extra = Number.POSITIVE_INFINITY;
  private needsTrips = false;
  private readonly comparesAll: boolean;
  /** Vehicles the search may use: fewer while it tries to do with fewer. */
  allowed: Uint8Array;

  constructor(routes: DayRoutes, fit: Neighbours, draw: Draw, blinks: number) {
    this.routes = routes;
    this.fit = fit;
    this.draw = draw;
    this.blinks = blinks;
    const { problem } = routes.day;
    this.allowed = new Uint8Array(routes.day.vehicles).fill(1);
    // Where cost is distance alone the screened order is the order of cost.
    this.comparesAll =
      problem.territoryWeight > 0 ||
      problem.balanceWeight > 0 ||
      problem.vehicles.some((v) => v.costPerSecond > 0);
  }

  /** Puts a stop where it costs least; false where it fits nowhere or costs more than leaving it out. */
  insert(stop: number): boolean {
    const { routes } = this;
    const { day, trips } = routes;
    this.find(stop);
    if (this.vehicle < 0 || (day.isOptional[stop] === 1 && this.extra >= day.absence[stop]!)) return false;
    const v = this.vehicle;
    const own = routes.visits[v]!;
    const length = routes.length[v]!;
    if (this.needsTrips) trips.place(v, own, length, routes.pinned[v]!, this.at, stop);
    else {
      const { out } = trips;
      for (let i = 0; i < this.at; i++) out[i] = own[i]!;
      out[this.at] = stop;
      for (let i = this.at; i < length; i++) out[i + 1] = own[i]!;
      trips.length = length + 1;
    }
    routes.set(v, trips.out, trips.length);
    return true;
  }

  /** Finds the cheapest place of a stop, into `vehicle`, `at` and `extra`. */
  find(stop: number): void {
    this.vehicle = -1;
    this.extra = Number.POSITIVE_INFINITY;
    this.screenNear(stop);
    this.price(stop, OVERFULL);
    if (this.vehicle < 0) {
      this.screenAll(stop, false);
      this.price(stop, OVERFULL);
    }
    this.tryEmpty(stop);
    // Far routes only where no vehicle stands still: one that starts near serves what comes next better.
    if (this.vehicle < 0) {
      this.screenAll(stop, true);
      this.price(stop, SCREENED);
    }
  }

  private screenNear(stop: number): void {
    const { routes, fit, draw, blinks } = this;
    this.count = 0;
    const end = (stop + 1) * fit.width;
    for (let k = stop * fit.width; k < end; k++) {
      const other = fit.list[k]!;
      const v = routes.vehicle[other]!;
      if (v < 0 || this.allowed[v] === 0 || !routes.hasDayRoom(v, stop)) continue;
      const index = routes.index[other]!;
      if (index >= routes.pinned[v]! && draw.float() >= blinks) this.offer(stop, v, index);
      if (index + 1 >= routes.pinned[v]! && draw.float() >= blinks) this.offer(stop, v, index + 1);
    }
  }

  /** Offers places in all routes: any of them, or one of each, where the nearest ones all lie in routes found full. */
  private screenAll(stop: number, isOneOfEach: boolean): void {
    const { routes } = this;
    this.count = 0;
    for (let v = 0; v < routes.day.vehicles; v++) {
      if (routes.length[v] === 0 || this.allowed[v] === 0 || !routes.hasDayRoom(v, stop)) continue;
      let least = Number.POSITIVE_INFINITY;
      let place = -1;
      for (let at = routes.pinned[v]!; at <= routes.length[v]!; at++) {
        if (!isOneOfEach) {
          this.offer(stop, v, at);
          continue;
        }
        const delta = this.detour(stop, v, at);
        if (delta >= least) continue;
        least = delta;
        place = at;
      }
      if (place >= 0) this.offer(stop, v, place);
    }
  }

  /** What a place adds by distance and time alone; Infinity where the route has not the time. */
  private detour(stop: number, v: number, at: number): number {
    const { routes } = this;
    const { day } = routes;
    const { ways, place, problem } = day;
    const own = routes.visits[v]!;
    const entry = problem.vehicles[day.entryOf[v]!]!;
    const before = at === 0 ? entry.start : this.placeOf(own[at - 1]!);
    const after = at === routes.length[v]! ? entry.end : this.placeOf(own[at]!);
    const here = place[stop]!;
    const longer =
      ways.seconds(before, here) +
      ways.seconds(here, after) -
      ways.seconds(before, after) +
      day.service[stop]!;
    // Ways that are no shortcuts cannot make up for what a route has not: it is refused before the clock runs it.
    if (longer > routes.spare[v]! + 1) return Number.POSITIVE_INFINITY;
    let delta =
      (ways.distance(before, here) + ways.distance(here, after) - ways.distance(before, after)) *
      entry.costPerDistance;
    if (this.comparesAll) {
      delta += (longer - day.service[stop]!) * entry.costPerSecond;
      if (entry.home !== null) delta += ways.distance(here, entry.home) * problem.territoryWeight;
    }
    return delta;
  }

  private offer(stop: number, v: number, at: number): void {
    const { deltas, vehicles, places } = this;
    const delta = this.detour(stop, v, at);
    if (delta === Number.POSITIVE_INFINITY) return;
    if (this.count === SCREENED && delta >= deltas[SCREENED - 1]!) return;
    let i = this.count < SCREENED ? this.count++ : SCREENED - 1;
    while (i > 0 && deltas[i - 1]! > delta) {
      deltas[i] = deltas[i - 1]!;
      vehicles[i] = vehicles[i - 1]!;
      places[i] = places[i - 1]!;
      i--;
    }
    // The same gap is offered by the stop before it and by the one behind it.
    if (i > 0 && vehicles[i - 1] === v && places[i - 1] === at) {
      for (let k = i; k < this.count - 1; k++) {
        deltas[k] = deltas[k + 1]!;
        vehicles[k] = vehicles[k + 1]!;
        places[k] = places[k + 1]!;
      }
      this.count--;
      return;
    }
    deltas[i] = delta;
    vehicles[i] = v;
    places[i] = at;
  }

  private placeOf(visit: number): number {
    const { day } = this.routes;
    return visit < 0 ? day.problem.facilities[-1 - visit]!.place : day.place[visit]!;
  }

  private price(stop: number, mostOverfull: number): void {
    const { routes, deltas, vehicles, places } = this;
    const { clock, trips } = routes;
    const hasFacilities = routes.day.problem.facilities.length > 0;
    let compared = 0;
    let overfull = 0;
    for (let i = 0; i < this.count && compared < COMPARED; i++) {
      if (deltas[i]! >= this.extra && !this.comparesAll) break;
      const v = vehicles[i]!;
      const own = routes.visits[v]!;
      const length = routes.length[v]!;
      let needsTrips = false;
      if (!clock.run(v, own, length, places[i]!, stop)) {
        if (!hasFacilities || (clock.breach !== "load" && clock.breach !== "not empty")) continue;
        if (overfull++ >= mostOverfull) continue;
        if (!trips.place(v, own, length, routes.pinned[v]!, places[i]!, stop)) continue;
        if (!clock.run(v, trips.out, trips.length)) continue;
        needsTrips = true;
      }
      compared++;
      const extra = clock.cost - routes.cost[v]!;
      if (extra >= this.extra) continue;
      this.extra = extra;
      this.vehicle = v;
      this.at = places[i]!;
      this.needsTrips = needsTrips;
    }
  }

  /** Compares with a vehicle that stands still: one of each kind. */
  private tryEmpty(stop: number): void {
    const { routes } = this;
    const { day, clock, trips } = routes;
    let tried = -1;
    for (let v = 0; v < day.vehicles; v++) {
      if (day.kindOf[v] === tried || routes.length[v]! > 0 || this.allowed[v] === 0) continue;
      tried = day.kindOf[v]!;
      if (!trips.place(v, routes.visits[v]!, 0, 0, 0, stop)) continue;
      if (!clock.run(v, trips.out, trips.length) || clock.cost >= this.extra) continue;
      this.extra = clock.cost;
      this.vehicle = v;
      this.at = 0;
      this.needsTrips = true;
    }
  }
}

import { copyRun, type DayRoutes } from "./day-routes.ts";
import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Ran } from "./route-clock.ts";

// Places screened by their detour before the clock runs them.
const SCREENED = 10;
// A place that overfills its trip costs a placing of facilities: only the nearest few are tried.
const OVERFULL = 2;

/** How a place takes its stop: as it is, with all facilities of the route placed anew, or with one beside the stop. */
const NONE = -1;
const PLAIN = 0;
const PLACED_ANEW = 1;
const TIP_BEFORE = 2;
const TIP_BEHIND = 3;

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
  private form = PLAIN;
  private readonly beside: Int32Array;
  /** What the clock said of the place found. */
  private readonly ran: Ran = { cost: 0, duration: 0, spare: 0, idle: 0 };
  /** By kind of vehicle: what each stop costs alone; NaN while nobody asked. */
  private readonly lone: (Float64Array | undefined)[] = [];
  /** Vehicles the search may use: fewer while it tries to do with fewer. */
  allowed: Uint8Array;

  constructor(routes: DayRoutes, fit: Neighbours, draw: Draw, blinks: number) {
    this.routes = routes;
    this.fit = fit;
    this.draw = draw;
    this.blinks = blinks;
    this.allowed = new Uint8Array(routes.day.vehicles).fill(1);
    this.beside = new Int32Array(2 * routes.day.stops + 64);
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
    if (this.form === PLACED_ANEW) trips.place(v, own, length, routes.pinned[v]!, this.at, stop);
    const visits = this.form === PLACED_ANEW ? trips.out : this.beside;
    const total = this.form === PLACED_ANEW ? trips.length : this.putBeside(v, this.at, stop, this.form);
    routes.setRun(v, visits, total, this.ran);
    return true;
  }

  /** Writes a route with a stop put in, and maybe a facility beside it, into `beside`; maps to its length. */
  private putBeside(v: number, at: number, stop: number, form: number): number {
    const { routes, beside } = this;
    const own = routes.visits[v]!;
    const length = routes.length[v]!;
    let write = 0;
    for (let i = 0; i < at; i++) beside[write++] = own[i]!;
    if (form === TIP_BEFORE) beside[write++] = this.tipBetween(own[at - 1]!, stop);
    beside[write++] = stop;
    if (form === TIP_BEHIND) beside[write++] = this.tipBetween(stop, own[at]!);
    for (let i = at; i < length; i++) beside[write++] = own[i]!;
    return write;
  }

  /** The facility with the shortest detour between two stops. */
  private tipBetween(from: number, to: number): number {
    const { ways, problem, place } = this.routes.day;
    let least = Number.POSITIVE_INFINITY;
    let nearest = 0;
    for (let f = 0; f < problem.facilities.length; f++) {
      const tip = problem.facilities[f]!.place;
      const detour = ways.distance(place[from]!, tip) + ways.distance(tip, place[to]!);
      if (detour >= least) continue;
      least = detour;
      nearest = f;
    }
    return -1 - nearest;
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

  /** What a place adds where nothing is waited for; Infinity where the route has not the time. */
  private detour(stop: number, v: number, at: number): number {
    const { routes } = this;
    const { day } = routes;
    const { ways, place, problem } = day;
    const own = routes.visits[v]!;
    const entry = problem.vehicles[day.entryOf[v]!]!;
    const before = at === 0 ? entry.start : this.placeOf(own[at - 1]!);
    const after = at === routes.length[v]! ? entry.end : this.placeOf(own[at]!);
    const here = place[stop]!;
    const further = ways.distance(before, here) + ways.distance(here, after) - ways.distance(before, after);
    const longer =
      (ways.pace > 0
        ? further * ways.pace
        : ways.seconds(before, here) + ways.seconds(here, after) - ways.seconds(before, after)) +
      day.service[stop]!;
    // Ways that are no shortcuts cannot make up for what a route has not: it is refused before the clock runs it.
    if (longer > routes.spare[v]! + 1) return Number.POSITIVE_INFINITY;
    let delta = further * entry.costPerDistance + longer * entry.costPerSecond + day.leastFee[stop]!;
    if (problem.territoryWeight > 0 && entry.home !== null)
      delta += ways.distance(here, entry.home) * problem.territoryWeight;
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

  /** Runs the places on offer, cheapest first, for as long as one may still be cheaper than the best found. */
  private price(stop: number, mostOverfull: number): void {
    const { routes, deltas, vehicles, places } = this;
    const { clock, trips, day } = routes;
    const hasFacilities = day.problem.facilities.length > 0;
    let overfull = 0;
    for (let i = 0; i < this.count; i++) {
      const v = vehicles[i]!;
      const entry = day.problem.vehicles[day.entryOf[v]!]!;
      // What the route waits for already is the most by which a detour may cost less than it is long.
      if (deltas[i]! - routes.idle[v]! * entry.costPerSecond >= this.extra) continue;
      const own = routes.visits[v]!;
      const length = routes.length[v]!;
      const at = places[i]!;
      let form = routes.overfills(v, at, stop) ? PLACED_ANEW : PLAIN;
      if (form === PLAIN && !clock.run(v, own, length, at, stop)) {
        form = clock.breach === "load" || clock.breach === "not empty" ? PLACED_ANEW : NONE;
      }
      if (form === PLACED_ANEW) {
        if (!hasFacilities || overfull++ >= mostOverfull) continue;
        if (!trips.place(v, own, length, routes.pinned[v]!, at, stop)) form = NONE;
        else if (!clock.run(v, trips.out, trips.length)) form = NONE;
      }
      if (form !== NONE && clock.cost - routes.cost[v]! < this.extra)
        this.choose(v, at, clock.cost - routes.cost[v]!, form);
      if (day.hasReleases && hasFacilities) this.tryBeside(v, at, stop);
    }
  }

  /** A trip of its own start: what is released late keeps nothing else waiting. */
  private tryBeside(v: number, at: number, stop: number): void {
    const { routes } = this;
    const own = routes.visits[v]!;
    for (let form = TIP_BEFORE; form <= TIP_BEHIND; form++) {
      const neighbour = form === TIP_BEFORE ? at - 1 : at;
      if (neighbour < 0 || neighbour >= routes.length[v]! || own[neighbour]! < 0) continue;
      const length = this.putBeside(v, at, stop, form);
      if (!routes.clock.run(v, this.beside, length)) continue;
      const extra = routes.clock.cost - routes.cost[v]!;
      if (extra < this.extra) this.choose(v, at, extra, form);
    }
  }

  /** Takes the place that the clock has just run as the best so far. */
  private choose(v: number, at: number, extra: number, form: number): void {
    this.extra = extra;
    this.vehicle = v;
    this.at = at;
    this.form = form;
    copyRun(this.routes.clock, this.ran);
  }

  /** Compares with a vehicle that stands still: one of each kind. */
  private tryEmpty(stop: number): void {
    const { routes } = this;
    const { day } = routes;
    let tried = -1;
    for (let v = 0; v < day.vehicles; v++) {
      if (day.kindOf[v] === tried || routes.length[v]! > 0 || this.allowed[v] === 0) continue;
      tried = day.kindOf[v]!;
      let own = this.lone[tried];
      if (own === undefined) {
        own = new Float64Array(day.stops).fill(Number.NaN);
        this.lone[tried] = own;
      }
      // What was found to cost too much is not asked again; what is taken is run for its times.
      if (own[stop]! >= this.extra) continue;
      own[stop] = this.runLone(v, stop);
      if (own[stop]! < this.extra) this.choose(v, 0, own[stop]!, PLACED_ANEW);
    }
  }

  /** Runs a stop alone in a vehicle that stands still; Infinity where it cannot be. */
  private runLone(v: number, stop: number): number {
    const { routes } = this;
    const { clock, trips } = routes;
    return trips.place(v, routes.visits[v]!, 0, 0, 0, stop) && clock.run(v, trips.out, trips.length)
      ? clock.cost
      : Number.POSITIVE_INFINITY;
  }
}

import type { DayRoutes } from "./day-routes.ts";
import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import type { RuinSize } from "./ruin-size.ts";

/** Adjacent string removal over the routes of a day; facilities between the stops are placed anew. */
export class DayRuin {
  private readonly routes: DayRoutes;
  private readonly near: Neighbours;
  private readonly draw: Draw;
  private readonly size: RuinSize;
  private readonly mark: Int32Array;
  private stamp = 0;
  private readonly isOut: Uint8Array;
  private readonly taken: Int32Array;
  private readonly kept: Int32Array;

  constructor(routes: DayRoutes, near: Neighbours, draw: Draw, size: RuinSize) {
    const { stops, vehicles } = routes.day;
    this.routes = routes;
    this.near = near;
    this.draw = draw;
    this.size = size;
    this.mark = new Int32Array(vehicles);
    this.isOut = new Uint8Array(stops);
    this.taken = new Int32Array(stops);
    this.kept = new Int32Array(2 * stops + 64);
  }

  /** Tears strings out around a stop. */
  around(seed: number): void {
    const { routes, near, draw, mark } = this;
    const stamp = ++this.stamp;
    let used = 0;
    for (let v = 0; v < routes.day.vehicles; v++) if (routes.length[v]! > 0) used++;
    const mean = (routes.day.stops - routes.absentCount) / Math.max(1, used);
    const longest = Math.min(this.size.longest, mean);
    let strings = Math.floor(draw.float() * ((4 * this.size.stops) / (1 + longest) - 1) + 1);
    for (let k = -1; k < near.width && strings > 0; k++) {
      const stop = k < 0 ? seed : near.list[seed * near.width + k]!;
      const v = routes.vehicle[stop]!;
      if (v < 0 || mark[v] === stamp || routes.index[stop]! < routes.pinned[v]!) continue;
      mark[v] = stamp;
      strings--;
      const most = Math.min(routes.served[v]!, longest);
      this.removeString(v, stop, Math.min(routes.served[v]!, Math.floor(draw.float() * most + 1)));
    }
  }

  /** Takes a whole route apart, but for what is pinned. */
  dismiss(v: number): void {
    const { routes } = this;
    let count = 0;
    const own = routes.visits[v]!;
    for (let i = routes.pinned[v]!; i < routes.length[v]!; i++)
      if (own[i]! >= 0) this.taken[count++] = own[i]!;
    this.take(v, count);
  }

  private removeString(v: number, stop: number, length: number): void {
    const { routes, draw, taken } = this;
    const own = routes.visits[v]!;
    const first = routes.pinned[v]!;
    const total = routes.length[v]!;
    const center = routes.index[stop]!;
    let kept = 0;
    if (length > 1 && draw.float() < this.size.splits) {
      kept = 1;
      while (length + kept < routes.served[v]! && draw.float() < this.size.grows) kept++;
    }
    const span = length + kept;
    let before = 0;
    for (let i = center - 1; i >= first && before < span - 1; i--) if (own[i]! >= 0) before++;
    let behind = 0;
    for (let i = center + 1; i < total && behind < span - 1; i++) if (own[i]! >= 0) behind++;
    const least = Math.max(0, span - 1 - behind);
    let back = least <= before ? least + draw.int(before - least + 1) : before;
    let i = center;
    while (back > 0) if (own[--i]! >= 0) back--;
    const keptFrom = kept === 0 ? span : 1 + draw.int(length - 1);
    let count = 0;
    for (let seen = 0; seen < span && i < total; i++) {
      if (own[i]! < 0) continue;
      if (seen < keptFrom || seen >= keptFrom + kept) taken[count++] = own[i]!;
      seen++;
    }
    this.take(v, count);
  }

  /** Takes the first `count` stops of `taken` out of a route, unless what is left breaks a rule. */
  private take(v: number, count: number): void {
    const { routes, taken, isOut, kept } = this;
    const { day } = routes;
    const own = routes.visits[v]!;
    const pinned = routes.pinned[v]!;
    for (let i = 0; i < count; i++) isOut[taken[i]!] = 1;
    let length = 0;
    let hasStops = false;
    for (let i = 0; i < routes.length[v]!; i++) {
      const visit = own[i]!;
      if (visit >= 0 && isOut[visit] === 1) continue;
      // A facility is left where a stop since the last one, or a pin, brought it there.
      if (visit < 0 && i >= pinned && (length === 0 || kept[length - 1]! < 0)) continue;
      if (visit >= 0) hasStops = true;
      kept[length++] = visit;
    }
    for (let i = 0; i < count; i++) isOut[taken[i]!] = 0;
    if (!hasStops && pinned === 0) length = 0;
    if (length > 0 && !day.problem.isEmptyAtEnd && kept[length - 1]! < 0 && length > pinned) length--;
    if (!routes.setWithTrips(v, kept, length)) return;
    for (let i = 0; i < count; i++) {
      routes.vehicle[taken[i]!] = -1;
      routes.absent[routes.absentCount++] = taken[i]!;
    }
  }
}

import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Tours } from "./tours.ts";

/** Greedy insertion with blinks of the stops that are left out, next to their neighbours only. */
export class Recreate {
  private readonly tours: Tours;
  private readonly fit: Neighbours;
  /** How far each of the neighbours is, in the order of their lists: read in a row, as the table is not. */
  private readonly far: Float64Array;
  private readonly draw: Draw;
  /** Logarithm of the chance that a place is looked at. */
  private readonly logSeen: number;
  /** Places to look at before the next one is passed over. */
  private untilBlink = 0;
  private readonly keys: Float64Array;
  private bestCost = 0;

  constructor(tours: Tours, fit: Neighbours, draw: Draw, blinks: number) {
    this.tours = tours;
    this.fit = fit;
    const { stops: n, distanceTo } = tours.tables;
    this.far = Float64Array.from(
      fit.list,
      (other, k) => distanceTo[Math.floor(k / fit.width) * (n + 1) + other]!,
    );
    this.draw = draw;
    this.logSeen = Math.log(1 - blinks);
    this.keys = new Float64Array(tours.tables.stops);
    this.untilBlink = this.drawBlink();
  }

  /** Inserts what is left out, each at its cheapest place; what finds none stays in `absent`. */
  all(): void {
    const { tours } = this;
    const { absent } = tours;
    const count = tours.absentCount;
    this.sort(count);
    const isTimed = tours.tables.windows !== null;
    let left = 0;
    for (let i = 0; i < count; i++) {
      const stop = absent[i]!;
      let place = isTimed ? this.nearTimed(stop) : this.near(stop);
      if (place < 0) place = this.anywhere(stop);
      const empty = this.emptyPlace(stop);
      if (empty >= 0) place = empty;
      if (place < 0) absent[left++] = stop;
      else tours.insert(stop, place);
    }
    tours.absentCount = left;
  }

  // One of a few orders: by chance, biggest first, farthest first, nearest first; with windows the narrowest, the
  // earliest and the latest too.
  private sort(count: number): void {
    const { tours, keys, draw } = this;
    const { absent, tables } = tours;
    const { windows, stops: n, distanceTo, amount } = tables;
    const pick = draw.float() * (windows === null ? 11 : 17);
    for (let i = 0; i < count; i++) {
      const stop = absent[i]!;
      let key: number;
      if (pick < 4) key = draw.float();
      else if (pick < 8) key = -amount[stop]!;
      else if (pick < 10) key = -distanceTo[stop * (n + 1) + n]!;
      else if (pick < 11 || windows === null) key = distanceTo[stop * (n + 1) + n]!;
      else if (pick < 13) key = windows.late[stop]! - windows.early[stop]!;
      else if (pick < 15) key = windows.early[stop]!;
      else key = -windows.late[stop]!;
      // Insertion sort: a step leaves out some ten stops; the first one of all is sorted once.
      let at = i - 1;
      while (at >= 0 && keys[at]! > key) {
        keys[at + 1] = keys[at]!;
        absent[at + 1] = absent[at]!;
        at--;
      }
      keys[at + 1] = key;
      absent[at + 1] = stop;
    }
  }

  private drawBlink(): number {
    return Math.floor(Math.log(1 - this.draw.float()) / this.logSeen);
  }

  private near(stop: number): number {
    const { tours, fit, far } = this;
    const { next, prev, edge, reach, depotReach, tour, load } = tours;
    const { stops: n, distance, distanceTo, capacity, amount } = tours.tables;
    const room = capacity - amount[stop]!;
    const row = stop * (n + 1);
    const { list, width } = fit;
    const home = distanceTo[row + n]!;
    const end = (stop + 1) * width;
    let until = this.untilBlink;
    let best = Number.POSITIVE_INFINITY;
    let place = -1;
    for (let k = stop * width; k < end; k++) {
      const other = list[k]!;
      // Both ends of a gap are in the list, so it is looked at from the nearer one: then the way there and back, less
      // the gap, bounds the detour from below. What is left out or hopeless costs one look.
      const there = far[k]!;
      if (2 * there - reach[other]! >= best && there + home - depotReach[other]! >= best) continue;
      const t = tour[other]!;
      if (t < 0 || load[t]! > room) continue;
      const after = next[other]!;
      const before = prev[other]!;
      const behind = there + distance[row + Math.min(after, n)]! - edge[other]!;
      if (behind < best) {
        if (until-- > 0) {
          best = behind;
          place = other;
        } else until = this.drawBlink();
      }
      const ahead = distanceTo[row + Math.min(before, n)]! + distance[row + other]! - edge[before]!;
      if (ahead < best) {
        if (until-- > 0) {
          best = ahead;
          place = before;
        } else until = this.drawBlink();
      }
    }
    this.untilBlink = until;
    this.bestCost = best;
    return place;
  }

  private nearTimed(stop: number): number {
    const { tours, fit, far } = this;
    const { next, prev, edge, reach, depotReach, tour, load } = tours;
    const { stops: n, distance, distanceTo, capacity, amount } = tours.tables;
    const room = capacity - amount[stop]!;
    const row = stop * (n + 1);
    const { list, width } = fit;
    const home = distanceTo[row + n]!;
    const end = (stop + 1) * width;
    let until = this.untilBlink;
    let best = Number.POSITIVE_INFINITY;
    let place = -1;
    for (let k = stop * width; k < end; k++) {
      const other = list[k]!;
      // Both ends of a gap are in the list, so it is looked at from the nearer one: then the way there and back, less
      // the gap, bounds the detour from below. What is left out or hopeless costs one look.
      const there = far[k]!;
      if (2 * there - reach[other]! >= best && there + home - depotReach[other]! >= best) continue;
      const t = tour[other]!;
      if (t < 0 || load[t]! > room) continue;
      const after = next[other]!;
      const before = prev[other]!;
      const behind = there + distance[row + Math.min(after, n)]! - edge[other]!;
      if (behind < best && this.isInTime(stop, other, after)) {
        if (until-- > 0) {
          best = behind;
          place = other;
        } else until = this.drawBlink();
      }
      const ahead = distanceTo[row + Math.min(before, n)]! + distance[row + other]! - edge[before]!;
      if (ahead < best && this.isInTime(stop, before, other)) {
        if (until-- > 0) {
          best = ahead;
          place = before;
        } else until = this.drawBlink();
      }
    }
    this.untilBlink = until;
    this.bestCost = best;
    return place;
  }

  private isInTime(stop: number, before: number, after: number): boolean {
    const { leaves, latest } = this.tours;
    const { stops: n, seconds, secondsTo, windows } = this.tours.tables;
    const { early, late, service } = windows!;
    const row = stop * (n + 1);
    const arrives = leaves[before]! + secondsTo[row + Math.min(before, n)]!;
    const starts = early[stop]!;
    const clock = Math.max(arrives, starts);
    if (clock > late[stop]!) return false;
    return clock + service[stop]! + seconds[row + Math.min(after, n)]! <= latest[after]!;
  }

  /** The cheapest place in any tour in use: for a stop whose neighbours are all left out, full or out of time. */
  private anywhere(stop: number): number {
    const { tours } = this;
    const { next, edge, load, size } = tours;
    const { stops: n, distance, distanceTo, capacity, amount, mostTours, windows } = tours.tables;
    const room = capacity - amount[stop]!;
    const row = stop * (n + 1);
    let best = Number.POSITIVE_INFINITY;
    let place = -1;
    for (let t = 0; t < mostTours; t++) {
      if (size[t] === 0 || load[t]! > room) continue;
      let before = n + t;
      do {
        const after = next[before]!;
        const cost =
          distanceTo[row + Math.min(before, n)]! + distance[row + Math.min(after, n)]! - edge[before]!;
        if (cost < best && (windows === null || this.isInTime(stop, before, after))) {
          best = cost;
          place = before;
        }
        before = after;
      } while (before < n);
    }
    this.bestCost = best;
    return place;
  }

  /** The depot of an empty tour where that is cheaper than the place found; else -1. */
  private emptyPlace(stop: number): number {
    const { tours } = this;
    const { stops: n, distance, distanceTo, windows, amount, capacity } = tours.tables;
    const row = stop * (n + 1) + n;
    if (distance[row]! + distanceTo[row]! >= this.bestCost || amount[stop]! > capacity) return -1;
    const t = tours.emptyTour();
    if (t < 0 || (windows !== null && !this.isInTime(stop, n + t, n + t))) return -1;
    return n + t;
  }
}

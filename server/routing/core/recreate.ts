import type { Draw } from "./draw.ts";
import type { Gaps } from "./gaps.ts";
import type { Tours } from "./tours.ts";

// So many are always looked at.
const NEAREST = 10;

/** Greedy insertion with blinks of the stops that are left out, next to their neighbours only. */
export class Recreate {
  private readonly tours: Tours;
  private readonly gaps: Gaps;
  private readonly isTimed: boolean;
  private readonly draw: Draw;
  /** Logarithm of the chance that a place is looked at. */
  private readonly logSeen: number;
  /** Places to look at before the next one is passed over. */
  private untilBlink = 0;
  private readonly keys: Float64Array;
  private bestCost = 0;

  constructor(tours: Tours, gaps: Gaps, draw: Draw, blinks: number) {
    this.tours = tours;
    this.gaps = gaps;
    this.isTimed = tours.tables.windows !== null;
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
    let left = 0;
    for (let i = 0; i < count; i++) {
      const stop = absent[i]!;
      let place = this.near(stop);
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
    const { tours, gaps, isTimed } = this;
    const { next, prev, edge, reach, isOuter, tour, load, long } = tours;
    const { stops: n, distance, distanceTo, capacity, amount } = tours.tables;
    const { others, far, width, homeward, least } = gaps;
    const room = capacity - amount[stop]!;
    const row = stop * (n + 1);
    const start = stop * width;
    const end = start + width;
    const nearest = start + NEAREST;
    let until = this.untilBlink;
    let best = Number.POSITIVE_INFINITY;
    let place = -1;
    // Both ends of a gap between stops are in the list, so it is looked at from the nearer one: then the way there and
    // back, less the gap, bounds the detour from below. The few gaps longer than a long one are not waited for, except
    // among the nearest: a stop far from all others has nothing else.
    for (let k = start; k < end; k++) {
      const there = far[k]!;
      if (2 * there - long >= best && k >= nearest) break;
      const other = others[k]!;
      if (2 * there - reach[other]! >= best) continue;
      const t = tour[other]!;
      if (t < 0 || load[t]! > room) continue;
      const after = next[other]!;
      if (after < n) {
        const detour = there + distance[row + after]! - edge[other]!;
        if (detour < best && (!isTimed || this.isInTime(stop, other, after))) {
          if (until-- > 0) {
            best = detour;
            place = other;
          } else until = this.drawBlink();
        }
      }
      const before = prev[other]!;
      if (before < n) {
        const detour = distanceTo[row + before]! + distance[row + other]! - edge[before]!;
        if (detour < best && (!isTimed || this.isInTime(stop, before, other))) {
          if (until-- > 0) {
            best = detour;
            place = before;
          } else until = this.drawBlink();
        }
      }
    }
    for (let k = start; k < end; k++) {
      if (least[k]! >= best) break;
      const other = homeward[k]!;
      if (isOuter[other] === 0) continue;
      const t = tour[other]!;
      if (load[t]! > room) continue;
      const after = next[other]!;
      if (after >= n) {
        const detour = distanceTo[row + other]! + distance[row + n]! - edge[other]!;
        if (detour < best && (!isTimed || this.isInTime(stop, other, after))) {
          if (until-- > 0) {
            best = detour;
            place = other;
          } else until = this.drawBlink();
        }
      }
      const before = prev[other]!;
      if (before >= n) {
        const detour = distanceTo[row + n]! + distance[row + other]! - edge[before]!;
        if (detour < best && (!isTimed || this.isInTime(stop, before, other))) {
          if (until-- > 0) {
            best = detour;
            place = before;
          } else until = this.drawBlink();
        }
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

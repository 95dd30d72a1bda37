import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Tours } from "./tours.ts";

// A new way is tried to so many of a stop's nearest.
const NEAREST = 16;

/**
 * Exchanges of whole ends of tours (2-opt*, Potvin and Rousseau 1995) and turns of a part of one (2-opt), for problems
 * without windows: a way to a near stop replaces the way that a stop has. Ruin takes out short strings only, so that in
 * long tours these moves are out of its reach.
 */
export class Tails {
  private readonly tours: Tours;
  private readonly near: Neighbours;
  private readonly draw: Draw;
  private readonly turns: boolean;
  private readonly most: number;
  private readonly first: Int32Array;
  private readonly second: Int32Array;

  constructor(tours: Tours, near: Neighbours, draw: Draw) {
    const { stops: n, distance, distanceTo } = tours.tables;
    this.tours = tours;
    this.near = near;
    this.draw = draw;
    // A part can be driven backwards where ways are symmetric.
    this.turns = distance === distanceTo;
    this.most = Math.min(NEAREST, near.width);
    this.first = new Int32Array(n);
    this.second = new Int32Array(n);
  }

  /** Tries one exchange and keeps it where the tours get dearer by less than the slack; says whether they changed. */
  attempt(slack: number): boolean {
    const { tours, near, draw, most } = this;
    const { stops: n, distance } = tours.tables;
    if (most === 0) return false;
    const { next, prev, edge, tour } = tours;
    const a = draw.int(n);
    const pick = draw.int(4 * most);
    const c = near.list[a * near.width + (pick >> 2)]!;
    const one = tour[a]!;
    const two = tour[c]!;
    if (one < 0 || two < 0) return false;
    const width = n + 1;
    const way = distance[a * width + c]!;
    if (one !== two && (!this.turns || (pick & 1) === 0)) {
      // a -> c, and what came before c goes on with what came after a.
      const after = next[a]!;
      const before = prev[c]!;
      const from = Math.min(before, n);
      const to = Math.min(after, n);
      const joined = from === to ? 0 : distance[from * width + to]!;
      const dearer = way + joined - edge[a]! - edge[before]!;
      return dearer < slack && this.swapTails(a, c, dearer);
    }
    if (!this.turns || next[a] === c || prev[a] === c) return false;
    if ((pick & 2) === 0) {
      // a - c, and their followers are joined.
      const from = Math.min(next[a]!, n);
      const to = Math.min(next[c]!, n);
      const joined = from === to ? 0 : distance[from * width + to]!;
      const dearer = way + joined - edge[a]! - edge[c]!;
      if (dearer >= slack) return false;
      return one === two ? this.turn(a, c, dearer) : this.crossHeads(a, c, dearer);
    }
    // a - c, and what came before them is joined.
    const before = prev[a]!;
    const behind = prev[c]!;
    const from = Math.min(before, n);
    const to = Math.min(behind, n);
    const joined = from === to ? 0 : distance[from * width + to]!;
    const dearer = way + joined - edge[before]! - edge[behind]!;
    if (dearer >= slack) return false;
    return one === two ? this.turn(before, behind, dearer) : this.crossHeads(before, behind, dearer);
  }

  /** The load of a tour from its start to a node. */
  private headLoad(node: number): number {
    const { prev, tables } = this.tours;
    let load = 0;
    for (let at = node; at < tables.stops; at = prev[at]!) load += tables.amount[at]!;
    return load;
  }

  private swapTails(a: number, c: number, dearer: number): boolean {
    const { tours, first, second } = this;
    const { next, prev, load, tables } = tours;
    const { stops: n, capacity } = tables;
    const one = tours.tour[a]!;
    const two = tours.tour[c]!;
    const after = next[a]!;
    const before = prev[c]!;
    const headOne = this.headLoad(a);
    const headTwo = this.headLoad(before);
    if (headOne + load[two]! - headTwo > capacity || headTwo + load[one]! - headOne > capacity) return false;
    let countOne = 0;
    for (let at = next[n + one]!; at !== after; at = next[at]!) first[countOne++] = at;
    for (let at = c; at < n; at = next[at]!) first[countOne++] = at;
    let countTwo = 0;
    for (let at = next[n + two]!; at !== c; at = next[at]!) second[countTwo++] = at;
    for (let at = after; at < n; at = next[at]!) second[countTwo++] = at;
    tours.rewrite(one, first, countOne);
    tours.rewrite(two, second, countTwo);
    tours.distance += dearer;
    return true;
  }

  // Heads a and c become one tour, the second turned round; so do their tails.
  private crossHeads(a: number, c: number, dearer: number): boolean {
    const { tours, first, second } = this;
    const { next, prev, load, tables } = tours;
    const { stops: n, capacity } = tables;
    const one = tours.tour[a]!;
    const two = tours.tour[c]!;
    const heads = this.headLoad(a) + this.headLoad(c);
    if (heads > capacity || load[one]! + load[two]! - heads > capacity) return false;
    const afterOne = next[a]!;
    let countOne = 0;
    for (let at = next[n + one]!; at !== afterOne; at = next[at]!) first[countOne++] = at;
    for (let at = c; at < n; at = prev[at]!) first[countOne++] = at;
    let countTwo = 0;
    for (let at = prev[n + one]!; at !== a && at < n; at = prev[at]!) second[countTwo++] = at;
    for (let at = next[c]!; at < n; at = next[at]!) second[countTwo++] = at;
    tours.rewrite(one, first, countOne);
    tours.rewrite(two, second, countTwo);
    tours.distance += dearer;
    return true;
  }

  // Two nodes of one tour: what lies behind the first of them, up to the other, is turned round.
  private turn(a: number, c: number, dearer: number): boolean {
    const { tours, first } = this;
    const { next, prev, tables } = tours;
    const n = tables.stops;
    const t = tours.tour[a]!;
    let count = 0;
    let at = n + t;
    while (at !== a && at !== c) {
      at = next[at]!;
      first[count++] = at;
    }
    const head = at;
    const end = head === a ? c : a;
    for (let back = end; back !== head; back = prev[back]!) first[count++] = back;
    for (at = next[end]!; at < n; at = next[at]!) first[count++] = at;
    tours.rewrite(t, first, count);
    tours.distance += dearer;
    return true;
  }
}

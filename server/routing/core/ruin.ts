import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Tours } from "./tours.ts";

/** How much is torn out at a step; the names of Christiaens and Vanden Berghe in brackets. */
export type RuinSize = {
  /** Stops on average (c). */
  stops: number;
  /** The longest string (L max). */
  longest: number;
  /** Share of split strings (alpha). */
  splits: number;
  /** Chance that the kept middle of a split string grows by one (beta). */
  grows: number;
};

/** Adjacent string removal: strings of consecutive stops out of tours that lie next to each other. */
export class Ruin {
  private readonly tours: Tours;
  private readonly near: Neighbours;
  private readonly draw: Draw;
  private readonly size: RuinSize;
  private readonly mark: Int32Array;
  private stamp = 0;

  constructor(tours: Tours, near: Neighbours, draw: Draw, size: RuinSize) {
    this.tours = tours;
    this.near = near;
    this.draw = draw;
    this.size = size;
    this.mark = new Int32Array(tours.tables.mostTours);
  }

  /** Tears strings out around a stop. */
  around(seed: number): void {
    const { tours, near, draw, mark } = this;
    const { tour, size } = tours;
    const stamp = ++this.stamp;
    const served = tours.tables.stops - tours.absentCount;
    const mean = served / Math.max(1, tours.used);
    const longest = Math.min(this.size.longest, mean);
    const mostStrings = (4 * this.size.stops) / (1 + longest) - 1;
    let strings = Math.floor(draw.float() * mostStrings + 1);
    const row = seed * near.width;
    for (let k = -1; k < near.width && strings > 0; k++) {
      const stop = k < 0 ? seed : near.list[row + k]!;
      const t = tour[stop]!;
      if (t < 0 || mark[t] === stamp) continue;
      mark[t] = stamp;
      strings--;
      const most = Math.min(size[t]!, longest);
      const length = Math.floor(draw.float() * most + 1);
      this.removeString(stop, Math.min(length, size[t]!));
      tours.retime(t);
    }
  }

  /** Takes `length` stops that include `stop` out of its tour; in a split string some in the middle stay. */
  private removeString(stop: number, length: number): void {
    const { tours, draw } = this;
    const { next, prev } = tours;
    const n = tours.tables.stops;
    const inTour = tours.size[tours.tour[stop]!]!;
    let kept = 0;
    if (length > 1 && length < inTour && draw.float() < this.size.splits) {
      kept = 1;
      while (length + kept < inTour && draw.float() < this.size.grows) kept++;
    }
    const span = length + kept;
    // Of all strings of this span that hold the stop, one is drawn: it starts `back` stops before it.
    let before = 0;
    for (let at = prev[stop]!; at < n && before < span - 1; at = prev[at]!) before++;
    let behind = 0;
    for (let at = next[stop]!; at < n && behind < span - 1; at = next[at]!) behind++;
    const least = Math.max(0, span - 1 - behind);
    const back = least + draw.int(before - least + 1);
    let at = stop;
    for (let i = 0; i < back; i++) at = prev[at]!;
    const keptFrom = kept === 0 ? span : 1 + draw.int(length - 1);
    for (let i = 0; i < span; i++) {
      const following = next[at]!;
      if (i < keptFrom || i >= keptFrom + kept) tours.remove(at);
      at = following;
    }
  }
}

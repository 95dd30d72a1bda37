import { Draw } from "./draw.ts";
import { gapsOf } from "./gaps.ts";
import { type Kernel, kernelOf } from "./kernel.ts";
import { type Neighbours, nearest } from "./neighbours.ts";
import type { PlainTables } from "./plain-tables.ts";
import type { RuinSize } from "./ruin-size.ts";

// Widths of the neighbour lists: past these a step takes longer and the plans get no better.
const NEAR = 100;
const FIT_TIMED = 60;
// Small problems are searched to their end, and the last tenths of a percent lie in far places; in big ones a wide list
// costs more steps than it finds.
const fitOf = (stops: number): number => (stops <= 400 ? 100 : 40);

// Starting and final temperature, as shares of the mean distance between two visits of the first plan.
const HOT = 1;
const COLD = 0.01;

const TORN: RuinSize = { stops: 10, longest: 10, splits: 0.5, grows: 0.01 };

// Exchanges of ends after each step, where tours have so many stops on average and the problem is small enough that the
// steps saved would not be worth more. Measured: docs/decisions/0008-plain-search.md.
const TRIES = 4;
const LONG_TOUR = 15;
const MOST_STOPS_FOR_TRIES = 400;

/** Tours as lists: what follows each node, and the tour it is in. Node n + t is the depot of tour t. */
export type Best = { next: Int32Array; tour: Int32Array; cost: number };

/** Simulated annealing by ruin and recreate over plain tours; the steps run in the kernel. */
export class PlainSearch {
  private readonly tables: PlainTables;
  private readonly kernel: Kernel;
  private readonly next: Int32Array;
  private readonly tour: Int32Array;
  private readonly tries: number;
  private readonly hot: number;
  iterations = 0;

  constructor(tables: PlainTables, seed: number) {
    const { stops: n, distance, mostTours, windows } = tables;
    const width = n + 1;
    this.tables = tables;
    const near = nearest(n, NEAR, (from, to) => distance[from * width + to]! + distance[to * width + from]!);
    const oneWay = oneWayOf(tables);
    const fit =
      windows === null
        ? narrowed(near, n, fitOf(n))
        : nearest(n, FIT_TIMED, (from, to) => Math.min(oneWay(from, to), oneWay(to, from)));
    this.kernel = kernelOf(tables, near, gapsOf(tables, fit), new Draw(seed).words());
    const { kernel } = this;
    kernel.begin(TORN);
    this.next = kernel.wholes(kernel.bestNext, n + mostTours);
    this.tour = kernel.wholes(kernel.bestTour, n + mostTours);
    const used = kernel.used.value;
    const isLong = n >= LONG_TOUR * used && n <= MOST_STOPS_FOR_TRIES;
    this.tries = windows === null && isLong ? TRIES : 0;
    this.hot = (HOT * kernel.length.value) / (n + used || 1);
  }

  /** The best tours so far; the lists change as the search goes on. */
  get best(): Best {
    return { next: this.next, tour: this.tour, cost: this.kernel.bestCost.value };
  }

  /** Does so many steps at the temperature of a share of the budget. */
  run(steps: number, share: number): void {
    if (this.tables.stops === 0) return;
    const temperature = this.hot * (COLD / HOT) ** Math.min(1, Math.max(0, share));
    this.kernel.run(steps, temperature, this.tries);
    this.iterations += steps;
  }

  /** Goes on from other tours, each its stops in order, where they are cheaper than the best. */
  adopt(routes: readonly (readonly number[])[]): void {
    const { kernel, next, tour } = this;
    const { stops: n, mostTours } = this.tables;
    const before = { next: next.slice(), tour: tour.slice(), cost: kernel.bestCost.value };
    tour.fill(-1, 0, n);
    for (let t = 0; t < mostTours; t++) {
      let at = n + t;
      for (const stop of routes[t] ?? []) {
        next[at] = stop;
        tour[stop] = t;
        at = stop;
      }
      next[at] = n + t;
    }
    kernel.takeUp();
    if (kernel.cost() < before.cost) {
      kernel.save();
      return;
    }
    next.set(before.next);
    tour.set(before.tour);
    kernel.takeUp();
  }
}

// How far a stop is behind another, waiting and delay counted.
const oneWayOf = ({ stops: n, distance, seconds, windows }: PlainTables) => {
  const width = n + 1;
  return (from: number, to: number): number => {
    if (windows === null) return distance[from * width + to]!;
    const { early, late, service } = windows;
    const drive = service[from]! + seconds[from * width + to]!;
    const wait = Math.max(0, early[to]! - late[from]! - drive);
    const delay = Math.max(0, early[from]! + drive - late[to]!);
    return distance[from * width + to]! + 0.2 * wait + delay;
  };
};

/** The same lists cut to fewer. */
const narrowed = (near: Neighbours, rows: number, most: number): Neighbours => {
  const width = Math.min(near.width, most);
  const list = new Int32Array(rows * width);
  for (let row = 0; row < rows; row++)
    list.set(near.list.subarray(row * near.width, row * near.width + width), row * width);
  return { width, list };
};

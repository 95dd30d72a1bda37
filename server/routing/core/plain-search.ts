import { Draw } from "./draw.ts";
import { gapsOf } from "./gaps.ts";
import { type Neighbours, nearest } from "./neighbours.ts";
import { Recreate } from "./recreate.ts";
import { Ruin } from "./ruin.ts";
import { Tails } from "./tails.ts";
import { type PlainTables, type Snapshot, Tours } from "./tours.ts";

// Widths of the neighbour lists: past these a step takes longer and the plans get no better.
const NEAR = 100;
const FIT_TIMED = 60;
// Small problems are searched to their end, and the last tenths of a percent lie in far places; in big ones a wide list
// costs more steps than it finds.
const fitOf = (stops: number): number => (stops <= 400 ? 100 : 40);

// Starting and final temperature, as shares of the mean distance between two visits of the first plan.
const HOT = 1;
const COLD = 0.01;

// Steps between two measurements of what a long way is: one look costs as much as a few steps.
const MEASURE_EVERY = 1024;

// Exchanges of ends after each step, where tours have so many stops on average and the problem is small enough that the
// steps saved would not be worth more. Measured: docs/decisions/0008-plain-search.md.
const TRIES = 4;
const LONG_TOUR = 15;
const MOST_STOPS_FOR_TRIES = 400;

/** Simulated annealing by ruin and recreate over plain tours. */
export class PlainSearch {
  readonly tours: Tours;
  readonly best: Snapshot;
  private readonly absentBefore: Int32Array;
  private readonly draw: Draw;
  private readonly ruin: Ruin;
  private readonly recreate: Recreate;
  /** Null where they do not pay. */
  private readonly tails: Tails | null;
  private readonly hot: number;
  iterations = 0;

  constructor(tables: PlainTables, seed: number) {
    const n = tables.stops;
    const width = n + 1;
    this.draw = new Draw(seed);
    this.tours = new Tours(tables);
    this.absentBefore = new Int32Array(n);
    const { distance, seconds, windows } = tables;
    const near = nearest(n, NEAR, (from, to) => distance[from * width + to]! + distance[to * width + from]!);
    const oneWay = (from: number, to: number): number => {
      if (windows === null) return distance[from * width + to]!;
      const { early, late, service } = windows;
      const drive = service[from]! + seconds[from * width + to]!;
      const wait = Math.max(0, early[to]! - late[from]! - drive);
      const delay = Math.max(0, early[from]! + drive - late[to]!);
      return distance[from * width + to]! + 0.2 * wait + delay;
    };
    const fit =
      windows === null
        ? narrowed(near, n, fitOf(n))
        : nearest(n, FIT_TIMED, (from, to) => Math.min(oneWay(from, to), oneWay(to, from)));
    this.ruin = new Ruin(this.tours, near, this.draw, { stops: 10, longest: 10, splits: 0.5, grows: 0.01 });
    this.recreate = new Recreate(this.tours, gapsOf(tables, fit), this.draw, 0.01);
    this.recreate.all();
    const isLong = n >= LONG_TOUR * this.tours.used && n <= MOST_STOPS_FOR_TRIES;
    this.tails = windows === null && isLong ? new Tails(this.tours, near, this.draw) : null;
    this.tours.commit();
    this.best = this.tours.snapshot();
    this.tours.saveInto(this.best);
    this.hot = (HOT * this.tours.distance) / (n + this.tours.used || 1);
  }

  /** Does so many steps at the temperature of a share of the budget. */
  run(steps: number, share: number): void {
    const { tours, draw, ruin, recreate, tails, best, absentBefore } = this;
    const n = tours.tables.stops;
    if (n === 0) return;
    const temperature = this.hot * (COLD / HOT) ** Math.min(1, Math.max(0, share));
    let cost = tours.cost();
    for (let step = 0; step < steps; step++) {
      if ((this.iterations + step) % MEASURE_EVERY === 0) tours.measureLong();
      const absentCount = tours.absentCount;
      for (let i = 0; i < absentCount; i++) absentBefore[i] = tours.absent[i]!;
      ruin.around(draw.int(n));
      recreate.all();
      const changed = tours.cost();
      if (changed < cost - temperature * Math.log(1 - draw.float() + 1e-300)) {
        tours.commit();
        cost = changed;
        if (changed < best.cost - 1e-9) tours.saveInto(best);
      } else {
        tours.undo();
        for (let i = 0; i < absentCount; i++) tours.absent[i] = absentBefore[i]!;
        tours.absentCount = absentCount;
        cost = tours.cost();
      }
      if (tails === null) continue;
      const room = -temperature * Math.log(1 - draw.float() + 1e-300);
      for (let i = 0; i < TRIES; i++) {
        if (!tails.attempt(room)) continue;
        cost = tours.cost();
        if (cost < best.cost - 1e-9) tours.saveInto(best);
      }
    }
    this.iterations += steps;
  }

  /** Goes on from other tours, each its stops in order, where they are cheaper than the best. */
  adopt(routes: readonly (readonly number[])[]): void {
    const { tours } = this;
    const n = tours.tables.stops;
    const snapshot = tours.snapshot();
    snapshot.tour.fill(-1);
    for (let t = 0; t < tours.tables.mostTours; t++) {
      let at = n + t;
      for (const stop of routes[t] ?? []) {
        snapshot.next[at] = stop;
        snapshot.tour[stop] = t;
        at = stop;
      }
      snapshot.next[at] = n + t;
    }
    tours.restore(snapshot);
    if (tours.cost() < this.best.cost) tours.saveInto(this.best);
    else tours.restore(this.best);
  }
}

/** The same lists cut to fewer. */
const narrowed = (near: Neighbours, rows: number, most: number): Neighbours => {
  const width = Math.min(near.width, most);
  const list = new Int32Array(rows * width);
  for (let row = 0; row < rows; row++)
    list.set(near.list.subarray(row * near.width, row * near.width + width), row * width);
  return { width, list };
};

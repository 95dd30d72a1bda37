import { Draw } from "./draw.ts";
import { gapsOf } from "./gaps.ts";
import { type Kernel, kernelOf } from "./kernel.ts";
import { type Neighbours, nearest } from "./neighbours.ts";
import type { PlainTables } from "./plain-tables.ts";
import { PlanPool, type Tours } from "./plan-pool.ts";
import type { RuinSize } from "./ruin-size.ts";
import { noTours, type Order } from "./tour-mix.ts";

// Widths of the neighbour lists: past these a step takes longer and the plans get no better.
const NEAR = 100;
const FIT_TIMED = 60;
// Small problems are searched to their end, and the last tenths of a percent lie in far places; in big ones a wide list
// costs more steps than it finds.
const fitOf = (stops: number): number => (stops <= 400 ? 100 : 40);

// What a way is in a plan is told by one that only got shorter for so many steps a stop. The first plan does not tell it:
// by the order in which stops came it is 1.1 to 2.9 times as long as the best known one, this one 1.0 to 1.3 times.
const MEASURED_STEPS_A_STOP = 20;
const MOST_MEASURED_STEPS = 20_000;
// Starting and final temperature of a cooling, as shares of that mean way: with windows, without, without and of so many
// stops that one plan is made, and of a child, which starts from good tours. Heat keeps far or big stops from being trapped
// in a tour; of many stops few are, and to the others it is lost time.
type Cooling = { hot: number; cold: number };
const TIMED: Cooling = { hot: 1.5, cold: 0.015 };
const FREE: Cooling = { hot: 0.85, cold: 0.042 };
const MANY: Cooling = { hot: 0.55, cold: 0.042 };
const CHILD: Cooling = { hot: 0.07, cold: 0.028 };
const LOCAL: Cooling = { hot: 0.14, cold: 0.028 };

// Several plans are made in the first part of the budget, each in so many steps a stop or more, and mixed in the rest;
// fewer than three are not worth it. More than the usual six are made only where each gets so many steps that it comes
// out as good, and then no more steps than these. Above so many stops one plan is made: there a neighbourhood annealed anew
// brings more than what another plan has better elsewhere.
const FIRST = 0.5;
const STEPS_A_STOP = 1500;
const AMPLE_STEPS_A_STOP = 3000;
const LEAST_PLANS = 3;
const USUAL_PLANS = 6;
const MOST_PLANS = 12;
const MOST_STOPS_FOR_PLANS = 500;
// Steps of a child for each stop that lies otherwise than in its first parent.
const CHILD_STEPS_A_STOP = 300;
// Stops of a neighbourhood, and steps for each of them.
const LOCAL_STOPS = 60;
const LOCAL_STEPS_A_STOP = 150;
// Neighbourhoods bring nearly all that they can in so many steps for each stop of the problem; a longer budget is better
// spent on a slower cooling.
const ALL_LOCAL_STEPS_A_STOP = 4000;
// Plans that are nearly alike have children that end where they began: the longer none was kept, the hotter and longer
// a child is annealed, up to so many times.
const MOST_EFFORT = 4;
// How many steps the budget holds is told by the first part of it.
const DECIDED = 0.02;
// A search that begins later than this has no time to cool.
const MOST_BEGUN = 0.99;

const TORN: RuinSize = { stops: 10, longest: 10, splits: 0.5, grows: 0.01 };

// Exchanges of ends after each step, where tours have so many stops on average and the problem is small enough that the
// steps saved would not be worth more. Measured: docs/decisions/0008-plain-search.md.
const TRIES = 4;
const LONG_TOUR = 15;
const MOST_STOPS_FOR_TRIES = 400;

/**
 * Simulated annealing by ruin and recreate over plain tours; the steps run in the kernel. Where the budget is long
 * enough, it makes several plans, mixes two at a time and anneals what that disturbed. In big problems it makes one and
 * anneals one neighbourhood of it after another.
 */
export class PlainSearch {
  private readonly tables: PlainTables;
  private readonly kernel: Kernel;
  private readonly next: Int32Array;
  private readonly tour: Int32Array;
  private readonly seeds: Int32Array;
  private readonly tries: number;
  private readonly unit: number;
  private readonly cooling: Cooling;
  private readonly near: Neighbours;
  private readonly pool: PlanPool;
  private least: Tours;
  /** How many plans are made by coolings of their own, 0 while undecided, and the steps of one. */
  private rounds = 0;
  private roundSteps = 0;
  /** Steps of what is annealed after the first plans, those that are left of it, and those since a plan got better. */
  private length = 0;
  private left = 0;
  private stale = 0;
  private isRenewal = false;
  private effort = 1;
  /** Share of the budget in which the plans are made. */
  private first = FIRST;
  /** Share of the budget that was gone before the first step; shares here are of the rest. */
  private begun: number | null = null;
  iterations = 0;

  constructor(tables: PlainTables, seed: number) {
    const { stops: n, distance, mostTours, windows } = tables;
    const width = n + 1;
    this.tables = tables;
    const near = nearest(n, NEAR, (from, to) => distance[from * width + to]! + distance[to * width + from]!);
    this.near = near;
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
    this.seeds = kernel.wholes(kernel.seeds, n);
    const isLong = n >= LONG_TOUR * used && n <= MOST_STOPS_FOR_TRIES;
    this.tries = windows === null && isLong ? TRIES : 0;
    kernel.run(Math.min(MOST_MEASURED_STEPS, MEASURED_STEPS_A_STOP * n), 0, 0);
    this.unit = kernel.length.value / (n + kernel.used.value || 1);
    this.cooling = windows !== null ? TIMED : n > MOST_STOPS_FOR_PLANS ? MANY : FREE;
    this.pool = new PlanPool(n, new Draw(seed ^ 0x5bd1e995));
    this.least = this.annealed();
  }

  /** The best tours so far. */
  get best(): Tours {
    if (this.kernel.bestCost.value < this.least.cost) this.least = this.annealed();
    return this.least;
  }

  /** The plans that are mixed. */
  get plans(): readonly Tours[] {
    return this.pool.plans;
  }

  get bestCost(): number {
    return Math.min(this.least.cost, this.kernel.bestCost.value);
  }

  /** Does so many steps at the temperature of a share of the budget. */
  run(steps: number, spent: number): void {
    if (this.tables.stops === 0) return;
    // Without steps in it, what was spent on tables and a first plan tells nothing of how fast steps are.
    this.begun ??= Math.min(spent, MOST_BEGUN);
    const share = (spent - this.begun) / (1 - this.begun);
    if (this.rounds === 0 && share >= DECIDED) this.decide(this.iterations / share);
    const { rounds } = this;
    const isDone = rounds > 0 && this.first < 1 && share >= (this.first * (this.pool.size + 1)) / rounds;
    if (this.left === 0 && isDone) this.follow();
    this.iterations += steps;
    if (this.left > 0) {
      const { hot, cold } = rounds === 1 ? LOCAL : CHILD;
      const cooling = this.isRenewal ? this.cooling : { hot: hot * this.effort, cold };
      this.cool(steps, cooling, 1 - this.left / this.length);
      this.left -= steps;
      if (this.left <= 0) this.settle();
    } else
      this.cool(steps, this.cooling, rounds > 0 ? (share / this.first) * rounds - this.pool.size : share);
  }

  private decide(total: number): void {
    const { windows, stops } = this.tables;
    const plans = (stepsAStop: number): number => Math.floor((FIRST * total) / (stepsAStop * stops));
    if (windows !== null) {
      this.rounds = 1;
      this.first = 1;
      return;
    }
    const most = stops <= MOST_STOPS_FOR_PLANS ? plans(STEPS_A_STOP) : 1;
    const ample = Math.min(MOST_PLANS, plans(AMPLE_STEPS_A_STOP));
    this.rounds = most < LEAST_PLANS ? 1 : Math.max(ample, Math.min(USUAL_PLANS, most));
    const first = this.rounds > 1 ? FIRST : Math.max(FIRST, 1 - (ALL_LOCAL_STEPS_A_STOP * stops) / total);
    this.roundSteps = Math.ceil((first * total) / this.rounds);
    if (this.rounds === MOST_PLANS) this.roundSteps = AMPLE_STEPS_A_STOP * stops;
    this.first = (this.rounds * this.roundSteps) / total;
  }

  private cool(steps: number, { hot, cold }: Cooling, share: number): void {
    const temperature = this.unit * hot * (cold / hot) ** Math.min(1, Math.max(0, share));
    this.kernel.run(steps, temperature, this.tries);
  }

  /** The best of what is being annealed. */
  private annealed(): Tours {
    return { next: this.next.slice(), tour: this.tour.slice(), cost: this.kernel.bestCost.value };
  }

  // A plan of the first part is done: another one is begun or, after the last, the first child.
  private follow(): void {
    const { kernel, pool, rounds } = this;
    if (kernel.bestCost.value < this.least.cost) this.least = this.annealed();
    pool.add(this.annealed());
    if (pool.size < rounds) this.beginAnew();
    else this.begin();
  }

  private settle(): void {
    const { pool } = this;
    const plan = this.annealed();
    if (plan.cost < this.least.cost) this.least = plan;
    if (this.isRenewal) pool.renew(plan);
    if (this.isRenewal || pool.settle(plan)) this.stale = 0;
    else this.stale += this.length;
    this.begin();
  }

  // A child is annealed about the stops that lie otherwise in it. Where the plans are alike, or no child was kept for as
  // long as a plan takes, a new plan is made; of a single plan a neighbourhood is annealed again.
  private begin(): void {
    const { kernel, pool, seeds, rounds, roundSteps } = this;
    const isOne = rounds === 1;
    const child = isOne ? pool.part(this.near, LOCAL_STOPS) : this.stale < roundSteps ? pool.child() : null;
    this.isRenewal = child === null;
    if (child === null) {
      for (let stop = 0; stop < seeds.length; stop++) seeds[stop] = stop;
      this.beginAnew();
    } else {
      this.take(child.order);
      kernel.save();
      seeds.set(child.open);
    }
    kernel.aim(child === null ? seeds.length : child.open.length);
    this.effort = MOST_EFFORT ** Math.min(1, this.stale / roundSteps);
    const stepsAStop = isOne ? LOCAL_STEPS_A_STOP : CHILD_STEPS_A_STOP;
    this.length = child === null ? roundSteps : Math.ceil(stepsAStop * this.effort * child.open.length);
    this.left = this.length;
  }

  // From no tours at all: however hot, tours keep which far or big stops share one. And what is met while they are still
  // short must not pass for what comes of the cooling.
  private beginAnew(): void {
    this.take(noTours(this.tables.stops, this.tables.mostTours));
    this.kernel.forget();
  }

  private take({ next, tour }: Order): void {
    this.next.set(next);
    this.tour.set(tour);
    this.kernel.takeUp();
  }

  /** Goes on from other tours, each its stops in order, where they are cheaper than the best. */
  adopt(routes: readonly (readonly number[])[]): void {
    const { kernel, pool } = this;
    const { stops: n, mostTours } = this.tables;
    const before = this.annealed();
    const { cost } = this.best;
    const { next, tour } = noTours(n, mostTours);
    for (let t = 0; t < mostTours; t++) {
      let at = n + t;
      for (const stop of routes[t] ?? []) {
        next[at] = stop;
        tour[stop] = t;
        at = stop;
      }
      next[at] = n + t;
    }
    this.take({ next, tour });
    if (kernel.cost() >= cost) {
      this.take(before);
      return;
    }
    kernel.save();
    this.least = this.annealed();
    if (this.left === 0) return;
    pool.renew(this.least);
    this.begin();
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

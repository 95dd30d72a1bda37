// Simulated annealing by ruin and recreate over plain tours: what `plain-search.ts` beside this folder calls.
import { float, int, seed } from "./draw";
import { makeRecreate, recreate } from "./recreate";
import { makeRuin, ruin } from "./ruin";
import { limit, makeTables, setWhole, stops, whole } from "./tables";
import { exchange, makeTails } from "./tails";
import {
  absent,
  absentCount,
  bestCost,
  commit,
  cost,
  makeTours,
  measureLong,
  restore,
  save,
  setAbsentCount,
  undo,
} from "./tours";

export {
  amount,
  distance,
  distanceTo,
  early,
  far,
  homeward,
  late,
  least,
  near,
  others,
  seconds,
  secondsTo,
  service,
} from "./tables";
export {
  absent,
  absentCount,
  bestCost,
  bestNext,
  bestTour,
  forget,
  latest,
  leaves,
  length,
  loads,
  nodes,
  save,
  sizes,
  used,
} from "./tours";
export { cost, limit, seed };

// Steps between two measurements of what a long way is: one look costs as much as a few steps.
const MEASURE_EVERY = 1024;

let isWhole: bool = false;
let absentBefore: usize = 0;
let steps: i32 = 0;
/** The stops about which strings are torn out; the first `seedCount` count. */
export let seeds: usize = 0;
let seedCount: i32 = 0;

/** Makes room for a problem; the caller fills the tables. */
export function make(
  count: i32,
  tours: i32,
  wholeWays: bool,
  timed: bool,
  symmetric: bool,
  sameTables: bool,
  nearCount: i32,
  gapCount: i32,
): void {
  isWhole = wholeWays;
  makeTables(count, tours, wholeWays, timed, symmetric, sameTables, nearCount, gapCount);
}

/** Builds the first tours once the tables are filled. */
export function begin(average: f64, longest: f64, split: f64, grow: f64): void {
  absentBefore = heap.alloc(stops << 2);
  seeds = heap.alloc(stops << 2);
  for (let stop = 0; stop < stops; stop++) setWhole(seeds, stop, stop);
  seedCount = stops;
  makeTours();
  makeRuin(average, longest, split, grow);
  makeRecreate();
  makeTails();
  if (isWhole) recreate<i32>(Infinity);
  else recreate<f64>(Infinity);
  commit();
  save();
}

/** Takes up the tours in the place of the best. */
export function takeUp(): void {
  if (isWhole) restore<i32>();
  else restore<f64>();
}

/** Does so many steps at a temperature, with so many tries of an exchange after each. */
export function run(count: i32, temperature: f64, tries: i32): void {
  if (isWhole) runOf<i32>(count, temperature, tries);
  else runOf<f64>(count, temperature, tries);
}

/** Tears out about the first so many of `seeds` alone. */
export function aim(count: i32): void {
  seedCount = count;
}

function slack(temperature: f64): f64 {
  return -temperature * Math.log(1 - float() + 1e-300);
}

function runOf<T>(count: i32, temperature: f64, tries: i32): void {
  let now = cost();
  for (let step = 0; step < count; step++) {
    if (steps++ % MEASURE_EVERY === 0) measureLong();
    const left = absentCount;
    for (let i = 0; i < left; i++) setWhole(absentBefore, i, whole(absent, i));
    const most = now + slack(temperature);
    ruin<T>(whole(seeds, int(seedCount)));
    if (recreate<T>(most)) {
      commit();
      now = cost();
      if (now < bestCost - 1e-9) save();
    } else {
      undo<T>();
      for (let i = 0; i < left; i++) setWhole(absent, i, whole(absentBefore, i));
      setAbsentCount(left);
      now = cost();
    }
    if (tries === 0) continue;
    const room = slack(temperature);
    for (let i = 0; i < tries; i++) {
      if (!exchange<T>(room)) continue;
      now = cost();
      if (now < bestCost - 1e-9) save();
    }
  }
}

/** One try of an exchange alone; says whether the tours changed. */
export function attempt(most: f64): bool {
  return isWhole ? exchange<i32>(most) : exchange<f64>(most);
}

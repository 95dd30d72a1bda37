// Tours of identical vehicles around one depot as linked lists. Node n + t is the depot of tour t, its start and its
// end. Removing and inserting take constant time and are logged, so that a rejected step is undone by walking the log
// back instead of copying the plan.
import {
  absence,
  amount,
  closes,
  distance,
  distanceTo,
  early,
  isTimed,
  late,
  mostTours,
  opens,
  real,
  rowOf,
  seconds,
  service,
  setReal,
  setWhole,
  stops,
  way,
  whole,
} from "./tables";

// A long way, in mean ways.
const LONG: f64 = 3;

// A node takes 32 bytes, so that all that a scan asks of it lies in one line of the cache: next, prev, tour, nothing,
// way to the next, way from the one before.
// At fixed addresses, so that the compiler writes them into the instructions; `kernel.ts` allows as many stops as fit.
export const nodes: usize = 0x10000;
export const loads: usize = 0x90000;
export const sizes: usize = 0xa0040;
/** Stops that are left out; the first `absentCount` count. */
export const absent: usize = 0xa80c0;
/** Earliest departure from a node, and latest start at it that keeps the rest of its tour in time. */
export let leaves: usize = 0;
export let latest: usize = 0;
export let absentCount: i32 = 0;
export let length: f64 = 0;
export let used: i32 = 0;
/** Tours past this one were never used. */
export let top: i32 = 0;
/** Few ways between two stops are longer. */
export let long: f64 = Infinity;
/** The best tours met: each node's next and its tour. */
export let bestNext: usize = 0;
export let bestTour: usize = 0;
export let bestCost: f64 = Infinity;

/** The length at the last commit. */
let settled: f64 = 0;
let logNode: usize = 0;
let logAfter: usize = 0;
let logCount: i32 = 0;
let timed: usize = 0;
let stamp: i32 = 0;
let spare: usize = 0;
let isSpare: usize = 0;
let spareCount: i32 = 0;

function at(node: i32): usize {
  return (<usize>node) << 5;
}
export function nextOf(node: i32): i32 {
  return load<i32>(at(node), nodes);
}
export function prevOf(node: i32): i32 {
  return load<i32>(at(node), nodes + 4);
}
/** The tour of a node; -1 while it is left out. */
export function tourOf(node: i32): i32 {
  return load<i32>(at(node), nodes + 8);
}
/** Distance from a node to its next. */
export function edgeOf(node: i32): f64 {
  return load<f64>(at(node), nodes + 16);
}
/** Distance to a node from the one before; like the other -Infinity while it is left out. */
export function intoOf(node: i32): f64 {
  return load<f64>(at(node), nodes + 24);
}

/** Makes room for the tours. */
export function makeTours(): void {
  const count = stops + mostTours;
  leaves = heap.alloc(count << 3);
  latest = heap.alloc(count << 3);
  bestNext = heap.alloc(count << 2);
  bestTour = heap.alloc(count << 2);
  // A step removes and inserts each stop at most once; the first one inserts all.
  logNode = heap.alloc((2 * stops + 2) << 2);
  logAfter = heap.alloc((2 * stops + 2) << 2);
  timed = heap.alloc(mostTours << 2);
  memory.fill(timed, 0, mostTours << 2);
  spare = heap.alloc(mostTours << 2);
  isSpare = heap.alloc(mostTours << 2);
  clear();
}

/** All stops left out, all tours empty. */
function clear(): void {
  long = Infinity;
  spareCount = 0;
  for (let node = 0; node < stops; node++) {
    store<i32>(at(node), node, nodes);
    store<i32>(at(node), node, nodes + 4);
    store<i32>(at(node), -1, nodes + 8);
    store<f64>(at(node), -Infinity, nodes + 16);
    store<f64>(at(node), -Infinity, nodes + 24);
    setWhole(absent, node, node);
  }
  for (let t = mostTours - 1; t >= 0; t--) {
    const depot = stops + t;
    store<i32>(at(depot), depot, nodes);
    store<i32>(at(depot), depot, nodes + 4);
    store<i32>(at(depot), t, nodes + 8);
    store<f64>(at(depot), 0, nodes + 16);
    store<f64>(at(depot), 0, nodes + 24);
    setReal(leaves, depot, opens);
    setReal(latest, depot, closes);
    setReal(loads, t, 0);
    setWhole(sizes, t, 0);
    setWhole(spare, spareCount++, t);
    setWhole(isSpare, t, 1);
  }
  absentCount = stops;
  length = 0;
  used = 0;
  logCount = 0;
}

export function cost(): f64 {
  return length + <f64>absentCount * absence;
}

export function setAbsentCount(count: i32): void {
  absentCount = count;
}

/** A tour without stops; -1 where every one is used. */
export function emptyTour(): i32 {
  while (spareCount > 0) {
    const t = whole(spare, spareCount - 1);
    if (whole(sizes, t) === 0) return t;
    spareCount--;
    setWhole(isSpare, t, 0);
  }
  return -1;
}

/** Finds anew what is a long way between two stops: few ways of the tours are longer. */
export function measureLong(): void {
  let sum: f64 = 0;
  let count = 0;
  for (let node = 0; node < stops; node++) {
    // Of ways between stops, those into a stop are all; the first of a tour has none.
    if (tourOf(node) < 0 || prevOf(node) >= stops) continue;
    sum += intoOf(node);
    count++;
  }
  long = count === 0 ? Infinity : (LONG * sum) / <f64>count;
}

function started(t: i32): void {
  used++;
  if (t >= top) top = t + 1;
}

function emptied(t: i32): void {
  setReal(loads, t, 0);
  used--;
  if (whole(isSpare, t) === 1) return;
  setWhole(isSpare, t, 1);
  setWhole(spare, spareCount++, t);
}

function unlink<T>(node: i32): void {
  const n = stops;
  const before = prevOf(node);
  const after = nextOf(node);
  const from = min(before, n);
  const to = min(after, n);
  const joined: f64 = from === to ? 0 : way<T>(rowOf<T>(distance, from), to);
  length += joined - intoOf(node) - edgeOf(node);
  store<f64>(at(before), joined, nodes + 16);
  store<f64>(at(after), joined, nodes + 24);
  store<i32>(at(before), after, nodes);
  store<i32>(at(after), before, nodes + 4);
  store<f64>(at(node), -Infinity, nodes + 16);
  store<f64>(at(node), -Infinity, nodes + 24);
  const t = tourOf(node);
  store<i32>(at(node), -1, nodes + 8);
  setReal(loads, t, real(loads, t) - real(amount, node));
  const left = whole(sizes, t) - 1;
  setWhole(sizes, t, left);
  if (left === 0) emptied(t);
}

function link<T>(node: i32, before: i32): void {
  const n = stops;
  const after = nextOf(before);
  const into = way<T>(rowOf<T>(distanceTo, node), min(before, n));
  const out = way<T>(rowOf<T>(distance, node), min(after, n));
  length += into + out - edgeOf(before);
  store<f64>(at(before), into, nodes + 16);
  store<f64>(at(node), into, nodes + 24);
  store<f64>(at(node), out, nodes + 16);
  store<f64>(at(after), out, nodes + 24);
  store<i32>(at(before), node, nodes);
  store<i32>(at(node), before, nodes + 4);
  store<i32>(at(node), after, nodes);
  store<i32>(at(after), node, nodes + 4);
  const t = tourOf(before);
  store<i32>(at(node), t, nodes + 8);
  setReal(loads, t, real(loads, t) + real(amount, node));
  const count = whole(sizes, t) + 1;
  setWhole(sizes, t, count);
  if (count === 1) started(t);
}

/** Takes a stop out of its tour; times of the tour are to be computed again afterwards (`retime`). */
export function remove<T>(node: i32): void {
  setWhole(logNode, logCount, node);
  // The node before it where it was removed; -1 - its tour where it was inserted.
  setWhole(logAfter, logCount++, prevOf(node));
  unlink<T>(node);
  setWhole(absent, absentCount++, node);
}

/** Puts a stop that is left out behind a node; the caller takes it off `absent`. */
export function insert<T>(node: i32, before: i32): void {
  setWhole(logNode, logCount, node);
  setWhole(logAfter, logCount++, -1 - tourOf(before));
  link<T>(node, before);
  if (isTimed) retimeAround<T>(node);
}

/**
 * Makes a tour of the first `count` stops of a list, outside the log; the caller changes the length, and every stop
 * that another tour loses must come into one by another call.
 */
export function rewrite<T>(t: i32, list: usize, count: i32): void {
  const n = stops;
  const depot = n + t;
  let before = depot;
  let load: f64 = 0;
  for (let i = 0; i < count; i++) {
    const node = whole(list, i);
    const into = way<T>(rowOf<T>(distanceTo, node), min(before, n));
    store<f64>(at(before), into, nodes + 16);
    store<f64>(at(node), into, nodes + 24);
    store<i32>(at(before), node, nodes);
    store<i32>(at(node), before, nodes + 4);
    store<i32>(at(node), t, nodes + 8);
    load += real(amount, node);
    before = node;
  }
  const home: f64 = count === 0 ? 0 : way<T>(rowOf<T>(distance, before), n);
  store<f64>(at(before), home, nodes + 16);
  store<f64>(at(depot), home, nodes + 24);
  store<i32>(at(before), depot, nodes);
  store<i32>(at(depot), before, nodes + 4);
  setReal(loads, t, load);
  if (whole(sizes, t) === 0 && count > 0) started(t);
  setWhole(sizes, t, count);
  if (count === 0) emptied(t);
}

export function addLength(dearer: f64): void {
  length += dearer;
  settled = length;
}

/** Makes the changes since the last commit final. */
export function commit(): void {
  logCount = 0;
  settled = length;
}

/** Takes back every change since the last commit, newest first; `absent` must be put back by the caller. */
export function undo<T>(): void {
  for (let i = logCount - 1; i >= 0; i--) {
    const after = whole(logAfter, i);
    if (after < 0) unlink<T>(whole(logNode, i));
    else link<T>(whole(logNode, i), after);
  }
  if (isTimed) {
    stamp++;
    for (let i = 0; i < logCount; i++) {
      const after = whole(logAfter, i);
      const t = after < 0 ? -1 - after : tourOf(whole(logNode, i));
      if (whole(timed, t) === stamp) continue;
      setWhole(timed, t, stamp);
      retime<T>(t);
    }
  }
  logCount = 0;
  // To the last bit: sums taken back one by one would drift.
  length = settled;
}

/** Computes all times of a tour again. */
export function retime<T>(t: i32): void {
  if (!isTimed) return;
  const n = stops;
  const depot = n + t;
  let from = n;
  let clock = opens;
  for (let node = nextOf(depot); node < n; node = nextOf(node)) {
    const arrives = clock + way<T>(rowOf<T>(seconds, from), node);
    const starts = real(early, node);
    clock = max(arrives, starts) + real(service, node);
    setReal(leaves, node, clock);
    from = node;
  }
  let to = n;
  clock = closes;
  for (let node = prevOf(depot); node < n; node = prevOf(node)) {
    const by = clock - way<T>(rowOf<T>(seconds, node), to) - real(service, node);
    const ends = real(late, node);
    clock = min(by, ends);
    setReal(latest, node, clock);
    to = node;
  }
}

function retimeAround<T>(node: i32): void {
  const n = stops;
  let before = prevOf(node);
  for (let at = node; at < n; at = nextOf(at)) {
    const arrives = real(leaves, before) + way<T>(rowOf<T>(seconds, min(before, n)), at);
    const starts = real(early, at);
    const clock = max(arrives, starts) + real(service, at);
    if (at !== node && clock === real(leaves, at)) break;
    setReal(leaves, at, clock);
    before = at;
  }
  let after = nextOf(node);
  for (let at = node; at < n; at = prevOf(at)) {
    const by = real(latest, after) - way<T>(rowOf<T>(seconds, at), min(after, n)) - real(service, at);
    const ends = real(late, at);
    const clock = min(by, ends);
    if (at !== node && clock === real(latest, at)) break;
    setReal(latest, at, clock);
    after = at;
  }
}

/** Notes the tours as the best met. */
export function save(): void {
  const count = stops + mostTours;
  for (let node = 0; node < count; node++) {
    setWhole(bestNext, node, nextOf(node));
    setWhole(bestTour, node, tourOf(node));
  }
  bestCost = cost();
}

/** Forgets the best met: the next tours taken are it. */
export function forget(): void {
  bestCost = Infinity;
}

/** Takes up the tours that lie in the place of the best. */
export function restore<T>(): void {
  clear();
  for (let t = 0; t < mostTours; t++) {
    let before = stops + t;
    for (let node = whole(bestNext, before); node < stops; node = whole(bestNext, node)) {
      link<T>(node, before);
      before = node;
    }
    retime<T>(t);
  }
  absentCount = 0;
  for (let stop = 0; stop < stops; stop++)
    if (whole(bestTour, stop) < 0) setWhole(absent, absentCount++, stop);
  commit();
}

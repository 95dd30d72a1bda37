// Greedy insertion with blinks of the stops that are left out, next to their neighbours only.
import { float, int } from "./draw";
import {
  absence,
  amount,
  capacity,
  distance,
  distanceTo,
  early,
  far,
  gapWidth,
  homeward,
  isSymmetric,
  isTimed,
  late,
  least,
  mostTours,
  others,
  real,
  rowOf,
  seconds,
  secondsTo,
  service,
  setReal,
  setWhole,
  stops,
  way,
  whole,
} from "./tables";
import {
  absent,
  absentCount,
  edgeOf,
  emptyTour,
  insert,
  intoOf,
  latest,
  leaves,
  length,
  loads,
  long,
  nextOf,
  prevOf,
  setAbsentCount,
  sizes,
  top,
  tourOf,
} from "./tours";

// So many are always looked at.
const NEAREST = 10;
// Where tours with room hold no more stops than this, all their gaps are looked at.
const FEW_GAPS = 30;
// Chance that a place is passed over.
const BLINKS: f64 = 0.01;

let logSeen: f64 = 0;
/** Places to look at before the next one is passed over. */
let untilBlink: i32 = 0;
let bestDetour: f64 = 0;
let keys: usize = 0;
/** Tours with room for the smallest stop that is left out, and of these the ones with room for the one at hand. */
let open: usize = 0;
let openCount: i32 = 0;
let roomy: usize = 0;

export function makeRecreate(): void {
  keys = heap.alloc(stops << 3);
  open = heap.alloc(mostTours << 2);
  roomy = heap.alloc(mostTours << 2);
  logSeen = Math.log(1 - BLINKS);
  untilBlink = drawBlink();
}

/**
 * Inserts what is left out, each at its cheapest place; what finds none stays in `absent`. Says no, and leaves the rest
 * out, as soon as the tours are as dear as they must not become.
 */
export function recreate<T>(most: f64): bool {
  const count = absentCount;
  sort<T>(count);
  findOpen(count);
  let left = 0;
  for (let i = 0; i < count; i++) {
    const stop = whole(absent, i);
    let place = -1;
    const few = fewWithRoom(stop);
    if (few >= 0) place = among<T>(stop, roomy, few, true);
    else {
      place = isTimed ? nearby<T, i32>(stop) : nearby<T, i8>(stop);
      if (place < 0) place = among<T>(stop, open, openCount, false);
    }
    const empty = emptyPlace<T>(stop);
    if (empty >= 0) {
      place = empty;
      setWhole(open, openCount++, empty - stops);
    }
    if (place < 0) {
      setWhole(absent, left++, stop);
      if (length + <f64>left * absence >= most) return false;
    } else {
      if (length + bestDetour + <f64>left * absence >= most) return false;
      insert<T>(stop, place);
    }
  }
  setAbsentCount(left);
  return true;
}

// One of a few orders: by chance, biggest first, farthest first, nearest first; with windows the narrowest, the
// earliest and the latest too.
function sort<T>(count: i32): void {
  const pick = float() * (isTimed ? 17 : 11);
  if (pick < 4) {
    for (let i = count - 1; i > 0; i--) {
      const other = int(i + 1);
      const stop = whole(absent, i);
      setWhole(absent, i, whole(absent, other));
      setWhole(absent, other, stop);
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    const stop = whole(absent, i);
    let key: f64;
    if (pick < 8) key = -real(amount, stop);
    else if (pick < 10) key = -way<T>(rowOf<T>(distanceTo, stop), stops);
    else if (pick < 11) key = way<T>(rowOf<T>(distanceTo, stop), stops);
    else if (pick < 13) key = real(late, stop) - real(early, stop);
    else if (pick < 15) key = real(early, stop);
    else key = -real(late, stop);
    // Insertion sort: a step leaves out some ten stops; the first one of all is sorted once.
    let at = i - 1;
    while (at >= 0 && real(keys, at) > key) {
      setReal(keys, at + 1, real(keys, at));
      setWhole(absent, at + 1, whole(absent, at));
      at--;
    }
    setReal(keys, at + 1, key);
    setWhole(absent, at + 1, stop);
  }
}

function drawBlink(): i32 {
  return <i32>Math.floor(Math.log(1 - float()) / logSeen);
}

// `W` is i32 where windows are kept, so that the scan without them does not ask.
function nearby<T, W>(stop: i32): i32 {
  const n = stops;
  const room = capacity - real(amount, stop);
  const row = rowOf<T>(distance, stop);
  const rowTo = rowOf<T>(distanceTo, stop);
  const start = stop * gapWidth;
  const end = start + gapWidth;
  const nearest = start + NEAREST;
  const longest = long;
  let until = untilBlink;
  let best: f64 = Infinity;
  let place = -1;
  // Both ends of a gap between stops are in the list, so it is looked at from the nearer one: then the way there and
  // back, less the gap, bounds the detour from below. The few gaps longer than a long one are not waited for, except
  // among the nearest: a stop far from all others has nothing else.
  for (let k = start; k < end; k++) {
    const there = real(far, k);
    if (2 * there - longest >= best && k >= nearest) break;
    const other = whole(others, k);
    const least = 2 * there - best;
    const out = edgeOf(other);
    const into = intoOf(other);
    // What is left out has no ways, so it ends here too; it has no tour, and what lies before the loads is not used. One
    // branch is guessed wrong less often than two.
    if ((i32(out <= least) & i32(into <= least)) | i32(real(loads, tourOf(other)) > room)) continue;
    const after = nextOf(other);
    if (after < n && out > least) {
      const detour = there + way<T>(row, after) - out;
      if (detour < best && (sizeof<W>() === 1 || isInTime<T>(stop, other, after))) {
        if (until-- > 0) {
          best = detour;
          place = other;
        } else until = drawBlink();
      }
    }
    const before = prevOf(other);
    if (before < n && into > least) {
      const detour = way<T>(rowTo, before) + way<T>(row, other) - into;
      if (detour < best && (sizeof<W>() === 1 || isInTime<T>(stop, before, other))) {
        if (until-- > 0) {
          best = detour;
          place = before;
        } else until = drawBlink();
      }
    }
  }
  const home = way<T>(row, n);
  const homeTo = way<T>(rowTo, n);
  for (let k = start; k < end; k++) {
    if (real(least, k) >= best) break;
    const other = whole(homeward, k);
    const after = nextOf(other);
    const before = prevOf(other);
    if (after < n && before < n) continue;
    const t = tourOf(other);
    if (t < 0 || real(loads, t) > room) continue;
    if (after >= n) {
      const detour = way<T>(rowTo, other) + home - edgeOf(other);
      if (detour < best && (sizeof<W>() === 1 || isInTime<T>(stop, other, after))) {
        if (until-- > 0) {
          best = detour;
          place = other;
        } else until = drawBlink();
      }
    }
    if (before >= n) {
      const detour = homeTo + way<T>(row, other) - intoOf(other);
      if (detour < best && (sizeof<W>() === 1 || isInTime<T>(stop, before, other))) {
        if (until-- > 0) {
          best = detour;
          place = before;
        } else until = drawBlink();
      }
    }
  }
  untilBlink = until;
  bestDetour = best;
  return place;
}

function isInTime<T>(stop: i32, before: i32, after: i32): bool {
  const n = stops;
  const arrives = real(leaves, before) + way<T>(rowOf<T>(secondsTo, stop), min(before, n));
  const starts = real(early, stop);
  const clock = max(arrives, starts);
  if (clock > real(late, stop)) return false;
  return clock + real(service, stop) + way<T>(rowOf<T>(seconds, stop), min(after, n)) <= real(latest, after);
}

/** Notes the tours in use that have room for the smallest of the stops that are left out. */
function findOpen(count: i32): void {
  let smallest: f64 = Infinity;
  for (let i = 0; i < count; i++) smallest = min(smallest, real(amount, whole(absent, i)));
  const room = capacity - smallest;
  openCount = 0;
  for (let t = 0; t < top; t++) {
    setWhole(open, openCount, t);
    openCount += i32(real(loads, t) <= room) & i32(whole(sizes, t) > 0);
  }
}

/** Notes the tours that have room for a stop; -1 where they hold so many that its neighbours are looked at instead. */
function fewWithRoom(stop: i32): i32 {
  const room = capacity - real(amount, stop);
  let gaps = 0;
  let count = 0;
  for (let i = 0; i < openCount; i++) {
    const t = whole(open, i);
    if (real(loads, t) > room) continue;
    gaps += whole(sizes, t);
    if (gaps > FEW_GAPS) return -1;
    setWhole(roomy, count++, t);
  }
  return count;
}

/**
 * The cheapest place in any tour in use: for a stop whose neighbours are all left out, full or out of time, and where
 * few tours have room.
 */
function among<T>(stop: i32, tours: usize, count: i32, blinks: bool): i32 {
  const n = stops;
  const room = capacity - real(amount, stop);
  const row = rowOf<T>(distance, stop);
  const rowTo = rowOf<T>(distanceTo, stop);
  const home = way<T>(rowTo, n);
  let best: f64 = Infinity;
  let place = -1;
  for (let i = 0; i < count; i++) {
    const t = whole(tours, i);
    if (real(loads, t) > room) continue;
    let before = n + t;
    let into = home;
    do {
      const after = nextOf(before);
      const out = way<T>(row, min(after, n));
      const detour = into + out - edgeOf(before);
      if (detour < best && (!isTimed || isInTime<T>(stop, before, after))) {
        if (!blinks || untilBlink-- > 0) {
          best = detour;
          place = before;
        } else untilBlink = drawBlink();
      }
      before = after;
      into = isSymmetric ? out : way<T>(rowTo, min(after, n));
    } while (before < n);
  }
  bestDetour = best;
  return place;
}

/** The depot of an empty tour where that is cheaper than the place found; else -1. */
function emptyPlace<T>(stop: i32): i32 {
  const n = stops;
  const both = way<T>(rowOf<T>(distance, stop), n) + way<T>(rowOf<T>(distanceTo, stop), n);
  if (both >= bestDetour || real(amount, stop) > capacity) return -1;
  const t = emptyTour();
  if (t < 0 || (isTimed && !isInTime<T>(stop, n + t, n + t))) return -1;
  bestDetour = both;
  return n + t;
}

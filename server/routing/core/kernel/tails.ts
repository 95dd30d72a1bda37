// Exchanges of whole ends of tours (2-opt*, Potvin and Rousseau 1995) and turns of a part of one (2-opt), for problems
// without windows: a way to a near stop replaces the way that a stop has. Ruin takes out short strings only, so that in
// long tours these moves are out of its reach.
import { int } from "./draw";
import {
  amount,
  capacity,
  distance,
  isSymmetric,
  near,
  nearWidth,
  real,
  rowOf,
  setWhole,
  stops,
  way,
  whole,
} from "./tables";
import { addLength, edgeOf, loads, nextOf, prevOf, rewrite, tourOf } from "./tours";

// A new way is tried to so many of a stop's nearest.
const NEAREST = 16;

let first: usize = 0;
let second: usize = 0;

export function makeTails(): void {
  first = heap.alloc(stops << 2);
  second = heap.alloc(stops << 2);
}

function joined<T>(before: i32, after: i32): f64 {
  const from = min(before, stops);
  const to = min(after, stops);
  return from === to ? 0 : way<T>(rowOf<T>(distance, from), to);
}

/** Tries one exchange and keeps it where the tours get dearer by less than the slack; says whether they changed. */
export function exchange<T>(slack: f64): bool {
  const most = min(NEAREST, nearWidth);
  if (most === 0) return false;
  const a = int(stops);
  const pick = int(4 * most);
  const c = whole(near, a * nearWidth + (pick >> 2));
  const one = tourOf(a);
  const two = tourOf(c);
  if (one < 0 || two < 0) return false;
  const between = way<T>(rowOf<T>(distance, a), c);
  if (one !== two && (!isSymmetric || (pick & 1) === 0)) {
    // a -> c, and what came before c goes on with what came after a.
    const before = prevOf(c);
    const dearer = between + joined<T>(before, nextOf(a)) - edgeOf(a) - edgeOf(before);
    return dearer < slack && swapTails<T>(a, c, dearer);
  }
  if (!isSymmetric || nextOf(a) === c || prevOf(a) === c) return false;
  if ((pick & 2) === 0) {
    // a - c, and their followers are joined.
    const dearer = between + joined<T>(nextOf(a), nextOf(c)) - edgeOf(a) - edgeOf(c);
    if (dearer >= slack) return false;
    return one === two ? turn<T>(a, c, dearer) : crossHeads<T>(a, c, dearer);
  }
  // a - c, and what came before them is joined.
  const before = prevOf(a);
  const behind = prevOf(c);
  const dearer = between + joined<T>(before, behind) - edgeOf(before) - edgeOf(behind);
  if (dearer >= slack) return false;
  return one === two ? turn<T>(before, behind, dearer) : crossHeads<T>(before, behind, dearer);
}

/** The load of a tour from its start to a node. */
function headLoad(node: i32): f64 {
  let load: f64 = 0;
  for (let at = node; at < stops; at = prevOf(at)) load += real(amount, at);
  return load;
}

function swapTails<T>(a: i32, c: i32, dearer: f64): bool {
  const n = stops;
  const one = tourOf(a);
  const two = tourOf(c);
  const after = nextOf(a);
  const headOne = headLoad(a);
  const headTwo = headLoad(prevOf(c));
  if (headOne + real(loads, two) - headTwo > capacity || headTwo + real(loads, one) - headOne > capacity)
    return false;
  let countOne = 0;
  for (let at = nextOf(n + one); at !== after; at = nextOf(at)) setWhole(first, countOne++, at);
  for (let at = c; at < n; at = nextOf(at)) setWhole(first, countOne++, at);
  let countTwo = 0;
  for (let at = nextOf(n + two); at !== c; at = nextOf(at)) setWhole(second, countTwo++, at);
  for (let at = after; at < n; at = nextOf(at)) setWhole(second, countTwo++, at);
  rewrite<T>(one, first, countOne);
  rewrite<T>(two, second, countTwo);
  addLength(dearer);
  return true;
}

// Heads a and c become one tour, the second turned round; so do their tails.
function crossHeads<T>(a: i32, c: i32, dearer: f64): bool {
  const n = stops;
  const one = tourOf(a);
  const two = tourOf(c);
  const heads = headLoad(a) + headLoad(c);
  if (heads > capacity || real(loads, one) + real(loads, two) - heads > capacity) return false;
  const afterOne = nextOf(a);
  let countOne = 0;
  for (let at = nextOf(n + one); at !== afterOne; at = nextOf(at)) setWhole(first, countOne++, at);
  for (let at = c; at < n; at = prevOf(at)) setWhole(first, countOne++, at);
  let countTwo = 0;
  for (let at = prevOf(n + one); at !== a && at < n; at = prevOf(at)) setWhole(second, countTwo++, at);
  for (let at = nextOf(c); at < n; at = nextOf(at)) setWhole(second, countTwo++, at);
  rewrite<T>(one, first, countOne);
  rewrite<T>(two, second, countTwo);
  addLength(dearer);
  return true;
}

// Two nodes of one tour: what lies behind the first of them, up to the other, is turned round.
function turn<T>(a: i32, c: i32, dearer: f64): bool {
  const n = stops;
  const t = tourOf(a);
  let count = 0;
  let at = n + t;
  while (at !== a && at !== c) {
    at = nextOf(at);
    setWhole(first, count++, at);
  }
  const head = at;
  const end = head === a ? c : a;
  for (let back = end; back !== head; back = prevOf(back)) setWhole(first, count++, back);
  for (at = nextOf(end); at < n; at = nextOf(at)) setWhole(first, count++, at);
  rewrite<T>(t, first, count);
  addLength(dearer);
  return true;
}

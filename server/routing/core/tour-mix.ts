import type { Draw } from "./draw.ts";

/** Tours as lists: what follows each node, and the tour it is in, -1 where left out. Node n + t is the depot of tour t. */
export type Order = { next: Int32Array; tour: Int32Array };

/** Tours without stops, and all stops left out. */
export const noTours = (stops: number, mostTours: number): Order => ({
  next: Int32Array.from({ length: stops + mostTours }, (_, node) => node),
  tour: Int32Array.from({ length: stops + mostTours }, (_, node) => (node < stops ? -1 : node - stops)),
});

// Share of the tours that is taken from the other plan, at most.
const MOST_TAKEN = 0.5;

/** The tours of a plan that have stops, and of each stop the place of its tour in this list; -1 where left out. */
const listed = ({ next, tour }: Order, n: number): { tours: number[]; of: Int32Array } => {
  const tours: number[] = [];
  const place = new Int32Array(next.length - n).fill(-1);
  for (let t = 0; t < place.length; t++) if (next[n + t]! < n) place[t] = tours.push(t) - 1;
  return { tours, of: tour.subarray(0, n).map((t) => (t < 0 ? -1 : place[t]!)) };
};

const largest = (values: Int32Array): number => {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[at]!) at = i;
  return at;
};

/**
 * Sets of as many tours of two plans that hold nearly the same stops (Nagata and Bräysy's selective route exchange),
 * grown from the tours of one stop: each time by the tour that adds least to the stops that only one set holds.
 */
const alike = (
  ofA: Int32Array,
  ofB: Int32Array,
  { a, b, centre, most }: { a: number; b: number; centre: number; most: number },
): { fromA: number[]; fromB: number[] } => {
  const shared = new Int32Array(a * b);
  // What a tour would take away from the number of stops that only one set holds.
  const gainA = new Int32Array(a);
  const gainB = new Int32Array(b);
  const taken = -4 * ofA.length;
  for (let stop = 0; stop < ofA.length; stop++) {
    const [i, j] = [ofA[stop]!, ofB[stop]!];
    if (i >= 0) gainA[i]!--;
    if (j >= 0) gainB[j]!--;
    if (i >= 0 && j >= 0) shared[i * b + j]!++;
  }
  const fromA: number[] = [];
  const fromB: number[] = [];
  let single = 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let count = 1; count <= most; count++) {
    const i = count === 1 ? Math.max(0, ofA[centre]!) : largest(gainA);
    single -= gainA[i]!;
    gainA[i] = taken;
    fromA.push(i);
    for (let k = 0; k < b; k++) gainB[k]! += 2 * shared[i * b + k]!;
    const j = count === 1 ? Math.max(0, ofB[centre]!) : largest(gainB);
    single -= gainB[j]!;
    gainB[j] = taken;
    fromB.push(j);
    for (let k = 0; k < a; k++) gainA[k]! += 2 * shared[k * b + j]!;
    if (2 * count < most || single > least) continue;
    least = single;
    best = count;
  }
  return { fromA: fromA.slice(0, best), fromB: fromB.slice(0, best) };
};

/**
 * The tours of a plan with some exchanged for as many of another that hold nearly the same stops. What these would
 * serve a second time goes out of them; what none serves any more is left out. No tour gets a stop more than it had.
 */
export const mixed = (a: Order, b: Order, n: number, draw: Draw): Order => {
  const one = listed(a, n);
  const two = listed(b, n);
  const { next, tour } = noTours(n, a.next.length - n);
  const [ka, kb] = [one.tours.length, two.tours.length];
  const most = Math.min(1 + draw.int(ka * MOST_TAKEN), ka - 1, kb);
  const { fromA, fromB } = alike(one.of, two.of, { a: ka, b: kb, centre: draw.int(n), most });
  let count = 0;
  const put = (from: Order, t: number): void => {
    let at = n + count;
    for (let node = from.next[n + t]!; node < n; node = from.next[node]!) {
      if (tour[node]! >= 0) continue;
      next[at] = node;
      tour[node] = count;
      at = node;
    }
    if (at < n) next[at] = n + count++;
  };
  for (let i = 0; i < ka; i++) if (!fromA.includes(i)) put(a, one.tours[i]!);
  for (const j of fromB) put(b, two.tours[j]!);
  return { next, tour };
};

/** What comes before each stop that is served, the depot as n. */
const befores = ({ next, tour }: Order, n: number): Int32Array => {
  const before = new Int32Array(n);
  for (let node = 0; node < next.length; node++)
    if (next[node]! < n && tour[node]! >= 0) before[next[node]!] = Math.min(node, n);
  return before;
};

/** The stops that are left out of one of two plans, or have others beside them in it. */
export const differing = (a: Order, b: Order, n: number): number[] => {
  const [beforeA, beforeB] = [befores(a, n), befores(b, n)];
  const out: number[] = [];
  for (let stop = 0; stop < n; stop++) {
    const [fromA, toA] = [beforeA[stop]!, Math.min(n, a.next[stop]!)];
    const [fromB, toB] = [beforeB[stop]!, Math.min(n, b.next[stop]!)];
    const isSame = (fromA === fromB && toA === toB) || (fromA === toB && toA === fromB);
    if (!isSame || a.tour[stop]! < 0 || b.tour[stop]! < 0) out.push(stop);
  }
  return out;
};

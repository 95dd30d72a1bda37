// What does not change during a search, in linear memory. Addresses are bytes; `T` below is the type of the tables of
// ways: i32 where all are whole numbers, which takes half the cache, else f64.

/** Stops 0 to n-1; place n is the depot. */
export let stops: i32 = 0;
/** Places in a row of a table. */
export let width: i32 = 0;
export let mostTours: i32 = 0;
export let capacity: f64 = 0;
export let opens: f64 = 0;
export let closes: f64 = 0;
/** Cost of a stop that is left out. */
export let absence: f64 = 0;
/** Whether times are kept, and whether a part can be driven backwards. */
export let isTimed: bool = false;
export let isSymmetric: bool = false;

/** From row to column, and from column to row; the same address where ways are symmetric. */
export let distance: usize = 0;
export let distanceTo: usize = 0;
export let seconds: usize = 0;
export let secondsTo: usize = 0;
/** At a fixed address, as the lists in `tours.ts`. */
export const amount: usize = 0xb0100;
export let early: usize = 0;
export let late: usize = 0;
export let service: usize = 0;

/** The nearest stops of each, and where to look for a gap: see `gaps.ts` beside this folder. */
export let nearWidth: i32 = 0;
export let near: usize = 0;
export let gapWidth: i32 = 0;
export let others: usize = 0;
export let far: usize = 0;
export let homeward: usize = 0;
export let least: usize = 0;

/** Sets the sizes and makes room for the tables; the caller fills them. */
export function makeTables(
  count: i32,
  tours: i32,
  isWhole: bool,
  timed: bool,
  symmetric: bool,
  sameTables: bool,
  nearCount: i32,
  gapCount: i32,
): void {
  stops = count;
  width = count + 1;
  mostTours = tours;
  isTimed = timed;
  isSymmetric = symmetric;
  nearWidth = nearCount;
  gapWidth = gapCount;
  const table = <usize>(width * width) * (isWhole ? 4 : 8);
  distance = heap.alloc(table);
  distanceTo = symmetric ? distance : heap.alloc(table);
  seconds = distance;
  secondsTo = distanceTo;
  if (timed && !sameTables) {
    seconds = heap.alloc(table);
    secondsTo = heap.alloc(table);
  }
  if (timed) {
    early = heap.alloc(count << 3);
    late = heap.alloc(count << 3);
    service = heap.alloc(count << 3);
  }
  near = heap.alloc((count * nearCount) << 2);
  others = heap.alloc((count * gapCount) << 2);
  far = heap.alloc((count * gapCount) << 3);
  homeward = heap.alloc((count * gapCount) << 2);
  least = heap.alloc((count * gapCount) << 3);
}

/** Sets the limits of every tour. */
export function limit(load: f64, from: f64, until: f64, leftOut: f64): void {
  capacity = load;
  opens = from;
  closes = until;
  absence = leftOut;
}

/** The row of a place in a table. */
export function rowOf<T>(table: usize, place: i32): usize {
  return table + <usize>(place * width) * sizeof<T>();
}

/** An entry of a row. */
export function way<T>(row: usize, place: i32): f64 {
  return <f64>load<T>(row + <usize>place * sizeof<T>());
}

/** An entry of a list of numbers, and one of a list of stops. */
export function real(list: usize, at: i32): f64 {
  return load<f64>(list + ((<usize>at) << 3));
}
export function whole(list: usize, at: i32): i32 {
  return load<i32>(list + ((<usize>at) << 2));
}
export function setReal(list: usize, at: i32, value: f64): void {
  store<f64>(list + ((<usize>at) << 3), value);
}
export function setWhole(list: usize, at: i32, value: i32): void {
  store<i32>(list + ((<usize>at) << 2), value);
}

import type { Gaps } from "./gaps.ts";
import { wasm } from "./kernel.wasm.ts";
import type { Neighbours } from "./neighbours.ts";
import type { PlainTables } from "./plain-tables.ts";
import type { RuinSize } from "./ruin-size.ts";

type Cell = { readonly value: number };
type Lists =
  | "amount"
  | "distance"
  | "distanceTo"
  | "early"
  | "far"
  | "homeward"
  | "late"
  | "least"
  | "near"
  | "others"
  | "seconds"
  | "secondsTo"
  | "service"
  | "bestNext"
  | "bestTour"
  | "latest"
  | "leaves"
  | "loads"
  | "nodes"
  | "sizes"
  | "seeds"
  | "absent";

type Exports = Readonly<Record<Lists | "bestCost" | "length" | "used" | "absentCount", Cell>> & {
  memory: WebAssembly.Memory;
  make: (
    stops: number,
    mostTours: number,
    isWhole: boolean,
    isTimed: boolean,
    isSymmetric: boolean,
    isSame: boolean,
    nearWidth: number,
    gapWidth: number,
  ) => void;
  limit: (capacity: number, opens: number, closes: number, absence: number) => void;
  seed: (a: number, b: number, c: number, d: number) => void;
  begin: (stops: number, longest: number, splits: number, grows: number) => void;
  run: (steps: number, temperature: number, tries: number) => void;
  cost: () => number;
  save: () => void;
  forget: () => void;
  aim: (count: number) => void;
  takeUp: () => void;
  attempt: (most: number) => number;
};

/** The hot loop of a plain search and its memory; its source lies in `kernel/`. */
export type Kernel = Pick<
  Exports,
  | "run"
  | "forget"
  | "aim"
  | "attempt"
  | "cost"
  | "save"
  | "takeUp"
  | "bestCost"
  | "length"
  | "used"
  | "absentCount"
> &
  Readonly<Record<Lists, Cell>> & {
    /** Builds the first tours. */
    begin: (torn: RuinSize) => void;
    wholes: (list: Cell, count: number) => Int32Array;
    reals: (list: Cell, count: number) => Float64Array;
  };

// As many as the lists at fixed addresses hold (kernel/tours.ts, kernel/tables.ts).
const MOST_STOPS = 8192;

let compiled: WebAssembly.Module | null = null;

/** A kernel of its own memory, filled with the tables of a problem. */
export const kernelOf = (tables: PlainTables, near: Neighbours, gaps: Gaps, words: Int32Array): Kernel => {
  if (tables.stops > MOST_STOPS)
    throw new RangeError(`kernel: got ${tables.stops} stops, expected ${MOST_STOPS} at most`);
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasm), (each) => each.charCodeAt(0)));
  const kernel = new WebAssembly.Instance(compiled, {
    env: {
      abort: () => {
        throw new RangeError("kernel: out of memory for the tables of this problem");
      },
    },
  }).exports as unknown as Exports;
  const { stops, mostTours, windows, distance, distanceTo, seconds, secondsTo } = tables;
  const isWhole = distance instanceof Int32Array;
  const isSymmetric = distance === distanceTo;
  const isSame = seconds === distance && secondsTo === distanceTo;
  kernel.make(stops, mostTours, isWhole, windows !== null, isSymmetric, isSame, near.width, gaps.width);
  kernel.limit(tables.capacity, tables.opens, tables.closes, tables.absence);
  kernel.seed(words[0]!, words[1]!, words[2]!, words[3]!);
  const put = (list: Cell, values: Int32Array | Float64Array): void => {
    const Kind = values instanceof Int32Array ? Int32Array : Float64Array;
    new Kind(kernel.memory.buffer, list.value, values.length).set(values);
  };
  put(kernel.distance, distance);
  if (!isSymmetric) put(kernel.distanceTo, distanceTo);
  if (windows !== null) {
    if (!isSame) put(kernel.seconds, seconds);
    if (!isSame) put(kernel.secondsTo, secondsTo);
    put(kernel.early, windows.early);
    put(kernel.late, windows.late);
    put(kernel.service, windows.service);
  }
  put(kernel.amount, tables.amount);
  put(kernel.near, near.list);
  put(kernel.others, gaps.others);
  put(kernel.far, gaps.far);
  put(kernel.homeward, gaps.homeward);
  put(kernel.least, gaps.least);
  return {
    ...kernel,
    begin: (torn) => kernel.begin(torn.stops, torn.longest, torn.splits, torn.grows),
    wholes: (list, count) => new Int32Array(kernel.memory.buffer, list.value, count),
    reals: (list, count) => new Float64Array(kernel.memory.buffer, list.value, count),
  };
};

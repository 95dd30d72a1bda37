import type { Attributes, Row } from "#server/flags/core/attributes.ts";
import { type Looked, NAN_LINE } from "#server/flags/core/lines.ts";
import {
  type Aspect,
  constantsOf,
  type Literal,
  thresholdsOf,
  versionAt,
  type Way,
  waysOf,
} from "#server/flags/core/literals.ts";
import type { Node } from "#server/flags/core/node.ts";

/** Ways of one flag: with more of them a table is large and slow to make. */
const MOST_WAYS = 320;
const WORD = 32;

/**
 * The tests of a chain as a table: by what an attribute is, the ways that it leaves open, a bit for each. What all
 * attributes leave open has its first bit where the first test holds, so that a long chain takes as long as a short one.
 */
export type Table = {
  /** The number of the first test that holds for the row, the number of tests where none does; -1 where it cannot tell. */
  first(): number;
  /** How many words its bits take. */
  readonly words: number;
  /** The columns of lines that it looks at. */
  readonly columns: readonly number[];
  /** The number of tests: what stands for none of them. */
  readonly none: number;
  /** The test of a bit; the number of tests for one that is none's. */
  testAt(bit: number): number;
  /** Puts the bits that a line leaves open into a list, from a place on; `own` is the column's number among its own. */
  openInto(own: number, line: number, bits: Int32Array, from: number): void;
  /** The table for people. */
  form(): string;
};

type Holds = (node: Node) => (row: Row) => boolean;

/** A column: what of an attribute is looked at, and the literals of each way about it. */
type Column = { place: number; aspect: Aspect; literals: readonly (readonly Literal[])[] };

/** Ways that ask about a column, and the bits of those that do not. */
type Asking = { asking: readonly number[]; others: Int32Array };

const columnsOf = (ways: readonly Way[]): Column[] | null => {
  const columns = new Map<string, { place: number; aspect: Aspect; literals: Literal[][] }>();
  const kinds = new Map<number, string>();
  for (const [i, way] of ways.entries())
    for (const literal of way) {
      const { place, aspect } = literal;
      // A value is of one kind: a flag that takes it for two would never be answered by its table.
      const kind = aspect === "number" || aspect === "truth" ? aspect : "text";
      if ((kinds.get(place) ?? kind) !== kind) return null;
      kinds.set(place, kind);
      const name = `${place}/${aspect}`;
      let column = columns.get(name);
      if (column === undefined) {
        column = { place, aspect, literals: ways.map(() => []) };
        columns.set(name, column);
      }
      column.literals[i]?.push(literal);
    }
  return [...columns.values()];
};

const sortedThresholds = ({ literals }: Column): number[] | null => {
  const all = literals.flat().flatMap(({ node }) => thresholdsOf(node));
  if (all.some(Number.isNaN)) return null;
  return [...new Set(all.map((each) => each + 0))].sort((a, b) => a - b);
};

// Between two thresholds, and on each, one value stands for all.
const standIns = (thresholds: readonly number[], isWhole: boolean): number[] => {
  const found: number[] = [];
  for (let i = 0; i <= thresholds.length; i++) {
    const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = [
      thresholds[i - 1],
      thresholds[i],
    ];
    if (isWhole) found.push(Math.max(0, low === Number.NEGATIVE_INFINITY ? high - 1 : low + 1));
    else if (low === Number.NEGATIVE_INFINITY) found.push(low);
    else found.push(high === Number.POSITIVE_INFINITY ? high : low / 2 + high / 2);
    if (i < thresholds.length) found.push(high);
  }
  return found;
};

// The own line of a value, by the lines that a column's own numbers have among those of all flags.
const ownLine = (own: Int32Array, line: number): number => {
  let low = 0;
  let high = own.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((own[middle] as number) < line) low = middle + 1;
    else high = middle;
  }
  const isOn = low < own.length ? own[low] === line : line === NAN_LINE;
  return 1 + 2 * low + (isOn ? 1 : 0);
};

/** Makes the table of a chain of tests; null where they are not of a kind that a table can tell. */
export const tableOf = (tests: readonly Node[], attributes: Attributes, holds: Holds): Table | null => {
  const ways: Way[] = [];
  const ends: number[] = [];
  for (const [i, test] of tests.entries()) {
    const own = waysOf(test, MOST_WAYS - ways.length);
    if (own === null || ways.length + own.length > MOST_WAYS) return null;
    for (const way of own) {
      ways.push(way);
      ends.push(i);
    }
  }
  const columns = columnsOf(ways);
  if (columns === null || columns.length === 0) return null;
  return fill(columns, ends, tests.length, { attributes, holds });
};

type Filling = { attributes: Attributes; holds: Holds };

const fill = (
  columns: readonly Column[],
  ends: readonly number[],
  none: number,
  { attributes, holds }: Filling,
): Table | null => {
  const words = Math.ceil(ends.length / WORD);
  const count = columns.length;
  const looked = columns.map(({ place, aspect }) => attributes.lookedAt(place, aspect));
  const numbers = looked.map(({ column }) => column);
  const thresholds: (Float64Array | null)[] = [];
  const masks: Int32Array[] = [];
  const { lines } = attributes;

  // The bits of the ways that a value leaves open, a line after the other: all that do not ask, and those it passes.
  const openTo = (
    { asking, others }: Asking,
    lines: number,
    passes: (way: number, line: number) => boolean,
  ) => {
    const mask = new Int32Array(lines * words);
    for (let line = 0; line < lines; line++) {
      const start = line * words;
      mask.set(others, start);
      for (let i = 0; i < asking.length; i++) {
        const way = asking[i] as number;
        const at = start + (way >>> 5);
        if (passes(way, line)) mask[at] = (mask[at] as number) | (1 << (way & 31));
      }
    }
    return mask;
  };

  const askingOf = ({ literals }: Column): Asking => {
    const others = new Int32Array(words);
    const asking: number[] = [];
    literals.forEach((all, i) => {
      if (all.length > 0) asking.push(i);
      else others[i >>> 5] = (others[i >>> 5] as number) | (1 << (i & 31));
    });
    return { asking, others };
  };

  const byTests = (column: Column, values: readonly unknown[]): Int32Array => {
    const { place, literals } = column;
    const tests = literals.map((all) => all.map(({ node, isNot }) => ({ run: holds(node), isNot })));
    const trial: Row = new Array(place + 1).fill(null);
    return openTo(askingOf(column), values.length, (way, line) => {
      trial[place] = values[line];
      const all = tests[way] ?? [];
      for (let i = 0; i < all.length; i++) {
        const { run, isNot } = all[i] as { run: (row: Row) => boolean; isNot: boolean };
        if (run(trial) === isNot) return false;
      }
      return true;
    });
  };

  const byBits = (column: Column, { bitOf, bitsAt }: Looked, from: number, to: number): Int32Array =>
    openTo(askingOf(column), to - from, (way, line) => {
      const bits = bitsAt(from + line);
      return (column.literals[way] ?? []).every(({ node, isNot }) => {
        const bit = node.kind === "affix" ? bitOf(node.affix, node.isStart) : null;
        return (bit !== null && (bits & (1 << bit)) !== 0) !== isNot;
      });
    });

  for (const [c, column] of columns.entries()) {
    const { place, aspect, literals } = column;
    const nodes = literals.flat().map(({ node }) => node);
    const { bitOf, tellNumbers, tellTexts, texts } = looked[c] as Looked;
    thresholds[c] = null;
    let isMoved = false;
    if (aspect === "text") {
      const constants = nodes.flatMap(constantsOf).filter((value) => typeof value === "string");
      if (!tellTexts(constants)) return null;
      const known = texts();
      // A text that none of them is.
      const other = `${known.reduce((longest, text) => (text.length > longest.length ? text : longest), "")}.`;
      masks[c] = byTests(column, [null, other, ...known]);
    } else if (aspect === "truth") masks[c] = byTests(column, [null, false, true]);
    else if (aspect === "affix") {
      for (const node of nodes)
        if (node.kind === "affix" && bitOf(node.affix, node.isStart) === null) return null;
      masks[c] = byBits(column, looked[c] as Looked, 0, 1);
    } else {
      const sorted = sortedThresholds(column);
      if (sorted === null) return null;
      thresholds[c] = Float64Array.from(sorted);
      isMoved = tellNumbers(sorted);
      const isVersion = aspect === "version";
      const values = standIns(sorted, isVersion);
      masks[c] = byTests(column, [null, ...(isVersion ? values.map(versionAt) : [...values, Number.NaN])]);
    }
    attributes.told(place, isMoved);
  }

  const ownAt = (c: number): Int32Array | null => {
    const own = thresholds[c] ?? null;
    return own === null ? null : (looked[c] as Looked).linesOf(own);
  };
  const owns = columns.map((_, c) => ownAt(c));
  let moves = lines[0];

  const move = (): void => {
    moves = lines[0];
    for (let c = 0; c < count; c++) owns[c] = ownAt(c);
  };

  // A line that the column has not met: a text that was told apart for a flag made later, or a kind of texts.
  const meet = (c: number, line: number): number => {
    if (columns[c]?.aspect === "text") return words;
    const old = masks[c] as Int32Array;
    const known = old.length / words;
    const next = new Int32Array((line + 1) * words);
    next.set(old);
    next.set(byBits(columns[c] as Column, looked[c] as Looked, known, line + 1), old.length);
    masks[c] = next;
    return line * words;
  };

  // Where the bits of a column for a line of all flags begin.
  const startOf = (c: number, line: number): number => {
    const own = owns[c] as Int32Array | null;
    if (own !== null) return (line === 0 ? 0 : ownLine(own, line)) * words;
    const start = line * words;
    return start < (masks[c] as Int32Array).length ? start : meet(c, line);
  };

  const at = new Int32Array(count);

  const testAt = (bit: number): number => ends[bit] ?? none;

  return {
    words,
    columns: numbers,
    none,
    testAt,
    openInto(own, line, bits, from) {
      if (lines[0] !== moves) move();
      const start = startOf(own, line);
      const mask = masks[own] as Int32Array;
      for (let word = 0; word < words; word++) bits[from + word] = mask[start + word] as number;
    },
    first() {
      if (lines[0] !== moves) move();
      let open = -1;
      for (let c = 0; c < count; c++) {
        const line = lines[numbers[c] as number] as number;
        if (line < 0) return -1;
        const start = startOf(c, line);
        at[c] = start;
        open &= (masks[c] as Int32Array)[start] as number;
      }
      for (let word = 0; ; ) {
        if (open !== 0) return testAt(word * WORD + 31 - Math.clz32(open & -open));
        if (++word >= words) return none;
        open = -1;
        for (let c = 0; c < count && open !== 0; c++)
          open &= (masks[c] as Int32Array)[(at[c] as number) + word] as number;
      }
    },
    form: () =>
      columns
        .map(({ place, aspect, literals }, c) => {
          const own = (masks[c] as Int32Array).length / words;
          const of = attributes.paths[place - 2]?.join(".") ?? "";
          return `${of}, by ${aspect}: ${own} lines over ${literals.filter((all) => all.length > 0).length} of ${ends.length} ways`;
        })
        .join("\n"),
  };
};

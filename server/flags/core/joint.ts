import type { Attributes, Row } from "#server/flags/core/attributes.ts";
import { NO_LINE } from "#server/flags/core/lines.ts";
import type { Outcome } from "#server/flags/core/outcome.ts";
import type { Table } from "#server/flags/core/table.ts";

/** A flag whose tests are a table, with what it comes to by the first that holds. */
export type Tabled = {
  table: Table;
  /** What it comes to by the number of that test; null where the row decides. */
  fixedOf(test: number): Outcome | null;
  endOf(test: number, row: Row): Outcome;
};

/** Bits kept for values that were met, in words of 32: 16 MB. */
const MOST_WORDS = 4_000_000;
const WORD = 32;

/** The tables of all flags as one: the bits that a value leaves open stand side by side, flag after flag. */
export type Joint = {
  /** Puts what each flag comes to for the row at its place; false, and nothing done, where an attribute is of a kind that no table knows. */
  evaluate(row: Row, outcomes: Outcome[]): boolean;
};

/**
 * Makes one table of those of many flags: `flags` at their places, null where one has none. An asker then takes one pass
 * over the bits for each attribute, not a search for each flag; the bits of a value are made when it is first met.
 */
export const jointOf = (flags: readonly (Tabled | null)[], { lines }: Attributes): Joint => {
  const tabled = flags.flatMap((flag, place) => (flag === null ? [] : [{ ...flag, place }]));
  const count = tabled.length;
  // Where the words of each flag begin, and where those of the last one end.
  const begins = new Int32Array(count + 1);
  for (const [i, { table }] of tabled.entries()) begins[i + 1] = (begins[i] as number) + table.words;
  const size = begins[count] as number;
  const columns = [...new Set(tabled.flatMap(({ table }) => table.columns))];
  // Of each column, the flags that look at it, with its number among their own.
  const looking = columns.map((column) =>
    tabled.flatMap(({ table }, i) => {
      const own = table.columns.indexOf(column);
      return own < 0 ? [] : [{ table, own, begin: begins[i] as number }];
    }),
  );
  const places = tabled.map(({ place }) => place);
  const fixed = tabled.flatMap(({ table, fixedOf }) =>
    Array.from({ length: table.words * WORD }, (_, bit) => fixedOf(table.testAt(bit))),
  );
  const open = new Int32Array(size);
  let kept = columns.map(() => new Map<number, Int32Array>());
  let [keptWords, moves] = [0, lines[0]];

  const forget = (): void => {
    kept = columns.map(() => new Map());
    keptWords = 0;
    moves = lines[0];
  };

  const met = (c: number, line: number): Int32Array => {
    const bits = new Int32Array(size).fill(-1);
    for (const { table, own, begin } of looking[c] ?? []) table.openInto(own, line, bits, begin);
    if (keptWords >= MOST_WORDS) forget();
    keptWords += size;
    kept[c]?.set(line, bits);
    return bits;
  };

  return {
    evaluate(row, outcomes) {
      if (lines[0] !== moves) forget();
      open.fill(-1);
      for (let c = 0; c < columns.length; c++) {
        const line = lines[columns[c] as number] as number;
        if (line === NO_LINE) return false;
        const bits = kept[c]?.get(line) ?? met(c, line);
        for (let i = 0; i < size; i++) open[i] = (open[i] as number) & (bits[i] as number);
      }
      for (let i = 0; i < count; i++) {
        const begin = begins[i] as number;
        const end = begins[i + 1] as number;
        const place = places[i] as number;
        const { table, endOf } = tabled[i] as Tabled;
        let word = begin;
        while (word < end && open[word] === 0) word++;
        // No bit is left where no test holds.
        if (word === end) {
          outcomes[place] = endOf(table.none, row);
          continue;
        }
        const left = open[word] as number;
        const bit = WORD * word + 31 - Math.clz32(left & -left);
        outcomes[place] = fixed[bit] ?? endOf(table.testAt(bit - WORD * begin), row);
      }
      return true;
    },
  };
};

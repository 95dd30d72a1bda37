import { type Aspect, numberOfParts } from "#server/flags/core/literals.ts";

/** Texts that are told apart at one place, and starts and ends of them: the more, the more memory each flag takes. */
const [MOST_TEXTS, MOST_AFFIXES, MOST_KINDS] = [1_000, 30, 500];

/** The line of a value that no table knows. */
export const NO_LINE = -1;
/** The line of what is no number though it is of that kind: behind all others. */
export const NAN_LINE = 2 ** 29;

type Affix = { text: string; isStart: boolean };

/** What is told apart about an aspect of one attribute; it grows with the flags that look there. */
export type Looked = {
  /** Where in the list of lines its line stands. */
  readonly column: number;
  /** What of the attribute it tells apart. */
  readonly aspect: Aspect;
  /** The line of a value: 0 for none, {@link NO_LINE} for one of another kind. */
  lineOf(value: unknown): number;
  /** Tells more texts apart; false where they would be too many. */
  tellTexts(more: readonly string[]): boolean;
  /** The texts told apart: the first of them has line 2, for any other has 1. */
  texts(): string[];
  /** The bit of a start or an end; null where there would be too many. */
  bitOf(text: string, isStart: boolean): number | null;
  /** The bits of the starts and ends that texts of a line have. */
  bitsAt(line: number): number;
  /** Tells more numbers apart; whether there was one that is new. */
  tellNumbers(more: Iterable<number>): boolean;
  /** The line of each of some numbers that are told apart: 1 is below all, 2 on the first, 3 between it and the next. */
  linesOf(numbers: Float64Array): Int32Array;
};

// Numbers with a fraction part, or above 2^30, take memory wherever they are handed on: here they are not.
const held = new Float64Array(1);

// Puts three plain parts of a version as a number into `held`; false for any other text: it may be one too, but is rare.
const holdVersion = (text: string): boolean => {
  let major = 0;
  let minor = 0;
  let number = 0;
  let digits = 0;
  let part = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code >= 0 && code <= 9 && digits < 6 && !(digits === 1 && number === 0)) {
      number = number * 10 + code;
      digits++;
    } else if (code === -2 && digits > 0 && part < 2) {
      if (part === 0) major = number;
      else minor = number;
      part++;
      number = 0;
      digits = 0;
    } else return false;
  }
  if (part !== 2 || digits === 0) return false;
  held[0] = numberOfParts(major, minor, number);
  return !Number.isNaN(held[0]);
};

// The line of the number in `held` among numbers in their order.
const lineOfHeld = (sorted: Float64Array): number => {
  const value = held[0] as number;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return 1 + 2 * low + (low < sorted.length && sorted[low] === value ? 1 : 0);
};

/** Starts to tell apart what values are in one aspect. */
export const createLooked = (column: number, aspect: Aspect): Looked => {
  const texts = new Map<string, number>();
  const affixes: Affix[] = [];
  // Numbers of the sets of affixes that texts had, by the bits of their affixes, and the bits by number. No text has none.
  const kinds = new Map([[0, 0]]);
  const bits = [0];
  let sorted = new Float64Array(0);

  const kindOf = (value: string): number => {
    let own = 0;
    for (let i = 0; i < affixes.length; i++) {
      const { text, isStart } = affixes[i] as Affix;
      if (isStart ? value.startsWith(text) : value.endsWith(text)) own |= 1 << i;
    }
    const kind = kinds.get(own);
    if (kind !== undefined) return kind;
    // So many different ones that memory would grow: flags that ask are run by their own code.
    if (bits.length >= MOST_KINDS) return NO_LINE;
    kinds.set(own, bits.length);
    return bits.push(own) - 1;
  };

  const lineOf = (value: unknown): number => {
    if (value === null || value === undefined) return 0;
    switch (aspect) {
      case "number":
        if (typeof value !== "number") return NO_LINE;
        if (Number.isNaN(value)) return NAN_LINE;
        held[0] = value;
        return lineOfHeld(sorted);
      case "truth":
        return typeof value === "boolean" ? (value ? 2 : 1) : NO_LINE;
      default:
        if (typeof value !== "string") return NO_LINE;
        if (aspect === "text") return 1 + (texts.get(value) ?? 0);
        if (aspect === "affix") return kindOf(value);
        return holdVersion(value) ? lineOfHeld(sorted) : NO_LINE;
    }
  };

  return {
    column,
    aspect,
    lineOf,
    tellTexts(more) {
      for (const text of more) {
        if (texts.has(text)) continue;
        if (texts.size >= MOST_TEXTS) return false;
        texts.set(text, texts.size + 1);
      }
      return true;
    },
    texts: () => [...texts.keys()],
    bitOf(text, isStart) {
      const found = affixes.findIndex((each) => each.text === text && each.isStart === isStart);
      if (found !== -1) return found;
      return affixes.length < MOST_AFFIXES ? affixes.push({ text, isStart }) - 1 : null;
    },
    bitsAt: (line) => bits[line] ?? 0,
    tellNumbers(more) {
      const fresh: number[] = [];
      for (const each of more) {
        held[0] = each;
        if (lineOfHeld(sorted) % 2 !== 0) fresh.push(each);
      }
      if (fresh.length === 0) return false;
      // Numbers are many and those of one flag few: a list of all that is made anew takes most of a change.
      const next = new Float64Array(sorted.length + fresh.length);
      next.set(sorted);
      next.set(fresh, sorted.length);
      sorted = next.sort();
      return true;
    },
    linesOf: (numbers) =>
      Int32Array.from(numbers, (each) => {
        held[0] = each;
        return lineOfHeld(sorted);
      }),
  };
};

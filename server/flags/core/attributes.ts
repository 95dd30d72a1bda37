import type { Context } from "#server/flags/core/evaluate.ts";
import { numberOfParts } from "#server/flags/core/literals.ts";
import { at } from "#server/flags/core/operations.ts";

/** Attributes of one context, read once: the context, the moment, then each attribute at its place of the table. */
export type Row = unknown[];

/** Where in a row the first attribute stands. */
export const FIRST = 2;

/** What kind of value an attribute has; "odd" is what tables know nothing of. */
export const TAGS = { none: 0, text: 1, number: 2, truth: 3, odd: 4 } as const;

/** Texts that are told apart at one place, and starts and ends of them: the more, the more memory each flag takes. */
const [MOST_TEXTS, MOST_AFFIXES, MOST_KINDS] = [1_000, 30, 500];

/** Attributes of a definition and of the context that asks. */
export type Attributes = ReturnType<typeof createAttributes>;

type Affix = { text: string; isStart: boolean };
type Place = {
  /** Each text that some flag asks for, by its number. */
  texts: Map<string, number>;
  affixes: Affix[];
  /** Numbers of the sets of affixes that texts had, by the bits of their affixes, and the bits by number. */
  kinds: Map<number, number>;
  bits: number[];
  isVersion: boolean;
};

// Keys as objects hold them, so that a read finds them by identity.
const internal = (key: string): string => Object.keys({ [key]: 0 })[0] ?? key;

const own = Object.prototype.hasOwnProperty;

/** An attribute of a context, null where it has none. */
export const readAttribute = (context: Context, path: readonly string[]): unknown =>
  at(context, path) ?? null;

const tagOf = (value: unknown): number => {
  switch (typeof value) {
    case "string":
      return TAGS.text;
    case "number":
      return TAGS.number;
    case "boolean":
      return TAGS.truth;
    default:
      return value === null || value === undefined ? TAGS.none : TAGS.odd;
  }
};

// The number of three plain parts of a version, NaN for any other text: it may be a version too, but is rare. Takes no
// memory.
const versionNumber = (text: string): number => {
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
    } else return Number.NaN;
  }
  return part === 2 && digits > 0 ? numberOfParts(major, minor, number) : Number.NaN;
};

/**
 * Makes the table of attributes of a definition. It keeps the attributes of the context that asked last, and what was
 * made of each, as long as the value is the same: who asks for one flag mostly asks for others.
 */
export const createAttributes = (isGenerated: boolean) => {
  const paths: (readonly string[])[] = [];
  const numbers = new Map<string, number>();
  const places: Place[] = [];
  const row: Row = [null, 0];
  const tags: number[] = [0, 0];
  const texts: number[] = [0, 0];
  const kinds: number[] = [0, 0];
  // Not numbers alone: such a list would make each number anew for who reads it.
  const versions: unknown[] = [null, null];

  const classify = (place: number, value: unknown): void => {
    row[place] = value;
    tags[place] = tagOf(value);
    if (typeof value !== "string") return;
    const known = places[place] as Place;
    texts[place] = known.texts.get(value) ?? 0;
    if (known.isVersion) versions[place] = versionNumber(value);
    if (known.affixes.length > 0) kinds[place] = kindOf(known, value);
  };

  const kindOf = ({ affixes, kinds: known, bits: all }: Place, value: string): number => {
    let bits = 0;
    for (let i = 0; i < affixes.length; i++) {
      const { text, isStart } = affixes[i] as Affix;
      if (isStart ? value.startsWith(text) : value.endsWith(text)) bits |= 1 << i;
    }
    let kind = known.get(bits);
    // So many different ones that memory would grow: flags that ask are run by their own code.
    if (kind === undefined && all.length >= MOST_KINDS) return -1;
    if (kind === undefined) {
      kind = all.push(bits) - 1;
      known.set(bits, kind);
    }
    return kind;
  };

  const forget = (place: number): void => {
    const { affixes, kinds: known, bits } = places[place] as Place;
    if (affixes.length > 0 && bits.length === 0) known.set(0, bits.push(0) - 1);
    classify(place, row[place]);
  };

  const readAt = (place: number): ((context: Context) => void) => {
    const path = paths[place - FIRST] ?? [];
    const [key = ""] = path;
    return (context) => {
      const value =
        path.length === 1 && own.call(context, key) ? (context[key] ?? null) : readAttribute(context, path);
      if (value !== row[place]) classify(place, value);
    };
  };

  // Code that reads attributes of a path of one step; it holds their keys by number alone.
  const written = (order: readonly number[]): ((context: Context) => void) => {
    const keys = order.map((place) => paths[place - FIRST]?.[0]);
    const reads = order.map(
      (place, i) => `let v${i} = context[k${i}];
if (v${i} === undefined || v${i} === null || ((!isPlain || v${i} === base[k${i}]) && !own.call(context, k${i}))) v${i} = null;
if (v${i} !== row[${place}]) classify(${place}, v${i});`,
    );
    // What a plain object does not hold itself, its one ancestor does.
    const text = `"use strict";
${keys.map((_, i) => `const k${i} = keys[${i}];`).join("\n")}
return (context) => {
const isPlain = prototypeOf(context) === base;
${reads.join("\n")}
};`;
    const make = new Function("keys, row, classify, own, base, prototypeOf", text);
    return make(keys, row, classify, own, Object.prototype, Object.getPrototypeOf) as (
      context: Context,
    ) => void;
  };

  const readers = new Map<string, (context: Context) => void>();

  return {
    paths,
    row,
    tags,
    texts,
    kinds,
    versions,
    /** The place of a path in a row. */
    placeOf(path: readonly string[]): number {
      const name = JSON.stringify(path);
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const place = FIRST + paths.length;
      paths.push(path.map(internal));
      numbers.set(name, place);
      places[place] = { texts: new Map(), affixes: [], kinds: new Map(), bits: [], isVersion: false };
      row[place] = null;
      tags[place] = TAGS.none;
      texts[place] = 0;
      kinds[place] = 0;
      versions[place] = Number.NaN;
      return place;
    },
    /** Tells texts apart at a place from now on, from 1; false where they would be too many. */
    tellTexts(place: number, more: readonly string[]): boolean {
      const { texts: known } = places[place] as Place;
      for (const text of more) {
        if (known.has(text)) continue;
        if (known.size >= MOST_TEXTS) return false;
        known.set(text, known.size + 1);
      }
      forget(place);
      return true;
    },
    /** The texts that are told apart at a place, in the order of their numbers. */
    textsAt: (place: number): string[] => [...(places[place] as Place).texts.keys()],
    /** The bit of an affix at a place; null where there would be too many. */
    bitOf(place: number, text: string, isStart: boolean): number | null {
      const known = places[place] as Place;
      const found = known.affixes.findIndex((each) => each.text === text && each.isStart === isStart);
      if (found !== -1) return found;
      if (known.affixes.length >= MOST_AFFIXES) return null;
      known.affixes.push({ text, isStart });
      forget(place);
      return known.affixes.length - 1;
    },
    /** The bits of the affixes that a kind of texts has at a place. */
    bitsAt: (place: number, kind: number): number => places[place]?.bits[kind] ?? 0,
    /** Reads texts at a place as versions from now on. */
    tellVersions(place: number): void {
      (places[place] as Place).isVersion = true;
      forget(place);
    },
    /** Makes what reads some places out of a context into the row. */
    readerOf(wanted: readonly number[]): (context: Context) => void {
      const order = [...new Set(wanted)].sort((a, b) => a - b);
      const name = order.join();
      const known = readers.get(name);
      if (known !== undefined) return known;
      const isShort = (place: number) => paths[place - FIRST]?.length === 1;
      const short = order.filter(isShort);
      const long = (isGenerated ? order.filter((place) => !isShort(place)) : order).map(readAt);
      const first = isGenerated ? written(short) : null;
      const reader = (context: Context): void => {
        for (let i = 0; i < long.length; i++) (long[i] as (context: Context) => void)(context);
      };
      const made =
        first === null
          ? reader
          : long.length === 0
            ? first
            : (context: Context) => {
                first(context);
                reader(context);
              };
      readers.set(name, made);
      return made;
    },
  };
};

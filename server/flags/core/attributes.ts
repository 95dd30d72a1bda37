import type { Context } from "#server/flags/core/evaluate.ts";
import { createLooked, type Looked } from "#server/flags/core/lines.ts";
import type { Aspect } from "#server/flags/core/literals.ts";
import { at } from "#server/flags/core/operations.ts";

/** Attributes of one context, read once: the context, the moment, then each attribute at its place of the table. */
export type Row = unknown[];

/** Where in a row the first attribute stands. */
export const FIRST = 2;

/** Attributes of a definition and of the context that asks. */
export type Attributes = ReturnType<typeof createAttributes>;

// Keys as objects hold them, so that a read finds them by identity.
const internal = (key: string): string => Object.keys({ [key]: 0 })[0] ?? key;

const own = Object.prototype.hasOwnProperty;

/** An attribute of a context, null where it has none. */
export const readAttribute = (context: Context, path: readonly string[]): unknown =>
  at(context, path) ?? null;

/**
 * Makes the table of attributes of a definition. It keeps the attributes of the context that asked last, and what was
 * made of each, as long as the value is the same: who asks for one flag mostly asks for others.
 */
export const createAttributes = (isGenerated: boolean) => {
  const paths: (readonly string[])[] = [];
  const numbers = new Map<string, number>();
  const looked: Looked[][] = [];
  const row: Row = [null, 0];
  // How often numbers were told apart anew, then by column the line of the value in the row.
  const lines: number[] = [0];

  const classify = (place: number, value: unknown): void => {
    row[place] = value;
    const all = looked[place] as Looked[];
    for (let i = 0; i < all.length; i++) {
      const one = all[i] as Looked;
      lines[one.column] = one.lineOf(value);
    }
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
    lines,
    /** The place of a path in a row. */
    placeOf(path: readonly string[]): number {
      const name = JSON.stringify(path);
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const place = FIRST + paths.length;
      paths.push(path.map(internal));
      numbers.set(name, place);
      looked[place] = [];
      row[place] = null;
      return place;
    },
    /** What is told apart about an aspect of the attribute at a place. */
    lookedAt(place: number, aspect: Aspect): Looked {
      const all = looked[place] as Looked[];
      const found = all.find((each) => each.aspect === aspect);
      if (found !== undefined) return found;
      const made = createLooked(lines.length, aspect);
      lines.push(0);
      all.push(made);
      return made;
    },
    /** Takes up that more is told apart at a place; `isMoved` where numbers have other lines by that. */
    told(place: number, isMoved: boolean): void {
      if (isMoved) lines[0] = (lines[0] as number) + 1;
      classify(place, row[place]);
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

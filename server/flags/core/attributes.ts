import type { Context } from "#server/flags/core/evaluate.ts";
import { at } from "#server/flags/core/operations.ts";

/** Attributes of one context, read once: the context, the moment, then each attribute at its place of the table. */
export type Row = unknown[];

/** Where in a row the first attribute stands. */
export const FIRST = 2;

/** The attributes that the rules of a definition read, each at a place of its own; it only grows. */
export type Attributes = ReturnType<typeof createAttributes>;

// Keys as objects hold them, so that a read finds them by identity.
const internal = (key: string): string => Object.keys({ [key]: 0 })[0] ?? key;

/** An attribute of a context, null where it has none. */
export const readAttribute = (context: Context, path: readonly string[]): unknown =>
  at(context, path) ?? null;

/** Makes the table of attributes of a definition. */
export const createAttributes = () => {
  const paths: (readonly string[])[] = [];
  const places = new Map<string, number>();
  return {
    paths,
    /** The place of a path in a row. */
    placeOf(path: readonly string[]): number {
      const name = JSON.stringify(path);
      const known = places.get(name);
      if (known !== undefined) return known;
      const place = FIRST + paths.length;
      paths.push(path.map(internal));
      places.set(name, place);
      return place;
    },
    /** Reads all of them out of a context. */
    fill(row: Row, context: Context, timestampS: number): void {
      row[0] = context;
      row[1] = timestampS;
      for (let i = 0; i < paths.length; i++) row[FIRST + i] = readAttribute(context, paths[i] ?? []);
    },
  };
};

import { seeded } from "#server/lib/random.ts";
import { DIMENSIONS, type PassageKind } from "#server/vector/schema.ts";
import type { Passage } from "#server/vector/store.ts";

const CENTRES = 2_000;
/** Standard deviation of the noise around a centre whose own is 1: a neighbourhood, not a point. */
const NOISE = 0.5;
const NOISE_TABLE = 1 << 20;
const VOCABULARY = 5_000;
const WORDS = 10;
const START = Date.parse("2026-01-01T00:00:00Z");

/** Kinds of the rows, in turn: five, so that figures stay comparable whatever kinds the product has. */
export const ROW_KINDS = [
  "note",
  "exception",
  "customer",
  "procedure",
  "service-order",
] as const satisfies PassageKind[];

/** Rows made in one go; the generator gives the same rows whoever asks for them, chunk by chunk. */
export const CHUNK = 10_000;

/**
 * Rows and queries of a fixed workload: vectors around 2,000 centres plus noise, of length one, and ten words each from
 * a vocabulary of 5,000 whose use falls with the rank. The noise is cut from a table of normal numbers at a random
 * place, which costs a tenth of drawing each.
 */
export const createClustered = () => {
  const random = seeded("vectors");
  const centres = Float32Array.from({ length: CENTRES * DIMENSIONS }, () => random.normal());
  const noise = Float32Array.from({ length: NOISE_TABLE + DIMENSIONS }, () => random.normal(0, NOISE));
  const syllables = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu"];
  const words = Array.from({ length: VOCABULARY }, (_, i) =>
    [...String(i).padStart(4, "0")].map((digit) => syllables[Number(digit)]).join(""),
  );

  const vectorInto = (from: ReturnType<typeof seeded>, out: Float32Array, at: number): void => {
    const centre = from.int(CENTRES) * DIMENSIONS;
    const start = from.int(NOISE_TABLE);
    let squares = 0;
    for (let j = 0; j < DIMENSIONS; j++) {
      const value = (centres[centre + j] ?? 0) + (noise[start + j] ?? 0);
      out[at + j] = value;
      squares += value * value;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let j = 0; j < DIMENSIONS; j++) out[at + j] = (out[at + j] ?? 0) * scale;
  };
  const said = (from: ReturnType<typeof seeded>, count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(VOCABULARY ** from.float()) - 1]).join(" ");

  return {
    /** The vectors of one chunk, one behind the other; the last may be cut. */
    vectors(chunk: number, count: number): Float32Array {
      const from = seeded(`vectors/${chunk}`);
      const out = new Float32Array(count * DIMENSIONS);
      for (let i = 0; i < count; i++) vectorInto(from, out, i * DIMENSIONS);
      return out;
    },
    /** The same chunk as passages. */
    passages(chunk: number, count: number): Passage[] {
      const vectors = this.vectors(chunk, count);
      const from = seeded(`words/${chunk}`);
      return Array.from({ length: count }, (_, i) => {
        const row = chunk * CHUNK + i;
        return {
          id: `row/${row}`,
          kind: ROW_KINDS[row % ROW_KINDS.length] ?? "note",
          recordId: row,
          depotId: row % 7 === 0 ? null : (row % 6) + 1,
          stream: row % 2 === 0 ? "refuse" : "recycling",
          at: START + row * 1_000,
          roles: row % 3 === 0 ? ["dispatcher"] : ["dispatcher", "driver"],
          title: said(from, 2),
          text: said(from, WORDS),
          vector: vectors.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS),
        };
      });
    },
    /** Queries: places near other centres' neighbours, none of them a row, each with three words. */
    queries(count: number): { vector: Float32Array; words: string }[] {
      const from = seeded("queries");
      return Array.from({ length: count }, () => {
        const vector = new Float32Array(DIMENSIONS);
        vectorInto(from, vector, 0);
        return { vector, words: said(from, 3) };
      });
    },
  };
};
/** See {@link createClustered}. */
export type Clustered = ReturnType<typeof createClustered>;

/** How many rows each chunk of so many has. */
export const chunksOf = (rows: number): number[] =>
  Array.from({ length: Math.ceil(rows / CHUNK) }, (_, chunk) => Math.min(CHUNK, rows - chunk * CHUNK));

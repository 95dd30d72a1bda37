import {
  type Data,
  Field,
  FixedSizeList,
  Float16,
  Float64,
  Int32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { fromHalves, toHalves } from "#server/lib/half-float.ts";
import { DIMENSIONS, type PassageText } from "#server/vector/schema.ts";
import type { Passage } from "#server/vector/store.ts";

// Half the room of whole floats on disk and in memory; what is lost is far below what two embedders differ by.
const VECTOR = new FixedSizeList(DIMENSIONS, new Field("item", new Float16(), true));
const WORDS = new List(new Field("item", new Utf8(), true));

/**
 * The columns of a table of passages: those that are filtered on, what is said, the passage itself in one piece, and its
 * vector. A row found is read in one go: from a column for each part it takes four times the processor.
 */
export const PASSAGE_SCHEMA = new Schema([
  new Field("id", new Utf8(), false),
  new Field("kind", new Utf8(), false),
  new Field("depotId", new Int32(), true),
  new Field("stream", new Utf8(), true),
  new Field("at", new Float64(), false),
  new Field("roles", WORDS, false),
  new Field("said", new Utf8(), false),
  new Field("passage", new Utf8(), false),
  new Field("vector", VECTOR, false),
]);

const vectorData = (passages: readonly Passage[]): Data => {
  const numbers = new Float32Array(passages.length * DIMENSIONS);
  for (const [i, { vector }] of passages.entries()) numbers.set(vector, i * DIMENSIONS);
  const child = makeData({
    type: new Float16(),
    length: numbers.length,
    nullCount: 0,
    data: toHalves(numbers),
  });
  return makeData({ type: VECTOR, length: passages.length, nullCount: 0, child });
};

// A title says in few words what a text is about, so its words count twice. One text to search by costs a tenth of two.
const saidOf = ({ title, text }: PassageText): string => `${title}\n${title}\n${text}`;

/** Maps passages to a table of columns: without an object a number, a million rows go over in seconds. */
export const toTable = (passages: readonly Passage[]): Table => {
  const texts = (of: (passage: Passage) => string | null) => vectorFromArray(passages.map(of), new Utf8());
  const columns = [
    texts(({ id }) => id),
    texts(({ kind }) => kind),
    vectorFromArray(
      passages.map(({ depotId }) => depotId),
      new Int32(),
    ),
    texts(({ stream }) => stream),
    vectorFromArray(
      passages.map(({ at }) => at),
      new Float64(),
    ),
    vectorFromArray(
      passages.map(({ roles }) => roles),
      WORDS,
    ),
    texts(saidOf),
    texts(({ vector: _, ...passage }) => JSON.stringify(passage satisfies PassageText)),
  ].map(({ data }) => data[0] as Data);
  const struct = makeData({
    type: new Struct(PASSAGE_SCHEMA.fields),
    length: passages.length,
    nullCount: 0,
    children: [...columns, vectorData(passages)],
  });
  return new Table(PASSAGE_SCHEMA, [new RecordBatch(PASSAGE_SCHEMA, struct)]);
};

/** A row as the store's library hands it out: a view of columns, read lazily. */
export type StoredRow = {
  passage: string;
  /** The bits of halves. */
  vector: { toArray(): Uint16Array };
  _distance: number;
  _score: number;
};

/** Copies a passage without its vector out of a row. */
export const toText = ({ passage }: Pick<StoredRow, "passage">): PassageText => JSON.parse(passage);

/** Copies a passage with its vector out of a row. */
export const toPassage = (row: StoredRow): Passage => ({
  ...toText(row),
  vector: fromHalves(row.vector.toArray()),
});

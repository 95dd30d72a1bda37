// Trains the words of the static embedder: npx tsx scripts/train-embedding.ts. The same sources give the same file.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { seeded } from "#server/lib/random.ts";
import { createStaticEmbedding } from "#server/vector/core/static-embedding.ts";
import { MEANING, type StaticModel, toBytes } from "#server/vector/core/static-model.ts";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";
import { makeCorpus } from "./embedding/corpus.ts";
import { leadingFactors, type SparseRow } from "./embedding/factors.ts";
import { readFunctionWords, readLexicon } from "./embedding/lexicon.ts";

const RECIPE = {
  seed: "embedding/1",
  /** Words this far apart are neighbours. */
  window: 5,
  /** Weight of belonging to the same group of the lexicon, and to the same topic, against company kept in texts. */
  group: 14,
  topic: 3,
  /** Company kept by chance is worth this much less (shifted PPMI). */
  shift: 1,
  /** Frequent words tell less: a / (a + share of all words). */
  a: 0.002,
  functionWeight: 0.02,
};
const FOLDER = "server/vector/artifacts";

const groups = readLexicon();
const functionWords = readFunctionWords();
const { plain, varied } = makeCorpus(groups, RECIPE.seed);
const said = groups.flatMap(({ ways }) => ways.map((way) => wordsOf(way).map(stemOf)));

const counts = new Map<string, number>();
for (const word of [...plain, ...said].flat())
  if (!/\d/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
const words = [...counts.keys()].filter((word) => !functionWords.has(word)).sort();
const rowOf = new Map(words.map((word, row) => [word, row]));

const together = words.map(() => new Map<number, number>());
const add = (row: number, column: number, value: number): void => {
  const map = together[row];
  map?.set(column, (map.get(column) ?? 0) + value);
};
for (const sentence of varied) {
  const rows = sentence.map((word) => rowOf.get(word)).filter((row) => row !== undefined);
  for (const [i, row] of rows.entries())
    for (let d = 1; d <= RECIPE.window; d++) {
      const other = rows[i + d];
      if (other === undefined || other === row) continue;
      add(row, other, 1 / d);
      add(other, row, 1 / d);
    }
}
const rowSums = together.map((map) => [...map.values()].reduce((sum, each) => sum + each, 0));
const total = rowSums.reduce((sum, each) => sum + each, 0);

// Beside the words stand the groups and topics of the lexicon, as company that its words keep.
const topics = [...new Set(groups.map(({ topic }) => topic))];
const extra = words.map(() => new Map<number, number>());
for (const [g, { topic, ways }] of groups.entries())
  for (const way of ways) {
    const told = wordsOf(way)
      .map(stemOf)
      .filter((word) => rowOf.has(word));
    for (const word of told) {
      const map = extra[rowOf.get(word) ?? 0];
      const group = words.length + g;
      const of = words.length + groups.length + topics.indexOf(topic);
      map?.set(group, Math.max(map.get(group) ?? 0, RECIPE.group / told.length));
      map?.set(of, Math.max(map.get(of) ?? 0, RECIPE.topic / told.length));
    }
  }

const rows: SparseRow[] = together.map((map, row) => {
  const cells: [number, number][] = [...(extra[row] ?? [])];
  for (const [column, count] of map) {
    const chance = ((rowSums[row] ?? 0) * (rowSums[column] ?? 0)) / total;
    const value = Math.log(count / chance) - Math.log(RECIPE.shift);
    if (value > 0) cells.push([column, value]);
  }
  cells.sort(([a], [b]) => a - b);
  return {
    columns: Int32Array.from(cells.map(([column]) => column)),
    values: Float32Array.from(cells.map(([, value]) => value)),
  };
});
const columns = words.length + groups.length + topics.length;
const factors = leadingFactors(rows, columns, MEANING, seeded(`${RECIPE.seed}/factors`));

const functionList = [...functionWords].sort();
const all = [...words, ...functionList];
const meanings = new Int8Array(all.length * MEANING);
const scales = new Float32Array(all.length);
const weights = new Float32Array(all.length);
const spoken = [...counts.values()].reduce((sum, each) => sum + each, 0);
for (const [row, word] of words.entries()) {
  const vector = factors.subarray(row * MEANING, (row + 1) * MEANING);
  const length = Math.hypot(...vector) || 1;
  const largest = vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0) || 1;
  for (let i = 0; i < MEANING; i++)
    meanings[row * MEANING + i] = Math.round((127 * (vector[i] ?? 0)) / largest);
  scales[row] = largest / 127 / length;
  weights[row] = RECIPE.a / (RECIPE.a + (counts.get(word) ?? 0) / spoken);
}
weights.fill(RECIPE.functionWeight, words.length);

const model: StaticModel = { words: all, weights, scales, meanings, common: new Float32Array(MEANING) };
const embed = createStaticEmbedding(model);
const mean = new Float32Array(MEANING);
for (const sentence of plain) {
  const vector = embed(sentence.join(" "));
  for (let i = 0; i < MEANING; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0);
}
const meanLength = Math.hypot(...mean) || 1;
const bytes = toBytes({ ...model, common: mean.map((each) => each / meanLength) });
const sha256 = createHash("sha256").update(bytes).digest("hex");

writeFileSync(`${FOLDER}/static-embedding.bin`, bytes);
writeFileSync(
  `${FOLDER}/static-embedding.json`,
  `${JSON.stringify({ madeBy: "npx tsx scripts/train-embedding.ts", sha256, bytes: bytes.length, words: all.length, groups: groups.length, sentences: plain.length, variedSentences: varied.length, recipe: RECIPE }, null, 2)}\n`,
);
process.stdout.write(`${all.length} words, ${(bytes.length / 1e6).toFixed(2)} MB, ${sha256.slice(0, 12)}\n`);

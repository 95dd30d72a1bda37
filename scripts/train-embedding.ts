// Trains the words of the static embedder: npx tsx scripts/train-embedding.ts. The same sources give the same file.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { seeded } from "#server/lib/random.ts";
import { createStaticEmbedding } from "#server/vector/core/static-embedding.ts";
import { MEANING, type StaticModel, toBytes } from "#server/vector/core/static-model.ts";
import { companyOf, findConcepts } from "./embedding/concepts.ts";
import { makeCorpus } from "./embedding/corpus.ts";
import { directionsOf } from "./embedding/directions.ts";
import { readFunctionWords, readLexicon } from "./embedding/lexicon.ts";

const RECIPE = {
  seed: "embedding/2",
  /** Concepts this far apart in a text keep company. */
  window: 6,
  /** Likeness of two concepts for standing under one topic, and for keeping the same company in texts. */
  topic: 0.12,
  company: 0.1,
  companyNumbers: 48,
  rounds: 24,
  step: 0.05,
  /** How much a concept matters that no text speaks of, against one that they do. */
  unspoken: 0.15,
  /** What texts often speak of tells less: a / (a + share of all that is said). */
  a: 0.004,
  /** Weight of a word that holds sentences together, without and with a meaning in the lexicon. */
  functionWeight: 0.02,
  functionShare: 0.35,
};
const FOLDER = "server/vector/artifacts";

const groups = readLexicon();
const functionWords = readFunctionWords();
const sentences = makeCorpus(RECIPE.seed);
const concepts = findConcepts(groups, sentences, functionWords);
const { saidBy, topics, counts } = concepts;
const k = RECIPE.companyNumbers;
const company = companyOf(concepts, { window: RECIPE.window, k }, seeded(`${RECIPE.seed}/company`));
const companyLikeness = (a: number, b: number): number => {
  let dot = 0;
  for (let i = 0; i < k; i++) dot += (company[a * k + i] ?? 0) * (company[b * k + i] ?? 0);
  return dot;
};
const heavy = Float64Array.from(topics, (_, concept) => ((counts[concept] ?? 0) > 0 ? 1 : RECIPE.unspoken));
const directions = directionsOf(
  (a, b) =>
    (topics[a] === topics[b] && (topics[a] ?? -1) >= 0 ? RECIPE.topic : 0) +
    RECIPE.company * companyLikeness(a, b),
  heavy,
  { k: MEANING, rounds: RECIPE.rounds, step: RECIPE.step },
  seeded(`${RECIPE.seed}/directions`),
);

const meant = [...saidBy.keys()].sort();
const words = [...meant, ...[...functionWords].filter((word) => !saidBy.has(word)).sort()];
const meanings = new Int8Array(words.length * MEANING);
const scales = new Float32Array(words.length);
const weights = new Float32Array(words.length).fill(RECIPE.functionWeight);
const spoken = counts.reduce((sum, each) => sum + each, 0);
for (const [row, word] of meant.entries()) {
  const said = saidBy.get(word) ?? [];
  const shares = said.reduce((sum, { share }) => sum + share, 0);
  const vector = new Float64Array(MEANING);
  let frequency = 0;
  for (const { concept, share } of said) {
    for (let i = 0; i < MEANING; i++)
      vector[i] = (vector[i] ?? 0) + share * (directions[concept * MEANING + i] ?? 0);
    frequency += ((share / shares) * (counts[concept] ?? 0)) / spoken;
  }
  const length = Math.hypot(...vector) || 1;
  const largest = vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0) || 1;
  for (let i = 0; i < MEANING; i++)
    meanings[row * MEANING + i] = Math.round((127 * (vector[i] ?? 0)) / largest);
  scales[row] = largest / 127 / length;
  weights[row] = (RECIPE.a / (RECIPE.a + frequency)) * (functionWords.has(word) ? RECIPE.functionShare : 1);
}

const model: StaticModel = { words, weights, scales, meanings, common: new Float32Array(MEANING) };
const embed = createStaticEmbedding(model);
const mean = new Float32Array(MEANING);
for (const sentence of sentences) {
  const vector = embed(sentence.join(" "));
  for (let i = 0; i < MEANING; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0);
}
const meanLength = Math.hypot(...mean) || 1;
const bytes = toBytes({ ...model, common: mean.map((each) => each / meanLength) });
const sha256 = createHash("sha256").update(bytes).digest("hex");

writeFileSync(`${FOLDER}/static-embedding.bin`, bytes);
writeFileSync(
  `${FOLDER}/static-embedding.json`,
  `${JSON.stringify({ madeBy: "npx tsx scripts/train-embedding.ts", sha256, bytes: bytes.length, words: words.length, groups: groups.length, concepts: topics.length, sentences: sentences.length, recipe: RECIPE }, null, 2)}\n`,
);
process.stdout.write(
  `${words.length} words, ${(bytes.length / 1e6).toFixed(2)} MB, ${sha256.slice(0, 12)}\n`,
);

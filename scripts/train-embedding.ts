// Trains the words of the static embedding: npx tsx scripts/train-embedding.ts. The same sources give the same files.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { seeded } from "#server/lib/random.ts";
import { createStaticEmbedding } from "#server/vector/core/static-embedding.ts";
import { MEANING, type StaticModel, toBytes } from "#server/vector/core/static-model.ts";
import { createStaticWords } from "#server/vector/core/static-words.ts";
import { piecesOf, stemOf, wordsOf } from "#server/vector/core/words.ts";
import { companyOf, findConcepts } from "./embedding/concepts.ts";
import { drawTogether } from "./embedding/contrast.ts";
import { makeTexts } from "./embedding/corpus.ts";
import { directionsOf } from "./embedding/directions.ts";
import { readFunctionWords, readLexicon, readPlainWords } from "./embedding/lexicon.ts";
import { packWords } from "./embedding/pack.ts";
import { kinOf, readSayings, readThemes } from "./embedding/sayings.ts";

const RECIPE = {
  seed: "embedding/3",
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
  /** What sayings of one theme, and of one topic, are allowed of the likeness to a way of saying one of them. */
  kin: { themeShare: 0.4, topicShare: 0.1 },
  contrast: { rounds: 8, batch: 32, step: 0.003, hold: 0.001, temperature: 0.12, dropped: 0.3, joined: 0.3 },
  /** Every so many ways one is kept apart, to tell how well those not learnt from are understood. */
  apart: 4,
  /** How often a word of the fleet's texts counts against one of the sayings. */
  spoken: 3,
};
const FOLDER = "server/vector/artifacts";

const groups = readLexicon();
const functionWords = readFunctionWords();
const sayings = readSayings();
const texts = makeTexts(RECIPE.seed);
const stemsOf = (text: string): string[] => wordsOf(text).map(stemOf);
const sentences = [...texts, ...sayings.flatMap(({ ways }) => ways)].map(stemsOf);
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

const words = [
  ...[...saidBy.keys()].sort(),
  ...[...functionWords].filter((word) => !saidBy.has(word)).sort(),
];
const rowOf = new Map(words.map((word, row) => [word, row]));
const spoken = counts.reduce((sum, each) => sum + each, 0);
const weights = words.map((word) => {
  const said = saidBy.get(word);
  if (said === undefined) return RECIPE.functionWeight;
  const shares = said.reduce((sum, { share }) => sum + share, 0);
  const frequency = said.reduce(
    (sum, { concept, share }) => sum + ((share / shares) * (counts[concept] ?? 0)) / spoken,
    0,
  );
  return (RECIPE.a / (RECIPE.a + frequency)) * (functionWords.has(word) ? RECIPE.functionShare : 1);
});
/** What a word says, with shares that make its vector begin with length one. */
const unitSaid = words.map((word) => {
  const said = saidBy.get(word) ?? [];
  const vector = new Float64Array(MEANING);
  for (const { concept, share } of said)
    for (let i = 0; i < MEANING; i++)
      vector[i] = (vector[i] ?? 0) + share * (directions[concept * MEANING + i] ?? 0);
  const length = Math.hypot(...vector) || 1;
  return said.map(({ concept, share }) => ({ concept, share: share / length }));
});

const rowsOf = (text: string): number[] =>
  piecesOf(stemsOf(text), (run) => rowOf.has(run)).flatMap((piece) => rowOf.get(piece) ?? []);
const kin = kinOf(sayings, readThemes(sayings), RECIPE.kin);
const things = sayings.map(({ text }, i) => ({
  rows: rowsOf(text),
  kind: text.split(". ")[0] ?? "",
  kin: kin[i] ?? new Map<number, number>(),
}));
const ways = sayings.flatMap(({ ways }, thing) =>
  ways.map((text, i) => ({ text, rows: rowsOf(text), thing, isApart: i % RECIPE.apart === 0 })),
);

const train = (from: typeof ways): StaticModel => {
  const first = { saidBy: unitSaid, directions, weights, k: MEANING };
  const random = seeded(`${RECIPE.seed}/contrast`);
  const packed = packWords(words, drawTogether(first, things, from, RECIPE.contrast, random), {
    unsaid: RECIPE.functionWeight,
  });
  const embed = createStaticEmbedding(createStaticWords(packed));
  const mean = new Float32Array(MEANING);
  for (const text of texts)
    for (const [i, each] of embed(text).subarray(0, MEANING).entries()) mean[i] = (mean[i] ?? 0) + each;
  const length = Math.hypot(...mean) || 1;
  return { ...packed, common: mean.map((each) => each / length) };
};

/** How well ways are understood: the mean of 1 / place of what each says among all things, and how often it is of the first three. */
const understood = (model: StaticModel, asked: typeof ways): { place: number; first3: number } => {
  const embed = createStaticEmbedding(createStaticWords(model));
  const said = sayings.map(({ text }) => embed(text));
  const likeness = (a: Float32Array, b: Float32Array | undefined): number =>
    a.reduce((sum, each, i) => sum + each * (b?.[i] ?? 0), 0);
  const places = asked.map(({ text, thing }) => {
    const vector = embed(text);
    const own = likeness(vector, said[thing]);
    return 1 + said.filter((other, i) => i !== thing && likeness(vector, other) > own).length;
  });
  const share = (of: (place: number) => number) =>
    Math.round((1_000 * places.reduce((sum, place) => sum + of(place), 0)) / places.length) / 1_000;
  return { place: share((place) => 1 / place), first3: share((place) => (place <= 3 ? 1 : 0)) };
};

const apart = ways.filter(({ isApart }) => isApart);
const score = { ways: apart.length, ...understood(train(ways.filter(({ isApart }) => !isApart)), apart) };
const model = train(ways);
const bytes = toBytes(model);
const sha256 = createHash("sha256").update(bytes).digest("hex");

const said = new Map<string, number>();
const count = (all: readonly string[], by: number): void => {
  for (const word of all) if (!/[^a-z]/.test(word)) said.set(word, (said.get(word) ?? 0) + by);
};
count([...new Set(texts)].flatMap(wordsOf), RECIPE.spoken);
count(sayings.flatMap(({ text, ways }) => [text, ...ways]).flatMap(wordsOf), 1);
count(readPlainWords(), 1);

writeFileSync(`${FOLDER}/static-embedding.bin`, bytes);
writeFileSync(
  `${FOLDER}/vocabulary.txt`,
  `${[...said]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, times]) => `${word} ${times}`)
    .join("\n")}\n`,
);
writeFileSync(
  `${FOLDER}/static-embedding.json`,
  `${JSON.stringify({ madeBy: "npx tsx scripts/train-embedding.ts", sha256, bytes: bytes.length, words: words.length, groups: groups.length, concepts: topics.length, sentences: sentences.length, sayings: sayings.length, vocabulary: said.size, apart: score, recipe: RECIPE }, null, 2)}\n`,
);
process.stdout.write(
  `${words.length} words, ${(bytes.length / 1e6).toFixed(2)} MB, ${sha256.slice(0, 12)}; ways kept apart: place ${score.place}, first three ${score.first3}\n`,
);

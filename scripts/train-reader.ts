// Trains the second reader of questions that comes with the product: npx tsx scripts/train-reader.ts. The same pages give
// the same file.
import { writeFileSync } from "node:fs";
import { OTHER } from "#server/ask/core/classify.ts";
import { PLAIN_QUESTIONS, type PlainQuestions } from "#server/ask/plain-questions.ts";
import { seeded } from "#server/lib/random.ts";
import { makeLessons } from "./reader/lessons.ts";
import { writeReader } from "./reader/reader-page.ts";
import { RECIPE, teach } from "./reader/teach.ts";

const MADE_BY = "npx tsx scripts/train-reader.ts";
/** One sentence of each way kept apart is enough to hold a model to. */
const EVERY = RECIPE.spoken;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const lessons = await makeLessons(seeded(RECIPE.seed), RECIPE);
const { model, thresholds, apart } = await teach(lessons, [], print);
const written = writeReader("server/ask/artifacts/reader.bin", model, {
  madeBy: MADE_BY,
  sentences: lessons.sentences.length,
  thresholds,
  apart,
});
const isTold = (subject: string): boolean => subject === OTHER || lessons.questions[subject] !== undefined;
const apartOnes = lessons.sentences
  .filter(({ isApart, frame }) => isApart && isTold(frame.subject))
  .filter((_, at) => at % EVERY === 0);
const page: PlainQuestions = {
  madeBy: MADE_BY,
  questions: lessons.questions,
  cases: apartOnes.map(({ text, frame: { subject } }, at) => ({ id: `P${at + 1}`, text, subject })),
};
writeFileSync(PLAIN_QUESTIONS, `${JSON.stringify(page, null, 2)}\n`);
print(
  `${lessons.sentences.length} sentences, ${(written.bytes / 1e6).toFixed(2)} MB, ${written.sha256.slice(0, 12)}; apart: ${JSON.stringify(apart)}`,
);

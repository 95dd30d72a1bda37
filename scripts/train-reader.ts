// Trains the second reader of questions that comes with the product: npx tsx scripts/train-reader.ts. The same pages give
// the same file.
import { seeded } from "#server/lib/random.ts";
import { makeLessons } from "./reader/lessons.ts";
import { writeReader } from "./reader/reader-page.ts";
import { RECIPE, teach } from "./reader/teach.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const lessons = await makeLessons(seeded(RECIPE.seed), RECIPE);
const { model, thresholds, apart } = teach(lessons, [], print);
const written = writeReader("server/ask/artifacts/reader.bin", model, {
  madeBy: "npx tsx scripts/train-reader.ts",
  sentences: lessons.sentences.length,
  thresholds,
  apart,
});
print(
  `${lessons.sentences.length} sentences, ${(written.bytes / 1e6).toFixed(2)} MB, ${written.sha256.slice(0, 12)}; apart: ${JSON.stringify(apart)}`,
);

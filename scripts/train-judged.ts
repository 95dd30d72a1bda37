// Trains the next reader of questions from judged answers beside the pages: npm run train -- --judged FILE.jsonl, with a
// file of `npm run examples`. The reader that serves stays until a release of the flag ask.reader brings the new one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClassifier } from "#server/ask/core/classify.ts";
import { openShipped } from "#server/ask/readers.ts";
import { AppError } from "#server/lib/errors.ts";
import { seeded } from "#server/lib/random.ts";
import { readJudged } from "./reader/judged.ts";
import { makeLessons } from "./reader/lessons.ts";
import { writeReader } from "./reader/reader-page.ts";
import { RECIPE, subjectsKnown, teach } from "./reader/teach.ts";

/** So much less of the sentences kept apart may be understood: which of them are is chance to a point; more is refused. */
const SLACK = 0.01;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { judged: { type: "string" }, out: { type: "string", default: ".roundsman/readers" } },
  });
  if (values.judged === undefined)
    throw new AppError(
      "BAD_REQUEST",
      "train: expected --judged FILE.jsonl, a file of `npm run --silent examples`",
    );
  const lessons = await makeLessons(seeded(RECIPE.seed), RECIPE);
  const subjects = new Set(Object.keys(lessons.concepts));
  const judged = readJudged(readFileSync(values.judged, "utf8"), values.judged, subjects);
  const { learnt, apart: judgedApart, unclear, untaught } = judged;
  const sentences = new Set(learnt).size;
  print(
    `${sentences} judged answers to learn from, ${judgedApart.length} kept apart; ${unclear} without a known meaning, ${untaught} of subjects that only rules read`,
  );
  if (learnt.length === 0)
    throw new AppError("CONFLICT", `${values.judged}: found nothing to learn from, expected judged answers`);
  const before = await teach(lessons, [], () => {});
  const after = await teach(lessons, learnt, () => {});
  const knownBefore = subjectsKnown(await openShipped(), judgedApart);
  const known = subjectsKnown(createClassifier(after.model), judgedApart);
  const [old, made] = [before.apart.both, after.apart.both];
  print(
    `sentences kept apart: ${percent(old.right)} read as meant before, ${percent(made.right)} now; of those run ${percent(old.rightOfRun)} and ${percent(made.rightOfRun)}`,
  );
  if (judgedApart.length > 0)
    print(`judged answers kept apart: ${percent(knownBefore)} seen as meant before, ${percent(known)} now`);
  if (made.right < old.right - SLACK || made.rightOfRun < old.rightOfRun - SLACK)
    throw new AppError(
      "CONFLICT",
      "train: the pages are understood less well than before, expected at least as well; nothing is written",
    );
  const draft = join(values.out, "next-reader.bin");
  const { sha256, bytes } = writeReader(draft, after.model, {
    madeBy: "npm run train -- --judged",
    sentences: lessons.sentences.length,
    thresholds: after.thresholds,
    apart: after.apart,
    judged: { learnt: sentences, apart: judgedApart.length, knownBefore, known },
  });
  print(`${draft}: ${(bytes / 1e6).toFixed(2)} MB, sha256 ${sha256.slice(0, 12)}`);
  print(`next: npm run model -- offer ${draft}`);
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

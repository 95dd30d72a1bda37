import { readFile } from "node:fs/promises";
import * as z from "zod";

/** A plain question of each subject that the readers were taught, and sentences kept apart with the subject they are of. */
export const PlainQuestions = z.object({
  madeBy: z.string(),
  /** By subject. */
  questions: z.record(z.string(), z.string()),
  /** Sentences that the second reader's score is of; the subject of what is no question of a fleet is "other". */
  cases: z.array(z.object({ id: z.string(), text: z.string(), subject: z.string() })),
});
/** {@link PlainQuestions}. */
export type PlainQuestions = z.infer<typeof PlainQuestions>;

/** The file of them, which comes with the product. */
export const PLAIN_QUESTIONS = "server/ask/artifacts/plain-questions.json";

/** Reads the plain questions that come with the product. */
export const readPlainQuestions = async (): Promise<PlainQuestions> =>
  PlainQuestions.parse(JSON.parse(await readFile(PLAIN_QUESTIONS, "utf8")));

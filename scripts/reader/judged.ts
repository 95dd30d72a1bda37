import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { Lesson } from "./descend.ts";

/** One judged question in so many is kept apart, where there are enough of them. */
const APART = 4;
const ENOUGH = 8;
/** A sentence that somebody really typed counts as so many spoken ones. */
const WEIGHT = 4;

const Line = z.object({
  signs: z.object({ words: z.array(z.string()), concepts: z.array(z.string()) }),
  frame: z.object({ subject: z.string(), by: z.string(), order: z.string(), compare: z.string() }).nullable(),
});

/** Judged answers as lessons. */
export type Judged = {
  /** To learn from, each as often as it counts. */
  learnt: Lesson[];
  /** Kept apart, to tell what was learnt. */
  apart: Lesson[];
  /** Lines without a known meaning: a thumb down with no other reading picked and no words that the rules read. */
  unclear: number;
  /** Lines of subjects that the pages do not teach, which stay the rules' alone. */
  untaught: number;
};

/** Reads the lines of `npm run examples`; `subjects` are those that the pages teach. */
export const readJudged = (text: string, place: string, subjects: ReadonlySet<string>): Judged => {
  const judged: Judged = { learnt: [], apart: [], unclear: 0, untaught: 0 };
  const known: Lesson[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (cause) {
      throw new AppError("BAD_REQUEST", `${place}, line ${at + 1}: found no JSON, expected it`, { cause });
    }
    const parsed = Line.safeParse(json);
    if (!parsed.success)
      throw new AppError("BAD_REQUEST", `${place}, line ${at + 1}: ${z.prettifyError(parsed.error)}`);
    const { signs, frame } = parsed.data;
    if (frame === null) judged.unclear++;
    else if (!subjects.has(frame.subject)) judged.untaught++;
    else known.push({ signs, frame });
  }
  for (const [i, lesson] of known.entries())
    if (known.length >= ENOUGH && i % APART === APART - 1) judged.apart.push(lesson);
    else judged.learnt.push(...Array.from({ length: WEIGHT }, () => lesson));
  return judged;
};

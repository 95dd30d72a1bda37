import { readFile } from "node:fs/promises";
import * as z from "zod";

const Rule = z.object({
  grade: z.int().min(1).max(3),
  /** A regular expression, small and large letters alike, on the title and the text of a passage. */
  match: z.string().min(1),
});

const QueryFile = z.object({
  about: z.string().optional(),
  /** By name: what a passage must say for each grade; the first rule that fits counts, none is 0. */
  topics: z.record(z.string(), z.array(Rule).min(1)),
  queries: z.array(z.object({ split: z.string().min(1), text: z.string().min(1), topic: z.string() })).min(1),
});

/** Grades a passage for a topic, 0 to 3. */
export type GradeOf = (passage: string) => number;

/** A query with its split and its topic's judge. */
export type JudgedQuery = { split: string; text: string; topic: string; gradeOf: GradeOf };

/** Reads graded queries in the format of docs/BENCHMARKS.md; names what is wrong with a file that is not in it. */
export const readQueries = async (file: string): Promise<JudgedQuery[]> => {
  const found = QueryFile.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!found.success) throw new Error(`${file}: ${z.prettifyError(found.error)}`);
  const { topics, queries } = found.data;
  const judges = new Map(
    Object.entries(topics).map(([topic, rules]): [string, GradeOf] => {
      const compiled = rules.map(({ grade, match }) => ({ grade, match: new RegExp(match, "i") }));
      return [topic, (passage) => compiled.find(({ match }) => match.test(passage))?.grade ?? 0];
    }),
  );
  return queries.map(({ split, text, topic }) => {
    const gradeOf = judges.get(topic);
    if (gradeOf === undefined)
      throw new Error(`${file}: query "${text}" is of topic "${topic}", expected one of its topics`);
    return { split, text, topic, gradeOf };
  });
};

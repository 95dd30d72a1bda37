import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";

const at = (name: string) => join(import.meta.dirname, name);

/** Ways to say one thing, under the topic they belong to. */
export type Group = { name: string; topic: string; ways: readonly string[] };

/** Reads the lexicon of waste collection: a line a group, a heading a topic. */
export const readLexicon = (): Group[] => {
  const groups: Group[] = [];
  let topic = "";
  for (const line of readFileSync(at("lexicon.txt"), "utf8").split("\n")) {
    if (line.startsWith("# ")) topic = line.slice(2);
    const [name, ways] = line.split(": ");
    if (name !== undefined && ways !== undefined) groups.push({ name, topic, ways: ways.split(", ") });
  }
  return groups;
};

/** Words that hold sentences together and say nothing of waste. */
export const readFunctionWords = (): Set<string> =>
  new Set(wordsOf(readFileSync(at("function-words.txt"), "utf8")).map(stemOf));

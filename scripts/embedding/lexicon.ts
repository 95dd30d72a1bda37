import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stemOf, wordsOf } from "#server/vector/core/words.ts";

const at = (name: string) => join(import.meta.dirname, name);
/** A way marked as doubtful says this seldom what its group says. */
const DOUBTFUL = 0.4;

/** A word or a run of words (stems, a space between), and how surely it says what its group says. */
export type Way = { stems: string; share: number };
/** Ways to say one thing, under the topic they belong to. */
export type Group = { name: string; topic: string; ways: readonly Way[] };

/** Reads one page of the lexicon: a line a group, a heading a topic, a question mark after a doubtful way. */
export const parseLexicon = (text: string): Group[] => {
  const groups: Group[] = [];
  let topic = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) topic = line.slice(2);
    else if (line.trim() !== "") {
      const ways = new Map<string, number>();
      for (const each of line.split(",")) {
        const stems = wordsOf(each).map(stemOf).join(" ");
        if (stems === "") throw new Error(`lexicon, topic "${topic}": found an empty way in "${line}"`);
        const share = each.trimEnd().endsWith("?") ? DOUBTFUL : 1;
        ways.set(stems, Math.max(ways.get(stems) ?? 0, share));
      }
      const said = [...ways].map(([stems, share]) => ({ stems, share }));
      groups.push({ name: said[0]?.stems ?? "", topic, ways: said });
    }
  }
  return groups;
};

/** Reads the lexicon of waste collection, page after page. */
export const readLexicon = (): Group[] =>
  readdirSync(at("lexicon"))
    .sort()
    .flatMap((page) => parseLexicon(readFileSync(at(`lexicon/${page}`), "utf8")));

/** Words that hold sentences together and say nothing of waste. */
export const readFunctionWords = (): Set<string> =>
  new Set(wordsOf(readFileSync(at("function-words.txt"), "utf8")).map(stemOf));

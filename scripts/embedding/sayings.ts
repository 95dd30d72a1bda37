import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const at = (name: string) => join(import.meta.dirname, name);

/** A thing the fleet's texts say, the other ways to say it, and the topic it belongs to. */
export type Saying = { topic: string; text: string; ways: readonly string[] };

/** Reads a page of sayings: a heading a topic, a line a thing said and its other ways, with bars between. */
export const parseSayings = (page: string): Saying[] => {
  const sayings: Saying[] = [];
  let topic = "";
  for (const line of page.split("\n")) {
    if (line.startsWith("# ")) topic = line.slice(2);
    else if (line.trim() !== "") {
      const [text = "", ...ways] = line.split("|").map((each) => each.trim());
      if (text === "" || ways.length === 0 || ways.includes(""))
        throw new Error(`sayings, topic "${topic}": found "${line}", expected a text and its other ways`);
      sayings.push({ topic, text, ways });
    }
  }
  return sayings;
};

/** Reads the sayings of waste collection, page after page. */
export const readSayings = (): Saying[] =>
  readdirSync(at("sayings"))
    .sort()
    .flatMap((page) => parseSayings(readFileSync(at(`sayings/${page}`), "utf8")));

/** Reads themes: a line names the sayings that speak of one matter, each by how it begins; maps to their numbers. */
export const parseThemes = (page: string, sayings: readonly Saying[]): number[][] =>
  page
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("# "))
    .map((line) =>
      line.split(" | ").map((start) => {
        const found = sayings.flatMap(({ text }, i) => (text.startsWith(start) ? [i] : []));
        if (found.length !== 1 || found[0] === undefined)
          throw new Error(`themes: "${start}" begins ${found.length} sayings, expected one`);
        return found[0];
      }),
    );

/** Reads the themes of waste collection. */
export const readThemes = (sayings: readonly Saying[]): number[][] =>
  parseThemes(readFileSync(at("themes.txt"), "utf8"), sayings);

/**
 * Maps each saying to the others that a search for it may as well find, with shares: those of its themes, the smaller
 * a theme the more, then those of its topic.
 */
export const kinOf = (
  sayings: readonly Saying[],
  themes: readonly (readonly number[])[],
  { themeShare, topicShare }: { themeShare: number; topicShare: number },
): Map<number, number>[] =>
  sayings.map(({ topic }, i) => {
    const kin = new Map<number, number>();
    for (const theme of themes)
      if (theme.includes(i))
        for (const other of theme)
          if (other !== i) kin.set(other, (kin.get(other) ?? 0) + 1 / (theme.length - 1));
    const total = [...kin.values()].reduce((sum, each) => sum + each, 0);
    for (const [other, share] of kin) kin.set(other, (themeShare * share) / total);
    const mates = sayings.flatMap((other, j) => (j !== i && other.topic === topic ? [j] : []));
    for (const mate of mates) kin.set(mate, (kin.get(mate) ?? 0) + topicShare / mates.length);
    return kin;
  });

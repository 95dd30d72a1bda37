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

/** Gives the groups the other forms of their words, of which no ending can be cut: steal, stole, stolen. */
export const withForms = (groups: readonly Group[], forms: readonly (readonly string[])[]): Group[] => {
  const formsOf = new Map(forms.flatMap((each) => each.map((form) => [form, each] as const)));
  return groups.map((group) => {
    const ways = new Map(group.ways.map(({ stems, share }) => [stems, share]));
    for (const { stems, share } of group.ways)
      for (const form of formsOf.get(stems) ?? []) if (!ways.has(form)) ways.set(form, share);
    return { ...group, ways: [...ways].map(([stems, share]) => ({ stems, share })) };
  });
};

const readForms = (): string[][] =>
  readFileSync(at("forms.txt"), "utf8")
    .split("\n")
    .map((line) => [...new Set(wordsOf(line).map(stemOf))])
    .filter((forms) => forms.length > 1);

const readPages = (): string[] =>
  readdirSync(at("lexicon"))
    .sort()
    .map((page) => readFileSync(at(`lexicon/${page}`), "utf8"));

/** Reads the lexicon of waste collection, page after page. */
export const readLexicon = (): Group[] => withForms(readPages().flatMap(parseLexicon), readForms());

/** The words that no text of the fleet need hold, as they are written: those of the lexicon and everyday ones. */
export const readPlainWords = (): string[] =>
  [
    ...readPages(),
    ...["function-words.txt", "everyday-words.txt", "forms.txt"].map((page) =>
      readFileSync(at(page), "utf8"),
    ),
  ].flatMap(wordsOf);

/** Words that hold sentences together and say nothing of waste. */
export const readFunctionWords = (): Set<string> =>
  new Set(wordsOf(readFileSync(at("function-words.txt"), "utf8")).map(stemOf));

import { stemOf, wordsOf } from "#server/vector/core/words.ts";

// Without them a text says the same; "not", "no" and "before" are none of them.
const EMPTY = new Set(
  "a an the is are was were be been there it its this that these those please".split(" "),
);

/** Maps a text to what makes it the same as another: its telling words in order, their forms taken as one. */
export const plainForm = (text: string): string =>
  wordsOf(text)
    .filter((word) => !EMPTY.has(word))
    .map(stemOf)
    .join(" ");

/** Something found, with what says the same, newest first. */
export type Folded<M> = M & { alike: readonly M[] };

/** Folds what says the same into the first that says it; `formOf` gives the text of what says nothing as empty. */
export const foldAlike = <M extends { kind: string; at: number }>(
  found: readonly M[],
  formOf: (match: M) => string,
): Folded<M>[] => {
  const firsts = new Map<string, M & { alike: M[] }>();
  const folded: Folded<M>[] = [];
  for (const match of found) {
    const form = formOf(match);
    const first = form === "" ? undefined : firsts.get(`${match.kind}\n${form}`);
    if (first !== undefined) {
      first.alike.push(match);
      continue;
    }
    const made = { ...match, alike: [] };
    if (form !== "") firsts.set(`${match.kind}\n${form}`, made);
    folded.push(made);
  }
  for (const { alike } of firsts.values()) alike.sort((a, b) => b.at - a.at);
  return folded;
};

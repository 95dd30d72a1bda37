import { wordsOf } from "#server/vector/core/words.ts";

/** One thing set against another, whatever stands before. */
const AGAINST =
  /\b(?:rather than|instead of|as opposed to|other than|apart from|except(?: for)?|excluding|without(?= the\b)|but not|and not)(?!\w)/giu;
/** A clause of its own that begins with not; "not put out" within a clause, and "no answer", say what happened. */
const CLAUSE = /(?:[,;:(]|\s[–—-](?=\s))\s*(?:and\s+|but\s+)?(?:not|nor|nothing (?:about|to do with))\b/giu;
/** "not the skip but the bin": the one way in which what is wanted comes second. */
const FIRST = /^\s*not\s+(.+?)\s*(?:,\s*but|\bbut|[,;:])\s+(?!not\b)(.+)$/iu;
/** Where what is not meant ends and more of what is wanted begins. */
const RESUMES = /[,;)]\s*(?:but\s+)?|\s+but\s+/iu;
/** "bin was out, not emptied" tells what happened; nothing is set against it. */
const HAPPENED =
  /^(?:yet |been |being |be |was |were )*(?:collected|emptied|served|presented|taken|picked|put|set|done|answered|returned|working|closed|closing|locked|open|opened|there|out|available|possible|delivered|replaced|repaired|fixed|found|visible|moved|reached)\b(?:\s+(?:up|out|back|yet|again|away|at all|today|yesterday|this morning))*$/iu;
/** Words that hold a sentence together: without any other, nothing is said. */
const EMPTY = new Set(
  "a an the this that these those it its one ones any all of in on at to for from by with is are was were be been just only also and or but not no i we you they my our".split(
    " ",
  ),
);

const saysSomething = (text: string): boolean => wordsOf(text).some((word) => !EMPTY.has(word));
const joined = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim().replace(/^[,;:(\s–—-]+|[,;:(\s–—-]+$/gu, ""))
    .filter((part) => part !== "")
    .join(", ");

/** What stands before and after the first thing that something is set against. */
const cutOf = (text: string): { before: string; after: string } | null => {
  const marks = [...text.matchAll(AGAINST), ...text.matchAll(CLAUSE)].sort((a, b) => a.index - b.index);
  for (const mark of marks) {
    const rest = text.slice(mark.index + mark[0].length);
    const end = rest.search(RESUMES);
    const against = (end < 0 ? rest : rest.slice(0, end)).trim();
    if (HAPPENED.test(against) || !saysSomething(against)) continue;
    const before = text.slice(0, mark.index);
    const after = end < 0 ? "" : rest.slice(end).replace(RESUMES, "");
    if (saysSomething(before) || saysSomething(after)) return { before, after };
  }
  return null;
};

/**
 * Maps a search to what is wanted of it, without what is set against it: "gas bottle, not the smell" wants the bottle.
 * Words that only tell what did not happen (not out, no access) stay.
 */
export const wantedOf = (text: string): string => {
  const first = FIRST.exec(text);
  if (first !== null && !HAPPENED.test(first[1] ?? "") && saysSomething(first[2] ?? ""))
    return wantedOf(joined(first[2] ?? ""));
  const cut = cutOf(text);
  if (cut === null) return text;
  // What comes after may be set against something else.
  return wantedOf(joined(cut.before, cut.after));
};

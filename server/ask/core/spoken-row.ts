/** A row of an answer that a sentence speaks of: the n-th, -1 for the last, null for "it"; with the words that say so. */
export type SpokenRow = { index: number | null; start: number; end: number };

const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
/** Words that speak of the n-th row of an answer. */
export const ROW = new RegExp(
  `\\b(?:(?:the\\s+)?(${ORDINALS.join("|")}|last|top|\\d{1,2}(?:st|nd|rd|th))\\s+(?:one|row|of (?:them|those|these))|(?:the\\s+|^\\W*)(${ORDINALS.join("|")}|last)(?=\\s*[?.!]*\\s*$)|(?:number|no\\.?|row)\\s+(\\d{1,2})(?=\\s*[?.!]*\\s*$))`,
  "i",
);
const BIGGEST =
  /\b(?:the\s+)?(?:biggest|largest|highest|top|fullest)\s+(?:one|pile|group|chunk|block|share|lot|category|of (?:them|those|these))\b/i;
const IT =
  /\b(?:its|it|that one|this one|that (?:truck|route|driver|vehicle|stop)|this (?:truck|route|driver|vehicle)|his|her|him|he|she)\b/i;

/** The row of an answer that a sentence speaks of; undefined where it speaks of none. */
export const rowOf = (text: string): SpokenRow | undefined => {
  const row = ROW.exec(text);
  if (row) {
    const said = (row[1] ?? row[2] ?? row[3] ?? "").toLowerCase();
    const at = ORDINALS.indexOf(said);
    const index = said === "last" ? -1 : said === "top" ? 0 : at >= 0 ? at : Number.parseInt(said, 10) - 1;
    return { index, start: row.index, end: row.index + row[0].length };
  }
  const biggest = BIGGEST.exec(text);
  if (biggest) return { index: 0, start: biggest.index, end: biggest.index + biggest[0].length };
  const it = IT.exec(text);
  return it ? { index: null, start: it.index, end: it.index + it[0].length } : undefined;
};

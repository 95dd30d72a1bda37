import type { Spelling } from "#server/vector/core/spelling.ts";
import { wantedOf } from "#server/vector/core/wanted.ts";

/** What a search asks for: its meaning, and the words to look for. */
export type Asked = {
  /** What is wanted, with slips of typing put right. */
  meant: string;
  /** The same, and beside it the words as they were typed: a name that looks like a slip is still found. */
  words: string;
};

/** Reads what somebody typed to search. */
export const askedFor = (text: string, { correct }: Spelling): Asked => {
  const { text: meant, changed } = correct(wantedOf(text));
  return { meant, words: [meant, ...changed].join(" ") };
};

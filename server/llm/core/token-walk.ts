import type { AnswerStep } from "#server/llm/core/answer-steps.ts";

/** A part of an answer in the tokens of a model. */
export type TokenStep =
  | { is: "literal"; tokens: readonly number[] }
  | { is: "choice"; words: readonly (readonly number[])[] };

/** A place where an answer could go on in several ways: the tokens that are certain since the last, and those to choose from. */
export type Fork = { known: readonly number[]; among: readonly number[] };

/** How a model spells. */
type Spelling = { tokenize: (text: string) => number[]; detokenize: (tokens: readonly number[]) => string };

/** Whether at some place a word could end or go on with the same token, or end with nothing after it. */
const isUnclear = (words: readonly (readonly number[])[], after: number | undefined): boolean =>
  words.some((word) =>
    words.some(
      (other) =>
        other.length > word.length &&
        word.every((token, at) => token === other[at]) &&
        (after === undefined || other[word.length] === after),
    ),
  );

/**
 * Maps the parts of an answer to tokens, each spelt by itself; null where a model spells a part in a way that does not
 * read as that part, or where its tokens would not tell two words apart.
 */
export const tokenSteps = (
  steps: readonly AnswerStep[],
  { tokenize, detokenize }: Spelling,
): TokenStep[] | null => {
  const spell = (text: string): number[] | null => {
    const tokens = text === "" ? [] : tokenize(text);
    return text === "" || detokenize(tokens) === text ? tokens : null;
  };
  const out: TokenStep[] = [];
  for (const step of steps) {
    const texts = step.is === "literal" ? [step.text] : step.words;
    const spelt = texts.map(spell).filter((tokens) => tokens !== null);
    if (spelt.length < texts.length) return null;
    out.push(step.is === "choice" ? { is: "choice", words: spelt } : { is: "literal", tokens: spelt.flat() });
  }
  for (const [at, step] of out.entries()) {
    const next = out[at + 1];
    const after = next?.is === "literal" ? next.tokens[0] : undefined;
    if (step.is === "choice" && isUnclear(step.words, after)) return null;
  }
  return out;
};

/**
 * Walks an answer from its begin: stops at each fork, goes on with the token that was chosen there, and returns the
 * tokens that are certain after the last.
 */
export function* walkAnswer(steps: readonly TokenStep[]): Generator<Fork, readonly number[], number> {
  let known: number[] = [];
  for (const [at, step] of steps.entries()) {
    if (step.is === "literal") {
      known.push(...step.tokens);
      continue;
    }
    let words = step.words;
    for (let depth = 0; words.some((word) => word.length > depth); ) {
      const next = [...new Set(words.flatMap((word) => word[depth] ?? []))];
      const following = steps[at + 1];
      const ends = words.some((word) => word.length === depth);
      const end = ends && following?.is === "literal" ? following.tokens.slice(0, 1) : [];
      const among = [...next, ...end];
      let picked = among[0];
      if (among.length > 1) {
        picked = yield { known, among };
        known = [];
      }
      // The token after the word belongs to the next part, which brings it.
      if (picked === undefined || !next.includes(picked)) break;
      known.push(picked);
      words = words.filter((word) => word[depth] === picked);
      depth++;
    }
  }
  return known;
}

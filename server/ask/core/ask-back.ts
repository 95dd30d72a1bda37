import { FILLER } from "#server/ask/core/lexicon.ts";
import { type Asked, linksOf } from "#server/ask/core/question.ts";
import type { Scored, Understood } from "#server/ask/core/read.ts";
import { saysSomeOfThem, THINGS, tokensOf } from "#server/ask/core/some-of-them.ts";
import { stem } from "#server/ask/core/tokens.ts";

// What a second reading must explain of the words to be worth an offer.
const WORTH_OFFERING = 0.5;
// The search takes the words as they stand, and so understands none of them.
const SEARCHED = 0.34;
const MOST_PASSAGES = 10;
const FILLER_STEMS = new Set([...FILLER].map(stem));

/** The question as words to be looked for in what people wrote: what is always there to be meant instead. */
export const asWritten = (asked: Asked): Scored => {
  const { hearing, links, timed, window } = asked;
  const isIn = (at: number) => links.links.some(({ from, to }) => from <= at && at < to);
  const topic = hearing.tokens.flatMap(({ text, stem: word }, at) =>
    isIn(at) || timed.when.has(at) || FILLER_STEMS.has(word) ? [] : [text],
  );
  const about = links.links.filter(({ name }) => name.kind !== "depot");
  const depotIds = linksOf(asked, "depot").flatMap(({ name }) => (name.id === null ? [] : [name.id]));
  return {
    plan: {
      kind: "passages",
      text: topic.join(" "),
      about: about.map(({ name: { kind, id, name } }) => ({ kind, id, name })),
      ...(depotIds.length === 0 ? {} : { depotIds }),
      ...(window ? { from: window.firstDay, until: window.lastDay } : {}),
      limit: MOST_PASSAGES,
    },
    window,
    uses: [],
    said: new Set(hearing.tokens.keys()),
    ...{ confidence: SEARCHED, weighty: [], turning: [], fixed: [], unknown: [], reader: "rules" },
  };
};

// One word left aside weighs little where so much else is explained, and the second reader sees the same.
const EXPLAINED = 0.8;
const CERTAIN = 0.5;
// A word right before a thing, or behind one of these, narrows what is meant: "union drivers", "trucks with trailers".
const NARROWS_BEHIND =
  /^(?:with|without|of|for|in|at|on|by|from|called|named|like|as|no|not|only|except|than|and|or|the|this|that|a|an|any|some|all|more|most|less|under|over|near|via|using|is|are|was|were|be|been|being|got|get)$/;

/** Whether a word that nobody knows says something that a reading could be narrowed by. */
export const mayNarrow = (
  { hearing: { tokens, places }, links, timed }: Asked,
  word: string,
  narrowsBehind: RegExp = NARROWS_BEHIND,
): boolean => {
  const at = tokens.findIndex(({ text }) => text === word);
  const [before, next] = [tokens[at - 1], at + 1];
  if (at <= 0 || before === undefined || /[\d"“”]/.test(word) || word !== word.toLowerCase()) return true;
  // What somebody does narrows nothing: "events did we record yesterday".
  if (/^(?:i|we|you|they|he|she|it)$/.test(before.stem)) return false;
  if (narrowsBehind.test(before.stem)) return true;
  return (
    places.some(({ concept, from }) => from === next && THINGS.has(concept)) ||
    links.links.some(({ from }) => from === next) ||
    timed.when.has(next)
  );
};

/**
 * Offers two readings in place of one that leaves words aside: what explains every word that carries something is run,
 * all else is asked. The other is the best that sees something else in it, or the search for its words. One word that
 * narrows nothing is left aside where the rest is explained and the second reader is `certain` of the same.
 */
export const askBack = (
  asked: Asked,
  ranked: readonly Scored[],
  understood: Understood,
  certain: (reading: Scored) => number | undefined = () => undefined,
): Understood => {
  if (understood.kind !== "reading" || understood.reading.unknown.length === 0) return understood;
  const { reading } = understood;
  if (reading.plan.kind === "passages" || reading.isSure) return understood;
  const other = ranked.find(
    ({ plan, weighty, confidence }) =>
      weighty.length === 0 &&
      confidence >= WORTH_OFFERING &&
      (plan.kind !== reading.plan.kind || JSON.stringify(plan) !== JSON.stringify(reading.plan)),
  );
  const [word, ...more] = reading.unknown;
  const isAside =
    other === undefined &&
    word !== undefined &&
    more.length === 0 &&
    reading.confidence >= EXPLAINED &&
    !mayNarrow(asked, word) &&
    !saysSomeOfThem(asked, tokensOf(asked, [word])) &&
    (certain(reading) ?? 0) >= CERTAIN;
  return isAside ? understood : { kind: "choice", readings: [reading, other ?? asWritten(asked)] };
};

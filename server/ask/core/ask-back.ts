import { FILLER } from "#server/ask/core/lexicon.ts";
import { type Asked, linksOf } from "#server/ask/core/question.ts";
import type { Scored, Understood } from "#server/ask/core/read.ts";
import { stem } from "#server/ask/core/tokens.ts";

// What a second reading must explain of the words to be worth an offer.
const WORTH_OFFERING = 0.5;
// The search takes the words as they stand, and so understands none of them.
const SEARCHED = 0.34;
const MOST_PASSAGES = 10;
const FILLER_STEMS = new Set([...FILLER].map(stem));

/** The question as words to be looked for in what people wrote: what is always there to be meant instead. */
const asWritten = (asked: Asked): Scored => {
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
    ...{ confidence: SEARCHED, weighty: [], turning: [], unknown: [], reader: "rules" },
  };
};

/**
 * Offers two readings in place of one that leaves words aside: what explains every word that carries something is run,
 * all else is asked. The other is the best that sees something else in it, or the search for its words.
 */
export const askBack = (asked: Asked, ranked: readonly Scored[], understood: Understood): Understood => {
  if (understood.kind !== "reading" || understood.reading.unknown.length === 0) return understood;
  const { reading } = understood;
  if (reading.plan.kind === "passages") return understood;
  const other = ranked.find(
    ({ plan, weighty, confidence }) =>
      weighty.length === 0 &&
      confidence >= WORTH_OFFERING &&
      (plan.kind !== reading.plan.kind || JSON.stringify(plan) !== JSON.stringify(reading.plan)),
  );
  return { kind: "choice", readings: [reading, other ?? asWritten(asked)] };
};

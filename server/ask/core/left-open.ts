import type { Asked } from "#server/ask/core/question.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";

// What splits, orders, counts, compares, bounds or denies, wherever it stands.
const NARROWING: readonly RegExp[] = [
  /\b(?:by|per|for\s+(?:each|every)|each|every)\s+(?!default\b|now\b|any\s+chance\b)\w+|\b\w+[-\s]wise\b|\b(?:hourly|daily|weekly|monthly|month\s+by\s+month|day\s+by\s+day|week\s+by\s+week|hour\s+by\s+hour)\b/gi,
  /\b(?:most|least|fewest|top|bottom|highest|lowest|largest|biggest|worst|best|longest|shortest|oldest|earliest|sort\w*|rank\w*|chronological\w*|alphabetical\w*|often|times)\b/gi,
  /\b(?:than|versus|vs\.?|against|compared?|more|fewer|higher|lower|same)\b/gi,
  /\b(?:not|never|without|except\w*|exclud\w*|other|only|just\s+the|but|neither|nor|alone|minus)\b|n['’]t\b/gi,
  /\bhalf-?\s?open\b|\b(?:enabled|disabled|switched\s+on|switched\s+off|turned\s+on|turned\s+off|closed)\b/gi,
  /\b(?:last|past|previous|since|until|before|after|between|ago|during|within|preceding|prior)\b/gi,
  /\d[\d.,:]*\w*/g,
  // A word cut short that nobody wrote out may be what is asked: "brkrs".
  /\b(?!(?:hr|hrs|vs|km|kg|kpi|llm|crm|gps|http|sql|html|css|ms|tv|pls|thx|cfo|cto|ct)\b)[bcdfghjklmnpqrstvwxz]{3,}\b/gi,
];

const OWN_NAMES =
  /^(?:Graph[Hh]opper|Samsara|Hub[Ss]pot|Llama|Redis|Weaviate|Postgres|Roundsman|Ask|Vector|Cache|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Feature|Flags?|Search|Milestones?|Breakers?|What|Which|How|And|The|Please|Show|Was|Were|Is|Are|Did|Who|Feature-Flags|Median|Latency|Optimi[sz]er|Any)$/;

/** What of a question a plan answers, and what it leaves open though it may change the answer: tokens by their place. */
export type Answered = { said: ReadonlySet<number>; lacks: ReadonlySet<number> };

/**
 * Takes a question to be said whole by a plan, but for what splits, orders, counts, compares, times or denies and is none of
 * what the plan is known to answer: those words are left open, so that it is not run without them.
 */
export const answeredBut = (
  asked: Asked,
  known: readonly RegExp[],
  { isTimed = asked.window !== null }: { isTimed?: boolean } = {},
): Answered => {
  const { tokens, text } = asked.hearing;
  const within = (patterns: readonly RegExp[]): Set<number> =>
    new Set(
      patterns.flatMap((pattern) =>
        [
          ...text.matchAll(
            new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`),
          ),
        ].flatMap(({ index, 0: found }) => tokensWithin(tokens, { start: index, end: index + found.length })),
      ),
    );
  const answered = within(known);
  if (isTimed) for (const at of [...asked.timed.when, ...asked.timed.weekdays]) answered.add(at);
  const open = within(NARROWING);
  for (const at of [...asked.timed.compared, ...asked.timed.unread]) open.add(at);
  if (!isTimed) for (const at of asked.timed.when) open.add(at);
  // A name that nobody knows says whose, and is no word of the product.
  for (const [at, { text: word, isName }] of tokens.entries())
    if (isName && /^\p{Lu}\p{Ll}+$/u.test(word) && !OWN_NAMES.test(word)) open.add(at);
  const lacks = new Set([...open].filter((at) => !answered.has(at)));
  return { said: new Set([...tokens.keys()].filter((at) => !lacks.has(at))), lacks };
};

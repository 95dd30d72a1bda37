import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";

/** What a word right before may narrow. */
export const THINGS: ReadonlySet<Concept> = new Set<Concept>([
  ...(["vehicle", "route", "stop", "exception", "driver", "site", "customer"] as const),
  ...(["container", "zone", "depot", "facility", "missed", "fault", "ticket", "repair", "notes"] as const),
  ...STREAM_CONCEPTS,
]);

/** The tokens of a question that are one of some words. */
export const tokensOf = ({ hearing: { tokens } }: Asked, words: readonly string[]): ReadonlySet<number> =>
  new Set(tokens.flatMap(({ text }, at) => (words.includes(text) ? [at] : [])));

const WITH =
  /^(?:with|without|called|named|like|lacking|carrying|wearing|except|past|over|through|via|along|across|beside|opposite|because)$/;
const OWNING = /^(?:have|has|had|got)$/;
const WHOSE_DEED = /^(?:i|we|you|they|he|she|it)$/;
const WHO = /^(?:who|that)$/;
const WHERE_OR_WHEN = /^(?:for|in|at|by|from|of|on|near|during|under)$/;
const SPANS = /^(?:hours|days|weeks|months|mornings|afternoons|evenings|nights|weekends)$/;
const WHEN = /^(?:in|on|during|over)$/;
const BETWEEN = /^(?:an?|the|any|some|all|our|their|its)$/;

const isSomeOfThem = (
  { hearing: { tokens, places }, links }: Asked,
  at: number,
  strange: ReadonlySet<number>,
): boolean => {
  const { text } = tokens[at] ?? { text: "" };
  const isThingAt = (one: number): boolean =>
    places.some(({ concept, from }) => from === one && THINGS.has(concept)) ||
    links.links.some(({ from }) => from === one);
  // What somebody does narrows nothing: "I meant truck 15".
  if (WHOSE_DEED.test(tokens[at - 1]?.stem ?? "")) return false;
  if (isThingAt(at + 1) && !/(?:ing|s)$|^(?:neither|nor|weder)$|-not-/.test(text)) return true;
  // "In busy weeks", "blue-bin weeks" are some of them, and no day that would be taken without it.
  const isSpan = SPANS.test(tokens[at + 1]?.text ?? "");
  if (isSpan && (WHEN.test(tokens[at - 1]?.stem ?? "") || text.includes("-"))) return true;
  let before = at - 1;
  while (strange.has(before) || BETWEEN.test(tokens[before]?.stem ?? "")) before--;
  const isBecause = tokens[before - 1]?.stem === "because";
  const lead = isBecause ? "because" : (tokens[before]?.stem ?? "");
  // "Stops that have a dog", "drivers who smoke".
  if (OWNING.test(lead)) return before < at - 1;
  if (WHO.test(lead)) return before === at - 1 && isThingAt(before - 1);
  if (WITH.test(lead)) return !/ing$/.test(tokens[before + 1]?.text ?? "");
  return WHERE_OR_WHEN.test(lead) && strange.has(at - 1);
};

/**
 * Whether words that nobody knows, by their tokens, say that some of what is asked about are meant: "leased trucks",
 * "routes with purple stickers", "drivers who juggle", "in rainy weather", "in busy weeks". Without them it is of all of them, however sure
 * it is what is asked about.
 */
export const saysSomeOfThem = (asked: Asked, strange: ReadonlySet<number>): boolean =>
  [...strange].some((at) => isSomeOfThem(asked, at, strange));

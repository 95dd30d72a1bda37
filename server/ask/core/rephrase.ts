import { BESIDE, isTaughtWith, leavesBound, mostLikely, narrows } from "#server/ask/core/agree.ts";
import { mayNarrow } from "#server/ask/core/ask-back.ts";
import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { type Classifier, NEGATION, OTHER, signsOf } from "#server/ask/core/classify.ts";
import { type Frame, proposedKind, SIDES } from "#server/ask/core/frame.ts";
import { STATES } from "#server/ask/core/kinds.ts";
import { FILLER, WEIGHTY } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { isOpenToAnswer, isOpenToProposal, isRefusedOrder } from "#server/ask/core/refuse.ts";
import { isSomeOfZone } from "#server/ask/core/rules-live.ts";
import { mayBeProposal } from "#server/ask/core/rules-propose.ts";
import { type Slot, slotsOf } from "#server/ask/core/slots.ts";
import { saysSomeOfThem } from "#server/ask/core/some-of-them.ts";
import { stem, tokenise } from "#server/ask/core/tokens.ts";

const SLOT = /\{([^{}]+)\}/g;
// What a plain question may be narrowed by though it leaves no room for it.
const APPENDED: Readonly<Record<string, (said: string) => string>> = {
  when: (said) => said,
  zone: (said) => `in ${said}${/\bzone\b/i.test(said) ? "" : " zone"}`,
  depot: (said) => `of the ${said}`,
};
/** Kinds of slots that a plain question may say by itself: it is about them. */
export const KINDS = ["stream", "body", "exception"] as const;

const OWN: ReadonlySet<string> = new Set(KINDS);
const AGAINST = /^(?:as\s+)?(?:against|than|versus|vs\.?|compared?\s+(?:to|with)|with|over|to)\s+/i;
// "Against yesterday" and "yesterday" are the same day.
const inPlaceOf = (kind: string, { kind: own, said }: Slot): string | undefined => {
  if (kind === own) return said;
  if (kind === "when" && own === "than") return said.replace(AGAINST, "");
  return kind === "than" && own === "when" ? `against ${said}` : undefined;
};

// A time that the question does not say goes with the word before it.
const OPEN_TIME = /\s*\b(?:in|on|for|since|during|of|over|from)?\s*\{when\}(?:['’]s)?/;

/** A question as a template: its words, with what it names, times and counts left open, but for the kinds of slots that are `fixed`. */
export const templateText = (asked: Asked, fixed: ReadonlySet<string>): string => {
  const { text, tokens } = asked.hearing;
  let [out, at] = ["", 0];
  for (const { kind, from, to } of slotsOf(asked)) {
    if (fixed.has(kind)) continue;
    const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
    out += `${text.slice(at, start)}{${kind}}`;
    at = end;
  }
  return out + text.slice(at);
};

/** Words of a template by their stems. */
export const stemsOf = (text: string): ReadonlySet<string> =>
  new Set(tokenise(text.replace(SLOT, " ")).map((token) => stem(token.text)));

/**
 * A template with what the question names, times and counts put in its place; undefined where they do not fit: the
 * question leaves a place empty, or has something that the template has no place for.
 */
export const filled = (text: string, slots: readonly Slot[]): string | undefined => {
  const left = [...slots];
  let isWhole = true;
  const fitting = slots.some(({ kind }) => kind === "when" || kind === "than")
    ? text
    : text.replace(OPEN_TIME, "");
  const said = fitting.replace(SLOT, (_, kind: string, at: number) => {
    const same = left.findIndex((slot) => slot.kind === kind);
    const found = same === -1 ? left.findIndex((slot) => inPlaceOf(kind, slot) !== undefined) : same;
    const [slot] = found === -1 ? [] : left.splice(found, 1);
    const own = slot && inPlaceOf(kind, slot);
    if (own === undefined) isWhole = false;
    const isBare = kind === "zone" && !/^\s+zone\b/i.test(fitting.slice(at + kind.length + 2));
    return isBare && own && !/\bzone\b/i.test(own) ? `${own} zone` : (own ?? "");
  });
  // What kind it is may stand in the plain question anyway: whether it does is looked at when that is read.
  const rest = left.flatMap(({ kind, said: own }) => (OWN.has(kind) ? [] : [APPENDED[kind]?.(own)]));
  if (!isWhole || rest.includes(undefined)) return undefined;
  return [said.replace(/[\s?.!]+$/, ""), ...rest].join(" ").replace(/\s+/g, " ").trim();
};

/** A plain question that asks the same, and how certain that is. */
export type Rephrased = {
  text: string;
  frame: Frame;
  certainty: number;
  /** How many words of the question it says too. */
  shared: number;
};

const IDLE: ReadonlySet<string> = new Set([...FILLER].map(stem));
// Plain questions that are tried of those that fit.
// A time, a bound or an order that nobody read: without it, it is another question.
const TURNING: ReadonlySet<string> = new Set([...WEIGHTY].map(stem));
const TRIED = 4;
const VERY_SURE = 0.97;
const MOST_STRANGE = 2;
const DENIES = /\b(?:without|no|not|never|nobody|none|untaken|unmatched|missing)\b|n['’]t\b/i;

// What comes first, or last, is another row.
const ORDERING =
  /^(?:next|last|first|latest|earliest|soonest|furthest|farthest|longest|shortest|highest|lowest|oldest|newest|nearest|closest|biggest|smallest)$/;

// Days that nobody read are other days: "on Monday and Tuesday", "on 3 and 5 November".
const A_DATE = new RegExp(
  `^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|${MONTHS.join("|")}|\\d{1,2}(?:st|nd|rd|th)?)$`,
  "i",
);
const leavesDays = ({ hearing: { tokens }, timed }: Asked): boolean =>
  tokens.some(({ text }, at) => timed.unread.has(at) && A_DATE.test(text));

// Whether words may be left aside that questions of the subject were never taught with: few, none that denies, measures or
// narrows by what it is known to mean; and where it is less than sure, none that anything could be narrowed by.
const isLeftAside = (
  asked: Asked,
  strange: readonly { at: number; text: string; stem: string; isName: boolean }[],
  { certain, isDenied }: { certain: number; isDenied: boolean },
): boolean => {
  const isSure = certain >= VERY_SURE;
  if (strange.length > (isSure ? MOST_STRANGE : 1)) return false;
  if (saysSomeOfThem(asked, new Set(strange.map(({ at }) => at)))) return false;
  return strange.every(({ at, text, stem: own, isName }) => {
    // A name that nobody knows is none of the fleet: "the Ballymagash round".
    if (isName || ORDERING.test(own)) return false;
    // "Tickets we can't tie to a route" are those without one: the plain question denies too.
    if (NEGATION.test(own)) return isSure && isDenied;
    if (TURNING.has(own)) return false;
    const concepts = asked.hearing.places.filter(({ from, to }) => from <= at && at < to);
    return concepts.length > 0
      ? isSure && !concepts.some(({ concept }) => narrows(concept) || STATES.has(concept))
      : isSure || !mayNarrow(asked, text, BESIDE);
  });
};

// Which end stands on top, and why something is so, are no parts of a subject either.
const FALLING =
  /\b(?:latest|most|highest|longest|biggest|largest|heaviest|fullest|newest|dearest|slowest|descending)\b/i;
const RISING =
  /\b(?:soonest|earliest|least|lowest|shortest|smallest|fewest|lightest|emptiest|oldest|cheapest|fastest|quickest|ascending)\b/i;
const WHY =
  /\b(?:why|how come|what(?:['’]s| is| was)? (?:caused?|behind|the reason)|reasons?|explain\w*|causes?|driv(?:e|es|ing|en)|account(?:s|ed)? for|due to)\b/i;
const ASKS_WHY = /^\W*(?:(?:and|but|so|ok)\s+)*(?:why|how come|what caused|explain)\b/i;
// "How many did we close, and how long did they take" asks two things, and a plain question of one is half of it.
const ASKS_TWICE =
  /\b(?:how|what|which|who|where|when)\b.*\band\s+(?:how\s+(?:long|many|much|late|far|often)|what|which|who|why|where|when)\b/i;
const isSoOrdered = (said: string, plain: string): boolean => {
  const turns = (text: string) => [FALLING.test(text), RISING.test(text)] as const;
  const [[falls, rises], [plainFalls, plainRises]] = [turns(said), turns(plain)];
  const isTurned =
    (falls && !rises && plainRises && !plainFalls) || (rises && !falls && plainFalls && !plainRises);
  const isHalf = ASKS_TWICE.test(said) && !/\band\b|,/i.test(plain);
  return !isTurned && !isHalf && (!ASKS_WHY.test(said) || WHY.test(plain));
};
// What is defined is no part of the subject: a plain question that leaves the measure out defines another one.
const DEFINITION = "definition";
const definesAll = ({ hearing: { tokens, places } }: Asked, said: ReadonlySet<string>): boolean =>
  places
    .filter(({ concept }) => concept.startsWith("kpi"))
    .every(({ from, to }) => tokens.slice(from, to).every((token) => said.has(token.stem)));

// "Order coffee for the crew", "suggest a film near Hill Street": what is ordered or looked for is none of the fleet.
const LOOKED_FOR =
  /^\W*(?:(?:please|can|could|would|you)\s+)*(?:recommend|suggest|propose|find|pick)\s+(?:(?:me|us|an?|some|the|good|nice|best)\s+)+/i;
const fleetGuard = (asked: Asked): ((strange: readonly { start: number }[]) => boolean) => {
  const isOrder = isRefusedOrder(asked);
  const lookedForAt = LOOKED_FOR.exec(asked.hearing.text)?.[0].length;
  return (strange) =>
    strange.length === 0 || (!isOrder && !strange.some(({ start }) => start === lookedForAt));
};

/**
 * Plain questions that ask the same as a question of whose subject the second reader is certain, with its own names, times
 * and numbers in their places, the likeliest first; none where something forbids to answer.
 */
export const rephrasings = (asked: Asked, classifier: Classifier): Rephrased[] => {
  const guess = classifier.guess(signsOf(asked));
  const [subject, certain] = mostLikely(guess.subject);
  // What is looked for in what people wrote is no slot: its words stand as they are.
  if (subject.startsWith("passages") || leavesDays(asked)) return [];
  if (subject === "zone" && isSomeOfZone(asked)) return [];
  if (subject === OTHER || certain < classifier.thresholds.rephrase || asked.links.unknown.length > 0)
    return [];
  const kind = proposedKind(subject);
  if (kind === undefined ? !isOpenToAnswer(asked) : !isOpenToProposal(asked) || !mayBeProposal(asked, kind))
    return [];
  const slots = slotsOf(asked);
  const { tokens } = asked.hearing;
  const isIn = (at: number) => slots.some(({ from, to }) => from <= at && at < to);
  // A "not" is idle nowhere.
  const isIdle = (word: string) => IDLE.has(word) && !NEGATION.test(word);
  const loose = tokens.flatMap((token, at) => (isIn(at) || isIdle(token.stem) ? [] : [{ ...token, at }]));
  const taught = classifier.wordsOf(subject);
  const isOfFleet = fleetGuard(asked);
  const found = classifier.templatesOf(subject).flatMap(({ frame, text }) => {
    const said = filled(text, slots);
    if (said === undefined) return [];
    const stems = stemsOf(text);
    if (!isSoOrdered(asked.hearing.text, text)) return [];
    if (subject === DEFINITION && !definesAll(asked, stems)) return [];
    const aside = loose.filter(({ stem: own }) => !stems.has(own));
    const left = aside.map(({ text: word }) => word);
    if (leavesBound(asked, left)) return [];
    const strange = aside.filter(({ text: word }) => !isTaughtWith(asked, word, { taught, left }));
    if (!isOfFleet(strange)) return [];
    if (!isLeftAside(asked, strange, { certain, isDenied: DENIES.test(text) })) return [];
    const certainty = SIDES.reduce((product, side) => product * (guess[side].get(frame[side]) ?? 0), 1);
    const shared = loose.filter(({ stem: own }) => stems.has(own)).length;
    return [{ text: said, frame, certainty, shared }];
  });
  return found.sort((a, b) => b.certainty - a.certainty || b.shared - a.shared).slice(0, TRIED);
};

const TRUCK = /^\d{1,3}$/;

/**
 * A question with the numbers of trucks said as such, where the second reader is certain that its subject is about trucks
 * and the words name too few: "12's cactus at stop 14", "put stop 128 on 19 when 22 was free". Numbers of stops are none.
 * Undefined where it needs none, or there are not enough.
 */
export const withTrucks = (asked: Asked, classifier: Classifier): string | undefined => {
  const [subject, certain] = mostLikely(classifier.guess(signsOf(asked)).subject);
  if (certain < classifier.thresholds.rephrase) return undefined;
  const slots = slotsOf(asked);
  const { text, tokens } = asked.hearing;
  const countOf = (kind: string) => slots.filter((slot) => slot.kind === kind).length;
  const placesOf = (template: string, kind: string) => template.split(`{${kind}}`).length - 1;
  const numbers = slots.filter(
    ({ kind, said, from }) =>
      kind === "n" && TRUCK.test(said) && !/^(?:stops?|no|number)$/i.test(tokens[from - 1]?.text ?? ""),
  );
  // With so many numbers less it is a plain question of so many trucks.
  const lacking = classifier.templatesOf(subject).flatMap((template) => {
    const trucks = placesOf(template.text, "vehicle") - countOf("vehicle");
    return trucks > 0 && placesOf(template.text, "n") === countOf("n") - trucks ? [trucks] : [];
  });
  const [count] = lacking;
  if (count === undefined || numbers.length < count) return undefined;
  return numbers.slice(0, count).reduceRight((said, { from, to, said: number }) => {
    const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
    return `${said.slice(0, start)}truck ${number}${said.slice(end)}`;
  }, text);
};

import type { Heard, Hearing } from "#server/ask/core/hear.ts";
import { LISTED_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Link, Links, NameKind } from "#server/ask/core/link.ts";
import { NUMBER, type Quantity, type QuantityUnit, readNumber } from "#server/ask/core/quantity.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { Bound, QueryPlan, TimeWindow } from "#server/ask/schema.ts";

/** A condition of a plan. */
export type Filter = Extract<QueryPlan, { kind: "list" }>["filters"][number];

/** Words that leave out what follows them. */
export const EXCLUSIONS: ReadonlySet<string> = new Set([
  "except",
  "excluding",
  "exclude",
  "without",
  "besides",
  "apart",
  "minus",
  "ignoring",
  "excluded",
  "bar",
  "barring",
  "not",
]);

/** A time of day that bounds what is asked. */
export type SpokenClock = { start: number; end: number; side: "before" | "after"; at: string; words: string };

/** Words of a question that say a time or an amount: the tokens they cover. */
export type SpokenTokens = {
  when: ReadonlySet<number>;
  compared: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  /** Words of time that nobody read. */
  unread: ReadonlySet<number>;
};

/** A question prepared for the rules: what was heard, linked and timed, and the clock it is read by. */
export type Asked = {
  hearing: Hearing;
  links: Links;
  /** The window the question names; null where it names none. */
  window: TimeWindow | null;
  /** Bounds and amounts, in the order of the question. */
  quantities: readonly Quantity[];
  /** Times of day that bound what is asked. */
  clocks: readonly SpokenClock[];
  /** Days of the week it is limited to, 1 for Monday: "on Mondays". */
  weekdays: readonly number[];
  /** Tokens that say when, and those that say what it is compared with. */
  timed: SpokenTokens;
  /** The running service day as a window. */
  today: TimeWindow;
  /** This month so far, for splits that name no window. */
  month: TimeWindow;
  /** The last seven days. */
  week: TimeWindow;
  /** The last whole week, from its Monday. */
  lastWeek: TimeWindow;
  /** The last eight weeks: four of each where collection alternates. */
  eightWeeks: TimeWindow;
  /** ISO instant of the day clock. */
  now: string;
  /** Window the question compares with. */
  compared: { range: { from: string; to: string }; label: string } | null;
  /** Service days before a window, of equal length. */
  before: (window: TimeWindow) => { from: string; to: string };
  depotIds: readonly number[];
  /** What was told beside the question, and left aside: why it is asked, or what happened before. */
  beside?: string;
};

/** What a rule makes of a question: the plan, the window it runs over, and the concepts and names it used. */
export type RuleReading = {
  plan: QueryPlan;
  window: TimeWindow | null;
  uses: readonly Concept[];
  /** Whether the plan leaves out what "except" and "without" name, by keeping all else. */
  isLeftOut?: boolean;
  /** Words that the plan holds as they stand, to be looked for: the tokens of them. */
  said?: ReadonlySet<number>;
  /** Words that the plan does not answer though they may change the answer, whatever kind of word they are. */
  lacks?: ReadonlySet<number>;
};

/** One way to read a question; undefined where it does not apply. */
export type Rule = (asked: Asked) => RuleReading | undefined;

/** Where the tokens stand of the first words that a pattern finds in the question; nowhere where it finds none. */
export const tokensSaying = ({ hearing: { text, tokens } }: Asked, words: RegExp): number[] => {
  const found = words.exec(text);
  return found ? tokensWithin(tokens, { start: found.index, end: found.index + found[0].length }) : [];
};

/** Where the tokens stand of all words that a pattern finds in the question. */
export const tokensSayingEach = ({ hearing: { text, tokens } }: Asked, words: RegExp): number[] => {
  const every = words.global ? words : new RegExp(words, `${words.flags}g`);
  return [...text.matchAll(every)].flatMap(({ index, 0: found }) =>
    tokensWithin(tokens, { start: index, end: index + found.length }),
  );
};

/** Where words stand that a pattern finds, as they are compared or as they were written. */
export const tokensLike = ({ hearing: { tokens } }: Asked, pattern: RegExp): ReadonlySet<number> =>
  new Set(
    tokens.flatMap(({ stem, text }, at) =>
      pattern.test(stem) || pattern.test(text.toLowerCase()) ? [at] : [],
    ),
  );

/** Whether any of the concepts was heard. */
export const has = (asked: Asked, ...concepts: Concept[]): boolean =>
  concepts.some((concept) => asked.hearing.heard.has(concept));

/** Where a concept was heard. */
export const heardAt = (asked: Asked, concept: Concept): Heard | undefined =>
  asked.hearing.heard.get(concept);

/** The concepts of `among` that were heard, in the order given. */
export const whichOf = <C extends Concept>(asked: Asked, among: readonly C[]): C[] =>
  among.filter((concept) => asked.hearing.heard.has(concept));

/** Links of a kind, in the order of the question; of a stretch of names, each. */
export const linksOf = (asked: Asked, ...kinds: NameKind[]): Link[] =>
  asked.links.links
    .filter((link) => kinds.includes(link.name.kind))
    .flatMap(({ through = [], ...link }) => [link, ...through.map((name) => ({ ...link, name }))]);

/** The first bound or amount of a unit; a bare "3" counts as an amount of things. */
export const quantityOf = (asked: Asked, unit: QuantityUnit): Quantity | undefined =>
  asked.quantities.find((q) => q.unit === unit);

/** A filter from a bound of the question, else from a default; a bare amount means at least that much. */
export const boundFilter = (
  column: string,
  bound: Quantity | undefined,
  otherwise: { op: "gt" | "gte" | "lt" | "lte"; value: number },
): Filter => {
  if (!bound) return { column, ...otherwise };
  if (bound.op === "between")
    return { column, op: "between", value: [bound.value, bound.upTo ?? bound.value] };
  return { column, op: bound.op ?? otherwise.op, value: bound.value };
};

// "Which one", "no one", "each one" and "the nearest one" count nothing.
const IS_PRONOUN =
  /\b(?:which|no|each|every|any|this|that|the|only|last|first|next|nearest|closest|worst|best|new|another|without|bad|serious)\s+$/i;

/** Whether the word at a token is a "one" that counts nothing. */
export const isPronounOne = ({ hearing: { text, tokens } }: Asked, at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && /^one$/i.test(token.text) && IS_PRONOUN.test(text.slice(0, token.start));
};

/** The first whole number written in the question that is neither part of a name nor of a time, digits or words. */
export const plainNumber = (asked: Asked): number | undefined => {
  for (const [at, token] of asked.hearing.tokens.entries()) {
    if (asked.links.links.some((link) => link.from <= at && at < link.to)) continue;
    if (asked.timed.when.has(at) || asked.timed.compared.has(at)) continue;
    if (asked.quantities.some((q) => q.unit !== null && q.start < token.end && token.start < q.end)) continue;
    if (/^an?$/.test(token.stem) || isPronounOne(asked, at)) continue;
    const number = readNumber(token.text);
    if (number !== undefined && Number.isInteger(number)) return number;
  }
  return undefined;
};

/** How many rows the question wants: "top 5", "the three worst", "first ten"; undefined where it does not say. */
export const wantedRows = (asked: Asked): number | undefined => {
  const rank =
    "top|(?:most|least)\\s+(?:used|expensive|costly|economical|efficient|wasteful|productive|punctual|delayed)|priciest|dearest|cheapest|costliest|thirstiest|oldest|newest|latest|nearest|closest|bottom|worst|best|first|highest|lowest|biggest|largest|slowest|fastest|busiest|heaviest|longest|weakest|strongest|lightest";
  const bare = new RegExp(
    `\\b(?:which|what)\\s+${NUMBER}\\s+(?:have|are|had|need|were|got|did)\\b`,
    "i",
  ).exec(asked.hearing.text);
  const things =
    "customers?|accounts?|drivers?|trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?|units?|containers|bins|milestones|routes?|rounds|runs|crews|depots?|zones?|address(?:es)?|streets?|neighbourhoods?|facilit(?:y|ies)|(?:weigh\\s+)?tickets|loads|fault\\s+codes|faults|repairs|events";
  const m =
    new RegExp(
      `\\b(?:${rank})\\s+${NUMBER}\\b(?!\\s+(?:[a-z]+\\s+){1,2}(?:street|road|lane|avenue|court|close)\\b)|\\b${NUMBER}\\s+(?:the\\s+)?(?:${rank})\\b`,
      "i",
    ).exec(asked.hearing.text) ?? undefined;
  // "Ten vehicles that idled most", "the ten units with the greatest idle time".
  const ranked = new RegExp(
    `(?<!\\b(?:last|past|next|than|least|over)\\s+)\\b${NUMBER}\\s+(?:of\\s+our\\s+)?(?:${things})\\s+(?:that|which|who|with)\\b.*\\b(?:most|least|greatest|biggest|highest|lowest|longest)\\b(?!\\s+(?:and|or))`,
    "i",
  ).exec(asked.hearing.text);
  // "Which ten customers", "the five zones".
  const those = new RegExp(
    `(?:\\b(?:which|what|the|show|list)|^)\\s*${NUMBER}\\s+(?:of\\s+(?:our|the|my|these)\\s+)?(?:diesel\\s+)?(?:${things})\\b`,
    "i",
  ).exec(asked.hearing.text);
  // "Nearest 1180 Harbour Street" and "nearest one" count no rows.
  const isOther =
    m !== undefined &&
    asked.hearing.tokens.some(
      ({ start, end }, at) =>
        m.index <= start &&
        end <= m.index + m[0].length &&
        (asked.links.links.some(({ from, to }) => from <= at && at < to) || isPronounOne(asked, at)),
    );
  const said = (isOther ? undefined : (m?.[1] ?? m?.[2])) ?? those?.[1] ?? ranked?.[1] ?? bare?.[1];
  const number = said === undefined || /^(?:an?|few|half)$/i.test(said) ? undefined : readNumber(said);
  const least = said === those?.[1] || said === ranked?.[1] ? 1 : 0;
  return number !== undefined && Number.isInteger(number) && number > least
    ? Math.min(number, 200)
    : undefined;
};

/** Whether a name or a word at token `at` is left out: "except R-9", "without glass", "all but the North zone". */
export const isExcluded = (asked: Asked, at: number): boolean => {
  const { tokens } = asked.hearing;
  for (let i = at - 1; i >= 0 && i >= at - 5; i--) {
    const word = tokens[i]?.stem ?? "";
    if (EXCLUSIONS.has(word) || (word === "than" && tokens[i - 1]?.stem === "other")) return true;
    if (word === "for" && tokens[i - 1]?.stem === "except") return true;
    if (word === "but" && /^(?:all|everything|any|every|anything)$/.test(tokens[i - 1]?.stem ?? ""))
      return true;
    const isBridge =
      /^(?:the|on|in|for|from|of|and|or|at|zone|route|truck|vehicle|depot|driver|area|by|those|contractor|anyone|anybody|everyone|people|crew)$/.test(
        word,
      );
    const isName = asked.links.links.some((link) => link.from <= i && i < link.to);
    // "Except overfull and damaged": what stands before an "and" is left out as well.
    const isListed =
      /^(?:and|or|nor)$/.test(tokens[i + 1]?.stem ?? "") &&
      asked.hearing.places.some(
        ({ concept, from, to }) => LISTED_CONCEPTS.has(concept) && from <= i && i < to,
      );
    if (!isBridge && !isName && !isListed) return false;
  }
  return false;
};

/** Kilograms named as a load: "2 tonnes", "half a tonne", "800 kg"; undefined where none is. */
export const spokenLoadKg = (asked: Asked): number | undefined => quantityOf(asked, "kg")?.value;

/** How many of each a question wants: "more than twice", "at least three times", "three times" for three and more. */
export const timesBound = (asked: Asked): Bound | undefined => {
  const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
  if (bound?.op) return { op: bound.op, value: bound.value, upTo: bound.upTo };
  return isAboutRepeats(asked) ? { op: "gte", value: plainNumber(asked) ?? 2, upTo: null } : undefined;
};

// "How many times" asks for the number, and for none above another.
const NUMBER_OF_TIMES = /\b(?:how\s+many|(?:number|count|total)\s+of)\s+(?:\w+\s+)?times\b/gi;

// "With times and addresses" has each told with when it was.
const TIMES_TOLD =
  /\b(?:with|plus|including)\s+(?:(?:the|their|its|all|exact|dates?|addresses|places|and|,)\s+)*times\b|\b(?:dates?|addresses|places)\s*(?:,|and|&|\+)\s*times\b/gi;

/** Whether a question asks how many times something happened. */
export const asksTimes = (asked: Asked): boolean => asked.hearing.text.search(NUMBER_OF_TIMES) >= 0;

/** Whether a question asks for what happened several times over, such as "contaminated twice". */
export const isAboutRepeats = (asked: Asked): boolean =>
  /\b(times|twice|thrice|repeatedly|repeated|more than once)\b/i.test(
    asked.hearing.text.replace(NUMBER_OF_TIMES, " ").replace(TIMES_TOLD, " "),
  );

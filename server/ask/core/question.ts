import type { Heard, Hearing } from "#server/ask/core/hear.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Link, Links, NameKind } from "#server/ask/core/link.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";

/** A length of time the question names, seconds. */
export type SpokenDuration = { seconds: number };

/** A question prepared for the rules: what was heard, linked and timed, and the clock it is read by. */
export type Asked = {
  hearing: Hearing;
  links: Links;
  /** The window the question names; null where it names none. */
  window: TimeWindow | null;
  durations: readonly SpokenDuration[];
  /** The running service day as a window. */
  today: TimeWindow;
  /** This month so far, for splits that name no window. */
  month: TimeWindow;
  /** The last seven days. */
  week: TimeWindow;
  /** The last eight weeks: four of each where collection alternates. */
  eightWeeks: TimeWindow;
  /** ISO instant of the day clock. */
  now: string;
  /** Window the question compares with. */
  compared: { range: { from: string; to: string }; label: string } | null;
  /** Service days before a window, of equal length. */
  before: (window: TimeWindow) => { from: string; to: string };
  depotIds: readonly number[];
};

/** What a rule makes of a question: the plan, the window it runs over, and the concepts and names it used. */
export type RuleReading = {
  plan: QueryPlan;
  window: TimeWindow | null;
  uses: readonly Concept[];
};

/** One way to read a question; undefined where it does not apply. */
export type Rule = (asked: Asked) => RuleReading | undefined;

/** Whether any of the concepts was heard. */
export const has = (asked: Asked, ...concepts: Concept[]): boolean =>
  concepts.some((concept) => asked.hearing.heard.has(concept));

/** Where a concept was heard. */
export const heardAt = (asked: Asked, concept: Concept): Heard | undefined =>
  asked.hearing.heard.get(concept);

/** The concepts of `among` that were heard, in the order given. */
export const whichOf = <C extends Concept>(asked: Asked, among: readonly C[]): C[] =>
  among.filter((concept) => asked.hearing.heard.has(concept));

/** Links of a kind, in the order of the question. */
export const linksOf = (asked: Asked, ...kinds: NameKind[]): Link[] =>
  asked.links.links.filter((link) => kinds.includes(link.name.kind));

/** The first whole number written in the question that is neither part of a name nor of a time, digits or words. */
export const plainNumber = (asked: Asked): number | undefined => {
  const words: Readonly<Record<string, number>> = {
    one: 1,
    once: 1,
    two: 2,
    twice: 2,
    three: 3,
    thrice: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    twenty: 20,
  };
  for (const [at, token] of asked.hearing.tokens.entries()) {
    if (asked.links.links.some((link) => link.from <= at && at < link.to)) continue;
    const number = /^\d{1,6}$/.test(token.text) ? Number(token.text) : words[token.stem];
    if (number !== undefined) return number;
  }
  return undefined;
};

/** Kilograms named as a load: "2 tonnes", "1.5 t", "800 kg"; undefined where none is. */
export const spokenLoadKg = (asked: Asked): number | undefined => {
  const words: Readonly<Record<string, string>> = {
    a: "1",
    one: "1",
    two: "2",
    three: "3",
    four: "4",
    five: "5",
    half: "0.5",
  };
  const m =
    /\b(\d+(?:[.,]\d+)?|a|one|two|three|four|five|half)\s*(?:an?\s+)?(tonnes?|tons?|t|kg|kilos?|kilograms?)\b/i.exec(
      asked.hearing.text,
    );
  if (!m) return undefined;
  const value = Number((words[(m[1] ?? "").toLowerCase()] ?? m[1] ?? "").replace(",", "."));
  return Math.round((m[2] ?? "").toLowerCase().startsWith("k") ? value : value * 1000);
};

/** Whether a question asks for what happened several times over, such as "contaminated twice". */
export const isAboutRepeats = (asked: Asked): boolean =>
  /\b(times|twice|repeatedly|more than once)\b/i.test(asked.hearing.text);

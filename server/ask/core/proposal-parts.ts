import { readComing } from "#server/ask/core/forecast-when.ts";
import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  has,
  isPronounOne,
  linksOf,
  type RuleReading,
  whichOf,
} from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { addDays, minutesToInstant } from "#server/lib/service-day.ts";

/** What is proposed. */
export type Proposal = Extract<QueryPlan, { kind: "propose" }>["proposal"];

/** What kinds of proposals there are; two of one action are told apart by what they suppose. */
export type ProposalKind =
  | "settings-back"
  | "route-anew"
  | "go-backs"
  | "hand-over"
  | "undo"
  | "withdraw"
  | "mute"
  | "unmute"
  | "rescue"
  | "extra"
  | "one-fewer"
  | "closed"
  | "elsewhere"
  | "without";

/** A way to propose something. */
export type ProposalRule = {
  kind: ProposalKind;
  /** Whether the words by themselves say that this is meant. */
  isSaid: (asked: Asked) => boolean;
  /** Whether the words leave it open that this is meant, whoever sees it in them; always where it is left out. */
  mayBeMeant?: (asked: Asked) => boolean;
  /** The proposal that the names, numbers and times of the question make, or which of them it lacks; undefined where it can be none. */
  propose: (asked: Asked) => RuleReading | Refusal | undefined;
};

/** The kind of a proposal, or its action where it is made over another question. */
export const proposalKind = (proposal: Proposal): ProposalKind | "alert" | "mailing" => {
  switch (proposal.action) {
    case "replan":
      if (proposal.route !== undefined) return "route-anew";
      if (proposal.fewerTrucks > 0) return "one-fewer";
      if (proposal.whatIf.closedStreets.length > 0) return "closed";
      return proposal.whatIf.facilityIds === null ? "without" : "elsewhere";
    case "undo":
      return proposal.proposed === undefined ? "undo" : "withdraw";
    default:
      return proposal.action;
  }
};

/** A reading that proposes something of the running day. */
export const proposed = (asked: Asked, proposal: Proposal, words: string): RuleReading => ({
  plan: { kind: "propose", proposal, words },
  window: asked.today,
  uses: [],
  said: allTokens(asked),
});

/** What a day is supposed to be like where nothing is said of it. */
export const AS_IT_IS = { withoutVehicleIds: [], facilityIds: null, closedStreets: [] };

/** Names and streams of a question by what they are. */
export const namedIn = (asked: Asked) => ({
  vehicles: linksOf(asked, "vehicle"),
  drivers: linksOf(asked, "driver"),
  routes: linksOf(asked, "route"),
  streets: linksOf(asked, "street"),
  facilities: linksOf(asked, "facility"),
  addresses: linksOf(asked, "address"),
  streams: whichOf(asked, STREAM_CONCEPTS),
});

// "Friday's routes" are those of the Friday to come, "last Friday's" are not.
const BYGONE = /\b(?:last|past|previous|yesterday)/i;
const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day/i;
/** So many days ahead a day can be planned: it is made when it is first looked at. */
const MOST_DAYS_AHEAD = 60;

/**
 * The coming day that a question is to be planned for; null where it names the running one or none, undefined where it
 * names no single day to come.
 */
export const comingDay = (asked: Asked): string | null | undefined => {
  const { window, today, hearing, timed } = asked;
  const running = today.firstDay;
  const coming = readComing(hearing.text, running, today.timeZone)?.window;
  const spoken = coming?.firstDay === coming?.lastDay ? coming?.firstDay : undefined;
  if (has(asked, "toTomorrow")) return undefined;
  if (window === null) return coming === undefined ? null : within(spoken, running);
  if (window.firstDay === running && window.lastDay === running)
    return coming === undefined || /\btoday\b/i.test(hearing.text) ? null : within(spoken, running);
  if (window.firstDay !== window.lastDay) return undefined;
  const said = hearing.tokens.flatMap(({ text }, at) => (timed.when.has(at) ? [text] : [])).join(" ");
  const isBare = window.firstDay < running && WEEKDAY.test(said) && !BYGONE.test(said);
  return within(isBare ? spoken : window.firstDay, running);
};

const within = (day: string | undefined, running: string): string | undefined =>
  day !== undefined && day > running && day <= addDays(running, MOST_DAYS_AHEAD) ? day : undefined;

/** Whether a question is of another day than the running one. */
export const isOfAnotherDay = (asked: Asked): boolean => comingDay(asked) !== null;

/** A part of the day that is still to come: the solver takes all that is left of it. "This afternoon" is that, at noon. */
export const isOfPart = ({ window, now, clocks, today, hearing }: Asked): boolean =>
  (window !== null && !window.isWholeDays && window.to > now && !isRestOf(window, now, today.firstDay)) ||
  clocks.some(({ at }) => at > now) ||
  /\btomorrow(?:['’]s)?\s+(?:morning|afternoon|evening)\b/i.test(hearing.text);

const isRestOf = (window: NonNullable<Asked["window"]>, now: string, day: string): boolean =>
  window.firstDay === day && window.from <= now && /afternoon|rest|day/i.test(window.label);

/** Why a part of the day is not planned by asking. */
export const PART_OF_DAY: Refusal = {
  reason: "not-yet",
  text: "The rest of the running day is planned as a whole: a time within it cannot be told to the solver in a sentence, and leaving it out would plan something else. The board and the page of plans hold times.",
};

/** Why something is of the running day alone. */
export const OTHER_DAY: Refusal = {
  reason: "not-yet",
  text: "This is proposed for the rest of the running day alone. The board and the page of plans hold the other days.",
};

/** Why a question is of no day that can be planned. */
export const NO_DAY: Refusal = {
  reason: "not-yet",
  text: `One day is planned at a time: the rest of the running one, or one of the next ${MOST_DAYS_AHEAD}. Name the day, such as tomorrow or Friday.`,
};

/** What is planned, in words: the rest of the running day, or a coming one. */
export const plannedWords = (day: string | null): string =>
  day === null ? "the rest of today" : `the plan of ${dayWords(day)}`;

/** A time of day as people of a zone say it. */
export const clockOf = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });

/** A time of day on another service day, by the clock on the wall. */
export const onDay = (instant: string, day: string, timeZone: string): string => {
  const [hours = 0, minutes = 0] = clockOf(instant, timeZone).split(":").map(Number);
  return minutesToInstant(day, hours * 60 + minutes, timeZone).toISOString();
};

/** Numbers in digits or words that are no part of a name, a time or an amount with a unit, with the tokens they stand at. */
export const plainNumbersAt = (asked: Asked): { at: number; number: number }[] =>
  asked.hearing.tokens.flatMap(({ text, start, end }, at) => {
    const isNamed = asked.links.links.some(({ from, to }) => from <= at && at < to);
    const isTimed = asked.timed.when.has(at) || asked.timed.compared.has(at);
    const isClock = asked.clocks.some((clock) => clock.start < end && start < clock.end);
    const isAmount = asked.quantities.some((q) => q.unit !== null && q.start < end && start < q.end);
    const number = /^(?:an?|once)$/i.test(text) || isPronounOne(asked, at) ? undefined : readNumber(text);
    return isNamed || isTimed || isClock || isAmount || number === undefined ? [] : [{ at, number }];
  });

/** {@link plainNumbersAt} without where they stand. */
export const plainNumbers = (asked: Asked): number[] => plainNumbersAt(asked).map(({ number }) => number);

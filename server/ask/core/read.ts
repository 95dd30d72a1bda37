import { accountFor } from "#server/ask/core/account.ts";
import { FILLER } from "#server/ask/core/lexicon.ts";
import type { Unknown } from "#server/ask/core/link.ts";
import { isGuarded } from "#server/ask/core/private-data.ts";
import { type Asked, has, type Rule, type RuleReading } from "#server/ask/core/question.ts";
import { type Refusal, refuse } from "#server/ask/core/refuse.ts";
import { AT_FACILITY_RULES } from "#server/ask/core/rules-at-facility.ts";
import { BATTERY_RULES } from "#server/ask/core/rules-batteries.ts";
import { COMPARE_RULES } from "#server/ask/core/rules-compare.ts";
import { COST_RULES } from "#server/ask/core/rules-costs.ts";
import { DISPOSAL_RULES } from "#server/ask/core/rules-disposal.ts";
import { DRIVER_RULES } from "#server/ask/core/rules-drivers.ts";
import { ENGINEER_RULES, isOfReleases } from "#server/ask/core/rules-engineer.ts";
import { EXCEPTION_TIME_RULES } from "#server/ask/core/rules-exception-times.ts";
import { EXCEPTION_RULES } from "#server/ask/core/rules-exceptions.ts";
import { EXPLAIN_RULES } from "#server/ask/core/rules-explain.ts";
import { FORECAST_RULES, isForeseen } from "#server/ask/core/rules-forecast.ts";
import { GROUP_RULES, MEAN_RULES, ROUTE_COUNT_RULES, STREET_RULES } from "#server/ask/core/rules-groups.ts";
import { HOURS_LEFT_RULES } from "#server/ask/core/rules-hours-left.ts";
import { KPI_RULES } from "#server/ask/core/rules-kpi.ts";
import { LIVE_RULES } from "#server/ask/core/rules-live.ts";
import { OWN_RULES } from "#server/ask/core/rules-own.ts";
import { PASSAGE_RULES } from "#server/ask/core/rules-passages.ts";
import { PLACE_RULES } from "#server/ask/core/rules-places.ts";
import { PLATFORM_RULES } from "#server/ask/core/rules-platform.ts";
import { readProposal } from "#server/ask/core/rules-propose.ts";
import { REPAIR_RULES } from "#server/ask/core/rules-repairs.ts";
import { RISK_RULES } from "#server/ask/core/rules-risks.ts";
import { ROUTE_RULES } from "#server/ask/core/rules-routes.ts";
import { SAVING_RULES } from "#server/ask/core/rules-savings.ts";
import { SHIFT_START_RULES } from "#server/ask/core/rules-shift-starts.ts";
import { SHIFT_RULES } from "#server/ask/core/rules-shifts.ts";
import { STOP_RULES } from "#server/ask/core/rules-stops.ts";
import { STOPS_SO_FAR_RULES } from "#server/ask/core/rules-stops-so-far.ts";
import { SUM_RULES } from "#server/ask/core/rules-sums.ts";
import { TICKET_RULES } from "#server/ask/core/rules-tickets.ts";
import { VEHICLE_RANK_RULES } from "#server/ask/core/rules-vehicle-ranks.ts";
import { VEHICLE_RULES } from "#server/ask/core/rules-vehicles.ts";
import { WEEK_RULES } from "#server/ask/core/rules-weeks.ts";
import { WORKSHOP_RULES } from "#server/ask/core/rules-workshop.ts";
import { stem } from "#server/ask/core/tokens.ts";
import { askedOfNumber, askedWhich } from "#server/ask/core/which-name.ts";

/** A reading with how much of the question it explains, 0 to 1, and the words it leaves aside. */
export type Scored = RuleReading & {
  confidence: number;
  /** Words that can turn the meaning and that this reading does not account for: never run with any. */
  weighty: readonly string[];
  /** Those of them that turn it whatever is asked: "not", a number, a name, a time, a bound. */
  turning: readonly string[];
  /** Those of them that say which: a number, a name, a time, a bound. */
  fixed: readonly string[];
  /** Words nobody knows; said beside the answer. */
  unknown: readonly string[];
  /** Who sees it. */
  reader: "rules" | "classifier" | "model";
  /** Whether the second reader is so certain of it that the words left aside are known to go with it. */
  isSure?: boolean;
};

/** What was made of a question: one reading, two to choose from, or a refusal. */
export type Understood =
  | { kind: "reading"; reading: Scored }
  | { kind: "choice"; readings: [Scored, Scored] }
  | {
      kind: "refusal";
      refusal: Refusal;
      unknown?: Unknown;
      /** What would be read without the words that nobody understood: never run unless the asker picks it. */
      without?: Scored;
    };

const RULES: readonly Rule[] = [
  ...OWN_RULES,
  ...AT_FACILITY_RULES,
  ...STOPS_SO_FAR_RULES,
  ...MEAN_RULES,
  ...EXCEPTION_TIME_RULES,
  ...STREET_RULES,
  ...ROUTE_COUNT_RULES,
  ...VEHICLE_RANK_RULES,
  ...HOURS_LEFT_RULES,
  ...EXPLAIN_RULES,
  ...PLATFORM_RULES,
  ...ENGINEER_RULES,
  ...KPI_RULES,
  ...WEEK_RULES,
  ...PLACE_RULES,
  ...PASSAGE_RULES,
  ...RISK_RULES,
  ...COMPARE_RULES,
  ...SUM_RULES,
  ...LIVE_RULES,
  ...STOP_RULES,
  ...ROUTE_RULES,
  ...WORKSHOP_RULES,
  ...REPAIR_RULES,
  ...BATTERY_RULES,
  ...DRIVER_RULES,
  ...SHIFT_START_RULES,
  ...SHIFT_RULES,
  ...VEHICLE_RULES,
  ...EXCEPTION_RULES,
  ...COST_RULES,
  ...SAVING_RULES,
  ...DISPOSAL_RULES,
  ...TICKET_RULES,
  ...GROUP_RULES,
];
const IDLE: ReadonlySet<string> = new Set([...FILLER].map(stem));
const SURE = 0.6;
const CLEAR = 0.8;
const POSSIBLE = 0.34;
// Readings closer than this are rivals when neither explains the question well.
const MARGIN = 0.12;
// What a word left aside costs a reading, beside the share it does not cover.
const WEIGHT = 0.1;

/** The names a question links, by what plans hold of them. */
export const namesIn = (asked: Asked): ReadonlyMap<string, string> =>
  new Map(
    asked.links.links.flatMap(({ name, through = [] }) =>
      [name, ...through].map((each): [string, string] => [`*:${each.id}`, each.name]),
    ),
  );

const samePlan = (a: RuleReading, b: RuleReading) => JSON.stringify(a.plan) === JSON.stringify(b.plan);

const quoted = (words: readonly string[]): string =>
  new Intl.ListFormat("en-GB").format([...new Set(words)].slice(0, 5).map((word) => `"${word}"`));

/** Every reading of a prepared question, the one that explains most of it first. */
export const readingsOf = (asked: Asked): Scored[] => {
  const scored: Scored[] = [];
  for (const rule of isForeseen(asked) ? FORECAST_RULES : RULES) {
    const reading = rule(asked);
    if (!reading) continue;
    const { meaning, covered, unknown: words, ...left } = accountFor(asked, reading);
    const confidence = meaning === 0 ? 0 : covered / meaning;
    scored.push({ ...reading, ...left, confidence, unknown: words, reader: "rules" });
  }
  // The order of the rules breaks ties: the more specific stands first.
  const rank = (reading: Scored) => reading.confidence - WEIGHT * Math.min(reading.weighty.length, 4);
  return scored
    .map((reading, i) => ({ reading, i }))
    .sort((a, b) => rank(b.reading) - rank(a.reading) || a.i - b.i)
    .map(({ reading }) => reading);
};

const ORDERS = [
  "worst",
  "best",
  "most",
  "least",
  "slowest",
  "fastest",
  "compare",
  "better",
  "worse",
] as const;

// "Show the best ones", "compare north and south": an order without anything to order by; every other word is idle or a name.
const isWithoutMeasure = (asked: Asked): boolean =>
  has(asked, ...ORDERS) &&
  asked.hearing.tokens.every(
    ({ stem: word }, at) =>
      IDLE.has(word) ||
      asked.hearing.places.some(({ from, to }) => from <= at && at < to) ||
      asked.links.links.some(({ from, to }) => from <= at && at < to),
  );

/** Reads a prepared question: the rule that explains most of it wins, and none may drop a word that turns the meaning. */
export const read = (asked: Asked, ranked: readonly Scored[]): Understood => {
  // What was rolled back is asked for, and nothing is to be put back.
  const isBarred = isGuarded(asked);
  const isAsking = !isBarred && isOfReleases(asked);
  const proposed = isBarred || isAsking ? undefined : readProposal(asked);
  if (proposed && "reason" in proposed) return { kind: "refusal", refusal: proposed };
  const refusal = proposed || isAsking ? undefined : refuse(asked);
  if (refusal) return { kind: "refusal", refusal };
  const unknown = asked.links.unknown[0];
  if (unknown)
    return {
      kind: "refusal",
      unknown,
      refusal: {
        reason: "unknown-entity",
        text: `There is no "${unknown.text}" in your fleet. Nearest: ${unknown.nearest.join(", ") || "none"}.`,
      },
    };
  if (proposed)
    return {
      kind: "reading",
      reading: {
        ...proposed,
        confidence: 1,
        weighty: [],
        turning: [],
        fixed: [],
        unknown: [],
        reader: "rules",
      },
    };
  const [best, ...others] = ranked;
  if ((!best || best.confidence < POSSIBLE) && isWithoutMeasure(asked))
    return {
      kind: "refusal",
      refusal: {
        reason: "unclear",
        text: "Of what, and by which measure? Name both, such as “best routes by on-time rate”, “cost per stop by depot” or “missed pickups in the North zone against the South zone”.",
      },
    };
  const which = !best || best.confidence < POSSIBLE ? askedWhich(asked) : undefined;
  if (which) return { kind: "refusal", refusal: which };
  if (!best || best.confidence < POSSIBLE)
    return {
      kind: "refusal",
      refusal: {
        reason: "out-of-scope",
        text: `I could not read this as a question about your routes, vehicles, stops, exceptions or KPIs${
          best ? `; I did not understand ${quoted([...best.weighty, ...best.unknown])}` : ""
        }.`,
      },
    };
  if (best.weighty.length > 0)
    return {
      kind: "refusal",
      without: { ...best, unknown: [...best.weighty, ...best.unknown] },
      refusal: askedOfNumber(asked) ?? {
        reason: "unclear",
        text: `I did not understand ${quoted(best.weighty)} in this question, and leaving ${
          best.weighty.length > 1 ? "those words" : "the word"
        } out could change the answer.`,
      },
    };
  // A word nobody knows is said beside an answer that explains the rest; where it is a good part of it, nothing is sure.
  if (best.unknown.length > 0 && best.confidence < CLEAR)
    return {
      kind: "refusal",
      without: best,
      refusal: {
        reason: "unclear",
        text: `I did not understand ${quoted(best.unknown)} in this question.`,
      },
    };
  const rival = others.find(
    (other) =>
      other.weighty.length === 0 && !samePlan(other, best) && best.confidence - other.confidence < MARGIN,
  );
  if (best.confidence < SURE && rival && rival.confidence >= POSSIBLE)
    return { kind: "choice", readings: [best, rival] };
  return { kind: "reading", reading: best };
};

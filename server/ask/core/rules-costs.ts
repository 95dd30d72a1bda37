import {
  ANY_THING,
  filterOf,
  namedThings,
  rankingOf,
  type Split,
  splitOf,
  stepBeside,
  THRIFT,
  windowOfSplit,
} from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { type Asked, has, heardAt, linksOf, type Rule, tokensSaying } from "#server/ask/core/question.ts";
import type { MeasureName, QueryPlan } from "#server/ask/schema.ts";
import { addDays } from "#server/lib/service-day.ts";

type Measure = Extract<QueryPlan, { kind: "measure" }>;

const RATES = [
  ["perRouteHour", "hours", 1],
  ["per100Km", "distance", 100],
  ["perKm", "distance", 1],
  ["perTonne", "weight", 1],
  ["perStop", "stops", 1],
  ["perLitre", "fuel", 1],
] as const satisfies readonly (readonly [Concept, MeasureName, number])[];

const OVER_ITSELF: Partial<Record<Concept, readonly Concept[]>> = {
  perStop: ["sumStops"],
  perTonne: ["sumWeight"],
};
const COSTS: readonly Concept[] = ["sumFuel", "sumCost", "kpiCo2", "sumDistance", "sumHours", "money"];

/** What a sum is divided by, and where the question says so: "per route hour", "per 100 km", "per tonne", "per stop". */
export const rateOf = (asked: Asked): { per: NonNullable<Measure["per"]>; concept: Concept } | undefined => {
  // Of what is driven a litre tells how far; of money it is the price.
  const said = RATES.find(
    ([concept]) => has(asked, concept) && (concept !== "perLitre" || has(asked, "sumDistance")),
  );
  // Who is "most fuel efficient" burns least for the way he drives.
  if (!said && has(asked, "sumFuel") && THRIFT.test(asked.hearing.text))
    return { per: { name: "distance", amount: 100 }, concept: "efficiency" };
  // "Stops per stop" measures nothing: what was meant is another word.
  if (said && OVER_ITSELF[said[0]]?.some((concept) => has(asked, concept)) && !has(asked, ...COSTS))
    return undefined;
  return said ? { per: { name: said[1], amount: said[2] }, concept: said[0] } : undefined;
};

/** Whether a concept is heard beside what the sum is divided by: "fuel" of "fuel per route hour". */
export const isHeardOutside = (asked: Asked, concept: Concept, rate: Concept | undefined): boolean => {
  const place = rate === undefined ? undefined : heardAt(asked, rate);
  return asked.hearing.places.some(
    (heard) => heard.concept === concept && !(place && place.from <= heard.from && heard.to <= place.to),
  );
};

const PRICE =
  /(?:[£€$]\s*)?(?<![\d.,])(\d{1,4}(?:[.,]\d{1,3})?)(?!\d)\s*(£|€|\$|pounds?|euros?|eur|gbp|dollars?|pence|pennies|cents?|ct|p|c)?\s*(?:per|an?|each|every|the|\/)\s*(?:litre|liter|l)\b/i;

// "With diesel at 1.80" names the price of a litre as well.
const FUEL_AT =
  /\b(?:fuel|diesel|gas ?oil)\s+(?:price\s+)?(?:at|of)\s+(?:[£€$]\s*)?(\d{1,4}(?:[.,]\d{1,3})?)(?![\d.,]*\s*(?:litre|km|%|am|pm|:))\s*(£|€|\$|pounds?|euros?|eur|gbp|dollars?|pence|pennies|cents?|ct|p|c)?\b/i;

/** The price of a litre that a question names, in the words it uses: 1.78, or 178 cents. */
export const spokenPrice = (text: string): NonNullable<Measure["price"]> | undefined => {
  const found = PRICE.exec(text) ?? FUEL_AT.exec(text);
  const amount = Number(found?.[1]?.replace(",", "."));
  if (!found || !(amount > 0)) return undefined;
  return { amount, isInCents: /^(?:p|c|pence|pennies|cents?|ct)$/i.test(found[2] ?? "") };
};

// Typed in a hurry a price has no unit: "idle cost this year 1.78".
const BARE_PRICE = /(?<![\d.,/:-])(\d[.,]\d{2})(?![\d.,:%]|\s*(?:%|km|t\b|tonn|h\b|hours?|min|am\b|pm\b))/i;

/** The price of a litre in a question of what idling cost, where it names one decimal number and no unit. */
export const barePrice = (text: string): NonNullable<Measure["price"]> | undefined => {
  const amount = Number(BARE_PRICE.exec(text)?.[1]?.replace(",", "."));
  return amount > 0 ? { amount, isInCents: false } : undefined;
};

/** Whether a question asks what idling cost. */
export const isIdleCost = (asked: Asked): boolean =>
  has(asked, "kpiIdle") &&
  (has(asked, "sumCost", "sumFuelCost", "perLitre", "money") || /\bexpensive\b/i.test(asked.hearing.text));

/** Whether a question asks how many litres idling burnt, and no money. */
export const isIdleFuel = (asked: Asked): boolean =>
  has(asked, "kpiIdle") &&
  has(asked, "sumFuel") &&
  /\b(?:litres?|liters?|fuel|diesel)\b/i.test(asked.hearing.text) &&
  !/\b(?:share|rate|percent\w*|ratio|proportion|hours?|minutes?|time)\b|%/i.test(asked.hearing.text);

/** Whether a question ranks who idles: by the minutes, where it asks for no share. */
export const isIdleRanked = (asked: Asked): boolean =>
  has(asked, "kpiIdle") &&
  has(asked, "most", "least", "worst") &&
  has(asked, "vehicle", "driver", "route", "perVehicle", "perDriver", "perRoute") &&
  !/\b(?:share|rate|percent\w*|ratio|proportion)\b|%/i.test(asked.hearing.text);

const OF_ONE = ["depot", "zone", "route", "vehicle", "driver"] as const;
const BASELINE_DAYS = 56;
const SO_HIGH =
  /\b(?:(?:so|that|this|as|too|very|quite|such)\s+)?(?:an?\s+)?(?:high|heavy|large|big|bad|much|expensive|steep|a\s+lot|run\s+over|ran\s+over)\b/i;

/** What overtime cost, with what took longer than on the same routes' days without it. */
const overtimeCost: Rule = (asked) => {
  const isCost = has(asked, "overtimeCost") || (has(asked, "overtime") && has(asked, "sumCost", "money"));
  const isCause =
    has(asked, "overtime") && (has(asked, "why", "cause") || /\bwhy\b/i.test(asked.hearing.text));
  if (!isCost && !isCause) return undefined;
  // "What caused the overtime on our routes" asks for the causes.
  const isSplit = (isCost && !isCause) || /\b(?:per|by|each|every)\b/i.test(asked.hearing.text);
  const said: Split = isSplit ? splitOf(asked) : { by: null, uses: [] };
  // Why it was so much in one depot is told whole.
  const isOfOne = isCause && OF_ONE.some((kind) => kind === said.by && linksOf(asked, kind).length === 1);
  const split: Split = isOfOne ? { by: null, uses: said.uses } : said;
  const window = asked.window ?? (split.by === "week" ? asked.eightWeeks : windowOfSplit(asked, split.by));
  const { ranking, uses } = rankingOf(asked, split.by, "money");
  const beside = stepBeside(asked, split.by);
  return {
    plan: {
      kind: "overtime-cost",
      filter: filterOf(asked, window),
      baseline: { from: addDays(window.firstDay, -BASELINE_DAYS), to: addDays(window.firstDay, -1) },
      ...(split.by === null ? {} : { by: split.by, ranking }),
      ...(beside ? { over: beside.over } : {}),
    },
    window,
    // "Why was it so high" asks for the causes, whatever it stands at.
    said: new Set([
      ...(isCause && split.by === null ? tokensSaying(asked, SO_HIGH) : []),
      ...(beside?.said ?? []),
    ]),
    uses: [
      "overtime",
      "overtimeCost",
      "sumCost",
      "money",
      // A split tells who and when, and no cause.
      ...(split.by === null ? (["why", "cause"] as const) : []),
      "howMany",
      "sumHours",
      ...split.uses,
      ...(beside?.uses ?? []),
      ...uses,
      ...namedThings(asked),
      ...ANY_THING,
    ],
  };
};

/** Rules of section 8 of the questions that are neither a KPI nor a sum. */
export const COST_RULES: readonly Rule[] = [overtimeCost];

// Words alone: pages import these without a schema library behind them.

/** Spans of service days that move with the clock, in the order in which they are offered. */
export const SPAN_NAMES = [
  "today",
  "yesterday",
  "this-week",
  "last-week",
  "last-7-days",
  "this-month",
  "last-month",
  "last-8-weeks",
] as const;

/** Name of a span that moves with the clock. */
export type SpanName = (typeof SPAN_NAMES)[number];

/** What is summed over routes: kilograms, seconds, metres, litres, cents, counts, kilograms of CO2. */
export const MEASURE_NAMES = [
  "weight",
  "overtime",
  "hours",
  "lifts",
  "distance",
  "fuel",
  "fuel-cost",
  "cost",
  "stops",
  "tips",
  "idle-time",
  "idle-cost",
  "idle-fuel",
  "co2",
] as const;

/** Which end of a ranking stands first; by how far rows moved against another time, the largest rise or fall. */
export const RANKING_ORDERS = ["best", "worst", "most", "least", "rise", "fall"] as const;

/** What a chip of a plan says. */
export const CHIP_PARTS = ["measure", "window", "filter", "split", "order", "limit", "compare"] as const;

/** Names of the fleet that a chip can be set to, by what they are of. */
export const FLEET_CHOICES = [
  "zones",
  "depots",
  "vehicles",
  "drivers",
  "facilities",
  "contractors",
  "routes",
] as const;

/** Kind of names of the fleet that a chip can be set to. */
export type FleetChoice = (typeof FLEET_CHOICES)[number];

/** Words of the product that a chip can be set to, by what they are of. */
export const WORD_CHOICES = [
  "kpi",
  "measure",
  "dimension",
  "order",
  "direction",
  "stream",
  "bodyType",
  "vehicle-status",
  "route-status",
  "stop-status",
  "exception-status",
  "exception-kind",
] as const;

/** Kind of words that a chip can be set to. */
export type WordChoice = (typeof WORD_CHOICES)[number];

/** What the server does with a question, in order. */
export const ASK_STEPS = ["reading", "linking", "running"] as const;

/** One of {@link ASK_STEPS}. */
export type AskStep = (typeof ASK_STEPS)[number];

import type { Heard } from "#server/ask/core/hear.ts";
import { type Concept, FILLER, WEIGHTY } from "#server/ask/core/lexicon.ts";
import { headOf } from "#server/ask/core/orders.ts";
import { plainThingsAt } from "#server/ask/core/plain-things.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, EXCLUSIONS, isExcluded, type RuleReading } from "#server/ask/core/question.ts";
import { joinedAt } from "#server/ask/core/records-parts.ts";
import { stem, tokensWithin } from "#server/ask/core/tokens.ts";

// A word that was taken for one of time and yet names no time of the question is never dropped.
const OF_TIME =
  /^(?:today|tonight|yesterday|tomorrow|morning|afternoon|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|quarter|weekend)$/;
const FILLER_STEMS = new Set([...FILLER].map(stem));
const WEIGHTY_STEMS = new Set([...WEIGHTY].map(stem));

const EXCLUDING = new Set([...EXCLUSIONS, "than", "other", "but"]);

/** What a reading makes of the words: how many have meaning, how many it explains, and those it leaves aside. */
export type Account = {
  meaning: number;
  covered: number;
  /** Words left aside that can turn the meaning: "not", a number, a bound, a name, a known concept. */
  weighty: string[];
  /** Those of them that turn it whatever is asked: all but known concepts. */
  turning: string[];
  /** Those of them that say which: a number, a name, a time, a bound. */
  fixed: string[];
  /** Words left aside that nobody knows. */
  unknown: string[];
};

// Whether a value stands in the plan, alone or as one of several.
const holds = (said: string, value: number): boolean => new RegExp(`[:,\\[]${value}[,}\\]]`).test(said);

// What a split is called in a plan.
const SPLITS: Partial<Record<Concept, string>> = {
  perRoute: "route",
  perDriver: "driver",
  perVehicle: "vehicle",
  perDepot: "depot",
  perZone: "zone",
  perStream: "stream",
  perDay: "day",
  perWeek: "week",
  perMonth: "month",
  perWeekday: "weekday",
  perFacility: "facility",
};
// Columns of lists that are such a split: a route is one of a day.
const COLUMN_SPLITS: Readonly<Record<string, string>> = { serviceDay: "day", name: "route" };
const OF_VEHICLES: ReadonlySet<string> = new Set(["risks", "readings", "work-orders", "faults"]);
const AGAINST = /^(?:vs|versus|against|opposed|relative)$/;

/**
 * Whether a rule took a word that its plan does not answer: a split that the plan has another in place of, or "versus"
 * where the question names nothing to set it against, so that the stretch before is a guess.
 */
const isUnanswered = (asked: Asked, plan: RuleReading["plan"], { concept, from, to }: Heard): boolean => {
  const split = SPLITS[concept];
  if (split !== undefined && "by" in plan) {
    const by = COLUMN_SPLITS[plan.by ?? ""] ?? plan.by ?? "";
    if (
      split === by ||
      ("over" in plan && split === plan.over) ||
      ("within" in plan && split === plan.within) ||
      (concept === "perFacility" && plan.kind === "waits")
    )
      return false;
    // A row is a vehicle there.
    if (split === "vehicle" && plan.kind === "records" && OF_VEHICLES.has(plan.of)) return false;
    // And a row of shifts is a driver.
    if (split === "driver" && plan.kind === "records" && plan.of === "shifts" && plan.show === "rows")
      return false;
    // "Which day" and "a week" are splits by one of their phrases alone: another word that splits stands for them.
    return !asked.hearing.places.some((one) => SPLITS[one.concept] === by);
  }
  const isAgainst = asked.hearing.tokens.slice(from, to).some(({ stem: word }) => AGAINST.test(word));
  return concept === "compare" && isAgainst && "compare" in plan && Boolean(plan.compare) && !asked.compared;
};

// Of sums and counts an average is another figure; a rate and a wait are averages anyhow.
const MEANS = /^(?:average|mean|median|typical|typically|usual|usually|normal)$/;
const SUMMED: ReadonlySet<RuleReading["plan"]["kind"]> = new Set(["measure", "count", "group"]);
// Beside a time that was understood these say nothing more; left aside, they are of one that was not.
const WHICH_TIME = /^(?:last|previous|past)$/;

// "Kilometres and hours" measures both; "rank the drivers" asks for an order that single events have not.
const isMeasuredBeside = ({ hearing: { tokens } }: Asked, at: number): boolean =>
  tokens[at]?.stem === "hour" && (tokens[at - 1]?.stem === "and" || tokens[at + 1]?.stem === "and");
// What a sentence begins with is asked: "why did complaints rise" is not answered by their number.
const WHY = /^(?:why|explain|reason)$/;
const WHY_AT = 2;
// Rows with one of these tell why each of them is as it is: "which stops were skipped, and why".
const REASONS: ReadonlySet<string> = new Set(["reason", "resolution", "note", "cause"]);
/** Whether a token asks why, and a plan tells no reason: at the head of a sentence it is what is asked, further on rows may tell it. */
const isUntoldWhy = ({ hearing: { tokens } }: Asked, plan: RuleReading["plan"], at: number): boolean => {
  const word = tokens[at]?.stem ?? "";
  if (EXPLAINING.has(plan.kind)) return false;
  if (at <= WHY_AT) return WHY.test(word);
  return word === "why" && !("columns" in plan && plan.columns.some((column) => REASONS.has(column)));
};
const EXPLAINING: ReadonlySet<RuleReading["plan"]["kind"]> = new Set([
  ...([
    "explain",
    "explain-count",
    "explain-kpi",
    "explain-sum",
    "why-stop",
    "definition",
    "overtime-cost",
    "forecast",
    "passages",
    "outside",
  ] as const),
]);
const RANKED = /^(?:rank|ranking|ranked|league)$/;
const isRankless = (plan: RuleReading["plan"]): boolean =>
  ("ranking" in plan && "by" in plan && plan.by === null) || plan.kind === "count";

// Plans that run over no window: how things stand.
const LIVE: ReadonlySet<RuleReading["plan"]["kind"]> = new Set([
  ...(["finish", "nearest", "zone", "breakdowns", "fitness"] as const),
]);
// What is told of them is several figures: distance and hours, cost and late stops.
const MANIFOLD: ReadonlySet<RuleReading["plan"]["kind"]> = new Set([
  ...(["adherence", "day-totals", "time-shares", "summary"] as const),
]);
// KPIs that are a share of something.
const SHARES: ReadonlySet<string> = new Set([
  ...(["on-time", "completion", "set-out-rate", "contamination", "overflow", "adherence", "idle"] as const),
]);
const SHARE = /^(?:share|percentage|percent|proportion|ratio|fraction|part)$/;

const AUXILIARY =
  /^(?:how|who|what|when|where|which|has|have|had|did|do|does|is|are|was|were|been|be|the|it|they|we|many|much|get|got|to|on|in|for|of)$/;

// "Arnt" is "aren't" however it is typed.
const NEGATED =
  /^(?:is|are?|was|were?|do|does?|dos|did|has|hav|have|had|ca|wo|could|would|should|must)n['’]?t$/i;

const THINGS: ReadonlySet<Concept> = new Set([
  ...(["vehicle", "driver", "route", "depot", "zone", "facility", "customer", "contractor"] as const),
]);
const isAllOf = ({ hearing: { tokens, places } }: Asked, at: number): boolean => {
  let before = at - 1;
  while (/^(?:of|the|our|my|these|those)$/.test(tokens[before]?.stem ?? "")) before--;
  return (
    tokens[before]?.stem === "all" &&
    places.some(({ concept, from }) => THINGS.has(concept) && from === at + 1)
  );
};

/** The tokens of a question that a reading explains. */
export const explainedBy = (
  asked: Asked,
  { plan, window, uses, isLeftOut, said: quoted, lacks }: RuleReading,
): Set<number> => {
  const { tokens, places } = asked.hearing;
  const said = JSON.stringify(plan);
  const explained = new Set<number>(quoted);
  const cover = (from: number, to: number) => {
    for (let i = from; i < to; i++) explained.add(i);
  };
  const coverSpan = (start: number, end: number) => {
    for (const at of tokensWithin(tokens, { start, end })) explained.add(at);
  };
  const used = new Set(uses);
  const taken = places.filter(({ concept }) => used.has(concept));
  const unanswered = taken.filter((place) => isUnanswered(asked, plan, place));
  for (const place of taken) if (!unanswered.includes(place)) cover(place.from, place.to);
  for (const link of asked.links.links) {
    // A name that the plan leaves out is not understood, however well it was linked.
    const isUsed =
      said.includes(JSON.stringify(link.name.key)) ||
      said.includes(JSON.stringify(link.name.name)) ||
      (link.name.id !== null && holds(said, link.name.id));
    if (isUsed) cover(link.from, link.to);
  }
  // A window counts as understood where the reading runs over it, to the hour where it names hours.
  const named = asked.window;
  if (named) {
    const runsOverIt = window === named || said.includes(named.firstDay) || said.includes(named.from);
    const isCut =
      // Visits are told with their times.
      plan.kind === "proof" ||
      said.includes(named.from) ||
      said.includes(named.to) ||
      (named.to >= asked.now && said.includes(asked.now));
    if (runsOverIt && (named.isWholeDays || isCut)) for (const i of asked.timed.when) explained.add(i);
  }
  // What is told as it stands now is told of today.
  const isOfToday =
    named?.isWholeDays === true &&
    named.firstDay === asked.today.firstDay &&
    named.lastDay === asked.today.firstDay;
  if (isOfToday && LIVE.has(plan.kind)) for (const i of asked.timed.when) explained.add(i);
  // A rate is a share of something, and says of what.
  const isShare = plan.kind === "time-shares" || (plan.kind === "kpi" && SHARES.has(plan.name));
  if (isShare) for (const [i, token] of tokens.entries()) if (SHARE.test(token.stem)) explained.add(i);
  if (asked.compared && said.includes(asked.compared.range.from) && said.includes(asked.compared.range.to))
    for (const i of asked.timed.compared) explained.add(i);
  if (/"column":"weekday"|"weekdays":\[/.test(said)) for (const i of asked.timed.weekdays) explained.add(i);
  for (const quantity of asked.quantities) {
    // Money is spoken of in whole units, and kept in cents.
    const isHeld = (value: number) =>
      holds(said, value) || (/"value":\{"column":"(?:cost|fee)"/.test(said) && holds(said, 100 * value));
    if (!isHeld(quantity.value) || (quantity.upTo !== null && !isHeld(quantity.upTo))) continue;
    // The words of a bound count only where the plan compares by it, and not where it happens to hold the number.
    const isBound =
      // Room is always at least so much, and a load less than what is named.
      (plan.kind === "nearest" && (/^gte?$/.test(quantity.op ?? "") || plan.maxLoadPct === quantity.value)) ||
      // "Goes up to 25 minutes" is what the queue stands at.
      (plan.kind === "forecast" && plan.queueS === quantity.value) ||
      quantity.op === null ||
      quantity.op === "between" ||
      said.includes(`"op":"${quantity.op}"`);
    if (!isBound) continue;
    coverSpan(quantity.start, quantity.end);
    // "In the last 20 minutes" said how long, and so says no window besides.
    const isSameWords = [...asked.timed.when].some((i) => explained.has(i));
    if (isSameWords && named?.isWholeDays === false) for (const i of asked.timed.when) explained.add(i);
  }
  for (const clock of asked.clocks) if (said.includes(clock.at)) coverSpan(clock.start, clock.end);
  // "Except" is understood where what follows it is left out by the plan.
  if (isLeftOut || /"op":"ne"|"except":\{/.test(said)) {
    const named = [...asked.links.links, ...places].filter(
      ({ from }) => explained.has(from) && isExcluded(asked, from),
    );
    for (const [i, token] of tokens.entries())
      if (EXCLUDING.has(token.stem) && named.some(({ from }) => i < from && from - i <= 5)) explained.add(i);
  }
  for (const [i, token] of tokens.entries()) {
    const number = explained.has(i) || /^an?$/.test(token.stem) ? undefined : readNumber(token.text);
    if (number !== undefined && holds(said, number)) explained.add(i);
  }
  // "All four depots" counts what there is, and bounds nothing.
  for (const [i, token] of tokens.entries())
    if (readNumber(token.text) !== undefined && isAllOf(asked, i)) explained.add(i);
  // "Which weekday" splits, and is the day of collection where that is what was asked.
  const isElse = ({ from, to }: Heard) =>
    taken.some((one) => !unanswered.includes(one) && one.from <= from && to <= one.to);
  for (const place of unanswered)
    if (!isElse(place)) for (let i = place.from; i < place.to; i++) explained.delete(i);
  for (const at of plainThingsAt(asked, plan, explained)) explained.add(at);
  for (const at of lacks ?? []) explained.delete(at);
  return explained;
};

const BEFORE_FULL = /^(?:is|are|be|get|almost|nearly|half|too|quite|and|but|or)$/;
// "Full" is idle in "the full list", and says how much a truck carries in "full trucks", "trucks that are full".
const isOfLoad = (asked: Asked, at: number): boolean => {
  const { tokens } = asked.hearing;
  const isTruck = (i: number) =>
    asked.hearing.places.some(({ concept, from, to }) => concept === "vehicle" && from <= i && i < to) ||
    asked.links.links.some(({ name, from, to }) => name.kind === "vehicle" && from <= i && i < to);
  return (
    tokens[at]?.stem === "full" &&
    (isTruck(at + 1) ||
      (BEFORE_FULL.test(tokens[at - 1]?.stem ?? "") && tokens.some((_, i) => i < at && isTruck(i))))
  );
};

/** Accounts for every word of a question under a reading. */
export const accountFor = (asked: Asked, reading: RuleReading): Account => {
  const { tokens, places } = asked.hearing;
  const explained = explainedBy(asked, reading);
  const account: Account = { meaning: 0, covered: 0, weighty: [], turning: [], fixed: [], unknown: [] };
  const isIn = (i: number, all: readonly { from: number; to: number }[]) =>
    all.some(({ from, to }) => from <= i && i < to);
  const inSpan = (i: number, all: readonly { start: number; end: number }[]) => {
    const token = tokens[i];
    return token !== undefined && all.some(({ start, end }) => token.start < end && start < token.end);
  };
  const head = headOf(asked);
  // "By zone and month": what stands behind the "and" splits as well.
  const joined = new Set(joinedAt(asked).flatMap(({ at }) => (asked.timed.when.has(at) ? [] : [at])));
  // "Work order" and "how much is left" mean something as a phrase, though each of their words means nothing.
  const isPhrase = (at: number): boolean =>
    places.some(
      ({ from, to, words }) =>
        words > 1 &&
        from <= at &&
        at < to &&
        tokens.slice(from, to).every(({ stem: word }) => FILLER_STEMS.has(word) && !AUXILIARY.test(word)) &&
        tokens.slice(from, to).every((_, i) => !explained.has(from + i)),
    );
  for (const [i, token] of tokens.entries()) {
    if (explained.has(i)) {
      account.meaning++;
      account.covered++;
      continue;
    }
    // What only asks to be shown carries no meaning: "pull up", "could you".
    const isFiller = FILLER_STEMS.has(token.stem) || (i < head.at && !isIn(i, asked.links.links));
    const isSpoken =
      inSpan(
        i,
        asked.quantities.filter((q) => q.op !== null || q.unit !== null),
      ) || inSpan(i, asked.clocks);
    const isSlipOfTime = OF_TIME.test(token.stem) && stem(token.text.toLowerCase()) !== token.stem;
    const isFixed =
      reading.lacks?.has(i) === true ||
      isSlipOfTime ||
      joined.has(i) ||
      /\d/.test(token.text) ||
      // "A's" says whose it is.
      /^\p{Lu}['’]s$/u.test(token.text) ||
      (MEANS.test(token.stem) && SUMMED.has(reading.plan.kind)) ||
      (isMeasuredBeside(asked, i) && !MANIFOLD.has(reading.plan.kind)) ||
      (readNumber(token.text) !== undefined && !/^(?:an?|one)$/i.test(token.text)) ||
      isUntoldWhy(asked, reading.plan, i) ||
      isIn(i, asked.links.links) ||
      asked.timed.when.has(i) ||
      asked.timed.compared.has(i) ||
      asked.timed.weekdays.has(i) ||
      asked.timed.unread.has(i) ||
      // "Since 1 November", "under 1000": what stands before a time or a number bounds by it.
      (WEIGHTY_STEMS.has(token.stem) &&
        (asked.timed.when.has(i + 1) || /^\d/.test(tokens[i + 1]?.text ?? ""))) ||
      isSpoken ||
      (!isFiller && token.isName && !isIn(i, places));
    const isTurning =
      isFixed ||
      // "Kindly share the figures" asks to be shown.
      (WEIGHTY_STEMS.has(token.stem) && !(i < head.at && SHARE.test(token.stem))) ||
      NEGATED.test(token.text) ||
      WHICH_TIME.test(token.stem) ||
      isPhrase(i) ||
      (RANKED.test(token.stem) && isRankless(reading.plan)) ||
      // A word nobody knows that a sentence begins with says what is wanted: without it, nothing is.
      (i === head.at && !isFiller && !isIn(i, places));
    if (isFixed) account.fixed.push(token.text);
    const isWeighty = isTurning || isOfLoad(asked, i) || (!isFiller && isIn(i, places));
    if (isTurning) account.turning.push(token.text);
    if (isWeighty) account.weighty.push(token.text);
    else if (!isFiller) account.unknown.push(token.text);
    if (isWeighty || !isFiller) account.meaning++;
  }
  return account;
};

import { EXCEPTION_CONCEPTS } from "#server/ask/core/kinds.ts";
import { filterOf } from "#server/ask/core/kpi-parts.ts";
import type { NameKind } from "#server/ask/core/link.ts";
import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, listPlan } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, isExcluded, linksOf, type Rule, whichOf } from "#server/ask/core/question.ts";
import { rateOf } from "#server/ask/core/rules-costs.ts";
import { KPI_CONCEPTS } from "#server/ask/core/rules-kpi.ts";
import { namedMeasure } from "#server/ask/core/rules-sums.ts";
import { addDays } from "#server/lib/service-day.ts";

/** Words that ask why something is so. */
export const WHY =
  /\b(?:why|how come|what(?:'?s|\s+is|\s+was|\s+has|\s+are|\s+did)?\s+(?:drove|driv(?:es|ing|en)|push(?:ed|es|ing)|sent|sending|made|make|making|makes|delay\w*|held|holding|holds|keep\w*|kept|caus\w*|behind|the (?:reason|cause)|wrong with)|(?:reasons?|causes?)\s+(?:for|of|why|that|behind)|explain(?:ed|s)?|explanation)\b/i;
/** Words for a route that is late or takes long. */
export const LATE =
  /\b(?:late|later|lateness|behind|delay\w*|overdue|slow\w*|overtime|held up|holding up|hold\w*|so long|taking|took|not (?:on time|finished|done)|running over|lagging|wrong)\b/i;
const ROSE =
  /\b(?:doubl\w+|tripl\w+|rose|rise|risen|jump\w*|spik\w*|increas\w*|so many|so much|more|up|went up|gone up|surge\w*|peak\w*|worse|high(?:er)?|climb\w*|grew|grow(?:n|s|ing)?|soar\w*)\b/i;
const FELL =
  /\b(?:drop\w*|fell|fall(?:s|en|ing)?|declin\w*|decreas\w*|dip\w*|slump\w*|sank|sunk|slid\w*|plung\w*|tumbl\w*|down|fewer|less|low(?:er)?|poor\w*|bad(?:ly)?|few)\b/i;
// A rate is a KPI: "why is the contamination rate up" asks of lifts too.
const RATE = /\b(?:rate|share|percentage|percent|proportion|level)s?\b/i;
const NARROWING: ReadonlySet<NameKind> = new Set<NameKind>([
  ...(["zone", "route", "vehicle", "driver", "depot", "street", "contractor"] as const),
  ...(["site", "customer", "address"] as const),
]);
const OF_ROUTES: ReadonlySet<NameKind> = new Set<NameKind>([
  ...(["zone", "route", "vehicle", "driver", "depot", "contractor"] as const),
]);
const WHY_STOP =
  /\b(?:truck|vehicle|lorry)\s+\d+\s+(?:\w+\s+)?(?:(?:get|got|have|has|take|took)\b.*?\b|the\s+)?stop\s+(?:no\.?\s*|number\s*|#)?(\d{1,9})\b|\bstop\s+(?:no\.?\s*|number\s*|#)?(\d{1,9})\b.*?\b(?:truck|vehicle|lorry|assigned|given|go(?:es)? to|went to|on)\b|\b(?:give|gave|put|assign\w*|plan\w*)\b.*?\bstop\s+(?:no\.?\s*|number\s*|#)?(\d{1,9})\b/i;

// What moved; "so high" alone says how things stand.
const MOVED =
  /\b(?:doubl\w+|tripl\w+|rose|rise[ns]?|rising|jump\w*|spik\w*|increas\w*|climb\w*|grew|grow\w*|soar\w*|surg\w*|up|higher|worse\w*|drop\w*|fell|fall\w*|declin\w*|decreas\w*|dip\w*|slump\w*|sank|sunk|shrank|shrink\w*|shrunk|tumbl\w*|plung\w*|down|lower|chang\w*|differ\w*)\b/i;

// "Why is R-9 not late" asks for no delay; what is not on time is late.
const IS_NOT = /(?:\bnot\b|n't\b)(?!\s+(?:on time|finished|done|back|through)\b)/i;

const COLUMNS = { route: "name", vehicle: "vehicleId", driver: "driverId" } as const;

/** The tokens of a whole question: a rule that is sure of the shape answers for every word. */
export const allTokens = (asked: Asked): ReadonlySet<number> => new Set(asked.hearing.tokens.keys());

// Why a stop was not served is what its crew gave as the reason, and nothing of the truck it is on.
const UNSERVED =
  /\b(?:skip\w*|miss(?:ed|es|ing)?|left\s+out|omitted|passed\s+over|unserved|without\s+service|(?:not|n['’]t|never)\s+(?:been\s+|get\s+|got\s+)?(?:served|serviced|done|collected|emptied|made|reached|picked))\b/i;
/** Words for a route that began late, which is no lateness of its stops: what took longer on the way says nothing of it. */
export const LATE_START =
  /\b(?:start\w*|beg[aiu]n\w*|depart\w*|leave|left|leaving|set(?:ting)?\s+off|set\s+out|go(?:ing)?\s+out|went\s+out|roll(?:ed)?\s+out|get\s+going|got\s+going)\s+(?:\w+\s+){0,3}?late\b|\blate\s+(?:start\w*|depart\w*|leaving|out\b)/i;

const whyStop: Rule = (asked) => {
  const { text } = asked.hearing;
  const found = WHY.test(text) && !UNSERVED.test(text) ? WHY_STOP.exec(text) : null;
  const id = Number(found?.[1] ?? found?.[2] ?? found?.[3]);
  if (!found || !Number.isInteger(id)) return undefined;
  // "Went to 7, not 5" names trucks that were not linked: an answer without them is another one.
  const isUnlinked = ({ text }: { text: string }, at: number) =>
    /^\d+$/.test(text) &&
    Number(text) !== id &&
    !asked.links.links.some(({ from, to }) => from <= at && at < to);
  if (asked.hearing.tokens.some(isUnlinked)) return undefined;
  return {
    plan: {
      kind: "why-stop",
      stopId: id,
      vehicleIds: linksOf(asked, "vehicle")
        .map((link) => link.name.id ?? -1)
        .slice(0, 5),
    },
    window: asked.today,
    uses: [],
    said: allTokens(asked),
  };
};

const STOP_NUMBER = /\bstop\s+(?:no\.?\s*|number\s*|#)?(\d{1,9})\b/i;
const SKIPPED = /\bskip\w*|\bleft\s+out\b|\bomitted\b|\bpassed\s+over\b/i;
const MISSED = /\bmiss(?:ed|es|ing)?\b/i;

/** Why one stop, or stops of a route, were not served: the status, and the reason that the crew gave. */
const unserved: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const number = STOP_NUMBER.exec(text)?.[1];
  const routes = linksOf(asked, "route");
  if (
    !WHY.test(text) ||
    !UNSERVED.test(text) ||
    (number === undefined && !/\bstops?\b/i.test(text) && linksOf(asked, "address", "site").length === 0)
  )
    return undefined;
  const window = asked.window ?? asked.today;
  const isOfRoute = routes.length === 1 && asked.links.links.length === 1;
  const isOfPlace =
    linksOf(asked, "address", "site").length === 1 && asked.links.links.length === 1 && asked.window !== null;
  if (!window.isWholeDays || asked.clocks.length > 0 || asked.compared || has(asked, "moreOrLess", "most"))
    return undefined;
  // Why there were so many is another question, and so is what another number or a place narrows.
  const isOther =
    tokens.some(({ text: word }, at) => {
      const isNamed = asked.links.links.some(({ from, to }) => from <= at && at < to);
      return /\d/.test(word) && word !== number && !isNamed && !asked.timed.when.has(at);
    }) ||
    (ROSE.test(text) && !/\bup\b/i.test(text));
  if (
    isOther ||
    (number === undefined ? !(isOfRoute || isOfPlace) : asked.links.links.length > 0 && !isOfRoute)
  )
    return undefined;
  const [isSkipped, isMissed] = [SKIPPED.test(text), MISSED.test(text)];
  const status = isSkipped === isMissed ? ["skipped", "missed"] : isSkipped ? ["skipped"] : ["missed"];
  return {
    plan: listPlan({
      list: "stops",
      filters: [
        ...namedFilters(asked, "stops").filters.filter(
          ({ column }) => column === "route" || (isOfPlace && column === "siteId"),
        ),
        number === undefined
          ? { column: "status", op: "in", value: status }
          : { column: "id", op: "eq", value: Number(number) },
        dayFilter(window),
      ],
      columns: ["site", "status", "reason", "route", "plannedAt", "expectedAt", "doneAt"],
      ...(number === undefined ? {} : { shows: ["reason"] }),
      sort: [asc("plannedAt")],
    }),
    window,
    uses: [],
    said: allTokens(asked),
  };
};

const lateness: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!WHY.test(text) || !LATE.test(text) || IS_NOT.test(text) || LATE_START.test(text)) return undefined;
  const links = asked.links.links.filter(({ name }) => name.kind in COLUMNS);
  const [link] = links;
  const window = asked.window ?? asked.today;
  if (!link || links.length !== 1 || asked.links.links.length !== 1 || window.firstDay !== window.lastDay)
    return undefined;
  const { kind, id, key, name } = link.name;
  return {
    plan: {
      kind: "explain",
      subject: {
        column: COLUMNS[kind as keyof typeof COLUMNS],
        value: kind === "route" ? key : (id ?? -1),
        label: name,
      },
      day: window.firstDay,
    },
    window,
    uses: [],
    said: allTokens(asked),
  };
};

// "Twice as high as the day before", "against the week before": the days a rise is set against.
const DAY_BEFORE =
  /\b(?:as|than|against|versus|vs\.?|compared\s+(?:to|with)|on)\s+(?:on\s+)?the\s+(?:day|previous\s+day)(?:\s+before)?\b/i;

const countChange: Rule = (asked) => {
  const { text } = asked.hearing;
  const named = whichOf(asked, Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[]);
  const kinds =
    named.length === 0 && has(asked, "kpiContamination", "kpiOverflow") && !RATE.test(text)
      ? ([has(asked, "kpiContamination") ? "contaminated" : "overfull"] as const)
      : named;
  const [kind] = kinds;
  const window = asked.window ?? asked.today;
  if (!WHY.test(text) || !(ROSE.test(text) || FELL.test(text)) || !kind || kinds.length !== 1)
    return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const own = filters.filter(({ column }) => column !== "weekday");
  // A name that is none of exceptions, and a part of a day, would be left aside.
  const isWhole = asked.links.links.every(({ name }) => NARROWING.has(name.kind)) && window.isWholeDays;
  if (!isWhole || asked.clocks.length > 0) return undefined;
  const isDay = window.firstDay === window.lastDay;
  const dayBefore = addDays(window.firstDay, -1);
  const against = asked.compared
    ? asked.compared.range
    : isDay && DAY_BEFORE.test(text)
      ? { from: dayBefore, to: dayBefore }
      : isDay
        ? undefined
        : asked.before(window);
  return {
    plan: {
      kind: "explain-count",
      exception: EXCEPTION_CONCEPTS[kind],
      day: window.firstDay,
      ...(isDay ? {} : { to: window.lastDay }),
      ...(against ? { against } : {}),
      ...(own.length > 0 ? { filters: own } : {}),
    },
    window,
    uses,
    said: allTokens(asked),
  };
};

const kpiChange: Rule = (asked) => {
  const { text } = asked.hearing;
  const window = asked.window ?? asked.today;
  const said = KPI_CONCEPTS.find(([concept]) => has(asked, concept))?.[1];
  const isMoved = ROSE.test(text) || FELL.test(text);
  if (!WHY.test(text) || !isMoved || said === undefined || !window.isWholeDays || asked.clocks.length > 0)
    return undefined;
  // What is left out, or no part of routes, cannot be held.
  const isWhole = asked.links.links.every(
    ({ name, from }) => OF_ROUTES.has(name.kind) && !isExcluded(asked, from),
  );
  if (!isWhole) return undefined;
  const filter = filterOf(asked, window);
  const range = asked.compared?.range ?? asked.before(window);
  return {
    plan: { kind: "explain-kpi", name: said, filter, before: { ...filter, ...range } },
    window,
    uses: [],
    said: allTokens(asked),
  };
};

const TOTALLED = /\b(?:how\s+much|add(?:s|ed)?\s+up|total(?:led)?|c[ao]mes?\s+to|dollars|pounds|euros)\b/i;

// What routes cost holds none of these: why it moved says nothing of them.
const OTHER_COSTS =
  /\b(?:repairs?|workshop|mainten\w+|disposal|tipping|gate\s+fees?|landfill|dumping|wages?|labou?r|parts|ty(?:re|ir)es?|tires?|insurance)\b/i;

/** Why a sum moved: overtime, tonnes, fuel, kilometres. How high overtime stands is told with what took longer. */
const sumChange: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!WHY.test(text) || has(asked, "exception", "overtimeCost")) return undefined;
  const named = namedMeasure(asked, undefined);
  const isMoved =
    MOVED.test(text) ||
    asked.compared !== null ||
    (named?.[1] !== "overtime" && (ROSE.test(text) || FELL.test(text)));
  const window = asked.window ?? asked.month;
  if (!named || !isMoved || !window.isWholeDays || asked.clocks.length > 0) return undefined;
  if (named[1] === "cost" && OTHER_COSTS.test(text)) return undefined;
  const isWhole = asked.links.links.every(
    ({ name, from }) => OF_ROUTES.has(name.kind) && !isExcluded(asked, from),
  );
  // Why litres per kilometre moved is not why litres did.
  if (rateOf(asked)) return undefined;
  // What overtime cost and why, and what it is told by, are told elsewhere.
  if (!isWhole || (named[1] === "overtime" && (has(asked, "sumCost", "money") || TOTALLED.test(text))))
    return undefined;
  const filter = filterOf(asked, window);
  const range = asked.compared?.range ?? asked.before(window);
  return {
    plan: { kind: "explain-sum", name: named[1], filter, before: { ...filter, ...range } },
    window,
    uses: [],
    said: allTokens(asked),
  };
};

/** Rules of section 13 of the questions: why something is as it is. */
export const EXPLAIN_RULES: readonly Rule[] = [
  whyStop,
  unserved,
  lateness,
  countChange,
  kpiChange,
  sumChange,
];

import { answeredBut } from "#server/ask/core/left-open.ts";
import { has, type Rule, tokensSayingEach } from "#server/ask/core/question.ts";
import { COORDINATION_RULES } from "#server/ask/core/rules-coordination.ts";
import { backOf } from "#server/ask/core/rules-engineer.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { daysBetween } from "#server/lib/service-day.ts";

type OutsidePlan = Extract<QueryPlan, { kind: "outside" }>;

// Days that the account is told of, the running one included; the plan holds no more.
const ACCOUNT_DAYS = 62;

const BREAKER = /\b(?:circuit.?)?breakers?\b/i;
const OUTSIDE =
  /\b(?:external|outside|third.?party|outbound)\b.*\b(?:calls?|services?|apis?|requests?|look-?\s?ups?|providers?|routing|routes?\s+calculations?|spend\w*|vendors?)\b|\b(?:routing|geocoding|maps?|mapping|telematics|crm)\s+(?:apis?|calls?|services?|providers?|vendors?|bill\w*|costs?|spend\w*|expen\w+|charges?|fees?|usage|invoice|credits?)\b|\b(?:bill|invoice|spend\w*|spent|costs?|expen\w+|charges?|fees?|money)\s+(?:(?:for|on|of|from)\s+)?(?:the\s+|our\s+)?(?:external\s+|outside\s+)?(?:routing|geocoding|mapping|telematics)\b(?!\s+plan)|\bgateway\b|\b(?:graphhopper|samsara|hubspot)\b/i;
const SPEND =
  /\b(?:spen[dt]\w*|cost\w*|paid|pay\w*|bill\w*|money|budget|expen[sd]\w*|price|charge[sd]?|how\s+(?:many|much)|number|use|usage|used|calls?|dosh|quid|bucks|cash|damage|invoice\w*|fees?|outlay|credits?|run\s+up|out\s+so\s+far|down\s+(?:so\s+far|today)|owe|set(?:s|ting)?\s+(?:us|me)\s+back|burn\w*|blown|dropped|fork\w*|shell\w*)\b/i;
// What each service is for, as people say it.
const OF_SERVICE: readonly (readonly [RegExp, OutsidePlan["services"][number]])[] = [
  [/\b(?:routing|graphhopper|geocoding|maps?|mapping)\b|\broutes?\s+calculations?\b/i, "graphhopper"],
  [/\b(?:telematics|samsara|gps provider)\b/i, "samsara"],
  [/\b(?:crm|hubspot)\b/i, "hubspot"],
];

const DAILY = /\b(?:per|by|each|every|for each)\s+day\b|\bdaily\b|\bday by day\b|\ba day\b/i;
const PER_SERVICE =
  /\b(?:per|by|each|every|for\s+each)\s+(?:provider|service|vendor|supplier|breaker|api)\b/i;
const HALF_OPEN = /\bhalf-?\s?open\b/i;
const STANDS_OPEN = /\b(?:open|tripped|blown)\b/i;
const AGAINST =
  /\b(?:compared?\s+(?:to|with)|against|versus|vs\.?|(?:more|less|higher|lower)\s+than|than)\b/i;
const WEEK_S = 7 * 86_400;
// "Tripped", "did open": what happened, where a time or how often is asked.
const OPENED =
  /\b(?:tripp?(?:ed|ing|s)?|open(?:ed|ings?)|(?:went|go(?:es|ne|ing)?)\s+open|blew|blown|(?:did|does|do|has|have)\b.{0,60}\bopen(?:ed)?)\b/i;
const HOW_OFTEN =
  /\b(?:how\s+(?:often|many\s+times|many)|number\s+of\s+(?:times|openings|trips)|times|(?:the\s+)?most(?:\s+often)?)\b/i;
const WHEN_OPENED =
  /\b(?:openings|trips|histor\w+|(?:the\s+)?last(?:\s+time)?|when|ever|(?:newest|latest)(?:\s+first)?|closed)\b/i;
// How breakers stand does not tell how often they opened.
const OPENINGS =
  /\b(?:how\s+(?:often|many\s+times)|number\s+of\s+(?:times|openings)|times|openings|(?:most|least)(?:\s+often)?|more\s+than\s+once|trips\b|histor\w+|since|last|ever)\b/gi;

const agoOf = (
  range: { from: string; to: string },
  today: string,
): Pick<OutsidePlan, "fromDaysAgo" | "toDaysAgo"> => {
  const ago = (day: string) => Math.min(ACCOUNT_DAYS - 1, Math.max(0, daysBetween(day, today)));
  return { fromDaysAgo: ago(range.from), toDaysAgo: ago(range.to) };
};

// Breakers as they opened over a time; of the last seven days where none is named.
const openingsOf: Rule = (asked) => {
  const { text } = asked.hearing;
  const { fromS, toS } = backOf(asked, WEEK_S);
  return {
    plan: {
      ...{ kind: "outside", isOfSpend: false, isOfBreakers: true },
      openings: { fromS, toS, ...(HOW_OFTEN.test(text) ? { by: "service" as const } : {}) },
      services: OF_SERVICE.flatMap(([words, name]) => (words.test(text) ? [name] : [])),
      ...{ fromDaysAgo: 0, toDaysAgo: 0 },
    },
    window: null,
    uses: [],
    ...answeredBut(asked, [HOW_OFTEN, WHEN_OPENED, PER_SERVICE]),
  };
};

/** What outside services cost, and which breakers are open; any name of the fleet makes it another question. */
const outside: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const isOfBreakers = BREAKER.test(text);
  const isOutside =
    (OUTSIDE.test(text) && SPEND.test(text)) ||
    (isOfBreakers && /\b(?:spen[dt]\w*|bill|costs?|expen[sd]\w*)\b/i.test(text));
  if (
    !(isOfBreakers || isOutside) ||
    asked.links.links.length > 0 ||
    (has(asked, "change", "residentCall") && !isOutside)
  )
    return undefined;
  const { window, compared, today, timed } = asked;
  const isKept = (day: string | undefined) =>
    day === undefined || daysBetween(day, today.firstDay) < ACCOUNT_DAYS;
  // An account of more days than it is kept for is none of these.
  if (!isKept(window?.firstDay) || !isKept(compared?.range.from)) return undefined;
  if (
    !isOutside &&
    OPENED.test(text) &&
    !HALF_OPEN.test(text) &&
    (window !== null || HOW_OFTEN.test(text) || WHEN_OPENED.test(text))
  )
    return openingsOf(asked);
  const isDaily = isOutside && DAILY.test(text);
  const breaker = !isOfBreakers
    ? undefined
    : HALF_OPEN.test(text)
      ? ("half-open" as const)
      : !isOutside && STANDS_OPEN.test(text) && !/\bclosed\b/i.test(text)
        ? ("open" as const)
        : undefined;
  const span = { from: (window ?? today).firstDay, to: (window ?? today).lastDay };
  const against = isOutside && compared !== null ? agoOf(compared.range, today.firstDay) : undefined;
  // Breakers are told as they stand now, and an account by days.
  const isTimed =
    window === null ||
    (isOutside ? window.isWholeDays || window.from === today.from : window.firstDay === today.firstDay);
  const { lacks: open } = answeredBut(
    asked,
    [
      PER_SERVICE,
      /\bnot\s+(?:closed|working)\b/i,
      ...(isDaily ? [DAILY] : []),
      ...(isOutside ? [/\bhow\s+many\b/i] : []),
      ...(breaker ? [HALF_OPEN] : []),
      ...(against ? [AGAINST] : []),
    ],
    { isTimed },
  );
  const openings = isOutside ? [] : tokensSayingEach(asked, OPENINGS);
  // An account counts every call: those that failed are told apart nowhere.
  const failed = tokensSayingEach(
    asked,
    /\b(?:fail\w*|error\w*|time[sd]?\s*-?out\w*|retri\w*|rejected|refused)\b/gi,
  );
  const lacks = new Set(
    [...open, ...openings, ...failed].filter((at) => !(against && timed.compared.has(at))),
  );
  return {
    plan: {
      kind: "outside",
      isOfSpend: isOutside,
      isOfBreakers,
      ...(isDaily ? { by: "day" as const } : {}),
      ...(breaker ? { breaker } : {}),
      ...(against ? { against } : {}),
      services: OF_SERVICE.flatMap(([words, name]) => (words.test(text) ? [name] : [])),
      ...agoOf(span, today.firstDay),
    },
    window: null,
    uses: [],
    said: new Set([...tokens.keys()].filter((at) => !lacks.has(at))),
    lacks,
  };
};

const BRIEFING = /\b(?:briefings?|shift report|handover report)\b/i;
const SLOT_WORDS: readonly (readonly [RegExp, "09:00" | "13:00" | "17:00"])[] = [
  [/\bmorning|\b0?9(?::00| ?am| o'?clock)?\b/i, "09:00"],
  [/\b(?:mid-?day|noon|lunch\w*)\b|\b(?:13(?::00)?|1 ?pm)\b/i, "13:00"],
  [/\b(?:afternoon|evening)\b|\b(?:17(?::00)?|5 ?pm)\b/i, "17:00"],
];

/** What a briefing said; a week's or a Monday's is a summary, made when it is asked for. */
const briefing: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!BRIEFING.test(text) || /\b(?:week\w*|month\w*|quarter\w*|year\w*)\b/i.test(text)) return undefined;
  if (asked.links.links.length > 0) return undefined;
  const { window } = asked;
  if (window !== null && window.firstDay !== window.lastDay) return undefined;
  const slot = SLOT_WORDS.find(([words]) => words.test(text))?.[1] ?? null;
  return {
    plan: { kind: "briefing", day: window?.firstDay ?? (slot === null ? null : asked.today.firstDay), slot },
    window: null,
    uses: [],
    said: allTokens(asked),
  };
};

/** Rules about outside services, coordination and the briefings. */
export const PLATFORM_RULES: readonly Rule[] = [outside, ...COORDINATION_RULES, briefing];

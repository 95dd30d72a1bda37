import { type Asked, has, type Rule } from "#server/ask/core/question.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { daysBetween } from "#server/lib/service-day.ts";

type OutsidePlan = Extract<QueryPlan, { kind: "outside" }>;

// Days that the account is told of, the running one included; the plan holds no more.
const ACCOUNT_DAYS = 14;

const BREAKER = /\b(?:circuit.?)?breakers?\b/i;
const OUTSIDE =
  /\b(?:external|outside|third.?party|outbound)\b.*\b(?:calls?|services?|apis?|requests?|providers?|routing|spend\w*)\b|\b(?:routing|geocoding|maps?|telematics|crm)\s+(?:apis?|calls?|services?|providers?)\b|\bgateway\b|\b(?:graphhopper|samsara|hubspot)\b/i;
const SPEND =
  /\b(?:spen[dt]\w*|cost\w*|paid|pay|bill\w*|money|budget|expens\w*|price|charged|how many|number|use|usage|used|calls?)\b/i;
// What each service is for, as people say it.
const OF_SERVICE: readonly (readonly [RegExp, OutsidePlan["services"][number]])[] = [
  [/\b(?:routing|graphhopper|geocoding|maps?)\b/i, "graphhopper"],
  [/\b(?:telematics|samsara|gps provider)\b/i, "samsara"],
  [/\b(?:crm|hubspot)\b/i, "hubspot"],
];

const DAILY = /\b(?:per|by|each|every|for each)\s+day\b|\bdaily\b|\bday by day\b|\ba day\b/i;

// Words of a time that is none, and numbers, are left to be named as not understood.
const saidAll = (asked: Asked): ReadonlySet<number> => {
  const isTimed = asked.window !== null;
  return new Set(
    [...allTokens(asked)].filter((at) => {
      const { stem = "", text = "" } = asked.hearing.tokens[at] ?? {};
      return (
        isTimed ||
        !(/^(?:last|past|previous|since|until|before|after|between)$/.test(stem) || /\d/.test(text))
      );
    }),
  );
};

const agoOf = ({ window, today }: Asked): Pick<OutsidePlan, "fromDaysAgo" | "toDaysAgo"> => {
  const ago = (day: string) => Math.min(ACCOUNT_DAYS - 1, Math.max(0, daysBetween(day, today.firstDay)));
  return window === null
    ? { fromDaysAgo: 0, toDaysAgo: 0 }
    : { fromDaysAgo: ago(window.firstDay), toDaysAgo: ago(window.lastDay) };
};

/** What outside services cost, and which breakers are open; any name of the fleet makes it another question. */
const outside: Rule = (asked) => {
  const { text } = asked.hearing;
  const isOfBreakers = BREAKER.test(text);
  const isOutside =
    (OUTSIDE.test(text) && SPEND.test(text)) ||
    (isOfBreakers && /\b(?:spen[dt]\w*|bill|costs?)\b/i.test(text));
  if (
    !(isOfBreakers || isOutside) ||
    asked.links.links.length > 0 ||
    (has(asked, "change", "residentCall") && !isOutside)
  )
    return undefined;
  // An account of more days than it is kept for is none of these.
  if (asked.window && daysBetween(asked.window.firstDay, asked.today.firstDay) >= ACCOUNT_DAYS)
    return undefined;
  return {
    plan: {
      kind: "outside",
      isOfSpend: isOutside,
      isOfBreakers,
      ...(isOutside && DAILY.test(text) ? { by: "day" as const } : {}),
      services: OF_SERVICE.flatMap(([words, name]) => (words.test(text) ? [name] : [])),
      ...agoOf(asked),
    },
    window: null,
    uses: [],
    said: saidAll(asked),
  };
};

const WAITS =
  /\bwho(?:'s| is| are)?\s+(?:waits?|waiting|blocked|blocking|holding|held)\b|\bwaits?\s+(?:for|on)\s+who(?:m)?\b|\bblockers?\b|\bdependenc\w+\b|\bholding up\b/i;
const MILESTONE = /\bmilestones?\b/i;
const HANDOFF = /\bhand-?(?:off|over)s?\b/i;
const OVERDUE =
  /\b(?:overdue|late|past due|past (?:its|their) (?:day|date|due date)|missed|slipped|behind|should have been)\b/i;
const HELD_UP = /\b(?:block\w*|stuck|held up|waiting|waits?|stalled|depend\w*)\b/i;

/** Who waits for whom, which milestones are due, which handoffs wait. */
const coordination: Rule = (asked) => {
  const { text } = asked.hearing;
  const isMilestone = MILESTONE.test(text);
  const isHandoff = HANDOFF.test(text) && !/\b(?:stops?|routes?|trucks?)\b/i.test(text);
  const isWait =
    WAITS.test(text) && (isMilestone || /\bblockers?\b|\bworkstreams?\b|\bteams?\b|\bwhom?\b/i.test(text));
  const isOfDay = has(asked, "wait", "facility") && has(asked, "facility", "vehicle");
  if (
    !(isMilestone || isHandoff || isWait) ||
    isOfDay ||
    asked.links.links.length > 0 ||
    asked.window !== null
  )
    return undefined;
  const of = isHandoff ? "handoffs" : isWait || HELD_UP.test(text) ? "waits" : "milestones";
  const isOverdue = of === "milestones" && OVERDUE.test(text);
  return {
    plan: { kind: "coordination", of, ...(isOverdue ? { isOverdue } : {}) },
    window: null,
    uses: [],
    said: saidAll(asked),
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
export const PLATFORM_RULES: readonly Rule[] = [outside, coordination, briefing];

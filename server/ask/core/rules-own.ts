import { type Asked, type Rule, tokensSaying } from "#server/ask/core/question.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type OwnPlan = Extract<QueryPlan, { kind: "own" }>;

const ALERTS = /\b(?:alerts?|alert(?:ing)?\s+rules?|alarms?|notifications?|notices?|warnings?|reminders?)\b/i;
const MAILS =
  /\b(?:scheduled|recurring|automatic|automated|regular|standing|planned)\s+(?:\w+\s+)?(?:reports?|e-?mails?|mails?|pdfs?|deliver\w+)\b|\b(?:reports?|e-?mails?|mails?|pdfs?)\b.*\b(?:scheduled|go(?:es|ing)?\s+out|(?:get|gets|being)\s+(?:sent|mailed)|by\s+(?:e-?)?mail|set\s+up|lined\s+up)\b|\bmailings\b|\breport\s+schedules?\b/i;
const RAISED =
  /\b(?:fir(?:ed|ing)|gone\s+off|went\s+off|going\s+off|raised|triggered|tripped|came\s+in|come\s+in|popped\s+up)\b/i;
const OWN = /\b(?:my|mine|i|i['’]ve|me|in\s+force|set\s+up|rules?|on\s+the\s+go)\b/i;
// A warning that is active may be a truck's own; an alert that is, is one of Roundsman's.
const RUNNING = /\b(?:running|active|live)\b/i;
const ALERT = /\balert(?:s|ing)?\b/i;
const ASKED =
  /^\W*(?:please\s+)?(?:list|show|which|what|my|all|give|tell|display|see|overview|do\s+i|have\s+i|are\s+there|how\s+many)\b|^\W*(?:any\s+|the\s+)?alerts?\s+(?:that\s+|which\s+)?(?:(?:have|has|were|was)\s+)?(?:been\s+)?(?:fired|went|gone|raised|triggered)\b|\b(?:in\s+force|rules?)\b/i;
// "What have I got you nagging me about?"
const TOLD_OF =
  /^\W*(?:which|what)\b.*\b(?:nag|ping|alert|warn|notif|bother|pester|shout|messag|text)\w*\s+me\s+(?:about|of|for|on)\b\W*(?:then|now|at\s+the\s+moment|currently)?\W*$/i;
const OVERNIGHT = /\b(?:overnight|(?:during|in|over)\s+the\s+night)\b/i;
const LATE = /\b(?:late(?:ness)?|delays?|delayed|behind)\b/i;
const MAIL_WORDS =
  /\b(?:scheduled?|schedules|recurring|automatic|automated|regular|standing|planned|reports?|e-?mails?|mails?|mailings|pdfs?|deliver\w+|go(?:es|ing)?\s+out|(?:get|gets|being)\s+(?:sent|mailed)|lined\s+up|next|first|soonest)\b/i;
// What is said of alerts themselves; any further word asks for less of them.
const SAID = [ALERTS, RAISED, OWN, RUNNING, ASKED, TOLD_OF, LATE, MAIL_WORDS].map(
  (pattern) => new RegExp(pattern, "gi"),
);
// What asks more of alerts than which they are.
const WHY = /\b(?:why|who|when\s+(?:did|was|were)|per|by|compared?|against|average|most|least|cost)\b/i;

const listed = ({ hearing: { text } }: Asked): OwnPlan | undefined => {
  const about = LATE.test(text) ? { about: "late" as const } : {};
  if (TOLD_OF.test(text)) return { kind: "own", of: "alerts", ...about };
  if (!ASKED.test(text)) return undefined;
  if (ALERTS.test(text) && RAISED.test(text)) return { kind: "own", of: "notices", ...about };
  if ((ALERTS.test(text) && OWN.test(text)) || (ALERT.test(text) && RUNNING.test(text)))
    return { kind: "own", of: "alerts", ...about };
  return MAILS.test(text) ? { kind: "own", of: "mailings" } : undefined;
};

const DAY_MS = 86_400_000;
// "Between 10 pm and 6 am": a stretch over midnight, of the night that is over.
const nightOf = ({ now, clocks, window, today }: Asked): OwnPlan["within"] => {
  const [after, before] = (["after", "before"] as const).map((side) =>
    clocks.find((clock) => clock.side === side),
  );
  if (!after || !before || clocks.length > 2 || window !== null) return undefined;
  const [from, to] = [Date.parse(after.at) - DAY_MS, Date.parse(before.at) - DAY_MS];
  const midnight = Date.parse(today.from);
  // Notices are kept a day.
  if (!(from < midnight && midnight < to) || to > Date.parse(now) || from < Date.parse(now) - DAY_MS)
    return undefined;
  const [start, end] = [from, to].map((at) => new Date(at).toISOString());
  return start && end
    ? { from: start, to: end, label: `from ${after.words} yesterday to ${before.words} today` }
    : undefined;
};

// The hours of the running day that a question names; undefined where they are none.
const hoursOf = (asked: Asked): OwnPlan["within"] => {
  const { window, today, clocks } = asked;
  const night = nightOf(asked);
  if (night) return night;
  const whole = window ?? today;
  // What ends on the next day is no part of this one.
  if (clocks.some(({ at }) => at > whole.to)) return undefined;
  const sides = (side: "before" | "after") => clocks.filter((clock) => clock.side === side);
  const [after, before] = [sides("after")[0], sides("before")[0]];
  const from = after && after.at > whole.from ? after.at : whole.from;
  const to = before && before.at < whole.to ? before.at : whole.to;
  if (from >= to || clocks.length > 2 || sides("after").length > 1 || sides("before").length > 1)
    return undefined;
  const hours = [after && `from ${after.words}`, before && `before ${before.words}`].filter(Boolean);
  return { from, to, label: [...hours, whole.label].join(" ") };
};

/** "List my alert rules", "what alerts have gone off", "my scheduled reports, next first". */
const own: Rule = (asked) => {
  const { window, today, links, clocks, hearing } = asked;
  const plan = listed(asked);
  if (plan === undefined || WHY.test(hearing.text)) return undefined;
  const isOfNotices = plan.of === "notices";
  // A stretch of hours is one of the clock, and counts nothing.
  const counted = asked.quantities.filter(
    ({ start, end }) => !clocks.some((clock) => clock.start < end && start < clock.end),
  );
  if (links.links.length > 0 || links.unknown.length > 0 || counted.length > 0) return undefined;
  // Notices are kept a day; what goes out on one day alone is not told apart.
  if (!isOfNotices && (window !== null || clocks.length > 0)) return undefined;
  if (window !== null && window.firstDay !== today.firstDay) return undefined;
  const within = isOfNotices && (clocks.length > 0 || window?.isWholeDays === false) ? hoursOf(asked) : null;
  if (within === undefined) return undefined;
  const spans = SAID.flatMap((pattern) => [...hearing.text.matchAll(pattern)]);
  const said = spans.flatMap(({ index, 0: { length } }) =>
    tokensWithin(hearing.tokens, { start: index, end: index + length }),
  );
  const timed = clocks.flatMap((clock) => tokensWithin(hearing.tokens, clock));
  // Hours over midnight are those of a night.
  const isOfNight = within !== null && within.from < today.from;
  if (OVERNIGHT.test(hearing.text) && !isOfNight) return undefined;
  return {
    plan: within ? { ...plan, within } : plan,
    window: null,
    uses: [],
    said: new Set([
      ...said,
      ...timed,
      ...(isOfNight ? tokensSaying(asked, OVERNIGHT) : []),
      ...(window ? asked.timed.when : []),
    ]),
  };
};

/** Rules about what runs for who asks. */
export const OWN_RULES: readonly Rule[] = [own];

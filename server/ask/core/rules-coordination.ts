import { readComing } from "#server/ask/core/forecast-when.ts";
import { answeredBut } from "#server/ask/core/left-open.ts";
import { type Asked, has, type Rule, wantedRows } from "#server/ask/core/question.ts";
import { addDays, monthOf, weekOf } from "#server/lib/service-day.ts";

const WAITS =
  /\bwho(?:'s| is| are)?\s+(?:waits?|waiting|blocked|blocking|holding|held|hanging|stuck)\b|\b(?:waits?|waiting|hanging|hangs|stuck|depend\w*|holding|hear\s+from)\s+(?:up\s+)?(?:for|on|from)?\s*who(?:m)?\b|\bblockers?\b|\bdependenc\w+\b|\bholding up\b/i;
const MILESTONE = /\bmilestones?\b/i;
const HANDOFF = /\bhand-?(?:off|over)s?\b/i;
const OVERDUE =
  /\b(?:overdue|late|past due|past (?:its|their) (?:day|date|due date)|missed|slipped|behind|should have been)\b/i;
const HELD_UP =
  /\b(?:block\w*|stuck|held up|hold\w* up|wait\w*|await\w*|stalled|stalling|depend\w*|jam\w*|snag\w*|imped\w*|budge\w*|bogged|gummed|hung up|hanging|on hold|obstruct\w*|bottleneck\w*|log-?jam\w*|stopped|pending|can(?:no|['’]?)t\s+(?:move|go|proceed|progress|start))\b/i;
const TO_DELIVER =
  /\b(?:due|next|open|deliver\w*|coming|come|outstanding|left|remain\w*|upcoming|list|show|which|what|all|any|how\s+many|to\s+do|unfinished|not\s+(?:yet\s+)?done)\b/i;
const DELIVERED =
  /\b(?:were|was|been|have|has|had|got|did)\b.{0,20}\b(?:deliver(?:ed)?|complet(?:ed|e)?|done|finish(?:ed)?|reach(?:ed)?|met|hit|clos(?:ed|e)?|achiev\w*)\b|\bmilestones?\s+(?:that\s+)?(?:are|is)\s+(?:now\s+|already\s+|all\s+)?(?:done|delivered|completed?|finished|reached|achieved|closed)\b(?!\s+late\b)|\bmilestones?\s+already\s+(?:delivered|completed|done|finished|reached)\b|\bmilestones?\s+(?:that\s+(?:were|we)\s+)?(?:delivered|completed|done|finished|reached|met|hit|closed|achieved|shipped)\b|\b(?:delivered|completed|finished|achieved|reached|closed)\s+milestones?\b/i;
const BY_TEAM =
  /\b(?:by|per|for\s+(?:each|every)|each|every)\s+(?:owner|workstream|team|person|responsible|lead|group)s?\b/i;
const LONGEST =
  /\b(?:longest|oldest)(?:\s+(?:first|stuck|blocked|waiting|held))*(?:\s+(?:first|on\s+top|at\s+the\s+top))?\b|\b(?:sort\w*|order\w*|rank\w*)?\s*by\s+(?:how\s+long|the\s+(?:time|length)|time\s+blocked)\b.*|\bhow\s+long\b/i;
const MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december".split(
  "|",
);
const DATE_BOUND = new RegExp(
  `\\b(?:by|before|until|till|through|up\\s+to|no\\s+later\\s+than|on\\s+or\\s+before)\\s+(?:the\\s+)?(?:end\\s+of\\s+)?(?:(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+)?(${MONTHS.join("|")})(?:\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?)?(?:,?\\s+(\\d{4}))?\\b`,
  "i",
);
const THIS =
  /\b(?:(?:by|before|until|till|in|due|for|during)\s+)?(?:the\s+)?(?:end\s+of\s+)?(?:this|the)\s+(week|month)\b/i;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

type Dated = { from?: string; to: string; words: RegExp };

// Days that milestones are due on: to a date, within this week or month whole, or those to come.
const dueOf = ({ hearing: { text }, today }: Asked): Dated | undefined => {
  const date = DATE_BOUND.exec(text);
  if (date) {
    const isBefore = /^before\b/i.test(date[0]);
    const month = MONTHS.indexOf((date[2] ?? "").toLowerCase()) + 1;
    const day = Number(date[1] ?? date[3] ?? 0);
    const first = `${date[4] ?? today.firstDay.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
    const bound = day === 0 ? first : `${first.slice(0, 8)}${String(day).padStart(2, "0")}`;
    // "Before December" ends with November, "by December" with it.
    const to = isBefore ? addDays(bound, -1) : day === 0 ? monthOf(first).to : bound;
    return { to, words: DATE_BOUND };
  }
  const span = THIS.exec(text);
  if (span) {
    const range = span[1]?.toLowerCase() === "week" ? weekOf(today.firstDay) : monthOf(today.firstDay);
    return { ...range, words: THIS };
  }
  const coming = readComing(text, today.firstDay, today.timeZone);
  if (coming === null) return undefined;
  const words = new RegExp(`(?:\\bbefore\\s+)?${escaped(text.slice(coming.start, coming.end))}`, "i");
  const { firstDay, lastDay } = coming.window;
  return /\bbefore\s+$/i.test(text.slice(0, coming.start))
    ? { to: addDays(firstDay, -1), words }
    : { from: firstDay, to: lastDay, words };
};

/** Who waits for whom, which milestones are due or were delivered, which handoffs wait. */
const coordination: Rule = (asked) => {
  const { text } = asked.hearing;
  const isMilestone = MILESTONE.test(text);
  const isHandoff = HANDOFF.test(text) && !/\b(?:stops?|routes?|trucks?)\b/i.test(text);
  const isWait =
    WAITS.test(text) && (isMilestone || /\bblockers?\b|\bworkstreams?\b|\bteams?\b|\bwhom?\b/i.test(text));
  const isOfDay = has(asked, "wait", "facility") && has(asked, "facility", "vehicle");
  if (!(isMilestone || isHandoff || isWait) || isOfDay || asked.links.links.length > 0) return undefined;
  const isDelivered = isMilestone && DELIVERED.test(text) && !/\bnot\b|n['’]t\b/i.test(text);
  const of = isHandoff
    ? ("handoffs" as const)
    : !isDelivered && (isWait || HELD_UP.test(text))
      ? ("waits" as const)
      : ("milestones" as const);
  if (of === "milestones" && !isDelivered && !OVERDUE.test(text) && !TO_DELIVER.test(text)) return undefined;
  const isOverdue = of === "milestones" && !isDelivered && OVERDUE.test(text);
  const due = isDelivered || of === "handoffs" ? undefined : dueOf(asked);
  const window = isDelivered ? asked.window : null;
  const age =
    of === "waits"
      ? asked.quantities.find(({ unit, op }) => unit === "s" && (op === "gt" || op === "gte"))
      : undefined;
  const isLongestFirst = of === "waits" && LONGEST.test(text);
  const isByTeam = of === "milestones" && BY_TEAM.test(text);
  const limit = of === "handoffs" ? undefined : wantedRows(asked);
  return {
    plan: {
      kind: "coordination",
      of,
      ...(isOverdue ? { isOverdue } : {}),
      ...(isDelivered ? { isDelivered } : {}),
      ...(window ? { from: window.firstDay, to: window.lastDay } : {}),
      ...(due ? { ...(due.from ? { from: due.from } : {}), to: due.to } : {}),
      ...(age ? { olderThanS: Math.round(age.value) } : {}),
      ...(isLongestFirst ? { isLongestFirst } : {}),
      ...(isByTeam ? { by: "workstream" as const } : {}),
      ...(limit === undefined ? {} : { limit }),
    },
    window: null,
    uses: [],
    ...answeredBut(
      asked,
      [
        ...(due ? [due.words] : []),
        ...(age
          ? [new RegExp(`(?:\\b(?:since|for)\\s+)?${escaped(text.slice(age.start, age.end))}`, "i")]
          : []),
        ...(isLongestFirst ? [LONGEST, /\bsort\w*\b/i] : []),
        ...(isByTeam ? [BY_TEAM] : []),
        ...(limit === undefined ? [] : [/\b(?:top|first)\s+\w+\b|\b\w+\s+longest\b/i]),
        ...(of === "milestones" && !isDelivered
          ? [
              /\b(?:not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?:done|delivered|finished|complete\w*|closed)\b|\b(?:next|earliest|soonest|closest|nearest)\s+(?:due\s+)?(?:first|on\s+top)?\b/i,
            ]
          : []),
        ...(isDelivered ? [/\b(?:latest|newest|most\s+recent)(?:\s+first)?\b/i] : []),
        /\b(?:each|every)\s+(?:one|of\s+them|milestone)\b|\bpast\s+(?:(?:its|their|the)\s+)?(?:due|day|date)\w*\b/i,
        ...(of === "waits" && due ? [/\b(?:earliest|soonest|next)(?:\s+due)?(?:\s+first)?\b/i] : []),
        ...(of === "waits"
          ? [/\bcan(?:not|['’]?t)\b|\bnot\s+(?:moving|going|progressing)\b|\bother\b(?=.*\bwait)/i]
          : []),
      ],
      { isTimed: window !== null || due !== undefined },
    ),
  };
};

/** Rules about what the teams coordinate. */
export const COORDINATION_RULES: readonly Rule[] = [coordination];

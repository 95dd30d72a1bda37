import { splitsOf } from "#server/ask/core/exceptions-parts.ts";
import {
  type Asked,
  has,
  type Rule,
  timesBound,
  tokensSaying,
  wantedRows,
} from "#server/ask/core/question.ts";
import { EXCEPTION_RULES } from "#server/ask/core/rules-exceptions.ts";
import { addDays, minutesToInstant } from "#server/lib/service-day.ts";

const MEAN = /\b(?:averages?|averaged|avg|mean|typical(?:ly)?|on average)\b/i;
const CLOSE =
  "(?:clos\\w*|resol\\w*|clear\\w*|sort\\w*(?:\\s+out)?|settl\\w*|deal\\w*(?:\\s+with)?|dealt(?:\\s+with)?|fix\\w*|handl\\w*)";
const OPEN = "(?:open\\w*|rais\\w*|report\\w*|log\\w*|fil\\w*|creat\\w*|record\\w*|receiv\\w*)";
// From when it was opened to when it was closed.
const TO_CLOSE = new RegExp(
  `\\b(?:(?:how\\s+long|time|days?|hours?)\\b.*?\\b(?:to|until|till|before|get(?:s|ting)?)\\s+(?:it\\s+|its\\s+|them\\s+|we\\s+|they\\s+|being\\s+|be\\s+|is\\s+|are\\s+|get\\s+)*${CLOSE}|(?:time|how\\s+long|interval|span)\\b.*?\\b(?:from|between)\\b.*?\\b${OPEN}\\b.*?\\b(?:to|and|until|till)\\b.*?\\b${CLOSE}|(?:closing|resolution|handling|clearance|turnaround|closure)[\\s-]times?|time\\s+to\\s+${CLOSE})\\b`,
  "i",
);
const WAITED =
  /\b(?:age|how old|waiting(?: time)?|been (?:waiting|open|sitting|outstanding)|open for|stand(?:ing)? open|wait(?:ed)?)\b/i;
const SAID =
  /\b(?:(?:on\s+)?average|averaged|avg|mean|typical(?:ly)?|how\s+long|time|times|from|between|an|its|it|being|takes?|took|age|old|have|has|they|been|waiting|wait|days?|hours?)\b/gi;

// Two months, or weeks, one right after the other are set against each other as two rows of one stretch.
const sideBySide = (asked: Asked): { asked: Asked; by: "week" | "month" } | undefined => {
  const { window, compared } = asked;
  if (!window?.isWholeDays || !compared) return undefined;
  const { from, to } = compared.range;
  const isMonths = /-01$/.test(from) && /-01$/.test(window.firstDay) && from.slice(0, 7) === to.slice(0, 7);
  const isWeeks = addDays(from, 6) === to && addDays(from, 7) === window.firstDay;
  if (addDays(to, 1) !== window.firstDay || !(isMonths || isWeeks)) return undefined;
  const start = minutesToInstant(from, 0, window.timeZone).toISOString();
  return {
    asked: {
      ...asked,
      compared: null,
      window: { ...window, from: start, firstDay: from, label: `${compared.label} and ${window.label}` },
    },
    by: isMonths ? "month" : "week",
  };
};

/** How long exceptions took to be closed, or those open have waited, on average: whole or split. */
const meanTime: Rule = (spoken) => {
  const beside = sideBySide(spoken);
  const asked = beside?.asked ?? spoken;
  const { text } = asked.hearing;
  const isClosing = TO_CLOSE.test(text);
  if (!MEAN.test(text) && !(isClosing && /\bhow long\b/i.test(text))) return undefined;
  if (!isClosing && !WAITED.test(text)) return undefined;
  const [rule] = EXCEPTION_RULES;
  const reading = rule?.(asked);
  const plan = reading?.plan;
  if (!reading || (plan?.kind !== "list" && plan?.kind !== "group" && plan?.kind !== "count"))
    return undefined;
  if (plan.kind === "count" && plan.compare) return undefined;
  const split = splitsOf(asked, true);
  if (beside && split) return undefined;
  // What is open has no end yet, and what is closed waits no more.
  const filters = [
    ...plan.filters.filter(({ column }) => column !== "isOpen" && !(isClosing && column === "status")),
    isClosing
      ? { column: "status", op: "eq" as const, value: "closed" }
      : { column: "isOpen", op: "eq" as const, value: true },
  ];
  const bound = split ? timesBound(asked) : undefined;
  return {
    ...reading,
    plan: {
      ...{ kind: "group", list: "exceptions", filters, byUrgency: false },
      by: beside ? beside.by : (split?.by[1] ?? null),
      ...(split?.and ? { andBy: split.and[1] } : {}),
      mean: isClosing ? "closedAfterS" : "ageS",
      ...(has(asked, "least", "fastest", "best") ? { isLeastFirst: true } : {}),
      ...(bound === undefined ? {} : { bound }),
      ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) }),
    },
    uses: [
      ...reading.uses,
      ...(split?.uses ?? []),
      ...(["finished", "finish", "open", "pending", "reported", "wait", "older", "howMany"] as const),
      ...(["least", "fastest", "slowest", "best", "worst", "most", "sumHours", "kpiAny"] as const),
    ],
    said: new Set([
      ...(reading.said ?? []),
      ...tokensSaying(asked, MEAN),
      ...(beside
        ? [...asked.timed.when, ...asked.timed.compared, ...tokensSaying(asked, /\b(?:vs|versus|against)\b/i)]
        : []),
      ...[...text.matchAll(SAID)].flatMap(({ index, 0: said }) =>
        asked.hearing.tokens.flatMap(({ start, end }, at) =>
          index <= start && end <= index + said.length && !asked.timed.when.has(at) ? [at] : [],
        ),
      ),
      ...(isClosing
        ? tokensSaying(asked, TO_CLOSE).filter(
            (at) =>
              !asked.timed.when.has(at) && !asked.links.links.some(({ from, to }) => from <= at && at < to),
          )
        : []),
    ]),
  };
};

/** Rules that tell how long exceptions take, or have waited. */
export const EXCEPTION_TIME_RULES: readonly Rule[] = [meanTime];

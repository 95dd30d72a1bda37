import { namedFilters } from "#server/ask/core/list-filters.ts";
import { type Asked, has, linksOf, type Rule, tokensLike, tokensSaying } from "#server/ask/core/question.ts";

/** Words that set the running day against another one up to the same hour, or from the same hour on. */
export const SAME_TIME =
  /\b(?:at\s+|by\s+|until\s+|up\s+to\s+)?(?:the\s+|this\s+)?(?:same|corresponding|equivalent)\s+(?:time|hours?|point|stage|moment|stretch)(?:\s+(?:of|in)\s+(?:the\s+)?day)?\b/i;
const SO_FAR = /\b(?:so\s+far|until\s+now|up\s+to\s+now|till\s+now)\b/i;
const OF_DONE_SAID = /^(?:since|so|far|how|does|did|was|were|that|compare|compared|look|looked|looking)$/i;

const isSplit = ({ hearing: { places } }: Asked): boolean =>
  places.some(({ concept }) => /^(?:per[A-Z]|kpi)/.test(concept));

/**
 * How many stops are done today, whole or from an hour on, against the same stretch of another day: a sum over routes knows
 * no hours, so the stops themselves are counted.
 */
const doneSoFar: Rule = (asked) => {
  const { hearing, compared, today, clocks, now } = asked;
  const { text } = hearing;
  if (!SAME_TIME.test(text) || compared === null || compared.range.from !== compared.range.to)
    return undefined;
  if (!has(asked, "sumStops") && !(has(asked, "stop") && has(asked, "finished"))) return undefined;
  if (has(asked, "exception", "missed", "skipped", "late", "container", "open", "pending")) return undefined;
  if (isSplit(asked) || linksOf(asked, "facility", "customer", "address", "site").length > 0)
    return undefined;
  const window = asked.window ?? today;
  if (window.firstDay !== today.firstDay || window.lastDay !== today.lastDay) return undefined;
  const [since, ...more] = clocks.filter(({ at }) => at < now);
  if (more.length > 0 || (since && since.side !== "after")) return undefined;
  const from = since?.at ?? (window.isWholeDays ? undefined : window.from);
  const { filters, uses } = namedFilters(asked, "stops");
  const apart = Date.parse(compared.range.from) - Date.parse(window.firstDay);
  const shifted = (instant: string) => new Date(Date.parse(instant) + apart).toISOString();
  const ofDay = (day: string, at: (instant: string) => string) => [
    ...filters,
    { column: "serviceDay", op: "eq" as const, value: day },
    { column: "status", op: "eq" as const, value: "done" },
    ...(from ? [{ column: "doneAt", op: "gte" as const, value: at(from) }] : []),
    { column: "doneAt", op: "lte" as const, value: at(now) },
  ];
  return {
    plan: {
      kind: "count",
      list: "stops",
      filters: ofDay(window.firstDay, (instant) => instant),
      compare: {
        filters: ofDay(compared.range.from, shifted),
        ...compared.range,
        label: `${compared.label} ${from ? "over the same hours" : "until the same time of day"}`,
      },
    },
    window,
    said: new Set([
      ...tokensSaying(asked, SAME_TIME),
      ...tokensSaying(asked, SO_FAR),
      ...tokensLike(asked, OF_DONE_SAID),
      ...asked.timed.when,
      ...asked.timed.compared,
    ]),
    uses: [
      ...(["stop", "sumStops", "finished", "howMany", "compare", "moreOrLess", "didServe"] as const),
      ...(["route", "zone", "depot", "vehicle", "driver"] as const).filter(
        (kind) => linksOf(asked, kind).length > 0,
      ),
      ...uses,
    ],
  };
};

/** Rules that count the stops of the running day against those of the same hours of another one. */
export const STOPS_SO_FAR_RULES: readonly Rule[] = [doneSoFar];

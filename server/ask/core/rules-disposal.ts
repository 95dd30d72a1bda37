import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList, desc } from "#server/ask/core/plan-parts.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import { boundFilter, has, quantityOf, type Rule, tokensSaying } from "#server/ask/core/question.ts";

const FULL =
  /\b(?:full|filled|loaded|capacity|chockers|chocka?(?:-?block)?|brim(?:ming)?|load(?:ing)?|fill(?:\s+level)?)\b/i;
const LEFT =
  /\b(?:left|to do|to go|to serve|to collect|to pick up|to call(?:\s+(?:to|at))?|remaining|outstanding|pending|ahead|yet|still|more stops|collections|pickups|stops)\b/i;
const BY_STOPS =
  /\b(?:by|sort\w*\s+by|order\w*\s+by|arranged\s+by|ranked\s+by)\s+(?:the\s+)?(?:number\s+of\s+)?(?:outstanding|remaining|stops|pickups|collections)(?:\s+(?:collections|stops|pickups|left|remaining|to go))*\b|\bmost\s+(?:stops|pickups)\s+(?:left\s+)?first\b/i;
const LEAST_FULL = /\b(?:emptiest|least\s+full|lightest)\b(?:\s+first)?/i;
const SAID =
  /\b(?:fullest|emptiest|arranged)\b|\bhighest\s+first\b|\b(?:fullest|highest|most)\s+(?:on\s+top|at\s+the\s+top)\b/i;
const COUNT = /\b(?:stops?|houses|pickups?|collections?|drops?|calls?|homes|properties|addresses)\b/i;

// "80 full", "70 and 30": what is no share counts the stops.
const isShare = (text: string, { end, start }: Quantity): boolean =>
  /^\s*(?:%|per\s?cent|percent|pc|pct)?\s*(?:full|filled|loaded|of\s+capacity|capacity)\b/i.test(
    text.slice(end),
  ) ||
  /\b(?:full|filled|loaded|load|fill(?:\s+level)?)\s+(?:is\s+|of\s+|beyond\s+|over\s+|above\s+)?$/i.test(
    text.slice(0, start),
  );

// "Or has 20 stops left" is another condition, and these hold together.
const EITHER =
  /\bor\s+(?:(?:it|they|that|who|which)\s+)?(?:has|have|with|is|are|still|more\s+than|over\s+\d|at\s+least)\b/i;

/** Trucks by how full they are and how many stops they have to go: "over 80 % full with more than 50 stops left". */
const fullWithStops: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  if (EITHER.test(text)) return undefined;
  const counted = asked.quantities.filter((q) => q.unit === null && q.op !== null);
  const bare = counted.find((q) => isShare(text, q));
  const full = quantityOf(asked, "%") ?? bare;
  const left = counted.find((q) => q !== bare);
  const isOfFill = has(asked, "full") || FULL.test(text);
  if (!(has(asked, "full") || (isOfFill && full)) || !left || !LEFT.test(text)) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isByStops = BY_STOPS.test(text);
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: [
        ...filters,
        // An amount without a word that bounds it is one that is passed.
        boundFilter("loadPct", full, {
          op: /\bor\s+more\b/i.test(text.slice(full?.end ?? 0, (full?.end ?? 0) + 16)) ? "gte" : "gt",
          value: 80,
        }),
        boundFilter("stopsLeft", left, { op: "gt", value: 50 }),
      ],
      columns: ["name", "loadPct", "loadKg", "capacityKg", "route", "driver", "status", "at"],
      sort: [isByStops ? desc("stopsLeft") : LEAST_FULL.test(text) ? asc("loadPct") : desc("loadPct")],
    }),
    window: null,
    said: new Set([
      ...tokensSaying(asked, BY_STOPS),
      ...tokensSaying(asked, SAID),
      ...tokensSaying(asked, LEAST_FULL),
      ...tokens.flatMap(({ text: word }, at) => (FULL.test(word) || COUNT.test(word) ? [at] : [])),
    ]),
    uses: [
      ...(["full", "onBoard", "room", "vehicle", "driver", "howMany", "older", "stop", "stopsLeft"] as const),
      ...([
        "open",
        "stillHave",
        "pending",
        "didServe",
        "most",
        "least",
        "handleFirst",
        "residentCall",
      ] as const),
      ...(["moreOrLess", "site", "exceeds", "summaryTopic"] as const),
      ...uses,
    ],
  };
};

/** Rules of section 12 of the questions beside the waits at facilities and the weigh tickets: full trucks with stops left. */
export const DISPOSAL_RULES: readonly Rule[] = [fullWithStops];

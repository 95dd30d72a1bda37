import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList } from "#server/ask/core/plan-parts.ts";
import { boundFilter, has, linksOf, quantityOf, type Rule } from "#server/ask/core/question.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";

const COLUMNS = ["name", "status", "statusSince", "route", "driver", "loadKg", "at"];
const WAITING_COLUMNS = ["name", "status", "statusS", "statusSince", "route", "driver", "loadKg", "at"];
const BEING_THERE =
  /\b(?:is|are|now|currently|at\s+the\s+moment|right\s+now|present|presently|gets?|arriv(?:es?|ing)|reach(?:es)?|roll(?:s|ing)?|pull(?:s|ing)?|sit(?:s|ting)?|stand(?:s|ing)?|tipping|unloading|queu\w+|wait(?:s|ing)?|been(?=\s+(?:\w+\s+)?(?:at|in)\b.*\bfor\b)|stuck|parked)\b/i;
// What is asked of weigh tickets: how long they stayed, by what, of days gone by.
const MEASURED =
  /\b(?:average|mean|longest|shortest|most|least|worst|best|per|by|how\s+long|tonnes?|tons|weigh\w*|tickets?|loads?\s+(?:were|was|did)|last|yesterday|were|was|did|times?|cost|overtime|forecast|will|would|what\s+if|instead|not|n['’]t|no\s+longer|left|leaves?)\b/i;

const TIPPING = /\b(?:tipping|unloading|emptying|dumping)\b/i;

// How long the queue is now is told by who stands in it, and for how long.
const QUEUE = "(?:queu\\w*|lines?|backlogs?|wait(?:s|ing)?)";
const NOW = "(?:now|current(?:ly)?|at\\s+the\\s+(?:moment|minute)|presently|at\\s+present)";
const QUEUE_NOW = new RegExp(
  `\\b${QUEUE}\\b.*\\b${NOW}\\b|\\b${NOW}\\b.*\\b${QUEUE}\\b|\\bhow\\s+(?:long|bad|big)(?:\\s+is|['’]?s)\\s+the\\s+(?:queue|line|wait)\\b|\\bis\\s+there\\s+(?:a|any)\\s+(?:queue|line|wait)\\b`,
  "i",
);
const OF_OTHER_TIMES =
  /\b(?:average|mean|usual\w*|typical\w*|if|overtime|last|yesterday|per|by\s+(?:hour|day|week|month)|hourly|daily|was|were|did|will|would|than\s+(?:usual|yesterday|last))\b/i;
const isOfQueueNow = (text: string): boolean => QUEUE_NOW.test(text) && !OF_OTHER_TIMES.test(text);

/** "Is truck 18 at the south landfill", "trucks waiting at the south landfill for more than 30 minutes": where trucks are now. */
const atFacility: Rule = (asked) => {
  const { text } = asked.hearing;
  const { window, today } = asked;
  const facilities = linksOf(asked, "facility");
  const isQueue = isOfQueueNow(text);
  if (facilities.length === 0 || (!isQueue && (MEASURED.test(text) || !BEING_THERE.test(text))))
    return undefined;
  if (window !== null && window.firstDay !== today.firstDay) return undefined;
  if (asked.clocks.length > 0 || asked.quantities.some(({ unit }) => unit !== "s")) return undefined;
  const isOfTrucks =
    isQueue ||
    has(asked, "vehicle", "driver") ||
    linksOf(asked, "vehicle", "driver", "route").length > 0 ||
    /\bwho(?:['’]s)?\b/i.test(text);
  if (!isOfTrucks || has(asked, "stop", "container", "missed", "nearest")) return undefined;
  const { filters } = namedFilters(asked, "vehicles");
  const names = [...new Set(facilities.map(({ name }) => name.name))];
  const bound = quantityOf(asked, "s");
  return {
    plan: countOrList(asked, {
      list: "vehicles",
      filters: [
        ...filters,
        { column: "facility", op: "in", value: names },
        ...(TIPPING.test(text) ? [{ column: "status", op: "eq" as const, value: "tipping" }] : []),
        ...(bound ? [boundFilter("statusS", bound, { op: "gt", value: 0 })] : []),
      ],
      sort: [asc("statusSince")],
      columns: isQueue || bound ? WAITING_COLUMNS : COLUMNS,
      ...(isQueue && !has(asked, "howMany") ? { shows: ["statusS"] } : {}),
      view: "map",
    }),
    window: null,
    uses: [],
    said: allTokens(asked),
  };
};

// A wait is told in minutes, a queue by how many stand in it.
const WAIT_TIME = /\b(?:waits?|waiting\s+times?|how\s+long)\b/i;
const IN_LINE = /\b(?:queu\w*|lines?|backlogs?)\b/i;

const EACH = /\b(?:each|every|all|both)\b/i;
const RANKED =
  /\b(?:longest|shortest|most|least|fewest|smallest|biggest|worst|best|which|where|count\w*|mean|average)\b/i;

/** "Which tip has the longest queue right now": the trucks that stand at each facility. */
const queues: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!isOfQueueNow(text) || asked.links.links.length > 0 || asked.window !== null) return undefined;
  const isOfFacilities =
    has(asked, "facility", "perFacility") || /\b(?:where|longest|shortest)\b/i.test(text);
  const isOfElse = has(asked, "stop", "route", "container", "exception", "repair", "workshop");
  if (!isOfFacilities || isOfElse || asked.quantities.length > 0) return undefined;
  const isOfTime = WAIT_TIME.test(text) && !IN_LINE.test(text);
  // At each of them it is told by who stands there and for how long; which is longest, by their number.
  if (EACH.test(text) && !RANKED.test(text) && !has(asked, "howMany"))
    return {
      plan: countOrList(asked, {
        list: "vehicles",
        filters: [{ column: "facility", op: "is-null", value: false }],
        sort: [asc("facility")],
        columns: ["facility", ...WAITING_COLUMNS],
        shows: ["statusS"],
        view: "table",
      }),
      window: null,
      uses: [],
      said: allTokens(asked),
    };
  const isLeast = /\b(?:shortest|smallest|least|fewest|no)\b/i.test(text);
  return {
    plan: {
      ...{ kind: "group", list: "vehicles", by: "facility", byUrgency: false },
      filters: [{ column: "facility", op: "is-null", value: false }],
      ...(isOfTime ? { mean: "statusS" } : {}),
      ...(isLeast ? { isLeastFirst: true } : {}),
    },
    window: null,
    uses: [],
    said: allTokens(asked),
  };
};

/** Rules about trucks at a facility. */
export const AT_FACILITY_RULES: readonly Rule[] = [atFacility, queues];

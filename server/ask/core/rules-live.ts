import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, listPlan } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, isExcluded, linksOf, type Rule, tokensSaying } from "#server/ask/core/question.ts";
import { isOfOffRoad } from "#server/ask/core/rules-vehicle-standing.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

const WHOLE =
  /\b(?:the\s+(?:whole\s+|full\s+|entire\s+)?(?:lot|works|shebang|picture|story|craic|caboodle)|everything|(?:full\s+|complete\s+)?(?:operational\s+)?(?:overview|rundown|run-down|picture|sitrep|snapshot)|all\s+of\s+it|zoom(?:ed)?\s+(?:me\s+)?in|walk\s+me\s+through|the\s+(?:situation|state\s+of\s+play))\b/i;
const WHOLE_SAID = new RegExp(`(?:\\b(?:full|whole|complete|operational|entire)\\s+)*${WHOLE.source}`, "i");
const SOME_OF_IT = ["late", "skipped", "missed", "stopped", "notStarted", "finished"] as const;
const isOfNumbers = (asked: Asked): boolean =>
  asked.quantities.some(({ op }) => op !== null) ||
  has(asked, "howMany", "late", "skipped", "missed", "most", "least", "worst", "finished") ||
  asked.hearing.places.some(({ concept }) => concept.startsWith("kpi") || concept.startsWith("per"));

/** Whether a question is of what is late, skipped or stopped in a zone alone: "everything late in North". */
export const isSomeOfZone = (asked: Asked): boolean =>
  has(asked, "everything") &&
  has(asked, ...SOME_OF_IT) &&
  !has(asked, "vehicle", "route", "stop", "exception");

/** Show everything happening in the North zone. */
const zone: Rule = (asked) => {
  const zones = linksOf(asked, "zone");
  // "Show me the Riverside zone" asks for all there is of it.
  const isShown =
    has(asked, "zone") &&
    asked.links.links.length === 1 &&
    asked.window === null &&
    asked.hearing.places.every(({ concept }) => concept === "zone") &&
    /^\W*(?:please\s+)?(?:show|open|display|give|see|view)\b/i.test(asked.hearing.text);
  // Trucks, routes or stops, and exceptions: all that is told of a zone.
  const isOfAll =
    has(asked, "vehicle") && has(asked, "route", "stop") && has(asked, "exception") && !isOfNumbers(asked);
  if (isSomeOfZone(asked)) return undefined;
  const isWhole = WHOLE.test(asked.hearing.text) && !isOfNumbers(asked);
  const isAsked = has(asked, "everything", "changed", "where") || isShown || isOfAll || isWhole;
  if (zones.length !== 1 || !isAsked) return undefined;
  return {
    plan: {
      ...{ kind: "zone", zone: zones[0]?.name.key ?? "" },
      // Everything leaves nothing out, the stops that are left neither; what is named is all that is asked.
      ...(has(asked, "stop", "everything", "changed") || isWhole || /\bmaps?\b/i.test(asked.hearing.text)
        ? { withStops: true }
        : {}),
    },
    window: asked.today,
    uses: [
      ...(["everything", "changed", "where", "zone"] as const),
      ...(isOfAll || isWhole
        ? (["vehicle", "route", "stop", "exception", "open", "pending", "moving"] as const)
        : []),
      ...(isOfAll || isWhole ? (["summary", "driver", "outNow"] as const) : []),
    ],
    ...(isWhole ? { said: new Set(tokensSaying(asked, WHOLE_SAID)) } : {}),
  };
};

const isOfChanges = (asked: Asked): boolean =>
  has(asked, "changed", "everything") && !has(asked, "kpiAny", "movedMost", "exception", "stop");

/** What changed since noon? */
const changes: Rule = (asked) => {
  const named = asked.links.links;
  const route =
    named.length === 1 && !isExcluded(asked, named[0]?.from ?? 0) ? linksOf(asked, "route")[0] : undefined;
  if (!isOfChanges(asked) || (!route && (has(asked, "route") || named.length > 0))) return undefined;
  const since = asked.clocks.find(({ side }) => side === "after");
  const before = since && asked.clocks.find(({ side }) => side === "before");
  const window = asked.window ?? asked.today;
  return {
    plan: {
      kind: "changes",
      since: since?.at ?? window.from,
      label: since
        ? before
          ? `from ${since.words} to ${before.words}`
          : `since ${since.words}`
        : window.label,
      ...(before ? { until: before.at } : window.to < asked.now ? { until: window.to } : {}),
      ...(route ? { route: route.name.key } : {}),
    },
    window,
    ...(since ? { said: asked.timed.when } : {}),
    uses: ["changed", "everything", ...(route ? (["route"] as const) : [])],
  };
};

/** What happened with truck 9 this morning: what its crew reported. */
const reportedOn: Rule = (asked) => {
  if (!isOfChanges(asked) || linksOf(asked, "route", "vehicle", "driver", "street", "address").length === 0)
    return undefined;
  const named = asked.links.links;
  if (named.length === 1 && named[0]?.name.kind === "route" && !isExcluded(asked, named[0].from))
    return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const window = asked.window ?? asked.today;
  return {
    plan: listPlan({
      list: "exceptions",
      filters: [...filters, dayFilter(window), ...timeFilters(asked, "openedAt")],
      sort: [asc("openedAt")],
      columns: ["openedAt", "kind", "site", "status", "resolution", "note", "driver"],
    }),
    window,
    uses: ["changed", "everything", "route", "vehicle", "driver", ...uses],
  };
};

/** Breakdowns right now and the stops they leave open, of a depot, a zone or a stream where one is named. */
const breakdowns: Rule = (asked) => {
  const isOther = has(asked, "reported", "perRoute", "perCause", "howMany", "perVehicle", "most");
  // "Broke down today" is of the day; what is down now is down whatever day it is.
  const isOfDay =
    asked.window !== null &&
    /\bbroke\b|\bbreakdowns?\b.*\b(?:today|there\s+been)\b/i.test(asked.hearing.text) &&
    !has(asked, "stop", "toTomorrow", "open") &&
    !/\b(?:now|currently|at\s+the\s+moment|risk|threat\w*|affected|still)\b/i.test(asked.hearing.text);
  const isNow = asked.window === null || (!isOfDay && asked.window.firstDay === asked.today.firstDay);
  // One truck's breakdown is covered by other trucks.
  const isOfPart = asked.links.links.every(({ name }) => /^(?:zone|depot|contractor)$/.test(name.kind));
  if (isOfOffRoad(asked)) return undefined;
  if (!has(asked, "breakdown") || isOther || !isNow || !isOfPart) return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const own = filters.filter(({ column }) => column !== "weekday");
  return {
    plan: { kind: "breakdowns", ...(own.length > 0 ? { filters: own } : {}) },
    window: asked.today,
    uses: ["breakdown", "vehicle", "stop", "toTomorrow", "exception", "open", ...uses],
  };
};

/** Rules of section 1 of the questions that span the fleet: a zone, what changed, breakdowns. */
export const LIVE_RULES: readonly Rule[] = [zone, changes, reportedOn, breakdowns];

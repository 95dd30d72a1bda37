import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, countOrList } from "#server/ask/core/plan-parts.ts";
import { has, linksOf, type Rule, tokensSaying } from "#server/ask/core/question.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

// "Still sitting in the West depot": a named yard is one as well.
const STILL_IN =
  /\bstill\b[^?.,;]*\b(?:in|at|inside|around|up)\s+(?:the\s+)?(?:\w+\s+)?(?:depot|yard|base)\b/i;

const WITH_ROUTES = /\b(?:with|and)\s+(?:the\s+|their\s+)?(?:routes?|rounds?)(?=\W*$)/i;
const WHEN_IN =
  /\b(?:when|what\s+time|at\s+what|did)\b|\bclock(?:ed|s)?\s+(?:in|on)\s+(?:\w+\s+)?(?:before|after|by|since|between|at|from|later|earlier)\b/i;

/** Drivers by their clock: in, not yet in, out of the yard, gone home. */
const clockedIn: Rule = (asked) => {
  const isWithRoutes = WITH_ROUTES.test(asked.hearing.text);
  const isOfDrivers = !has(asked, "vehicle", "route", "stop", "container", "exception");
  const isIn = has(asked, "clockedIn");
  const isNotIn = has(asked, "notClockedIn");
  const isOut = has(asked, "clockedOut");
  const isGone = has(asked, "leftYard") && isOfDrivers;
  const isInYard =
    (has(asked, "notLeft") && (isIn || isOfDrivers)) || (isIn && STILL_IN.test(asked.hearing.text));
  if (!isIn && !isNotIn && !isOut && !isGone && !isInYard) return undefined;
  const { filters, uses } = namedFilters(asked, "drivers");
  const set = (column: string, isNull: boolean) => ({ column, op: "is-null" as const, value: isNull });
  const column = isOut ? "clockedOutAt" : isGone && !isIn ? "leftYardAt" : "clockedInAt";
  // When one clocked in, and who did before a time, is told of those as well who went home since.
  const isOfClock =
    isIn &&
    !isOut &&
    !isInYard &&
    (linksOf(asked, "driver").length > 0 || asked.clocks.length > 0) &&
    WHEN_IN.test(asked.hearing.text);
  // Who is missing this morning has a shift that ends after it began.
  const onShift =
    asked.window && !asked.window.isWholeDays
      ? [{ column: "plannedEndAt", op: "gte" as const, value: asked.window.from }]
      : [set("plannedEndAt", false)];
  const kept = [
    ...filters,
    // Only who has a shift today can be missing from the clock.
    ...(isNotIn ? [...onShift, set("clockedInAt", true)] : [set("clockedInAt", false)]),
    ...(isOut ? [set("clockedOutAt", false)] : isNotIn || isOfClock ? [] : [set("clockedOutAt", true)]),
    ...(isInYard ? [set("leftYardAt", true)] : isGone ? [set("leftYardAt", false)] : []),
    ...(isNotIn ? [] : timeFilters(asked, column)),
  ];
  return {
    plan: countOrList(asked, {
      list: "drivers",
      filters: kept,
      sort: [asc(isNotIn ? "name" : column)],
      columns: [
        ...(isNotIn
          ? ["name", "depot", "vehicle", "plannedEndAt"]
          : isOut
            ? ["name", "clockedOutAt", "clockedInAt", "vehicle", "depot"]
            : [
                ...["name", "clockedInAt", ...(isOfClock ? ["clockedOutAt"] : []), "leftYardAt"],
                ...["vehicle", "depot", "plannedEndAt"],
              ]),
        ...(isWithRoutes ? ["route"] : []),
      ],
      ...(isWithRoutes ? { shows: ["route"] } : {}),
    }),
    ...(isWithRoutes ? { said: new Set(tokensSaying(asked, WITH_ROUTES)) } : {}),
    // The drivers' list knows the running day only.
    window:
      asked.window === null || asked.window.firstDay === asked.today.firstDay
        ? (asked.window ?? asked.today)
        : asked.today,
    uses: [
      "driver",
      "howMany",
      ...(isIn ? (["clockedIn"] as const) : []),
      ...(isNotIn ? (["notClockedIn"] as const) : []),
      ...(isOut ? (["clockedOut"] as const) : []),
      ...(isGone ? (["leftYard"] as const) : []),
      ...(isInYard ? (["notLeft"] as const) : []),
      // "For each depot" splits, and is no yard.
      ...(isInYard && !has(asked, "perDepot") ? (["depot"] as const) : []),
      ...(isWithRoutes ? (["route"] as const) : []),
      ...uses,
    ],
  };
};

/** Rules about drivers by their clock. */
export const CLOCK_RULES: readonly Rule[] = [clockedIn];

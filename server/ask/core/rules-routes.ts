import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc, LATE_S, type ListPlan, list, seconds } from "#server/ask/core/list-plan.ts";
import {
  type Asked,
  has,
  linksOf,
  plainNumber,
  type Rule,
  type RuleReading,
} from "#server/ask/core/question.ts";

const ROUTE_COLUMNS = [
  "name",
  "status",
  "delayS",
  "expectedEndAt",
  "stopsLeft",
  "vehicle",
  "driver",
  "zone",
  "stream",
];

const BOUND =
  /\b(fewer|less|under|below|at most|no more|more|over|above|at least|exactly)(?:\s+than)?\s+(\d{1,6})\b/i;

/** A bound of a whole number on a column: "fewer than 10", "at least 5". */
const boundOf = (asked: Asked, column: string): ListPlan["filters"][number] | undefined => {
  const found = BOUND.exec(asked.hearing.text);
  if (!found) return undefined;
  const word = (found[1] ?? "").toLowerCase();
  const op = /^(?:fewer|less|under|below)/.test(word)
    ? "lt"
    : /most|no more/.test(word)
      ? "lte"
      : word === "at least"
        ? "gte"
        : word === "exactly"
          ? "eq"
          : "gt";
  return { column, op, value: Number(found[2]) };
};

const CLOCK =
  /\b(after|before|past|later than|earlier than|by|beyond)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|h|o'?clock)?\b(?!\s*(?:min|h|hour|stop|%|per))/i;

/** The clock time of today that a question compares with: "after 4 pm", "before 16:30". */
const clockTime = (asked: Asked): { at: string; isAfter: boolean } | undefined => {
  const found = CLOCK.exec(asked.hearing.text);
  if (!found) return undefined;
  const [, word = "", hour = "", minute = "0", half] = found;
  let hours = Number(hour);
  const isSaid = found[3] !== undefined || half !== undefined;
  if (half?.toLowerCase() === "pm" && hours < 12) hours += 12;
  // "After 4" of routes means the afternoon: none ends at four in the morning.
  else if (half?.toLowerCase() !== "am" && hours < 6) hours += 12;
  if (hours > 23 || Number(minute) > 59 || (!isSaid && hours > 20)) return undefined;
  const at = new Date(Date.parse(asked.today.from) + (hours * 60 + Number(minute)) * 60_000);
  return { at: at.toISOString(), isAfter: /^(?:after|past|later|beyond)/i.test(word) };
};

/** Routes: open, late, skipping, with stops left, running into overtime. */
export const routes: Rule = (asked): RuleReading | undefined => {
  const isRoute = has(asked, "route") || linksOf(asked, "route").length > 0;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const link = linksOf(asked, "route")[0];
  const isToday = window.firstDay === asked.today.firstDay;
  const on = (
    part: Partial<ListPlan>,
    more: ListPlan["filters"],
    used: RuleReading["uses"],
    heeds: NonNullable<RuleReading["heeds"]> = [],
  ): RuleReading => {
    const kept = [...base, ...more];
    const counted = has(asked, "howMany") && !has(asked, "byHowMuch", "stopsLeft");
    return {
      plan: counted
        ? { kind: "count", list: "routes", filters: kept }
        : list({ list: "routes", filters: kept, columns: ROUTE_COLUMNS, ...part }),
      window,
      uses: ["route", "howMany", ...used, ...uses],
      heeds,
    };
  };
  if (
    link &&
    has(asked, "stop", "container", "site") &&
    has(asked, "open", "pending") &&
    !has(asked, "exception")
  )
    return {
      plan: list({
        list: "routes",
        filters: base,
        columns: [
          "name",
          "stopsLeft",
          "stopsDone",
          "stopsTotal",
          "expectedEndAt",
          "delayS",
          "vehicle",
          "driver",
        ],
      }),
      window,
      uses: ["route", "stop", "container", "site", "open", "pending", "howMany", "stopsLeft", ...uses],
    };
  const endsAt = clockTime(asked);
  if (isRoute && link === undefined && endsAt && has(asked, "finish", "open", "finished"))
    return on(
      {
        sort: [asc("expectedEndAt")],
        columns: ["name", "expectedEndAt", "stopsLeft", "delayS", "vehicle", "driver", "zone"],
      },
      [
        { column: "status", op: "in", value: ["planned", "active"] },
        { column: "expectedEndAt", op: endsAt.isAfter ? "gt" : "lt", value: endsAt.at },
      ],
      ["finish", "open", "finished", "older", "whenWill"],
      ["number", "window"],
    );
  if (link && has(asked, "finish", "overtime", "whenWill") && !has(asked, "stopsLeft"))
    return {
      plan: { kind: "finish", route: link.name.key },
      window: asked.today,
      uses: ["route", "finish", "overtime", "whenWill", "late"],
    };
  if (has(asked, "overtime") && (isRoute || has(asked, "vehicle", "driver", "finish")) && isToday)
    return on(
      {
        sort: [desc("pastShiftS")],
        columns: ["name", "expectedEndAt", "shiftEndAt", "delayS", "stopsLeft", "driver", "vehicle"],
      },
      [{ column: "pastShiftS", op: "gt", value: 0 }],
      ["overtime", "finish", "late", "driver", "vehicle"],
    );
  const bound = boundOf(asked, "stopsLeft");
  if (
    (isRoute && has(asked, "stopsLeft")) ||
    (has(asked, "perRoute") && has(asked, "stop") && has(asked, "open"))
  )
    return on(
      {
        sort: [asc("expectedEndAt")],
        columns: ["name", "stopsLeft", "stopsTotal", "expectedEndAt", "delayS", "vehicle", "driver"],
      },
      // A truck on its way home has none left: it is open, but not what is asked about.
      isToday
        ? [
            { column: "status", op: "in", value: ["planned", "active"] },
            bound ?? { column: "stopsLeft", op: "gt", value: 0 },
          ]
        : bound
          ? [bound]
          : [],
      ["stopsLeft", "stop", "open", "perRoute", "finish", "whenWill", "howMany", "older"],
    );
  if (isRoute && has(asked, "skipped", "missed") && !has(asked, "perRoute", "kpiMissed")) {
    const column = has(asked, "skipped") ? "stopsSkipped" : "stopsMissed";
    const least = plainNumber(asked);
    const inclusive = /\b(at least|or more)\b/i.test(asked.hearing.text);
    return on(
      {
        sort: [desc(column)],
        columns: ["name", column, "stopsTotal", "stopsDone", "vehicle", "driver", "zone"],
      },
      [{ column, op: inclusive ? "gte" : "gt", value: least ?? 0 }],
      ["skipped", "missed", "stop", "older"],
    );
  }
  if ((isRoute || !has(asked, "vehicle", "stop", "exception", "driver")) && has(asked, "late"))
    return on(
      {
        sort: [desc("delayS")],
        columns: ["name", "delayS", "expectedEndAt", "stopsLeft", "vehicle", "driver", "zone", "stream"],
      },
      [
        ...(isToday ? [{ column: "status", op: "in" as const, value: ["active"] }] : []),
        { column: "delayS", op: "gte", value: seconds(asked, LATE_S) },
      ],
      ["late", "byHowMuch", "older", "worst"],
    );
  if (has(asked, "vehicle", "driver") && has(asked, "late") && !has(asked, "stop", "exception"))
    return on(
      {
        sort: [desc("delayS")],
        columns: ["vehicle", "name", "delayS", "expectedEndAt", "driver", "stopsLeft"],
      },
      [
        { column: "status", op: "in", value: ["active"] },
        { column: "delayS", op: "gte", value: seconds(asked, LATE_S) },
      ],
      ["late", "byHowMuch", "older", "worst", "vehicle", "driver"],
    );
  if (isRoute && has(asked, "early"))
    return on(
      { sort: [asc("delayS")] },
      [{ column: "delayS", op: "lte", value: -LATE_S }],
      ["early", "byHowMuch"],
    );
  if (isRoute && has(asked, "notStarted"))
    return on(
      { sort: [asc("plannedStartAt")] },
      [{ column: "status", op: "eq", value: "planned" }],
      ["notStarted"],
    );
  if (isRoute && has(asked, "open") && !has(asked, "exception", "stop"))
    return on(
      { sort: [asc("expectedEndAt")] },
      [{ column: "status", op: "in", value: ["planned", "active"] }],
      ["open"],
    );
  if (isRoute && has(asked, "finished") && !has(asked, "exception", "stop"))
    return on(
      {
        sort: [desc("endedAt")],
        columns: ["name", "endedAt", "delayS", "stopsDone", "stopsTotal", "vehicle", "driver"],
      },
      [{ column: "status", op: "eq", value: "done" }],
      ["finished"],
    );
  if (
    isRoute &&
    !has(asked, "exception", "kpiAny") &&
    asked.links.links.length + (has(asked, "howMany") ? 1 : 0) > 0
  )
    return on({}, [], []);
  return undefined;
};

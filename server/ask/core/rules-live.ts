import { dayFilter, namedFilters } from "#server/ask/core/list-filters.ts";
import {
  type Asked,
  has,
  linksOf,
  plainNumber,
  type Rule,
  type RuleReading,
  spokenLoadKg,
} from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ListPlan = Extract<QueryPlan, { kind: "list" }>;

const LATE_S = 600;
const SILENT_S = 1200;
const LONG_STOP_S = 900;
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
const STOP_COLUMNS = ["site", "route", "stream", "status", "expectedAt", "plannedAt", "doneAt", "reason"];
const VEHICLE_COLUMNS = ["name", "status", "statusSince", "route", "driver", "speedKmh", "loadKg", "at"];

const list = (part: Omit<ListPlan, "kind" | "limit" | "view" | "sort"> & Partial<ListPlan>): ListPlan => ({
  kind: "list",
  limit: 100,
  view: "table",
  sort: [],
  ...part,
});
const asc = (column: string) => ({ column, descending: false });
const desc = (column: string) => ({ column, descending: true });
const seconds = (asked: Asked, otherwise: number) => asked.durations[0]?.seconds ?? otherwise;

/** Where is truck 42 right now? */
const where: Rule = (asked) => {
  const vehicles = linksOf(asked, "vehicle");
  if (vehicles.length === 0 || !has(asked, "where")) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  return {
    plan: list({ list: "vehicles", filters, columns: VEHICLE_COLUMNS, view: "map" }),
    window: null,
    uses: ["where", "vehicle", ...uses],
  };
};

/** Vehicles by what they do: moving, stopped for long, silent. */
const vehicleStatus: Rule = (asked) => {
  const { filters, uses } = namedFilters(asked, "vehicles");
  if (has(asked, "silent"))
    return {
      plan: list({
        list: "vehicles",
        filters: [
          ...filters,
          { column: "silentS", op: "gt", value: seconds(asked, SILENT_S) },
          { column: "inWorkshop", op: "eq", value: false },
        ],
        sort: [asc("at")],
        columns: ["name", "at", "status", "route", "driver", "depot"],
      }),
      window: null,
      uses: ["silent", "vehicle", "older", ...uses],
    };
  const isMoving = has(asked, "moving");
  const isStopped = has(asked, "stopped");
  if (!isMoving && !isStopped) return undefined;
  if (has(asked, "route", "stop", "container") && !has(asked, "vehicle")) return undefined;
  if (isStopped && !isMoving && (asked.durations.length > 0 || has(asked, "outsideUsual")))
    return {
      plan: list({
        list: "vehicles",
        filters: [
          ...filters,
          { column: "status", op: "eq", value: "stopped" },
          { column: "statusS", op: "gt", value: seconds(asked, LONG_STOP_S) },
        ],
        sort: [asc("statusSince")],
        columns: VEHICLE_COLUMNS,
        view: "map",
      }),
      window: null,
      uses: ["stopped", "vehicle", "older", "outsideUsual", "depot", "facility", ...uses],
    };
  const wanted = [
    ...(isMoving ? ["moving"] : []),
    ...(isStopped ? ["stopped", "serving", "tipping", "break", "breakdown"] : []),
  ];
  const plan = {
    list: "vehicles" as const,
    filters: [...filters, { column: "status", op: "in" as const, value: wanted }],
  };
  return {
    plan: has(asked, "howMany")
      ? { kind: "count", ...plan }
      : list({
          ...plan,
          sort: [asc("status"), asc("number")],
          limit: 500,
          columns: VEHICLE_COLUMNS,
          view: "map",
        }),
    window: null,
    uses: ["moving", "stopped", "vehicle", "howMany", ...uses],
  };
};

/** Who is closest to an address and has room? */
const nearest: Rule = (asked) => {
  const at = linksOf(asked, "address", "site", "street", "facility", "depot")[0];
  if (!has(asked, "nearest") || !at) return undefined;
  const { uses } = namedFilters(asked, "vehicles");
  return {
    // The place's coordinates are filled in when the link is resolved.
    plan: {
      kind: "nearest",
      place: { label: at.name.name, lng: 0, lat: 0 },
      minRoomKg: spokenLoadKg(asked) ?? 0,
      streams: [],
      limit: plainNumber(asked) && !spokenLoadKg(asked) ? Math.min(plainNumber(asked) ?? 10, 50) : 10,
    },
    window: null,
    uses: ["nearest", "room", "vehicle", "driver", "kpiTonnesPerHour", ...uses],
  };
};

/** Which drivers have clocked in but not left the yard? */
const clockedIn: Rule = (asked) => {
  if (!has(asked, "clockedIn") && !(has(asked, "notLeft") && !has(asked, "vehicle", "route", "stop")))
    return undefined;
  const { filters, uses } = namedFilters(asked, "drivers");
  const inYard = has(asked, "notLeft");
  return {
    plan: list({
      list: "drivers",
      filters: [
        ...filters,
        { column: "clockedInAt", op: "is-null", value: false },
        { column: "clockedOutAt", op: "is-null", value: true },
        ...(inYard ? [{ column: "leftYardAt", op: "is-null" as const, value: true }] : []),
      ],
      sort: [asc("clockedInAt")],
      columns: ["name", "clockedInAt", "leftYardAt", "vehicle", "depot", "plannedEndAt"],
    }),
    window: asked.today,
    uses: ["clockedIn", "notLeft", "driver", "depot", "open", ...uses],
  };
};

/** Show everything happening in the North zone. */
const zone: Rule = (asked) => {
  const zones = linksOf(asked, "zone");
  if (zones.length !== 1 || !has(asked, "everything", "changed", "where")) return undefined;
  return {
    plan: { kind: "zone", zone: zones[0]?.name.key ?? "" },
    window: asked.today,
    uses: ["everything", "changed", "where", "zone"],
  };
};

/** What changed since noon? */
const changes: Rule = (asked) => {
  if (
    !has(asked, "changed") ||
    has(asked, "kpiAny", "movedMost", "exception", "stop", "route") ||
    linksOf(asked, "zone").length > 0
  )
    return undefined;
  const window = asked.window ?? asked.today;
  return {
    plan: { kind: "changes", since: window.from, label: window.label },
    window,
    uses: ["changed"],
  };
};

/** Routes: open, late, skipping, with stops left, running into overtime. */
const routes: Rule = (asked): RuleReading | undefined => {
  const isRoute = has(asked, "route") || linksOf(asked, "route").length > 0;
  const { filters, uses } = namedFilters(asked, "routes");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const link = linksOf(asked, "route")[0];
  const isToday = window.firstDay === asked.today.firstDay;
  const on = (part: Partial<ListPlan>, more: ListPlan["filters"], used: RuleReading["uses"]): RuleReading => {
    const kept = [...base, ...more];
    const counted = has(asked, "howMany") && !has(asked, "byHowMuch", "stopsLeft");
    return {
      plan: counted
        ? { kind: "count", list: "routes", filters: kept }
        : list({ list: "routes", filters: kept, columns: ROUTE_COLUMNS, ...part }),
      window,
      uses: ["route", "howMany", ...used, ...uses],
    };
  };
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
            { column: "stopsLeft", op: "gt", value: 0 },
          ]
        : [],
      ["stopsLeft", "stop", "open", "perRoute", "finish", "whenWill", "howMany"],
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

/** Stops: out of sequence, at risk for tomorrow, unassigned, when a street or address is served. */
const stops: Rule = (asked) => {
  const { filters, uses } = namedFilters(asked, "stops");
  const window = asked.window ?? asked.today;
  const base = [dayFilter(window), ...filters];
  const on = (
    part: Partial<ListPlan>,
    more: ListPlan["filters"],
    used: RuleReading["uses"],
  ): RuleReading => ({
    plan: has(asked, "howMany")
      ? { kind: "count", list: "stops", filters: [...base, ...more] }
      : list({
          list: "stops",
          filters: [...base, ...more],
          columns: STOP_COLUMNS,
          sort: [asc("plannedAt")],
          ...part,
        }),
    window,
    uses: ["stop", "howMany", ...used, ...uses],
  });
  const places = linksOf(asked, "address", "site", "street");
  if (
    places.length > 0 &&
    has(asked, "didServe", "photo") &&
    !has(asked, "whenWill") &&
    linksOf(asked, "address", "site").length > 0
  ) {
    const label = places.map((link) => link.name.name).join(", ");
    return {
      plan: {
        kind: "proof",
        siteIds: linksOf(asked, "address", "site").map((link) => link.name.id ?? -1),
        label,
      },
      window,
      uses: ["didServe", "photo", "stop", "vehicle", "finished"],
    };
  }
  if (places.length > 0 && has(asked, "whenWill", "finish"))
    return on(
      {
        sort: [asc("expectedAt")],
        limit: 10,
        columns: ["site", "stream", "route", "expectedAt", "plannedAt", "windowEndAt"],
      },
      [{ column: "status", op: "eq", value: "pending" }],
      ["whenWill", "finish", "vehicle", "route", "site"],
    );
  if (has(asked, "outOfSequence"))
    return on(
      {
        columns: ["site", "route", "sequence", "doneSequence", "reason", "doneAt", "stream"],
        sort: [asc("route"), asc("doneSequence")],
      },
      [{ column: "isOutOfSequence", op: "eq", value: true }],
      ["outOfSequence", "finished", "cause"],
    );
  if (has(asked, "toTomorrow"))
    return on(
      {
        columns: ["site", "route", "expectedAt", "windowEndAt", "plannedAt", "stream"],
        sort: [desc("expectedAt")],
      },
      [{ column: "isAtRisk", op: "eq", value: true }],
      ["toTomorrow", "pending", "forecast", "open", "changed", "change"],
    );
  if (!has(asked, "stop")) return undefined;
  if (has(asked, "untaken") && !has(asked, "missed", "exception"))
    return on(
      {},
      [
        { column: "isUnassigned", op: "eq", value: true },
        { column: "status", op: "eq", value: "pending" },
      ],
      ["untaken"],
    );
  for (const [concept, status] of [
    ["skipped", "skipped"],
    ["pending", "pending"],
    ["open", "pending"],
    ["finished", "done"],
  ] as const)
    if (has(asked, concept)) return on({}, [{ column: "status", op: "eq", value: status }], [concept]);
  if (places.length > 0) return on({ sort: [asc("plannedAt")] }, [], ["site"]);
  return undefined;
};

/** Breakdowns right now and the stops they leave open. */
const breakdowns: Rule = (asked) =>
  has(asked, "breakdown") &&
  !has(asked, "reported", "perRoute", "perCause") &&
  (asked.window === null || asked.window.firstDay === asked.today.firstDay)
    ? {
        plan: { kind: "breakdowns" },
        window: asked.today,
        uses: ["breakdown", "vehicle", "stop", "toTomorrow", "exception"],
      }
    : undefined;

/** Rules of sections 1 and 2 of the questions: live status, progress and arrival. */
export const LIVE_RULES: readonly Rule[] = [
  where,
  nearest,
  clockedIn,
  zone,
  changes,
  breakdowns,
  stops,
  routes,
  vehicleStatus,
];

import type { Concept } from "#server/ask/core/lexicon.ts";
import {
  dayFilter,
  EXCEPTION_CONCEPTS,
  type ListFilter,
  namedFilters,
} from "#server/ask/core/list-filters.ts";
import {
  type Asked,
  boundFilter,
  has,
  isAboutRepeats,
  linksOf,
  plainNumber,
  quantityOf,
  type Rule,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import { timeFilters } from "#server/ask/core/time-filters.ts";

const COLUMNS = ["kind", "status", "site", "route", "openedAt", "respondBy", "owner", "driver", "note"];

// What exceptions can be counted by, and the concept that asks for it.
const SPLITS = [
  ["perRoute", "route"],
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perZone", "zone"],
  ["perDepot", "depot"],
  ["perStream", "stream"],
  ["perSite", "site"],
  ["perCause", "kind"],
  ["cause", "kind"],
] as const satisfies readonly (readonly [Concept, string])[];

const MOST = [
  ["driver", "driver"],
  ["vehicle", "vehicle"],
  ["route", "route"],
  ["zone", "zone"],
  ["depot", "depot"],
  ["site", "site"],
] as const satisfies readonly (readonly [Concept, string])[];

// "What should I handle first" asks of the inbox as it stands, without naming it.
const isTriage = (asked: Asked): boolean =>
  has(asked, "handleFirst") && !has(asked, "exception", "route", "vehicle", "stop", "driver");

const statusFilter = (asked: Asked): { filters: ListFilter[]; uses: Concept[]; isOpen: boolean } => {
  if (has(asked, "untaken"))
    return {
      filters: [{ column: "status", op: "eq", value: "open" }],
      uses: ["untaken", "open"],
      isOpen: true,
    };
  if (has(asked, "taken"))
    return {
      filters: [{ column: "status", op: "eq", value: "taken" }],
      uses: ["taken", "open"],
      isOpen: true,
    };
  if (has(asked, "open", "pending", "replacement") || isTriage(asked))
    return {
      filters: [{ column: "isOpen", op: "eq", value: true }],
      uses: ["open", "pending", "replacement"],
      isOpen: true,
    };
  if (has(asked, "finished") && !has(asked, "reported"))
    return {
      filters: [{ column: "status", op: "eq", value: "closed" }, ...timeFilters(asked, "closedAt")],
      uses: ["finished"],
      isOpen: false,
    };
  return { filters: [], uses: [], isOpen: false };
};

/** Exceptions: by kind, status, owner, age, photo, place and person; as rows, counts or groups. */
const exceptions: Rule = (asked) => {
  const isRepeated = isAboutRepeats(asked);
  // A rate is a KPI; what was reported, or happened three times at one address, is counted.
  const isEach = isRepeated || has(asked, "reported");
  const kinds = [
    ...whichOf(asked, Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[]),
    ...(isEach && has(asked, "kpiContamination") ? (["contaminated"] as const) : []),
    ...(isEach && has(asked, "kpiOverflow") ? (["overfull"] as const) : []),
  ];
  // What a driver reports are exceptions, also where nobody says so.
  const isReport = has(asked, "reported") && linksOf(asked, "driver").length > 0;
  if (!has(asked, "exception") && kinds.length === 0 && !isReport && !isTriage(asked)) return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const status = statusFilter(asked);
  const used: Concept[] = [
    "exception",
    "howMany",
    ...(isEach ? (["kpiContamination", "kpiOverflow"] as const) : []),
    ...kinds,
    ...uses,
    ...status.uses,
  ];
  const own: ListFilter[] = [...filters, ...status.filters];
  const values = kinds.map((kind) => EXCEPTION_CONCEPTS[kind]);
  if (values.length === 1) own.push({ column: "kind", op: "eq", value: values[0] ?? "" });
  if (values.length > 1) own.push({ column: "kind", op: "in", value: values });
  // "with photos" asks to see them; "without" and "no photo" to leave them out.
  if (has(asked, "noPhoto")) own.push({ column: "hasPhoto", op: "eq", value: false });
  else if (has(asked, "photo")) own.push({ column: "hasPhoto", op: "eq", value: true });
  const isAboutCalls = has(asked, "calledAfter", "residentCall") && !has(asked, "customer");
  if (isAboutCalls) own.push({ column: "calledAfter", op: "eq", value: true });
  const age = quantityOf(asked, "s");
  if (age && asked.window?.isWholeDays !== false) {
    own.push(boundFilter("ageS", age, { op: "gt", value: 0 }));
    if (!status.isOpen) own.push({ column: "isOpen", op: "eq", value: true });
  }
  if (has(asked, "late") && !age) {
    own.push({ column: "isOverdue", op: "eq", value: true });
  }
  if (!has(asked, "finished") || has(asked, "reported")) own.push(...timeFilters(asked, "openedAt"));
  used.push("photo", "noPhoto", "site", "stop", "driver", "container", "reported", "didServe");
  if (isAboutCalls) used.push("calledAfter", "residentCall");
  // "Blocked by parked cars" tells of no truck.
  if (kinds.includes("blocked") || kinds.includes("noAccess")) used.push("stopped");
  if (age) used.push("older");
  if (has(asked, "late") && !age) used.push("late");
  if (linksOf(asked, "route").length > 0 || uses.length > 0) used.push("route");
  if (linksOf(asked, "vehicle").length > 0 || has(asked, "breakdown")) used.push("vehicle");
  // What is open or old is asked about as it stands, whenever it began; else today, or the last week for a person.
  const isStanding = status.isOpen || age !== undefined || (has(asked, "late") && asked.window === null);
  const fallback = linksOf(asked, "driver").length > 0 || isAboutCalls ? asked.week : asked.today;
  const window = asked.window ?? (isStanding ? null : fallback);
  if (window) own.push(dayFilter(window));
  // "Which drivers reported the most" counts by driver without saying so.
  const most = has(asked, "most", "worst") ? MOST.find(([concept]) => has(asked, concept)) : undefined;
  const split =
    SPLITS.find(([concept]) => has(asked, concept) && !(concept === "cause" && has(asked, "perCause"))) ??
    most;
  const repeats = isRepeated ? (plainNumber(asked) ?? 2) : undefined;
  const isGrouped = /\bgroup/i.test(asked.hearing.text);
  if (split || repeats !== undefined || isGrouped) {
    const by = repeats !== undefined ? "site" : (split?.[1] ?? "kind");
    return {
      plan: {
        kind: "group",
        list: "exceptions",
        filters: own,
        by,
        byUrgency: has(asked, "handleFirst"),
        ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) }),
        ...(repeats === undefined ? {} : { atLeast: repeats }),
      },
      window,
      uses: [
        ...used,
        "handleFirst",
        ...(split ? [split[0]] : []),
        ...(most && split === most ? ([most[0]] as const) : []),
        ...(repeats === undefined ? [] : (["perSite", "customer"] as const)),
        ...(by === "kind" ? (["cause", "perCause"] as const) : []),
        "site",
        "most",
        "worst",
      ],
    };
  }
  if (has(asked, "howMany"))
    return { plan: { kind: "count", list: "exceptions", filters: own }, window, uses: used };
  const isTold = has(asked, "reported") || has(asked, "finished");
  return {
    plan: {
      kind: "list",
      list: "exceptions",
      filters: own,
      sort: [
        isStanding ? { column: "respondBy", descending: false } : { column: "openedAt", descending: true },
      ],
      limit: 100,
      columns: isTold
        ? ["kind", "site", "openedAt", "status", "resolution", "closedAt", "owner", "driver"]
        : COLUMNS,
      view: "table",
    },
    window,
    // "How were they closed" asks for a column, not for a status.
    uses: [...used, "handleFirst", ...(isTold ? (["finished", "finish", "changed"] as const) : [])],
  };
};

/** Rules of section 3 of the questions: the exceptions inbox. */
export const EXCEPTION_RULES: readonly Rule[] = [exceptions];

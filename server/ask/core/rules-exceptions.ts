import type { Concept } from "#server/ask/core/lexicon.ts";
import {
  dayFilter,
  EXCEPTION_CONCEPTS,
  type ListFilter,
  namedFilters,
} from "#server/ask/core/list-filters.ts";
import {
  type Asked,
  has,
  isAboutRepeats,
  linksOf,
  plainNumber,
  type Rule,
  whichOf,
} from "#server/ask/core/question.ts";

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

const statusFilter = (asked: Asked): { filters: ListFilter[]; uses: Concept[]; isOpen: boolean } => {
  if (has(asked, "untaken"))
    return { filters: [{ column: "status", op: "eq", value: "open" }], uses: ["untaken"], isOpen: true };
  if (has(asked, "open", "pending", "replacement"))
    return {
      filters: [{ column: "isOpen", op: "eq", value: true }],
      uses: ["open", "pending", "replacement"],
      isOpen: true,
    };
  if (has(asked, "taken"))
    return { filters: [{ column: "status", op: "eq", value: "taken" }], uses: ["taken"], isOpen: true };
  if (has(asked, "finished") && !has(asked, "reported"))
    return { filters: [{ column: "status", op: "eq", value: "closed" }], uses: ["finished"], isOpen: false };
  return { filters: [], uses: [], isOpen: false };
};

/** Exceptions: by kind, status, owner, age, photo, place and person; as rows, counts or groups. */
const exceptions: Rule = (asked) => {
  const isRepeated = isAboutRepeats(asked);
  const kinds = [
    ...whichOf(asked, Object.keys(EXCEPTION_CONCEPTS) as (keyof typeof EXCEPTION_CONCEPTS)[]),
    ...(isRepeated && has(asked, "kpiContamination") ? (["contaminated"] as const) : []),
    ...(isRepeated && has(asked, "kpiOverflow") ? (["overfull"] as const) : []),
  ];
  // What a driver reports are exceptions, also where nobody says so.
  const isReport = has(asked, "reported") && linksOf(asked, "driver").length > 0;
  if (!has(asked, "exception") && kinds.length === 0 && !isReport) return undefined;
  const { filters, uses } = namedFilters(asked, "exceptions");
  const status = statusFilter(asked);
  const used: Concept[] = [
    "exception",
    "howMany",
    "kpiContamination",
    "kpiOverflow",
    ...kinds,
    ...uses,
    ...status.uses,
  ];
  const own: ListFilter[] = [...filters, ...status.filters];
  const values = kinds.map((kind) => EXCEPTION_CONCEPTS[kind]);
  if (values.length === 1) own.push({ column: "kind", op: "eq", value: values[0] ?? "" });
  if (values.length > 1) own.push({ column: "kind", op: "in", value: values });
  // "with photos" asks to see them; "without" and "no photo" to leave them out.
  if (
    has(asked, "photo") &&
    /\b(without|no|missing) (a )?(photo|picture|proof|image)/i.test(asked.hearing.text)
  )
    own.push({ column: "hasPhoto", op: "eq", value: false });
  else if (has(asked, "photo")) own.push({ column: "hasPhoto", op: "eq", value: true });
  if (has(asked, "calledAfter") && !has(asked, "customer"))
    own.push({ column: "calledAfter", op: "eq", value: true });
  const age = has(asked, "older") ? asked.durations[0] : undefined;
  if (age) {
    own.push({ column: "ageS", op: "gt", value: age.seconds });
    if (!status.isOpen) own.push({ column: "isOpen", op: "eq", value: true });
  }
  if (has(asked, "late") && !age) {
    own.push({ column: "isOverdue", op: "eq", value: true });
  }
  used.push(
    "changed",
    "photo",
    "calledAfter",
    "older",
    "late",
    "site",
    "stop",
    "driver",
    "container",
    "reported",
  );
  // What is open or old is asked about as it stands, whenever it began; else today, or the last week for a person.
  const isStanding = status.isOpen || age !== undefined || (has(asked, "late") && asked.window === null);
  const fallback =
    linksOf(asked, "driver").length > 0 || has(asked, "calledAfter") ? asked.week : asked.today;
  const window = asked.window ?? (isStanding ? null : fallback);
  if (window) own.push(dayFilter(window));
  // "Which drivers reported the most" counts by driver without saying so.
  const most = has(asked, "worst") ? MOST.find(([concept]) => has(asked, concept)) : undefined;
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
        ...(repeats === undefined ? {} : { atLeast: repeats }),
      },
      window,
      uses: [
        ...used,
        "handleFirst",
        ...(split ? [split[0]] : []),
        "perSite",
        "site",
        "worst",
        "trend",
        "cause",
        "perCause",
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
    uses: [...used, "handleFirst", "finished", "finish"],
  };
};

/** Rules of section 3 of the questions: the exceptions inbox. */
export const EXCEPTION_RULES: readonly Rule[] = [exceptions];

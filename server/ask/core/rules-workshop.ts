import type { Concept } from "#server/ask/core/lexicon.ts";
import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import {
  type Asked,
  boundFilter,
  type Filter,
  has,
  heardAt,
  linksOf,
  type Rule,
  tokensSaying,
  whichOf,
} from "#server/ask/core/question.ts";
import { namedRecords, recordsPlan } from "#server/ask/core/records-parts.ts";

/** Parts of a vehicle by the words for them. */
export const PARTS = {
  partArm: "arm",
  partPacker: "packer",
  partBrakes: "brakes",
  partTyres: "tyres",
  partElectrics: "electrics",
  partEngine: "engine",
  partHydraulics: "hydraulics",
} as const satisfies Partial<Record<Concept, string>>;
/** The parts a question names; "engine light" is a word for a fault, not for the engine's. */
export const partsOf = (asked: Asked) => {
  const fault = heardAt(asked, "fault");
  return whichOf(asked, Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => {
    const place = heardAt(asked, part);
    return !(fault && place && fault.from <= place.from && place.to <= fault.to);
  });
};

const SPLITS = [
  ["perVehicle", "vehicle"],
  ["perDepot", "depot"],
] as const satisfies readonly (readonly [Concept, string])[];

/** Fault codes: those that stand, or those raised in a window, worst first. */
const faults: Rule = (asked) => {
  if (!has(asked, "fault") || has(asked, "goOut", "comesBack")) return undefined;
  // "May truck 41 leave like that" is told by more than its faults.
  if (
    /^\W*(?:may|can|could|should|is it)\b/i.test(asked.hearing.text) &&
    linksOf(asked, "vehicle").length === 1
  )
    return undefined;
  const { filters, uses } = namedRecords(asked);
  const parts = partsOf(asked);
  // One part is looked for in the words of the fault.
  const part = parts.length === 1 ? parts[0] : undefined;
  const isRanked = has(asked, "worst", "most");
  // "By severity" asks for an order, "severity 3" for those alone.
  const isOrdered = /\bseverity\b(?!\s*3)/i.test(asked.hearing.text);
  const isSevere = has(asked, "severe") && !isRanked && !isOrdered;
  const { window } = asked;
  // The commonest are told by their code.
  const isCounted = /\b(?:most\s+(?:common|frequent|often)|commonest)\b/i.test(asked.hearing.text);
  const split =
    SPLITS.find(([per]) => has(asked, per)) ?? (isCounted ? (["most", "code"] as const) : undefined);
  const kept: ListFilter[] = [
    ...filters,
    window ? dayFilter(window) : { column: "isActive", op: "eq", value: true },
    ...(isSevere ? [{ column: "severity", op: "eq" as const, value: 3 }] : []),
    ...(part ? [{ column: "fault", op: "contains" as const, value: PARTS[part].replace(/s$/, "") }] : []),
  ];
  return {
    plan: recordsPlan(asked, "faults", {
      filters: kept,
      ...(split ? { show: "groups" as const, by: split[1] } : {}),
      sort: [desc("severity"), asc("openedAt")],
      columns: [
        "vehicle",
        "severity",
        "meaning",
        "code",
        "fault",
        "openedAt",
        "depot",
        ...(window ? ["clearedAt"] : []),
      ],
    }),
    window,
    uses: [
      "fault",
      "vehicle",
      "open",
      "howMany",
      "worst",
      "most",
      "handleFirst",
      "reported",
      ...(split ? [split[0]] : []),
      ...(isSevere || isRanked || isOrdered ? (["severe"] as const) : []),
      ...(part ? [part] : []),
      ...uses,
    ],
  };
};

// Under load a healthy pair of batteries of a 24 V truck stays above this.
const LOW_VOLTS = 18;

/** Trucks whose batteries give little while the engine is cranked. */
const cranking: Rule = (asked) => {
  if (!has(asked, "cranking") || has(asked, "fault", "repair")) return undefined;
  const { filters, uses } = namedRecords(asked);
  const isNamed = linksOf(asked, "vehicle").length > 0;
  const bound = asked.quantities.find((q) => q.unit === null && q.op !== null);
  return {
    plan: recordsPlan(asked, "readings", {
      filters: [
        ...filters,
        ...(isNamed && !bound ? [] : [boundFilter("crankingVolts", bound, { op: "lt", value: LOW_VOLTS })]),
      ],
      sort: [asc("crankingVolts")],
      columns: ["vehicle", "crankingVolts", "usualVolts", "measuredOn", "inWorkshop", "depot"],
    }),
    window: null,
    uses: ["cranking", "vehicle", "perVehicle", "least", "worst", "howMany", "older", "moreOrLess", ...uses],
  };
};

const WITHIN =
  /\b(?:within|in|inside|under|for)\s+(?:a\s+span\s+of\s+)?(\d{1,3}|an?|one|two|three|four|six|eight)\s+(days?|weeks?|months?)\b/i;
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  eight: 8,
};
const BACK_DAYS = 30;

/** Days within which a problem counts as come back: "within 30 days of a repair", "within two weeks". */
export const withinDays = (text: string): number => {
  const found = WITHIN.exec(text);
  if (!found) return BACK_DAYS;
  const count = COUNTS[(found[1] ?? "").toLowerCase()] ?? Number(found[1]);
  const unit = found[2] ?? "";
  return count * (unit.startsWith("d") ? 1 : unit.startsWith("w") ? 7 : 30);
};

/** The words that say within how long; "two weeks" stands in the plan as days. */
export const saidWithin = (asked: Asked): ReadonlySet<number> => new Set(tokensSaying(asked, WITHIN));

/** Conditions of repairs that a question names: the parts, and how soon after the last repair they were needed again. */
export const repairFilters = (asked: Asked, isBack: boolean): Filter[] => {
  const parts = partsOf(asked);
  return [
    ...(parts.length > 0
      ? [{ column: "component", op: "in" as const, value: parts.map((part) => PARTS[part]) }]
      : []),
    ...(isBack
      ? [{ column: "backAfterDays", op: "lte" as const, value: withinDays(asked.hearing.text) }]
      : []),
  ];
};

/** Repairs of parts; those that came back soon after the last repair of the same part where the question asks so. */
const repairs: Rule = (asked) => {
  const parts = partsOf(asked);
  const isBack = has(asked, "comesBack") && (parts.length > 0 || has(asked, "repair", "fault"));
  if (!isBack && !has(asked, "repair")) return undefined;
  if (!isBack && has(asked, "container", "replacement", "damaged")) return undefined;
  // "Off the road for repair" says where a truck is.
  const place = heardAt(asked, "repair");
  const shop = heardAt(asked, "workshop");
  if (!isBack && shop && place && shop.from <= place.from && place.to <= shop.to) return undefined;
  const { filters, uses } = namedRecords(asked);
  const { window } = asked;
  return {
    plan: recordsPlan(asked, "repairs", {
      filters: [
        ...filters,
        ...repairFilters(asked, isBack),
        ...(!isBack && has(asked, "open") ? [{ column: "isOpen", op: "eq" as const, value: true }] : []),
        ...(window ? [dayFilter(window)] : []),
      ],
      sort: [isBack ? asc("backAfterDays") : desc("openedAt")],
      columns: isBack
        ? [
            "vehicle",
            "component",
            "backAfterDays",
            "repairedBefore",
            "repairBefore",
            "openedAt",
            "repair",
            "cost",
          ]
        : ["vehicle", "component", "repair", "openedAt", "doneAt", "cost", "depot"],
    }),
    window,
    ...(isBack ? { said: saidWithin(asked) } : {}),
    uses: [
      "repair",
      "vehicle",
      "howMany",
      "perVehicle",
      ...(isBack
        ? (["comesBack", "exception", "fault", "finish", "goBack", "repeats"] as const)
        : (["open", "finished"] as const)),
      ...parts,
      ...uses,
    ],
  };
};

/** Can truck 23 go out with this fault? */
const fitness: Rule = (asked) => {
  const [vehicle, ...others] = linksOf(asked, "vehicle");
  const isSent = has(asked, "fault") && /\bsend\b/i.test(asked.hearing.text);
  if (!vehicle || others.length > 0 || !(has(asked, "goOut") || isSent)) return undefined;
  return {
    plan: { kind: "fitness", vehicleId: vehicle.name.id ?? -1, label: vehicle.name.name },
    window: asked.window?.lastDay === asked.today.lastDay ? asked.window : null,
    uses: [
      ...partsOf(asked),
      "cranking",
      ...(isSent ? (["change"] as const) : []),
      "goOut",
      "fault",
      "vehicle",
      "leftYard",
      "drives",
      "severe",
      "open",
      "outNow",
      "exception",
      "depot",
      "route",
    ],
  };
};

/** Rules of section 10 of the questions: faults, batteries, repairs, and whether a truck may go out. */
export const WORKSHOP_RULES: readonly Rule[] = [fitness, repairs, faults, cranking];

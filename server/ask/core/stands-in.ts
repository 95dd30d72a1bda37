import { deniedBy } from "#server/ask/core/agree.ts";
import { KIND_OF } from "#server/ask/core/kinds.ts";
import { splitOf, stepBeside } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import type { Scored } from "#server/ask/core/read.ts";

// What a plan must hold of a question before it stands in for the one that was asked.

const SPLITTING: ReadonlySet<Concept> = new Set<Concept>([
  ...(["perRoute", "perDriver", "perVehicle", "perDepot", "perZone", "perStream", "perFacility"] as const),
  ...(["perDay", "perWeek", "perMonth", "perWeekday", "perHour", "perContractor"] as const),
]);

/** Whether a plan leaves out a split: "by week" is said in small words, and is the question all the same. */
export const dropsSplit = ({ hearing, links }: Asked, { plan }: Scored): boolean =>
  "by" in plan &&
  (plan.by ?? null) === null &&
  hearing.places.some(
    ({ concept, from, to }) =>
      SPLITTING.has(concept) && !links.links.some((link) => link.from < to && from < link.to),
  );

const OF_HOURS = /\bhours?\b|\bhrs?\b|\/\s*h\b|\b[ts]ph\b/i;

/** Whether a plan tells a pace where no hour was spoken of: "tonnes by route" is a sum. */
export const isUnaskedPace = ({ hearing: { text } }: Asked, { plan }: Scored): boolean =>
  plan.kind === "kpi" && /-per-(?:route-)?hour$/.test(plan.name) && !OF_HOURS.test(text);

const MEASURED = /\bp\d\d\b|\bpercentiles?\b/i;
/** Whether something is put back for a percentile, which is measured. */
export const proposesForMeasure = ({ hearing: { text } }: Asked, { plan }: Scored): boolean =>
  plan.kind === "propose" && MEASURED.test(text);

/** Whether "by driver" stands in the plain question too: without it there is one row for all. */
export const splitsAsSaid = ({ hearing: { places, tokens } }: Asked, plain: Asked): boolean =>
  places.every(
    ({ concept, from, to }) =>
      !/^per(?:Route|Driver|Vehicle|Depot|Zone|Stream|Site|Facility|Customer|Weekday|Day|Week|Month|Cause)$/.test(
        concept,
      ) ||
      to - from < 2 ||
      !/^(?:by|per|each|every)$/.test(tokens[from]?.stem ?? "") ||
      plain.hearing.heard.has(concept),
  );

/** Whether a plan splits by something else: "which routes idled longest" is not asked by vehicle, however often it was taught so. */
export const isSplitElse = (asked: Asked, { plan }: Scored): boolean => {
  if (plan.kind !== "kpi" && plan.kind !== "measure") return false;
  const { by } = splitOf(asked);
  if (by === null || plan.by === null) return false;
  const over = stepBeside(asked, by)?.over;
  const told = [plan.by, plan.over];
  return !told.includes(by) || (over !== undefined && !told.includes(over));
};

const OPEN = /\b(?:open|unresolved|unclosed|outstanding|untaken|unassigned)\b|\bnot\s+closed\b/i;
/** Whether "only the open ones" is missing from a plan: without it exceptions are those of any status. */
export const dropsOpen = ({ hearing: { text } }: Asked, { plan }: Scored): boolean =>
  "list" in plan &&
  plan.list === "exceptions" &&
  OPEN.test(text) &&
  !plan.filters.some(({ column }) => column === "isOpen" || column === "status");

/** Whether exceptions of whatever kind are asked for, and those of one kind would be told. */
export const putsKindIn = ({ hearing: { heard } }: Asked, { plan }: Scored): boolean =>
  "list" in plan &&
  plan.list === "exceptions" &&
  heard.has("exception") &&
  plan.filters.some(({ column }) => column === "kind") &&
  ![...heard.keys()].some((concept) => KIND_OF.has(concept) || concept.startsWith("kpi"));

/** Whether a plain question denies what the question does not. */
export const deniesElse = (asked: Asked, plain: Asked): boolean => {
  const isDenied = deniedBy(asked);
  return [...plain.hearing.heard.keys()].some(
    (concept) => !asked.hearing.heard.has(concept) && isDenied(concept),
  );
};

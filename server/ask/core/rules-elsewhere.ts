import type { ListFilter } from "#server/ask/core/list-filters.ts";
import { type Asked, has, tokensSayingEach } from "#server/ask/core/question.ts";

const YARD = "(?:depots?|yards?|bases?|garages?)";
const FACILITY =
  "(?:tips?|tipping|unloading|landfills?(?:\\s+sites?)?|transfer\\s+stations?|dumps?|(?:disposal|tipping|dump|waste)(?:\\s+(?:sites?|facilit(?:y|ies)|points?|grounds?|stations?))?|facilit(?:y|ies)|weigh-?bridges?)";
const BREAK =
  "(?:(?:(?:lunch|meal|scheduled|usual|rest|coffee)[-\\s]+)*(?:breaks?|lunch(?:\\s+stops?)?|meals?|rests?|resting))";
const BEFORE =
  "(?:(?:at|in|inside|on|near|from|by|for|a|an|the|any|either|being|taking|having|our|its|their|his|her|one|of|home|own|to)\\s+)*";
const PLACE = `${BEFORE}(?:${YARD}|${FACILITY}|${BREAK})`;
const OUT =
  "(?:outside(?:\\s+of)?|away\\s+from|(?:other\\s+than|but(?:\\s+not)?|except(?:ing)?(?:\\s+for)?|besides|apart\\s+from|aside\\s+from|exclud\\w+|ignor\\w+|disregard\\w+|leav\\w+\\s+(?:out|aside)|not\\s+(?:counting|including))(?:\\s+(?:those|the\\s+ones|them|any|ones|trucks)(?:\\s+(?:that|who|which)\\s+are)?)?|neither|without\\s+being|not(?:\\s+(?:is|are|standing|parked|waiting|stopped|sitting))?|n['’]?t)";
const JOIN = "(?:\\s*,\\s*(?:and|or|nor)?|\\s+(?:and|or|nor)|\\s*\\/)\\s*(?:not\\s+)?";
const ELSEWHERE = new RegExp(
  `(?:\\b|(?<=\\w)(?=n['’]?t\\b))${OUT}\\s+${PLACE}\\b(?:${JOIN}${PLACE}\\b)*`,
  "gi",
);

const NOT_IN_A_YARD: ListFilter = { column: "yard", op: "is-null", value: true };
const NOT_AT_A_FACILITY: ListFilter = { column: "facility", op: "is-null", value: true };
const NOT_ON_A_BREAK: ListFilter = { column: "status", op: "ne", value: "break" };

/** Conditions that say where vehicles are not, and the tokens that were read as them. */
export type Elsewhere = { filters: ListFilter[]; said: ReadonlySet<number> };

/**
 * Where a question says that vehicles are not: "outside a depot", "somewhere other than a yard, the tip or their lunch",
 * "where they should not be". Undefined where it says nothing of the kind, or names the one place. The state "stopped"
 * is neither tipping nor a break, but tells nothing of where a truck stands.
 */
export const readElsewhere = (asked: Asked): Elsewhere | undefined => {
  const said = new Set(tokensSayingEach(asked, ELSEWHERE));
  if (asked.links.links.some(({ from, name }) => said.has(from) && name.kind !== "vehicle")) return undefined;
  const found = (asked.hearing.text.match(ELSEWHERE) ?? []).join(" ");
  const names = (words: string): boolean => new RegExp(`\\b${words}\\b`, "i").test(found);
  const filters = [
    ...(names(YARD) ? [NOT_IN_A_YARD] : []),
    ...(names(FACILITY) ? [NOT_AT_A_FACILITY] : []),
    ...(names(BREAK) ? [NOT_ON_A_BREAK] : []),
  ];
  if (filters.length > 0) return { filters, said };
  return has(asked, "outsideUsual")
    ? { filters: [NOT_IN_A_YARD, NOT_AT_A_FACILITY], said: new Set() }
    : undefined;
};

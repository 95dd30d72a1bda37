import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "#components/url-state.ts";

const PARTS = {
  /** The truck whose day is open. */
  truck: parseAsInteger,
  /** The stop whose reasons are open. */
  stop: parseAsInteger,
  /** The plan it is compared with; left out, the day as it stands. */
  with: parseAsInteger,
  /** The part shown where there is room for one. */
  part: parseAsStringLiteral(["routes", "map", "curve", "unserved"]).withDefault("routes"),
};

/** What the page of a plan shows, kept in the address. */
export const usePlanUrl = () => useQueryStates(PARTS);

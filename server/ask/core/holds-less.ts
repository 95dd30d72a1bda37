import type { Scored } from "#server/ask/core/read.ts";

type Held = { by: string | null; also: string; filters: number; sort: string };

/** Whether what was read whole is said in fewer conditions, of another thing, with another value or without its split. */
export const holdsLess = ({ plan }: Pick<Scored, "plan">, { plan: whole }: Pick<Scored, "plan">): boolean => {
  // A mean is no list of what it is of.
  if (whole.kind === "group" && whole.mean !== undefined)
    return plan.kind !== "group" || plan.mean !== whole.mean;
  if (plan.kind !== whole.kind) return false;
  const [said, held] = [plan, whole].map((one) => ({
    by: "by" in one ? (one.by ?? null) : null,
    also: JSON.stringify([
      "over" in one ? one.over : null,
      "within" in one ? one.within : null,
      "value" in one ? one.value : null,
      "isPerFacility" in one ? one.isPerFacility : null,
      "isWithRepairs" in one ? one.isWithRepairs : null,
      // Drivers are no tonnes, and whether they suffice is not how many are needed.
      one.kind === "forecast" ? [one.what, one.isAgainstFleet ?? false] : null,
    ]),
    filters: "filters" in one ? (one.filters?.length ?? 0) : 0,
    sort: one.kind === "records" && one.show === "rows" ? JSON.stringify(one.sort) : "",
  })) as [Held, Held];
  return (
    (held.by !== null && said.by !== held.by) ||
    said.also !== held.also ||
    said.filters < held.filters ||
    said.sort !== held.sort
  );
};

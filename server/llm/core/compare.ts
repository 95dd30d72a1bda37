/** A case of a plan set: what a model is asked, and the plan that is right. */
export type PlanCase = { id: string; prompt: string; expected: unknown };

/** How a model did on a plan set. */
export type PlanScore = {
  name: string;
  cases: number;
  exact: number;
  /** Cases it answered with no plan at all: cut, no JSON, or an error. */
  broken: number;
  medianMs: number;
  p95Ms: number;
  memoryBytes: number | null;
};

/** Points of exact plans that a smaller model may lose. */
export const MOST_DROP = 3;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

/** Whether two plans are the same, in whatever order their parts stand. */
export const isSamePlan = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Points of exact plans of a hundred. */
export const exactPoints = ({ exact, cases }: Pick<PlanScore, "exact" | "cases">): number =>
  cases === 0 ? 0 : (100 * exact) / cases;

/** Whether a model may take another's place: it loses at most {@link MOST_DROP} points; and a sentence that says so. */
export const judgeDrop = (from: PlanScore, to: PlanScore): { isRefused: boolean; sentence: string } => {
  const drop = exactPoints(from) - exactPoints(to);
  // Points are shares of counts: the last bit of a division must not refuse.
  const isRefused = drop > MOST_DROP + 1e-9;
  const change = drop > 0 ? `${drop.toFixed(1)} points fewer` : `${(-drop).toFixed(1)} points more`;
  return {
    isRefused,
    sentence: `${to.name} makes ${change} exact plans than ${from.name}; at most ${MOST_DROP} fewer are let pass: ${isRefused ? "refused" : "passed"}`,
  };
};

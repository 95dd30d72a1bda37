import type { Blocker, Workstream } from "../schema.ts";

/** A release that was rolled back and not done since; `metric` is the meter of the guard that failed, where one did. */
export type FailedRelease = { id: number; flag: string; metric: string | null };
/**
 * An alert that stands: one that a question made, whose rows are still there, or one of a meter's rule, told by the key
 * under which it is known for good.
 */
export type RaisedAlert = { key: string; words: string; meter: string | null };
/** A blocker as its cause makes it. */
export type Cause = Pick<Blocker, "waitingId" | "awaitedId" | "title" | "cause" | "causeKey">;

const MOST_LETTERS = 120;
/** The name under which a workstream answers for alerts that questions made. */
const ALERTS = "alert";

/** The workstream that answers for a meter by the longest start of its name; where none does, the first. */
const answering = (workstreams: readonly Workstream[], meter: string): Workstream | undefined => {
  let best = workstreams[0];
  let bestLength = 0;
  for (const workstream of workstreams)
    for (const start of workstream.meters)
      if ((meter === start || meter.startsWith(`${start}.`)) && start.length > bestLength)
        [best, bestLength] = [workstream, start.length];
  return best;
};

/** The blockers that failed guards and raised alerts call for; none where there is no workstream to wait for. */
export const causesOf = (
  workstreams: readonly Workstream[],
  releases: readonly FailedRelease[],
  alerts: readonly RaisedAlert[],
): Cause[] => {
  const blocker = (cause: "guard" | "alert", causeKey: string, meter: string, title: string): Cause[] => {
    const awaited = answering(workstreams, meter);
    if (awaited === undefined) return [];
    return [{ waitingId: null, awaitedId: awaited.id, title: title.slice(0, MOST_LETTERS), cause, causeKey }];
  };
  return [
    ...releases.flatMap(({ id, flag, metric }) =>
      blocker(
        "guard",
        `release ${id}`,
        metric ?? "",
        `Release ${id} of ${flag} was rolled back${metric === null ? "" : ` on ${metric}`}`,
      ),
    ),
    ...alerts.flatMap(({ key, words, meter }) => blocker("alert", key, meter ?? ALERTS, words)),
  ];
};

import type { Blocker, Workstream } from "../schema.ts";

/** A release that was rolled back and not done since; `metric` is the meter of the guard that failed, where one did. */
export type FailedRelease = { id: number; flag: string; metric: string | null };
/** An alert that is raised and whose rows are still there. */
export type RaisedAlert = { id: number; words: string; raisedAt: string };
/** A blocker as its cause makes it. */
export type Cause = Pick<Blocker, "waitingId" | "awaitedId" | "title" | "cause" | "causeKey">;

const MOST_LETTERS = 120;
/** The name under which a workstream answers for alerts of the day. */
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
    // An alert that falls and is raised again is another one.
    ...alerts.flatMap(({ id, words, raisedAt }) =>
      blocker("alert", `alert ${id} ${raisedAt}`, ALERTS, words),
    ),
  ];
};

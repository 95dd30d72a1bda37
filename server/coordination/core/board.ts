import { addDays } from "#server/lib/service-day.ts";
import type { Board, Records } from "../schema.ts";
import { criticalPath } from "./milestone-graph.ts";

/** Days ahead over which a workstream's work is held against what it can do. */
const AHEAD_DAYS = 14;

/** What is open of the records, with the critical path and each workstream's load of the coming two weeks. */
export const boardOf = (records: Records, now: string, today: string): Board => {
  const undelivered = records.milestones.filter(({ deliveredAt }) => deliveredAt === null);
  const until = addDays(today, AHEAD_DAYS);
  return {
    ...records,
    blockers: records.blockers.filter(({ resolvedAt }) => resolvedAt === null),
    handoffs: records.handoffs.filter(({ acknowledgedAt }) => acknowledgedAt === null),
    ...{ now, today },
    critical: criticalPath(undelivered),
    loads: records.workstreams.map(({ id, capacityDays }) => ({
      workstreamId: id,
      dueDays: undelivered
        .filter(({ workstreamId, dueOn }) => workstreamId === id && dueOn <= until)
        .reduce((sum, { effortDays }) => sum + effortDays, 0),
      capacityDays: (capacityDays * AHEAD_DAYS) / 7,
    })),
  };
};

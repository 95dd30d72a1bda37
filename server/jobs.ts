import * as z from "zod";
import { LookJob } from "#server/external/samsara.schema.ts";
import { TravelLearnJob } from "#server/external/schema.ts";
import { WearJob } from "#server/forecast/maintenance.schema.ts";
import { CustomerRiskJob, RecomputeJob } from "#server/forecast/schema.ts";
import { defineJob } from "#server/platform/queue.ts";
import { AdviseJob, IndexJob } from "#server/tuning/database.schema.ts";
import { EmbedJob, MeasureJob, RebuildJob } from "#server/vector/schema.ts";

const Nothing = z.object({});

/** Every job of the product by name; what it does is handed to the queue by the composition root. */
export const JOBS = {
  /** Makes the partitions of the days and months to come and drops those past their time. */
  "partitions.upkeep": defineJob({
    schema: Nothing,
    timeLimitS: 300,
    retry: { limit: 5, delayS: 30 },
    every: { cron: "10 * * * *", payload: {} },
  }),
  /** Makes vectors of changed records. */
  "vector.embed": defineJob(EmbedJob),
  /** Makes the search index anew. */
  "vector.rebuild": defineJob(RebuildJob),
  /** Measures what the search index finds. */
  "vector.measure": defineJob(MeasureJob),
  /** Foretells the coming days anew once a day has closed. */
  "forecast.days": defineJob(RecomputeJob),
  /** Tells anew how likely customers are to complain and to leave, once a day has closed. */
  "forecast.customers": defineJob(CustomerRiskJob),
  /** Foretells failures of vehicles anew once a day has closed. */
  "maintenance.risks": defineJob(WearJob),
  /** Reads from Samsara how a vehicle stands of which a webhook told. */
  "samsara.look": defineJob(LookJob),
  /** Learns what travel times are corrected by, once a day has closed. */
  "travel.learn": defineJob(TravelLearnJob),
  /** Makes minutes of seconds and hours of minutes. */
  "samples.rollup": defineJob({
    schema: Nothing,
    timeLimitS: 120,
    retry: { limit: 0, delayS: 0 },
    every: { cron: "* * * * *", payload: {} },
  }),
  /** Counts the alerts that questions made and raises those that crossed. */
  "ask.alerts": defineJob({
    schema: Nothing,
    timeLimitS: 120,
    retry: { limit: 0, delayS: 0 },
    every: { cron: "* * * * *", payload: {} },
  }),
  /** Announces the reports that are due by mail. */
  "ask.mailings": defineJob({
    schema: Nothing,
    timeLimitS: 120,
    retry: { limit: 0, delayS: 0 },
    every: { cron: "* * * * *", payload: {} },
  }),
  /** Opens and closes the blockers that have a cause of their own, and makes the briefings that are due. */
  "coordination.follow": defineJob({
    schema: Nothing,
    timeLimitS: 120,
    retry: { limit: 0, delayS: 0 },
    every: { cron: "* * * * *", payload: {} },
  }),
  /** Looks at the trial that runs or begins one, judges index changes, and sets slots ahead of load. */
  "tuning.step": defineJob({
    schema: Nothing,
    timeLimitS: 300,
    retry: { limit: 0, delayS: 0 },
    every: { cron: "* * * * *", payload: {} },
  }),
  /** Looks for indexes that the traffic lacks. */
  "database.advise": defineJob(AdviseJob),
  /** Builds an index that was advised beside the traffic, or takes it away. */
  "database.index": defineJob(IndexJob),
  /** Deletes announcements delivered so many days ago. */
  "outbox.prune": defineJob({
    schema: z.object({ keepDays: z.int().min(1).max(365) }),
    timeLimitS: 120,
    retry: { limit: 2, delayS: 60 },
    every: { cron: "20 3 * * *", payload: { keepDays: 7 } },
  }),
  /** Deletes the memory of events stored so many days ago: none older is sent again. */
  "ledger.prune": defineJob({
    schema: z.object({ keepDays: z.int().min(1).max(365) }),
    timeLimitS: 300,
    retry: { limit: 2, delayS: 60 },
    every: { cron: "40 3 * * *", payload: { keepDays: 30 } },
  }),
};
/** Jobs that take back what harms and keep what is measured: no other work may hold them up. */
export const URGENT_JOBS: ReadonlySet<string> = new Set<keyof typeof JOBS>(["tuning.step", "samples.rollup"]);
/** Name of a job. */
export type JobName = keyof typeof JOBS;

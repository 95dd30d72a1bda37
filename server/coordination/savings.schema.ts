import * as z from "zod";

/** What the product saves, in order: on routes, on outside calls, on computing, on people's time. */
export const SAVING_HEADS = ["routes", "outside", "compute", "time"] as const;
/** One of {@link SAVING_HEADS}. */
export type SavingHead = (typeof SAVING_HEADS)[number];

/** What one head came to in a month against its baseline. */
export const Saving = z.object({
  /** Below nothing where it cost more than the baseline; null where nothing was measured. */
  cents: z.number().nullable(),
  /** What it was reckoned from: stops, calls avoided, seconds of processor, minutes of people. */
  amount: z.number(),
  /** What one of them cost, where that is part of the reckoning: cents a stop or a call. */
  centsEach: z.number().nullable(),
});
export type Saving = z.infer<typeof Saving>;

/** A month of the ledger. */
export const SavingMonth = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** Whether it still runs. */
  isRunning: z.boolean(),
  heads: z.object({ routes: Saving, outside: Saving, compute: Saving, time: Saving }),
  /** All heads that were measured; null where none was. */
  cents: z.number().nullable(),
});
export type SavingMonth = z.infer<typeof SavingMonth>;

/** The ledger: months, newest first, what they are held against, and the worst whole one. */
export const Savings = z.object({
  months: z.array(SavingMonth),
  worst: z.string().nullable(),
  baseline: z.object({
    /** Months whose mean cost of a stop is the baseline of routes; empty where too few are on record. */
    months: z.array(z.string()),
    centsPerStop: z.number().nullable(),
    minutesPerQuestion: z.number(),
    minutesPerPlan: z.number(),
    centsPerWorkHour: z.number(),
    centsPerComputeHour: z.number(),
  }),
});
export type Savings = z.infer<typeof Savings>;

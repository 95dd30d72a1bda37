import * as z from "zod";

/** Classes of streets by the mean speed of a leg without traffic. */
export const STREET_CLASSES = ["residential", "secondary", "primary", "motorway"] as const;
/** See {@link STREET_CLASSES}. */
export type StreetClass = (typeof STREET_CLASSES)[number];

const Errors = z.object({
  count: z.int(),
  /** Mean size of the errors without and with what was learned, seconds. */
  beforeS: z.number(),
  afterS: z.number(),
});

/** What was learned of travel times, with how it did on the last week, which was held back. */
export const TravelLearned = z.object({
  /** Legs that were learned from. */
  legs: z.int(),
  drivers: z.int(),
  /** What each leg takes for pulling away and stopping. */
  startS: z.number(),
  classes: z.array(
    z.object({
      of: z.enum(STREET_CLASSES),
      legs: z.int(),
      /** What driving really takes against the time without traffic, beside the start; over all hours. */
      factor: z.number(),
      hours: z.array(z.object({ hour: z.int().min(0).max(23), legs: z.int(), factor: z.number() })),
    }),
  ),
  /** Of single legs, and of the driving of whole routes, in the week held back; null where it has none. */
  perLeg: Errors.nullable(),
  perRoute: Errors.nullable(),
  /** Of stops: the time set for the site, and the mean of what it took in five weeks before. */
  perStop: Errors.nullable(),
});
/** See {@link TravelLearned}. */
export type TravelLearned = z.infer<typeof TravelLearned>;

/** What travel times are corrected by, as `/integrations` shows it. */
export const TravelTimes = z.object({
  /** Whether plans are made with corrected times: setting travel.is_corrected, and whether they err less. */
  isOn: z.boolean(),
  isBetter: z.boolean(),
  /** The last day that it stands on; null where nothing was learned yet. */
  madeFrom: z.iso.date().nullable(),
  learned: TravelLearned.nullable(),
});
/** See {@link TravelTimes}. */
export type TravelTimes = z.infer<typeof TravelTimes>;

/** Job that learns from the routes of each organisation once a day has closed. */
export const TravelLearnJob = {
  schema: z.object({}),
  timeLimitS: 600,
  retry: { limit: 2, delayS: 60 },
  every: { cron: "45 * * * *", payload: {} },
};

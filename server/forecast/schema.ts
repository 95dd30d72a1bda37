import * as z from "zod";

/** What is foretold of days to come: kilograms collected, containers emptied, stops with something set out. */
export const FORECAST_MEASURES = ["tonnage", "lifts", "set-out"] as const;

/** One of {@link FORECAST_MEASURES}. */
export const ForecastMeasure = z.enum(FORECAST_MEASURES);
/** See {@link ForecastMeasure}. */
export type ForecastMeasure = z.infer<typeof ForecastMeasure>;

/** What was done on a day at a depot for a stream. */
export type DayTotals = {
  depotId: number;
  depot: string;
  stream: string;
  day: string;
  /** Trucks that went out. */
  trucks: number;
} & Record<ForecastMeasure, number>;

/** Ends between which 80 and 90 of 100 cases lie, with what is most to be expected between them. */
export type Expected = { point: number; low80: number; high80: number; low90: number; high90: number };

/** What is to be expected of a day. */
export type ExpectedDay = Expected & { day: string };

/** A day that was foretold and is over. */
export type PastDay = ExpectedDay & { actual: number };

/** What is to be expected of a span of days, all together and each, and how such forecasts fared before. */
export type Outlook = {
  total: Expected;
  days: ExpectedDay[];
  /** The method taken, or that all were mixed. */
  method: string;
  /** The last two weeks as they would have been foretold on the day before them. */
  past: PastDay[];
  /** Mean size of the errors of those weeks against what was collected, as a share; null where nothing was. */
  pastError: number | null;
  /** Days of history that it stands on. */
  historyDays: number;
};

/** Trucks needed on a day at a depot for a stream, with the range of 80 of 100 cases. */
export type TruckNeed = {
  day: string;
  depotId: number;
  depot: string;
  stream: string;
  trucks: number;
  low: number;
  high: number;
  tonnageKg: number;
  perTruckKg: number;
  method: string;
};

/** Job that foretells the coming days of every organisation again. */
export const RecomputeJob = {
  schema: z.object({}),
  timeLimitS: 600,
  retry: { limit: 2, delayS: 60 },
  // Shortly after each hour: the night closes a day, and a day that closes late is taken up within the hour.
  every: { cron: "25 * * * *", payload: {} },
};

/** Job that makes the risks of every organisation's customers anew once a day has closed. */
export const CustomerRiskJob = {
  ...RecomputeJob,
  every: { cron: "35 * * * *", payload: {} },
};

import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** What is foretold of days to come: kilograms collected, containers emptied, stops with something set out. */
export const FORECAST_MEASURES = ["tonnage", "lifts", "set-out"] as const;

/** One of {@link FORECAST_MEASURES}. */
export const ForecastMeasure = z.enum(FORECAST_MEASURES);
/** See {@link ForecastMeasure}. */
export type ForecastMeasure = z.infer<typeof ForecastMeasure>;

/** What is stored of every day: {@link FORECAST_MEASURES}, and trucks that go out. */
export const DAY_MEASURES = [...FORECAST_MEASURES, "trucks"] as const;
/** One of {@link DAY_MEASURES}. */
export const DayMeasure = z.enum(DAY_MEASURES);
/** See {@link DayMeasure}. */
export type DayMeasure = z.infer<typeof DayMeasure>;

/** Kinds of values that are stored: measures of days, kilograms of a vehicle, seconds a route ends past its plan, per cent a container is full at its pickup. */
export const PREDICTION_KINDS = [...DAY_MEASURES, "vehicle-tonnage", "lateness", "fill"] as const;
/** One of {@link PREDICTION_KINDS}. */
export type PredictionKind = (typeof PREDICTION_KINDS)[number];

/** What was done on a day at a depot for a stream. */
export type DayTotals = {
  depotId: number;
  depot: string;
  stream: string;
  day: string;
  /** Trucks that went out. */
  trucks: number;
} & Record<ForecastMeasure, number>;

/** Kilograms a vehicle brought in on a day. */
export type VehicleDay = { vehicleId: number; day: string; tonnage: number };

/** How far past its planned end a route ended on a day. */
export type RouteDay = { number: number; day: string; lateS: number };

/** A container that fills: what it gains a day in per cent, since when, and when it is emptied next. */
export type Filling = {
  containerId: number;
  stream: string;
  fillPerDay: number;
  emptiedDay: string;
  pickup: string;
};

/** A pickup of a container: how heavy the stop was against the others of its site and stream, and whether it was reported overfull. */
export type Pickup = { containerId: number; day: string; share: number; isOverfull: boolean };

/** Where a container stands. */
export type ContainerPlace = {
  containerId: number;
  container: string;
  siteId: number;
  site: string;
  depotId: number;
  depot: string;
  volumeL: number;
};

/** Which route has a number, as its last day says. */
export type RouteName = {
  number: number;
  name: string;
  stream: string;
  depotId: number;
  depot: string;
  zone: string | null;
};

/** A route that ends so much past its plan is late, as on the page of today. */
export const LATE_S = 600;
/** A container so full runs over. */
export const FULL_PCT = 100;

/** Ends between which 80 and 90 of 100 cases lie, with what is most to be expected between them. */
export type Expected = { point: number; low80: number; high80: number; low90: number; high90: number };

/** What is to be expected of a day. */
export type ExpectedDay = Expected & { day: string };

/** A day that was foretold and is over. */
export type PastDay = ExpectedDay & { actual: number };

/** What is to be expected of a span of days, all together and each, and how such forecasts fared before. */
export type Outlook = {
  total: Expected;
  /** What the range of the total stands on: that of its one day, sums of as many days before, or the ends of its days added up. */
  totalBy: "day" | "sums" | "ends";
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

const Ends = z.object({
  point: z.number(),
  low80: z.number(),
  high80: z.number(),
  low90: z.number(),
  high90: z.number(),
});

/** What is asked of stored days: a measure of all, of a depot, of a stream, or the tonnes of one vehicle. */
export const DaysQuery = z.object({
  measure: DayMeasure,
  depotId: z.int32().nullable(),
  stream: z.string().max(40).nullable(),
  vehicleId: z.int32().nullable(),
});
/** See {@link DaysQuery}. */
export type DaysQuery = z.infer<typeof DaysQuery>;

/** How foretold values fared that something can be set beside: how many, their error, and how many lay in their ranges. */
export const Fared = z.object({
  count: z.int(),
  /** Mean size of the errors. */
  meanError: z.number().nullable(),
  /** The same as a share of what happened, all together; null where nothing did. */
  errorShare: z.number().nullable(),
  within80: z.int(),
  within90: z.int(),
});
/** See {@link Fared}. */
export type Fared = z.infer<typeof Fared>;

/** A day of the past or to come as the page shows it. */
export const ToldDay = Ends.extend({
  day: CalendarDay,
  madeFrom: CalendarDay,
  method: z.string(),
  actual: z.number().nullable(),
});
/** See {@link ToldDay}. */
export type ToldDay = z.infer<typeof ToldDay>;

/** Days as foretold with what happened, and how that fared. */
export const ToldDays = z.object({
  today: CalendarDay,
  /** The last day that the newest stand on; null where nothing is stored. */
  madeFrom: CalendarDay.nullable(),
  days: z.array(ToldDay),
  record: Fared,
  /** Whether several depots were added up, ends with ends: then the ranges are wider than they say. */
  isAdded: z.boolean(),
});
/** See {@link ToldDays}. */
export type ToldDays = z.infer<typeof ToldDays>;

/** Limits of a list on the page. */
export const PlacesQuery = z.object({ depotId: z.int32().nullable(), stream: z.string().max(40).nullable() });
/** See {@link PlacesQuery}. */
export type PlacesQuery = z.infer<typeof PlacesQuery>;

/** A container that may run over before its next pickup. */
export const ContainerRisk = Ends.extend({
  containerId: z.int32(),
  container: z.string(),
  siteId: z.int32(),
  site: z.string(),
  depotId: z.int32(),
  depot: z.string(),
  stream: z.string(),
  volumeL: z.number(),
  pickup: CalendarDay,
  /** Chance that it is full by then. */
  risk: z.number(),
});
/** See {@link ContainerRisk}. */
export type ContainerRisk = z.infer<typeof ContainerRisk>;

/** A route that may end late, with the chance that it does. */
export const RouteRisk = Ends.extend({
  number: z.int(),
  name: z.string(),
  stream: z.string(),
  depotId: z.int32(),
  depot: z.string(),
  zone: z.string().nullable(),
  day: CalendarDay,
  risk: z.number(),
  method: z.string(),
});
/** See {@link RouteRisk}. */
export type RouteRisk = z.infer<typeof RouteRisk>;

/** The riskiest containers, how many may run over at all, and how such values fared. */
export const ContainerRisks = z.object({
  rows: z.array(ContainerRisk),
  mayRunOver: z.int(),
  expected: z.number(),
  record: Fared,
});
/** See {@link ContainerRisks}. */
export type ContainerRisks = z.infer<typeof ContainerRisks>;

/** Routes of a day by the chance that they end late, and how such values fared. */
export const RouteRisks = z.object({
  day: CalendarDay.nullable(),
  rows: z.array(RouteRisk),
  expected: z.number(),
  record: Fared,
});
/** See {@link RouteRisks}. */
export type RouteRisks = z.infer<typeof RouteRisks>;

/** A site where a container may run over before its next pickup. */
export type OverflowRisk = {
  siteId: number;
  depotId: number;
  stream: string;
  /** The first pickup before which it may, and the chance of the likeliest container. */
  pickup: string;
  chance: number;
  /** What leaving it is reckoned to cost: the containers expected to run over, each at its price. */
  penaltyCents: number;
};

/** A stop that a plan in force took for a container that may run over: before which pickup, how likely, at what price. */
export type OverflowStop = { stopId: number; pickup: string; chance: number; costCents: number };

/** What became of such a stop, and whether its site was reported overfull after it all the same. */
export type OverflowOutcome = { stopId: number; status: string; isOverfull: boolean };

/** What stops that forecasts added to plans came to. */
export const OverflowUse = z.object({
  isOn: z.boolean(),
  /** Chance from which stops are offered. */
  chance: z.number(),
  days: z.int(),
  added: z.int(),
  done: z.int(),
  costCents: z.number(),
  /** Of those done whose pickup is over: how many, how many were expected to run over without, and how many were reported. */
  over: z.int(),
  expected: z.number(),
  overfull: z.int(),
  /** Containers as likely that were left alone until their pickup, and how many were full by then. */
  left: z.int(),
  leftFull: z.int(),
});
/** See {@link OverflowUse}. */
export type OverflowUse = z.infer<typeof OverflowUse>;

/** What warnings of late routes came to. */
export const LatenessUse = z.object({
  isOn: z.boolean(),
  days: z.int(),
  /** Routes that ran with a chance told the day before; of those, the ones likelier late than not. */
  ran: z.int(),
  warned: z.int(),
  /** Those that ended late, and how many of them had been warned of. */
  late: z.int(),
  warnedLate: z.int(),
});
/** See {@link LatenessUse}. */
export type LatenessUse = z.infer<typeof LatenessUse>;

/** Routes of the next day with work that are likelier late than not, each with how it ended on that weekday before. */
export const LatenessWarning = z.object({
  /** Whether it is to be shown. */
  isOn: z.boolean(),
  day: CalendarDay.nullable(),
  total: z.int(),
  rows: z.array(RouteRisk.extend({ before: z.array(z.object({ day: CalendarDay, lateS: z.number() })) })),
});
/** See {@link LatenessWarning}. */
export type LatenessWarning = z.infer<typeof LatenessWarning>;

/** A vehicle of which days are foretold. */
export const VehicleName = z.object({ id: z.int32(), name: z.string(), depotId: z.int32() });
/** See {@link VehicleName}. */
export type VehicleName = z.infer<typeof VehicleName>;

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

import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** What is looked at of a vehicle, up to the day of a reading. */
export const WEAR_FEATURES = [
  "volts",
  "voltsFall",
  "coolant",
  "coolantRise",
  "oil",
  "oilFall",
  "faults7",
  "faults14",
  "severe14",
  "sinceFault",
  "sinceRepair",
  "repairs90",
  "kmPerDay",
  "engineHours",
] as const;

/** One of {@link WEAR_FEATURES}. */
export const WearFeature = z.enum(WEAR_FEATURES);
/** See {@link WearFeature}. */
export type WearFeature = z.infer<typeof WearFeature>;

/** A reading of a vehicle on a day; a day is its number, NaN what nobody reported. */
export type DayReading = {
  day: number;
  odometerKm: number;
  engineHours: number;
  volts: number;
  coolantC: number;
  oilKpa: number;
};

/** What is known of a vehicle: readings, fault codes and the days on which repairs began, each ascending by day. */
export type WearHistory = {
  vehicleId: number;
  readings: DayReading[];
  faults: { day: number; severity: number }[];
  repairs: number[];
};

/** Days ahead for which the chance of a failure is told. */
export const CHANCE_DAYS = 7;
/** What was learned must be this much better than a guess, else no risk is told. */
export const LEAST_LIFT = 2;
/** More days than this to a failure are not told apart. */
export const MOST_DAYS = 30;

/** What weighs for an earlier (negative) or later failure, in days, with the value and what it usually is. */
export const WearReason = z.object({
  feature: WearFeature,
  value: z.number().nullable(),
  usual: z.number().nullable(),
  days: z.number(),
});
/** See {@link WearReason}. */
export type WearReason = z.infer<typeof WearReason>;

/** What a vehicle's readings say of its next failure. */
export const WearRisk = z.object({
  chance: z.number(),
  days: z.number(),
  lowDays: z.number(),
  highDays: z.number(),
  reasons: z.array(WearReason),
});
/** See {@link WearRisk}. */
export type WearRisk = z.infer<typeof WearRisk>;

/** How well failures were told on vehicles that were held back. */
export const WearFare = z.object({
  vehicles: z.int(),
  failures: z.int(),
  examples: z.int(),
  /** Average precision of the chance, and what guessing reaches. */
  precision: z.number(),
  baseShare: z.number(),
  /** Mean error of the days, and that of always telling their mean. */
  errorDays: z.number(),
  usualErrorDays: z.number(),
});
/** See {@link WearFare}. */
export type WearFare = z.infer<typeof WearFare>;

/** A work order that a risk proposed. */
export const WorkOrder = z.object({
  id: z.int(),
  vehicleId: z.int(),
  status: z.enum(["proposed", "ordered", "dismissed"]),
  madeFrom: CalendarDay,
  chance: z.number(),
  days: z.number(),
  proposedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
});
/** See {@link WorkOrder}. */
export type WorkOrder = z.infer<typeof WorkOrder>;

/** A decided work order, with the change by which it can be taken back. */
export const Decided = z.object({ order: WorkOrder, auditId: z.int() });
/** See {@link Decided}. */
export type Decided = z.infer<typeof Decided>;

/** A vehicle with its risk; null where its readings are too few or too old to tell any. */
export const VehicleRisk = z.object({
  vehicleId: z.int(),
  vehicle: z.string(),
  depotId: z.int(),
  depot: z.string(),
  inWorkshop: z.boolean(),
  risk: WearRisk.nullable(),
  isHigh: z.boolean(),
  order: WorkOrder.nullable(),
});
/** See {@link VehicleRisk}. */
export type VehicleRisk = z.infer<typeof VehicleRisk>;

/** What a risk does where a vehicle is given work: nothing, a warning, or a refusal. */
export const OnAssignment = z.enum(["off", "warn", "block"]);
/** See {@link OnAssignment}. */
export type OnAssignment = z.infer<typeof OnAssignment>;

/** Risks of the vehicles that the asker may see, highest chance first. */
export const FleetRisks = z.object({
  /** The last day whose readings count; null where nothing was foretold yet. */
  madeFrom: CalendarDay.nullable(),
  madeAt: z.iso.datetime().nullable(),
  /** Null where the fleet's history holds too few failures to learn from. */
  fare: WearFare.nullable(),
  /** Whether what was learned is better than a guess; where it is not, no risk is told. */
  isTold: z.boolean(),
  /** Chance from which a risk is high. */
  highChance: z.number(),
  onAssignment: OnAssignment,
  vehicles: z.array(VehicleRisk),
});
/** See {@link FleetRisks}. */
export type FleetRisks = z.infer<typeof FleetRisks>;

/** What became of vehicles in the weeks after a risk was told. */
export const MaintenanceUse = z.object({
  days: z.int(),
  /** Vehicles of high risk, a vehicle once a week, and those of them whose repair began within the week. */
  high: z.int(),
  highFailed: z.int(),
  /** The same of all others. */
  other: z.int(),
  otherFailed: z.int(),
});
/** See {@link MaintenanceUse}. */
export type MaintenanceUse = z.infer<typeof MaintenanceUse>;

/** Job that foretells failures of every organisation's vehicles again. */
export const WearJob = {
  schema: z.object({}),
  timeLimitS: 600,
  retry: { limit: 2, delayS: 60 },
  every: { cron: "35 * * * *", payload: {} },
};

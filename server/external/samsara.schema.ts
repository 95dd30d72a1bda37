import * as z from "zod";
import { eachOf } from "./each-of.schema.ts";

// What Samsara adds to its answers is let through; what we read must have the shape we read it in.
const At = { time: z.iso.datetime({ offset: true }) };

/** Where a vehicle was, as Samsara tells it. */
const Gps = z.object({
  ...At,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  headingDegrees: z.number().default(0),
  speedMilesPerHour: z.number().min(0).default(0),
});

const EngineState = z.object({ ...At, value: z.enum(["Off", "On", "Idle"]) });

const Measure = z.object({ ...At, value: z.number() });

const J1939 = z.object({
  checkEngineLights: z
    .object({
      emissionsIsOn: z.boolean().default(false),
      protectIsOn: z.boolean().default(false),
      stopIsOn: z.boolean().default(false),
      warningIsOn: z.boolean().default(false),
    })
    .prefault({}),
  diagnosticTroubleCodes: z
    .array(
      z.object({
        spnId: z.int().min(0),
        fmiId: z.int().min(0),
        spnDescription: z.string().optional(),
        fmiDescription: z.string().optional(),
      }),
    )
    .default([]),
});

const Obd2 = z.object({
  checkEngineLightIsOn: z.boolean().default(false),
  diagnosticTroubleCodes: z
    .array(z.object({ dtcShortCode: z.string().min(1).max(40), dtcDescription: z.string().optional() }))
    .default([]),
});

/** The fault codes that stand at one moment; a code that is no longer among them is cleared. */
export const FaultCodes = z.object({ ...At, j1939: J1939.optional(), obdii: Obd2.optional() });
export type FaultCodes = z.infer<typeof FaultCodes>;

// A snapshot holds one value where feed and history hold a list, partly under the same name and partly under its
// singular; both are taken, for the reference names them and no recording of ours confirms them.
const listOf = <T extends z.ZodType>(one: T) =>
  z
    .union([z.array(one), one])
    .transform((found): z.output<T>[] => (Array.isArray(found) ? found : [found]) as z.output<T>[])
    .default([]);

/** The measures of one vehicle. */
export const StatsItem = z
  .object({
    id: z.string().min(1),
    gps: listOf(Gps),
    engineStates: listOf(EngineState),
    engineState: listOf(EngineState),
    faultCodes: listOf(FaultCodes),
    obdOdometerMeters: listOf(Measure),
    obdEngineSeconds: listOf(Measure),
    batteryMilliVolts: listOf(Measure),
    engineCoolantTemperatureMilliC: listOf(Measure),
  })
  .transform(({ engineState, engineStates, ...rest }) => ({
    ...rest,
    engineStates: [...engineStates, ...engineState],
  }));
export type StatsItem = z.infer<typeof StatsItem>;

/** A vehicle as Samsara names it. */
export const SamsaraVehicle = z.object({
  id: z.string().min(1),
  name: z.string().default(""),
  licensePlate: z.string().optional(),
  externalIds: z.record(z.string(), z.string()).default({}),
});
export type SamsaraVehicle = z.infer<typeof SamsaraVehicle>;

const pagination = z.object({ endCursor: z.string(), hasNextPage: z.boolean() });

/** A page of `GET /fleet/vehicles`. */
export const VehiclesPage = z.object({ data: z.array(SamsaraVehicle), pagination });
export type VehiclesPage = z.infer<typeof VehiclesPage>;

/** A page of `GET /fleet/vehicles/stats`, of its feed and of its history; a vehicle of another shape is in `refused`. */
export const StatsPage = z
  .object({ data: eachOf(StatsItem, "data"), pagination })
  .transform(({ data: { items, refused }, ...page }) => ({ ...page, data: items, refused }));
export type StatsPage = z.infer<typeof StatsPage>;

const Subject = z.object({ vehicle: z.object({ id: z.union([z.string(), z.int()]).transform(String) }) });

/** What Samsara posts: under `event` in the version of 2018, under `data` in that of 2021. */
export const SamsaraMessage = z
  .object({
    eventId: z.string().min(1).max(200),
    eventType: z.string().min(1).max(100),
    eventMs: z.number().optional(),
    eventTime: z.iso.datetime({ offset: true }).optional(),
    data: z.unknown().optional(),
    event: z.unknown().optional(),
  })
  .transform(({ eventId, eventType, eventMs, eventTime, data, event }, context) => {
    const atMs = eventMs ?? (eventTime === undefined ? Number.NaN : Date.parse(eventTime));
    if (!Number.isFinite(atMs) || atMs < 0 || atMs > 8.64e15) {
      context.addIssue({ code: "custom", path: ["eventMs"], message: "expected eventMs or eventTime" });
      return z.NEVER;
    }
    const subject = Subject.safeParse(data ?? event);
    return {
      ...{ eventId, eventType, at: new Date(atMs) },
      /** The vehicle it is about; null where it is about something else. */
      vehicleId: subject.success ? subject.data.vehicle.id : null,
    };
  });
export type SamsaraMessage = z.infer<typeof SamsaraMessage>;

/** Job that looks at a vehicle, by its id at Samsara; the poll sees what a look that failed would have. */
export const LookJob = {
  schema: z.object({ organisationId: z.int(), vehicleId: z.string() }),
  timeLimitS: 60,
  retry: { limit: 3, delayS: 10 },
};

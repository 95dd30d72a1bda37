import * as z from "zod";
import type { ServiceRequest } from "#server/external/core/call.ts";
import { type PriceSheet, unitsOf } from "#server/external/core/prices.ts";
import type { Asked } from "#server/external/emulator/graphhopper.ts";

/** A truck that the emulator tells of. */
export type EmulatedTruck = {
  externalId: string;
  name: string;
  plate: string | null;
  lng: number;
  lat: number;
  speedKmh: number;
  headingDeg: number;
  isRunning: boolean;
  odometerKm: number;
  engineHours: number;
  crankingVolts: number;
  coolantMaxC: number;
};

const KMH_PER_MPH = 1.609344;
const PAGE = 512;
/** History tells of a truck as often as this. */
const HISTORY_STEP_MS = 60_000;
const FAULT_SPAN_MS = 1_200_000;
/** One truck in so many shows a fault in a span. */
const FAULT_ONE_IN = 12;
/** Faults of the standard J1939 that come and go by themselves. */
const FAULTS = [
  { spnId: 97, fmiId: 3, spnDescription: "Water in fuel indicator", fmiDescription: "voltage above normal" },
  { spnId: 1761, fmiId: 17, spnDescription: "AdBlue level", fmiDescription: "low, least severe level" },
  { spnId: 3251, fmiId: 16, spnDescription: "Particulate filter", fmiDescription: "pressure above normal" },
] as const;

const hash = (text: string): number => {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
};

const faultsAt = ({ externalId }: EmulatedTruck, span: number) => {
  const drawn = hash(`${externalId} ${span}`);
  return drawn % FAULT_ONE_IN === 0 ? [FAULTS[drawn % FAULTS.length]] : [];
};

const Query = z.object({
  types: z.string().default(""),
  after: z.string().default(""),
  vehicleIds: z.string().optional(),
  startTime: z.iso.datetime({ offset: true }).optional(),
  endTime: z.iso.datetime({ offset: true }).optional(),
});
type Query = z.infer<typeof Query>;

// Ids at the service are its own: what links them to ours is the external id that a vehicle carries.
const idOf = ({ externalId }: EmulatedTruck): string =>
  `28147${hash(externalId).toString().padStart(10, "0")}`;

const statsAt = (truck: EmulatedTruck, atMs: number, types: ReadonlySet<string>, isFirst: boolean) => {
  const time = new Date(atMs).toISOString();
  const span = Math.floor(atMs / FAULT_SPAN_MS);
  const hasChanged = isFirst || faultsAt(truck, span).length + faultsAt(truck, span - 1).length > 0;
  const all: Record<string, unknown[]> = {
    gps: [
      {
        ...{ time, latitude: truck.lat, longitude: truck.lng, headingDegrees: truck.headingDeg },
        speedMilesPerHour: truck.speedKmh / KMH_PER_MPH,
      },
    ],
    engineStates: isFirst
      ? [{ time, value: truck.isRunning ? (truck.speedKmh > 1 ? "On" : "Idle") : "Off" }]
      : [],
    faultCodes: hasChanged
      ? [
          {
            ...{ time, canBusType: "CANBUS_J1939" },
            j1939: { checkEngineLights: {}, diagnosticTroubleCodes: faultsAt(truck, span) },
          },
        ]
      : [],
    obdOdometerMeters: [{ time, value: Math.round(truck.odometerKm * 1_000) }],
    obdEngineSeconds: [{ time, value: Math.round(truck.engineHours * 3_600) }],
    batteryMilliVolts: [{ time, value: Math.round(truck.crankingVolts * 1_000) }],
    engineCoolantTemperatureMilliC: [{ time, value: Math.round(truck.coolantMaxC * 1_000) }],
  };
  const told = Object.entries(all).filter(([type, values]) => types.has(type) && values.length > 0);
  return Object.fromEntries(told);
};

const refusal = (message: string) => async () => ({ status: 400, body: { message, requestId: "emulator" } });

/** Speaks Samsara's fleet API from the facts that are published of it, over trucks as they stand. */
export const createSamsara = ({
  trucks,
  dayMs,
  sheet,
}: {
  trucks: () => Promise<EmulatedTruck[]>;
  /** Now by the clock of the trucks' day. */
  dayMs: () => number;
  sheet: () => PriceSheet;
}) => {
  const page = (data: object[], endCursor: string, hasNextPage = false) => ({
    status: 200,
    body: { data, pagination: { endCursor, hasNextPage } },
  });
  const item = (truck: EmulatedTruck, more: object) => ({ id: idOf(truck), name: truck.name, ...more });

  const vehicles = async ({ after }: Query) => {
    const all = await trucks();
    const from = Number(after) || 0;
    const rows = all.slice(from, from + PAGE).map((truck) =>
      item(truck, {
        externalIds: { "fleet.id": truck.externalId },
        ...(truck.plate === null ? {} : { licensePlate: truck.plate }),
      }),
    );
    const hasNext = from + PAGE < all.length;
    return page(rows, hasNext ? String(from + PAGE) : "", hasNext);
  };

  const feed = async ({ types, after }: Query) => {
    const nowMs = dayMs();
    // The cursor holds the moment up to which the caller was told.
    const told = Number(after) || 0;
    const wanted = new Set(types.split(","));
    const rows = (await trucks()).map((truck) => item(truck, statsAt(truck, nowMs, wanted, told === 0)));
    return page(told >= nowMs ? [] : rows, String(Math.max(told, nowMs)));
  };

  const snapshot = async ({ types, vehicleIds }: Query) => {
    const ids = vehicleIds === undefined ? null : new Set(vehicleIds.split(","));
    const wanted = new Set(types.split(","));
    const rows = (await trucks())
      .filter((truck) => ids === null || ids.has(idOf(truck)))
      .map((truck) => {
        const told = Object.entries(statsAt(truck, dayMs(), wanted, true));
        return item(truck, Object.fromEntries(told.map(([type, [value]]) => [type, value])));
      });
    return page(rows, "");
  };

  const history = async ({ types, startTime = "", endTime = "", after }: Query) => {
    const wanted = new Set(types.split(","));
    const [startMs, endMs] = [Date.parse(startTime), Math.min(Date.parse(endTime), dayMs())];
    const fromMs = Number(after) || startMs;
    const rows: object[] = [];
    const all = await trucks();
    let atMs = fromMs;
    for (; atMs <= endMs && rows.length + all.length <= PAGE; atMs += HISTORY_STEP_MS)
      for (const truck of all) rows.push(item(truck, statsAt(truck, atMs, wanted, false)));
    return page(rows, atMs > endMs ? "" : String(atMs), atMs <= endMs);
  };

  const WORK: Readonly<
    Record<string, { operation: string; work: (query: Query) => ReturnType<typeof feed> }>
  > = {
    "/fleet/vehicles": { operation: "vehicles", work: vehicles },
    "/fleet/vehicles/stats": { operation: "stats", work: snapshot },
    "/fleet/vehicles/stats/feed": { operation: "stats-feed", work: feed },
    "/fleet/vehicles/stats/history": { operation: "stats-history", work: history },
  };

  return {
    read({ path, query = [] }: ServiceRequest): Asked {
      const found = WORK[path];
      if (found === undefined)
        return {
          units: unitsOf(sheet(), "vehicles", {}),
          work: async () => ({ status: 404, body: { message: `${path}: there is nothing here` } }),
        };
      const units = unitsOf(sheet(), found.operation, {});
      const parsed = Query.safeParse(Object.fromEntries(query));
      if (!parsed.success) return { units, work: refusal(z.prettifyError(parsed.error)) };
      if (parsed.data.types.split(",").length > 3)
        return { units, work: refusal("types: at most 3 in a request") };
      return { units, work: () => found.work(parsed.data) };
    },
  };
};

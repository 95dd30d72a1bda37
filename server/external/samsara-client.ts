import type { Gateway } from "#server/external/gateway.ts";
import { StatsPage, VehiclesPage } from "#server/external/samsara.schema.ts";

const PAGE = 512;
const DEADLINE_MS = 10_000;

/** What trucks do, asked for together: a request names three types at most. */
export const MOVES = "gps,engineStates,faultCodes";
/** What a truck's own counters say; two requests' worth is read as one reading. */
export const READINGS = [
  "obdOdometerMeters,obdEngineSeconds",
  "batteryMilliVolts,engineCoolantTemperatureMilliC",
];

/** Samsara's fleet as far as this product reads it; every call goes out through the gateway and is billed there. */
export const createSamsaraClient = (gateway: Pick<Gateway, "call">) => {
  const get = async <T>(
    organisationId: number,
    operation: string,
    path: string,
    query: readonly (readonly [string, string])[],
    parse: (body: unknown) => T,
  ): Promise<T> => {
    const { value } = await gateway.call({
      service: "samsara",
      operation,
      key: `${path}?${query.map((pair) => pair.join("=")).join("&")}`,
      cause: { organisationId, what: "vehicles" },
      request: { method: "GET", path, query },
      isRepeatable: true,
      deadlineMs: DEADLINE_MS,
      units: 1,
      parse,
    });
    return value;
  };
  const from = (after: string | null): (readonly [string, string])[] =>
    after === null || after === "" ? [] : [["after", after]];

  return {
    /** A page of the vehicles there are. */
    vehicles: (organisationId: number, after: string | null): Promise<VehiclesPage> =>
      get(organisationId, "vehicles", "/fleet/vehicles", [["limit", String(PAGE)], ...from(after)], (body) =>
        VehiclesPage.parse(body),
      ),
    /** What was told since the cursor; without one, how every vehicle stands now. */
    feed: (organisationId: number, types: string, after: string | null): Promise<StatsPage> =>
      get(
        organisationId,
        "stats-feed",
        "/fleet/vehicles/stats/feed",
        [["types", types], ...from(after)],
        (body) => StatsPage.parse(body),
      ),
    /** What was told between two instants. */
    history: (
      organisationId: number,
      types: string,
      span: { start: Date; end: Date },
      after: string | null,
    ): Promise<StatsPage> =>
      get(
        organisationId,
        "stats-history",
        "/fleet/vehicles/stats/history",
        [
          ["types", types],
          ["startTime", span.start.toISOString()],
          ["endTime", span.end.toISOString()],
          ...from(after),
        ],
        (body) => StatsPage.parse(body),
      ),
    /** How some vehicles stand now. */
    snapshot: (organisationId: number, types: string, ids: readonly string[]): Promise<StatsPage> =>
      get(
        organisationId,
        "stats",
        "/fleet/vehicles/stats",
        [
          ["types", types],
          ["vehicleIds", ids.join(",")],
        ],
        (body) => StatsPage.parse(body),
      ),
  };
};

/** Samsara's fleet as far as this product reads it. */
export type SamsaraClient = ReturnType<typeof createSamsaraClient>;

import { demoCity, openAccount } from "#server/compose/open-account.ts";
import { emulate, policyWithin } from "#server/compose/open-emulator.ts";
import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import { createComingRows } from "#server/external/coming-rows.ts";
import { type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import { createGraphHopper } from "#server/external/emulator/graphhopper.ts";
import type { Gateway, ServiceSetup } from "#server/external/gateway.ts";
import {
  BULK,
  CREDIT_HEADERS,
  createGraphHopperClient,
  type Flavour,
  type Manner,
} from "#server/external/graphhopper.ts";
import { keepLegs, readLegs } from "#server/external/leg-store.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { createTransport } from "#server/external/transport.ts";
import type { MakeGraphHopperTravel } from "#server/external/travel-port.ts";
import { createWayCheck } from "#server/external/way-check.ts";
import { addDays, minutesToInstant } from "#server/lib/service-day.ts";
import type { Clock } from "#server/operations/clock.ts";
import { readDayPlaces } from "#server/operations/day-place-store.ts";
import { readLateWays } from "#server/operations/late-way-store.ts";
import type { Every } from "#server/platform/every.ts";
import type { Travel } from "#server/routing/travel.ts";

type TravelOf = (organisationId: number) => Promise<Travel>;

type GraphHopperParts = {
  gateway: Gateway;
  clock: Clock;
  /** Travel times over an organisation's own streets. */
  streetTravelOf: TravelOf;
  makeTravel: MakeGraphHopperTravel;
};

/** Of the credits of a day, what one table may cost: where more is missing, it is made over our own streets. */
const TABLE_SHARE = 1 / 3;
const CHECK_MS = 60_000;
const TOMORROW_MS = 3_600_000;

const UNBILLED: PriceSheet[] = prices.graphhopper.map((sheet) => ({
  ...sheet,
  source: "a server of one's own",
  centsPerUnit: 0,
  limits: { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: null },
}));

/** A server of one's own has no key, bills nothing and has no tables; the hosted API and its emulator have all three. */
const sheetsOf = ({ graphHopper }: Base["env"]): readonly PriceSheet[] =>
  graphHopper !== null && graphHopper.key === null ? UNBILLED : prices.graphhopper;
const flavourOf = ({ graphHopper }: Base["env"]): Flavour =>
  graphHopper !== null && graphHopper.key === null ? "open-source" : "hosted";

/** How GraphHopper is reached: where no address is given, an emulator answers over the demo city's own streets. */
export const setUpGraphHopper = ({ db, env }: Base, streetTravelOf: TravelOf): ServiceSetup => {
  const sheets = sheetsOf(env);
  const { unitsPerDay } = sheetOn(sheets, systemClock.nowMs()).limits;
  const headers = flavourOf(env) === "hosted" ? CREDIT_HEADERS : null;
  const setup = { prices: sheets, policy: { ...policyWithin(unitsPerDay), headers } };
  const { graphHopper } = env;
  if (graphHopper !== null) {
    const query = graphHopper.key === null ? [] : ([["key", graphHopper.key]] as const);
    return { ...setup, transport: createTransport({ url: graphHopper.url, query }), isEmulator: false };
  }
  const demoTravel = async (): Promise<Travel> => streetTravelOf((await demoCity(db)) ?? 0);
  return emulate(setup, "graphhopper", (sheet) =>
    createGraphHopper({
      ways: {
        matrix: async (from, options) => (await demoTravel()).matrix(from, options),
        path: async (places) => (await demoTravel()).path(places),
      },
      sheet,
    }),
  );
};

/** Opens what GraphHopper is used for: ways and times of the organisation it is set up for, and the look at late routes. */
export const openGraphHopper = (
  { db, env, log, meter }: Base,
  { gateway, clock, streetTravelOf, makeTravel }: GraphHopperParts,
) => {
  const { graphHopper } = env;
  const flavour = flavourOf(env);
  const sheet = () => sheetOn(sheetsOf(env), systemClock.nowMs());
  const profile = graphHopper?.profile ?? (flavour === "hosted" ? "truck" : "car");
  const client = createGraphHopperClient({ gateway, sheet, clock: systemClock, flavour, profile });
  const account = openAccount({ db, env }, graphHopper === null);
  const { organisation } = account;

  const source = `graphhopper ${graphHopper?.url ?? "emulator"} ${profile}`;
  const before = (streets: Travel, organisationId: number, what: string, manner: Manner): Travel => {
    const { unitsPerDay, unitsPerMinute } = sheet().limits;
    return makeTravel({
      client,
      manner,
      legs: {
        read: (which) => readLegs(db, source, which),
        keep: (legs) => keepLegs(db, source, legs, systemClock.nowMs()),
      },
      instead: streets,
      cause: { organisationId, what },
      mostUnits: unitsPerMinute,
      mostTableUnits: unitsPerDay === null ? null : unitsPerDay * TABLE_SHARE,
      nowMs: systemClock.nowMs,
      report: (error) =>
        log.warn({ err: error, organisationId }, "GraphHopper gives nothing: times are of our own streets"),
    });
  };
  // One for each travel it stands before: tables are kept by whose times they hold.
  const served = new WeakMap<Travel, Travel>();

  const comingRows = createComingRows({
    gateway,
    placesOf: (organisationId, serviceDay) => readDayPlaces(db, organisationId, serviceDay),
    travelOf: async (organisationId) =>
      before(await streetTravelOf(organisationId), organisationId, "times of tomorrow", {
        ...BULK,
        priority: "off-peak",
      }),
  });
  /** Tomorrow's rows, due when it begins by the organisation's own clock. */
  const keepTomorrow = async (organisationId: number): Promise<void> => {
    const { serviceDay, timeZone } = clock.read(organisationId);
    const tomorrow = addDays(serviceDay, 1);
    const leftMs = minutesToInstant(tomorrow, 0, timeZone).getTime() - clock.nowMs(organisationId);
    await comingRows.keep(organisationId, tomorrow, systemClock.nowMs() + Math.max(0, leftMs));
  };

  const check = createWayCheck({
    client,
    lateWays: async (organisationId, without) =>
      readLateWays(db, organisationId, clock.read(organisationId).serviceDay, without),
    streetTravelOf,
    nowMs: systemClock.nowMs,
    note: ({ ratio, ...way }) => {
      meter.record("travel.check_percent", Math.round(100 * ratio));
      log.debug(
        { ...way, ratio },
        "the way that a late route has before it, by GraphHopper and by our streets",
      );
    },
  });

  return {
    account,
    /** Travel times of an organisation: by GraphHopper where an address was given for it, else over its own streets. */
    async travelOf(organisationId: number): Promise<Travel> {
      const streets = await streetTravelOf(organisationId);
      if (graphHopper === null || organisationId !== (await organisation())) return streets;
      const travel = served.get(streets) ?? before(streets, organisationId, "travel times", BULK);
      served.set(streets, travel);
      return travel;
    },
    /** Has the ways of late routes looked at every minute, and tomorrow's times kept for when the quota is free. */
    start(every: Every): void {
      if (graphHopper !== null)
        every("times of tomorrow", TOMORROW_MS, async () => {
          const organisationId = await organisation();
          if (organisationId !== null) await keepTomorrow(organisationId);
        });
      every("late routes", CHECK_MS, async () => {
        const organisationId = await organisation();
        if (organisationId !== null) await check(organisationId);
      });
    },
  };
};

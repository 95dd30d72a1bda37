import { openGateway } from "#server/compose/open-gateway.ts";
import { openGraphHopper, setUpGraphHopper } from "#server/compose/open-graphhopper.ts";
import { openHubspot, setUpHubspot } from "#server/compose/open-hubspot.ts";
import { openSamsara, setUpSamsara } from "#server/compose/open-samsara.ts";
import type { Base } from "#server/compose.ts";
import { pruneCalls } from "#server/external/ledger-store.ts";
import { createIntegrations } from "#server/external/service.ts";
import { createTravelCorrection } from "#server/external/travel-correction.ts";
import type { MakeGraphHopperTravel } from "#server/external/travel-port.ts";
import type { Fleet } from "#server/fleet/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import { readDrivenRoutes, readStopErrors } from "#server/operations/driven-routes-store.ts";
import type { Ingest } from "#server/operations/ingest.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Every } from "#server/platform/every.ts";
import type { Settings } from "#server/platform/settings.ts";
import type { Travel } from "#server/routing/travel.ts";
import { SETTINGS } from "#server/settings.ts";

const LOOK_MS = 5_000;
const WAITING_MS = 30_000;

type Parts = {
  cache: Cache;
  clock: Clock;
  fleet: Fleet;
  ingest: Ingest;
  settings: Pick<Settings, "get">;
  /** Travel times over an organisation's own streets. */
  streetTravelOf: (organisationId: number) => Promise<Travel>;
  makeGraphHopperTravel: MakeGraphHopperTravel;
};

/** Opens all that goes out to services of others: the gateway, what each service is used for, and how they are switched. */
export const openOutside = (base: Base, parts: Parts) => {
  const { cache, clock, fleet, ingest, settings, streetTravelOf, makeGraphHopperTravel: makeTravel } = parts;
  const gateway = openGateway(
    base,
    { cache, settings },
    {
      samsara: setUpSamsara(base, clock),
      graphhopper: setUpGraphHopper(base, streetTravelOf),
      hubspot: setUpHubspot(base),
    },
  );
  const samsara = openSamsara(base, { clock, fleet, ingest, gateway });
  const hubspot = openHubspot(base, { fleet, gateway });
  const graphHopper = openGraphHopper(base, { gateway, clock, streetTravelOf, makeTravel });
  const correction = createTravelCorrection({
    ...{ db: base.db, streetTravelOf, elapsed: () => performance.now() },
    routes: (...asked) => readDrivenRoutes(base.db, ...asked),
    stopErrors: (...asked) => readStopErrors(base.db, ...asked),
    today: (organisationId) => clock.read(organisationId).serviceDay,
    isOn: (organisationId) => settings.get(SETTINGS.isTravelCorrected, organisationId),
  });
  const accounts = { samsara: samsara.account, hubspot: hubspot.account, graphhopper: graphHopper.account };
  return {
    external: {
      ...createIntegrations({
        ...{ db: base.db, gateway, nowMs: Date.now },
        accountOf: (service) => accounts[service].organisation(),
      }),
      travelTimes: correction.told,
      crm: hubspot.overview,
    },
    samsaraHook: samsara.hook,
    /** The travel times that plans of an organisation are made with. */
    travelOf: async (organisationId: number): Promise<Travel> =>
      correction.over(organisationId, await graphHopper.travelOf(organisationId)),
    /** What is done when an announcement tells of something that concerns a service. */
    heard: {
      lookAtVehicle: (organisationId: number, vehicleId: string) => samsara.look(organisationId, [vehicleId]),
      learnTravelTimes: correction.recompute,
      crmChanged: hubspot.changed,
      customerOfSite: fleet.customerOfSite,
      pruneOutside: (before: Date) => pruneCalls(base.db, before),
    },
    /** Starts what is done every so often: in every process, and `led` in the one worker that leads. */
    start(every: Every, led: Every): void {
      every("gateway", LOOK_MS, gateway.look);
      if (base.env.role !== "worker" && base.env.role !== "all") return;
      samsara.start(led);
      hubspot.start(led);
      led("work that waits", WAITING_MS, gateway.doDeferred);
      graphHopper.start(led);
    },
  };
};

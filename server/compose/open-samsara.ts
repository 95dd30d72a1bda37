import { demoCity, openAccount } from "#server/compose/open-account.ts";
import { emulate, policyWithin } from "#server/compose/open-emulator.ts";
import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import { createSamsara } from "#server/external/emulator/samsara.ts";
import type { Gateway, ServiceSetup } from "#server/external/gateway.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { createSamsaraClient } from "#server/external/samsara-client.ts";
import { createSamsaraHook } from "#server/external/samsara-hook.ts";
import { createSamsaraIntake } from "#server/external/samsara-intake.ts";
import { createTransport } from "#server/external/transport.ts";
import type { Fleet } from "#server/fleet/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import type { Ingest } from "#server/operations/ingest.ts";
import { readTrucksNow, readVehiclesOnRoutes } from "#server/operations/vehicle-source-store.ts";
import type { Every } from "#server/platform/every.ts";

const POLL_MS = 10_000;
const READINGS_MS = 60_000;
/** Requests a day that the polls need, twice over: more than that is a fault of ours. */
const REQUESTS_PER_DAY = 25_000;

/** How Samsara is reached: where no token is given, an emulator tells of the demo city's trucks. */
export const setUpSamsara = ({ db, env }: Base, clock: Clock): ServiceSetup => {
  const setup = { policy: policyWithin(REQUESTS_PER_DAY), prices: prices.samsara };
  const { samsara } = env;
  if (samsara.token !== null) {
    const headers = { authorization: `Bearer ${samsara.token}` };
    return { ...setup, transport: createTransport({ url: samsara.url, headers }), isEmulator: false };
  }
  let organisationId = 0;
  return emulate(setup, "samsara", (sheet) =>
    createSamsara({
      trucks: async () => {
        organisationId = (await demoCity(db)) ?? 0;
        return organisationId === 0 ? [] : readTrucksNow(db, organisationId);
      },
      dayMs: () => (organisationId === 0 ? systemClock.nowMs() : clock.nowMs(organisationId)),
      sheet,
    }),
  );
};

/** Opens what Samsara tells of vehicles: its polls, its webhooks, and the way of both into the fleet's own events. */
export const openSamsara = (
  { db, env, log }: Base,
  { clock, fleet, ingest, gateway }: { clock: Clock; fleet: Fleet; ingest: Ingest; gateway: Gateway },
) => {
  const account = openAccount({ db, env }, env.samsara.token === null);
  const intake = createSamsaraIntake({
    db,
    client: createSamsaraClient(gateway),
    vehiclesOf: fleet.vehicleIdentities,
    standing: async (organisationId) => {
      const { isSimulated, serviceDay } = clock.read(organisationId);
      const { onRoute, ofDay } = await readVehiclesOnRoutes(db, organisationId, serviceDay);
      return { onRoute, elsewhere: isSimulated ? ofDay : new Set() };
    },
    ingest,
    storeReadings: fleet.addReadings,
    nowMs: clock.nowMs,
    report: (sentences) => log.warn({ sentences }, "measures of Samsara that cannot be read"),
  });

  return {
    account,
    hook: createSamsaraHook({
      db,
      nowMs: systemClock.nowMs,
      account: async () => {
        const { webhookSecret } = env.samsara;
        const organisationId = webhookSecret === null ? null : await account.organisation();
        return webhookSecret === null || organisationId === null
          ? null
          : { secret: webhookSecret, organisationId };
      },
    }),
    look: intake.look,
    /** Reads what is new every few seconds. */
    start(every: Every): void {
      every("Samsara", POLL_MS, () => account.whileItAnswers(intake.poll));
      every("Samsara readings", READINGS_MS, () => account.whileItAnswers(intake.pollReadings));
    },
  };
};

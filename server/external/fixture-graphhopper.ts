import { systemClock } from "#server/external/clock.ts";
import { USUAL_POLICY } from "#server/external/core/policy.ts";
import { type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import { createEmulator } from "#server/external/emulator/emulator.ts";
import { type Profile, WELL } from "#server/external/emulator/faults.ts";
import { createGraphHopper, type Ways } from "#server/external/emulator/graphhopper.ts";
import { serveEmulators } from "#server/external/emulator/server.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";
import { straightWays } from "#server/external/fixture-ways.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import { CREDIT_HEADERS, createGraphHopperClient, type Flavour } from "#server/external/graphhopper.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { createTransport } from "#server/external/transport.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";

/** Answers at once, without faults. */
export const QUICK: Profile = { ...WELL, medianMs: 2, spread: 0.1 };

/** The typed client over a gateway of its own, at an address or before an emulator that is served by HTTP. */
export const emulatedGraphHopper = async ({
  limits = {},
  profile = QUICK,
  flavour = "hosted",
  url,
  vehicle = "truck",
  ways = straightWays,
}: {
  limits?: Partial<PriceSheet["limits"]>;
  profile?: Profile;
  flavour?: Flavour;
  /** A real server instead of the emulator. */
  url?: string;
  vehicle?: string;
  /** The map of the emulator. */
  ways?: Ways;
} = {}) => {
  const open = { unitsPerDay: 15_000, unitsPerMinute: null, requestsPerSecond: null };
  const sheet: PriceSheet = {
    ...sheetOn(prices.graphhopper, Date.UTC(2026, 10, 26)),
    limits: { ...open, ...limits },
  };
  const emulator = createEmulator({
    api: createGraphHopper({ ways, sheet: () => sheet }),
    ...{ sheet, profile, seed: "test", clock: systemClock },
  });
  const server = await serveEmulators({ graphhopper: emulator });
  const ledger = createMemoryLedger();
  const report = () => {};
  const gateway = createGateway({
    services: {
      graphhopper: {
        transport: createTransport({ url: url ?? `${server.url}/graphhopper`, query: [["key", "k"]] }),
        ...{ prices: [sheet], isEmulator: url === undefined },
        policy: { ...USUAL_POLICY, headers: url === undefined ? CREDIT_HEADERS : null },
      },
    },
    ...{ ledger: ledger.storeOf(), clock: systemClock, random: () => 0.5, report },
    cache: createMemoryCache({ maxBytes: 1e7 }),
    deferred: noWork(systemClock),
  });
  const client = createGraphHopperClient({
    ...{ gateway, clock: systemClock, sheet: () => sheet, flavour, profile: vehicle },
  });
  const close = async (): Promise<void> => {
    await gateway.close();
    await server.close();
  };
  return { client, emulator, ledger, gateway, server, close };
};

import { systemClock } from "#server/external/clock.ts";
import { USUAL_POLICY } from "#server/external/core/policy.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import { CREDIT_HEADERS, createGraphHopperClient } from "#server/external/graphhopper.ts";
import { createLedgerStore } from "#server/external/ledger-store.ts";
import { createPresence } from "#server/external/presence.ts";
import { createTransport } from "#server/external/transport.ts";
import { seeded } from "#server/lib/random.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { openDb } from "#server/platform/db.ts";
import { SHEET } from "./sheet.ts";

// A process of the product as far as its calls go: it asks until it is killed, or, with "settle", until no row is in
// doubt. `crashes.ts` starts it.
const [databaseUrl = "", emulatorUrl = "", seed = "", mode = "ask"] = process.argv.slice(2);
const AT_ONCE = 24;
const CAUSE = { organisationId: 1, what: "bench" };

const { db, close } = openDb({ url: databaseUrl, poolSize: 4 });
const report = (error: unknown) => console.error(error);
const clock = systemClock;
const gateway = createGateway({
  services: {
    graphhopper: {
      transport: createTransport({ url: emulatorUrl, query: [["key", "bench"]] }),
      prices: [SHEET],
      policy: {
        ...USUAL_POLICY,
        headers: CREDIT_HEADERS,
        settleAfterMs: 400,
      },
      isEmulator: true,
    },
  },
  ledger: createLedgerStore({ db, process: `bench ${seed}` }),
  presence: createPresence({ url: databaseUrl, process: `bench ${seed}`, report }),
  cache: createMemoryCache({ maxBytes: 1 }),
  deferred: noWork(clock),
  ...{ clock, report, random: Math.random },
});
const client = createGraphHopperClient({
  ...{ gateway, clock, sheet: () => SHEET, flavour: "hosted", profile: "truck" },
});
const random = seeded(seed);
const place = () => ({ lng: random.between(6, 6.4), lat: random.between(49.5, 49.8) });
const places = (most: number) => Array.from({ length: 2 + random.int(most) }, place);
const askOne = async (): Promise<void> => {
  const made = random.chance(0.9)
    ? client.route(places(20), CAUSE)
    : client.matrix(places(4), places(4), CAUSE);
  // What fails is in the ledger; here the next one counts.
  await Promise.allSettled([made]);
};

if (mode === "ask") {
  const ask = async (): Promise<void> => {
    for (;;) await askOne();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
}
for (let i = 0; i < 120 && (await gateway.states())[0]?.inDoubt !== 0; i++) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  await askOne();
}
await gateway.close();
await close();

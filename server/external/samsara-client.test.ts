import { expect, it } from "vitest";
import { USUAL_POLICY } from "#server/external/core/policy.ts";
import { createEmulator } from "#server/external/emulator/emulator.ts";
import { faultHour, WELL } from "#server/external/emulator/faults.ts";
import { createSamsara } from "#server/external/emulator/samsara.ts";
import { createVirtualClock } from "#server/external/fixture-clock.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { createSamsaraClient, MOVES } from "#server/external/samsara-client.ts";
import { AppError } from "#server/lib/errors.ts";
import { seeded } from "#server/lib/random.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";

const MINUTE_MS = 60_000;
const TRUCK = {
  ...{ externalId: "t", name: "Truck", plate: null, lng: 0.5, lat: 51, speedKmh: 0, headingDeg: 0 },
  ...{ isRunning: false, odometerKm: 1, engineHours: 1, crankingVolts: 21, coolantMaxC: 80 },
};

it("reads the feed through an hour in which everything goes wrong: what is answered is whole, the rest is refused", async () => {
  const { clock, until } = createVirtualClock();
  const [sheet] = prices.samsara;
  if (sheet === undefined) throw new Error("prices.json: found none for samsara, expected one");
  const api = createSamsara({ trucks: async () => [TRUCK], dayMs: clock.nowMs, sheet: () => sheet });
  const profile = { ...WELL, episodes: faultHour(0) };
  const emulator = createEmulator({ api, sheet, profile, clock, seed: "faults" });
  const report = () => {};
  const gateway = createGateway({
    services: {
      samsara: {
        transport: emulator.transportIn(clock),
        ...{ prices: prices.samsara, policy: USUAL_POLICY, isEmulator: true },
      },
    },
    ledger: createMemoryLedger().storeOf(),
    cache: createMemoryCache({ maxBytes: 1_000_000, now: clock.nowMs }),
    deferred: noWork(clock),
    ...{ clock, report, random: seeded(7).float },
  });
  const client = createSamsaraClient(gateway);
  let cursor = "";
  const refused: string[] = [];
  let isLastAnswered = false;
  let answered = 0;
  while (clock.elapsedMs() < 65 * MINUTE_MS) {
    const asked = client.feed(1, MOVES, cursor).then(
      (page) => {
        expect(page.refused).toEqual([]);
        expect(Number(page.pagination.endCursor)).toBeGreaterThanOrEqual(Number(cursor));
        expect(page.data.flatMap(({ gps }) => gps)).toEqual([
          expect.objectContaining({ latitude: 51, longitude: 0.5 }),
        ]);
        cursor = page.pagination.endCursor;
        return true;
      },
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        refused.push(error.code);
        return false;
      },
    );
    isLastAnswered = await until(asked);
    if (isLastAnswered) answered++;
    await until(new Promise<void>((resolve) => void clock.after(10_000, resolve)));
  }
  expect(isLastAnswered).toBe(true);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter((code) => !["UNAVAILABLE", "TIMEOUT", "TOO_MANY_REQUESTS"].includes(code))).toEqual(
    [],
  );
  // Most of what a single request would have lost is read by trying again.
  expect(answered).toBeGreaterThan(refused.length * 4);
}, 60_000);

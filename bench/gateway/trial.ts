import type { Feature } from "#server/external/core/policy.ts";
import { type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import { createEmulator } from "#server/external/emulator/emulator.ts";
import { faultHour, WELL } from "#server/external/emulator/faults.ts";
import { createGraphHopper } from "#server/external/emulator/graphhopper.ts";
import { createVirtualClock } from "#server/external/fixture-clock.ts";
import { straightWays } from "#server/external/fixture-ways.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { quantileOf } from "#server/lib/quantile.ts";
import { seeded } from "#server/lib/random.ts";
import { gatewayClient, naiveClient } from "./clients.ts";
import { makeTrace } from "./trace.ts";

const QUOTA = 1_000;
const MINUTE_MS = 60_000;

/** Limits of the plan Premium by second and minute; the day's is set out of reach, so that runs may be long. */
const SHEET: PriceSheet = {
  ...sheetOn(prices.graphhopper, Date.UTC(2026, 10, 26)),
  limits: { unitsPerDay: 5_000_000, unitsPerMinute: QUOTA, requestsPerSecond: 10 },
};

/** A load: how much of the quota is asked for, how long, and whether an hour of faults lies in it. */
export const LOADS = {
  calm: { share: 0.5, minutes: 30, faultsAtMinute: null },
  crowded: { share: 1.5, minutes: 30, faultsAtMinute: null },
  faults: { share: 0.5, minutes: 90, faultsAtMinute: 15 },
} as const;
/** Name of a load. */
export type LoadName = keyof typeof LOADS;

/** What came of a trial. */
export type Trial = {
  needs: number;
  /** Share of the needs whose key nobody had asked for before. */
  unique: number;
  credits: number;
  /** Needs answered with what is fresh. */
  fresh: number;
  /** Needs answered with what is past its time. */
  stale: number;
  failed: number;
  p50Ms: number;
  p99Ms: number;
  requests: number;
};

/** Runs a trace through a client in virtual time; the policy is the product's own code. */
export const runTrial = async ({
  client,
  load,
  unique,
  seed,
  without = [],
}: {
  client: "naive" | "gateway";
  load: LoadName;
  unique: number;
  seed: string;
  without?: readonly Feature[];
}): Promise<Trial> => {
  const time = createVirtualClock();
  const { clock } = time;
  const { share, minutes, faultsAtMinute } = LOADS[load];
  const episodes = faultsAtMinute === null ? [] : faultHour(faultsAtMinute * MINUTE_MS);
  const emulator = createEmulator({
    api: createGraphHopper({ ways: straightWays, sheet: () => SHEET }),
    ...{ sheet: SHEET, clock, seed: `${seed} service`, profile: { ...WELL, episodes } },
  });
  const transport = emulator.transportIn(clock);
  const opened =
    client === "naive"
      ? { ask: naiveClient(transport, clock), close: async () => {} }
      : await gatewayClient(transport, {
          ...{ clock, sheet: SHEET, without: new Set(without), random: seeded(`${seed} jitter`).float },
        });
  const trace = makeTrace({ seed, unique, minutes, creditsPerMinute: share * QUOTA });
  const counts = { fresh: 0, stale: 0, failed: 0 };
  const tookMs: number[] = [];
  const keys = new Set<string>();
  const asked: Promise<void>[] = [];
  for (const { atMs, needs } of trace)
    for (const need of needs) {
      keys.add(need.key);
      asked.push(
        new Promise((resolve) => {
          clock.after(atMs, () => {
            const startMs = clock.elapsedMs();
            const end = (kind: keyof typeof counts) => {
              counts[kind]++;
              tookMs.push(clock.elapsedMs() - startMs);
              resolve();
            };
            opened.ask(need).then(
              (by) => end(by === "stale" ? "stale" : "fresh"),
              () => end("failed"),
            );
          });
        }),
      );
    }
  await time.until(Promise.all(asked));
  // What was cut off may still come back and be billed.
  await time.until(new Promise<void>((resolve) => void clock.after(60_000, resolve)));
  await time.until(opened.close());
  tookMs.sort((a, b) => a - b);
  const bill = emulator.bill();
  return {
    ...counts,
    needs: asked.length,
    unique: keys.size / asked.length,
    credits: bill.units,
    p50Ms: quantileOf(tookMs, 0.5),
    p99Ms: quantileOf(tookMs, 0.99),
    requests: bill.admitted + bill.refused,
  };
};

import { systemClock } from "#server/external/clock.ts";
import { type Policy, USUAL_POLICY } from "#server/external/core/policy.ts";
import { type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import { createEmulator } from "#server/external/emulator/emulator.ts";
import { WELL } from "#server/external/emulator/faults.ts";
import type { EmulatedApi } from "#server/external/emulator/graphhopper.ts";
import type { ServiceSetup } from "#server/external/gateway.ts";

/** The usual policy with a budget of so many units a day; null where there is none. */
export const policyWithin = (unitsPerDay: number | null): Policy => ({
  ...USUAL_POLICY,
  budget: { ...USUAL_POLICY.budget, unitsPerDay },
});

/** A service that our own emulator answers for, which is well. */
export const emulate = (
  setup: Pick<ServiceSetup, "policy" | "prices">,
  seed: string,
  apiOf: (sheet: () => PriceSheet) => EmulatedApi,
): ServiceSetup => {
  const sheet = () => sheetOn(setup.prices, systemClock.nowMs());
  const emulator = createEmulator({
    ...{ api: apiOf(sheet), sheet: sheet(), profile: WELL, clock: systemClock, seed },
  });
  return { ...setup, transport: emulator.transportIn(systemClock), isEmulator: true };
};

import { type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import prices from "#server/external/prices.json" with { type: "json" };

/** The published prices, without limits but the day's, which is set out of reach. */
export const SHEET: PriceSheet = {
  ...sheetOn(prices.graphhopper, Date.UTC(2026, 10, 26)),
  limits: { unitsPerDay: 5_000_000, unitsPerMinute: null, requestsPerSecond: null },
};

import type { Method } from "./method.ts";

const repeat = (name: string, periodOf: (frame: Parameters<Method["fit"]>[0]) => number | null): Method => ({
  name,
  fit: (frame) => {
    const { values, horizon } = frame;
    const period = periodOf(frame);
    if (period === null || frame.fitEnd < period) return null;
    return (origins, out) => {
      origins.forEach((origin, row) => {
        for (let h = 0; h < horizon; h++)
          out[row * horizon + h] = values[origin - period + (h % period)] as number;
      });
    };
  },
});

/** The value one season before; the last value where there is no season. */
export const SEASONAL_NAIVE: Method = repeat("seasonal-naive", ({ season }) => season);

/** The last value, whatever the season. */
export const LAST_VALUE: Method = repeat("last-value", ({ season }) => (season > 1 ? 1 : null));

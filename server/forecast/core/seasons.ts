import { autocorrelation } from "./decomposition.ts";

/** Times that a long pattern must have been seen. */
const SEEN = 3;
const FARTHEST = 400;
const NEAREST = 4;
/** Steps of a day, hourly and finer: behind each day stands a week. */
const DAYS = [24, 48, 96, 144, 288];
const WEEK = 7;
/** A pattern that nobody named must correlate so much, change by change. */
const LEAST = 0.25;

/**
 * A pattern beside the named one: the week behind the day of hourly values; where no season is named, the one that the
 * changes show most. Null where there is none, or too few values to tell.
 */
export const findLongSeason = (values: Float64Array, season: number): number | null => {
  const n = values.length;
  const most = Math.floor(n / SEEN);
  if (season > 1) return DAYS.includes(season) && WEEK * season <= most ? WEEK * season : null;
  const changes = values.map((value, i) => (i === 0 ? 0 : value - (values[i - 1] as number)));
  let best = { lag: 0, value: LEAST };
  for (let lag = NEAREST; lag <= Math.min(most, FARTHEST); lag++) {
    const value = autocorrelation(changes, lag, n, 1);
    if (value > best.value) best = { lag, value };
  }
  return best.lag > 0 ? best.lag : null;
};

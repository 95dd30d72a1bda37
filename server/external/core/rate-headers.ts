/** Which headers of a service carry its limits, in lower case. */
export type HeaderNames = { remaining: string; resetInS: string };

/** What a response says of the service's limits; null where it says nothing, or nothing that can be read. */
export type RateReading = {
  remaining: number | null;
  resetInMs: number | null;
  /** How long the service asks us to stay away. */
  retryAfterMs: number | null;
};

const LONGEST_MS = 7 * 24 * 3_600_000;

const numberIn = (text: string | undefined): number | null => {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return null;
  return Number(text);
};

/** Seconds, whole or not (Samsara says 0.40235), or the date of HTTP. */
const waitIn = (text: string | undefined, nowMs: number): number | null => {
  if (text === undefined) return null;
  const seconds = numberIn(text);
  if (seconds !== null) return Math.min(LONGEST_MS, Math.ceil(seconds * 1000));
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.min(LONGEST_MS, Math.max(0, atMs - nowMs));
};

/** Reads a service's limits off its headers. */
export const readRates = (
  headers: Readonly<Record<string, string>>,
  names: HeaderNames | null,
  nowMs: number,
): RateReading => {
  const resetS = names === null ? null : numberIn(headers[names.resetInS]);
  return {
    remaining: names === null ? null : numberIn(headers[names.remaining]),
    resetInMs: resetS === null ? null : Math.min(LONGEST_MS, resetS * 1000),
    retryAfterMs: waitIn(headers["retry-after"], nowMs),
  };
};

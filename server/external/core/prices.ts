/** What a call is measured by, such as `locations` or `pairs`. */
export type Sizes = Readonly<Record<string, number>>;

/** Units of an operation: the cheapest of its sums of size times rate, but never less than `least`. */
export type Rate = { least: number; cheapest?: readonly Sizes[] };

/** Prices and limits of a service from a day on. */
export type PriceSheet = {
  /** First day it holds, `YYYY-MM-DD`. */
  from: string;
  /** Where it was read, or that it is assumed. */
  source: string;
  centsPerUnit: number;
  operations: Readonly<Record<string, Rate>>;
  /** Hours of the day, UTC, in which a unit costs so many times as much. */
  peaks: readonly { fromHour: number; toHour: number; times: number }[];
  limits: { unitsPerDay: number | null; unitsPerMinute: number | null; requestsPerSecond: number | null };
};

/** The sheet that holds on a day: the last one that began by then. */
export const sheetOn = (sheets: readonly PriceSheet[], nowMs: number): PriceSheet => {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  let found: PriceSheet | undefined;
  for (const sheet of sheets)
    if (sheet.from <= day && (found === undefined || sheet.from > found.from)) found = sheet;
  if (found === undefined)
    throw new RangeError(`prices on ${day}: found none, expected a sheet that began by then.`);
  return found;
};

/** Units that an operation of such sizes costs. */
export const unitsOf = (sheet: PriceSheet, operation: string, sizes: Sizes): number => {
  const rate = sheet.operations[operation];
  if (rate === undefined)
    throw new RangeError(
      `prices from ${sheet.from}: found no operation "${operation}", expected one of ${Object.keys(sheet.operations).join(", ")}.`,
    );
  let cheapest = Number.POSITIVE_INFINITY;
  for (const alternative of rate.cheapest ?? []) {
    let sum = 0;
    for (const [size, each] of Object.entries(alternative)) sum += each * (sizes[size] ?? 0);
    cheapest = Math.min(cheapest, sum);
  }
  return Math.max(rate.least, cheapest === Number.POSITIVE_INFINITY ? 0 : cheapest);
};

const peakAt = (sheet: PriceSheet, nowMs: number) => {
  const hour = new Date(nowMs).getUTCHours();
  return sheet.peaks.find(({ fromHour, toHour }) => hour >= fromHour && hour < toHour);
};

/** Cents that so many units cost at this hour. */
export const centsOf = (sheet: PriceSheet, units: number, nowMs: number): number =>
  units * sheet.centsPerUnit * (peakAt(sheet, nowMs)?.times ?? 1);

/** Whether a unit costs more at this hour than at others. */
export const isPeak = (sheet: PriceSheet, nowMs: number): boolean => (peakAt(sheet, nowMs)?.times ?? 1) > 1;

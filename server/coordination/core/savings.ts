import type { Saving, SavingHead, SavingMonth, Savings } from "../savings.schema.ts";

/** What was counted, by month. */
export type Counted = {
  routes: readonly { month: string; stops: number; cents: number; firstDay: string }[];
  /** By month and service: units that were not needed, and what the needed ones cost. */
  outside: readonly { month: string; savedUnits: number; units: number; cents: number; avoided: number }[];
  /** Answers from memory with the mean time of one of their kind, milliseconds. */
  compute: readonly { month: string; hits: number; meanMs: number }[];
  /** Questions answered and plans accepted. */
  work: readonly { month: string; questions: number; plans: number }[];
};

/** What the counts are held against, as the settings say. */
export type Rates = Omit<Savings["baseline"], "months" | "centsPerStop">;

/** Whole months that make the baseline of routes. */
const BASELINE_MONTHS = 3;
const MOST_MONTHS = 12;
const MS_AN_HOUR = 3_600_000;
const MINUTES_AN_HOUR = 60;

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);
const nothing: Saving = { cents: null, amount: 0, centsEach: null };

/**
 * The months with routes from their first day to their last, in order. Only the first on record can lack its beginning:
 * a later one that does not begin on the 1st began with a day without work.
 */
const wholeMonths = (routes: Counted["routes"], running: string) =>
  [...routes]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .filter(({ month, firstDay, stops }, index) => {
      const hasBeginning = index > 0 || firstDay.endsWith("-01");
      return month !== running && stops > 0 && hasBeginning;
    });

/** The first of whole months with their cost of a stop; none where no later month would be left to compare. */
const baselineOf = (whole: Counted["routes"]) => {
  const first = whole.slice(0, BASELINE_MONTHS);
  const isEnough = first.length === BASELINE_MONTHS && whole.length > BASELINE_MONTHS;
  return {
    months: isEnough ? first.map(({ month }) => month) : [],
    centsPerStop: isEnough ? sumOf(first, ({ cents }) => cents) / sumOf(first, ({ stops }) => stops) : null,
  };
};

/**
 * The savings ledger of the last twelve months up to `today` (ISO date) from what was counted: routes by the cost of a
 * stop against the first whole months on record, outside calls by what those avoided would have cost at the month's own
 * price, computing by the time that answers from memory did not take, work by the minutes that settings state. A month of
 * the baseline itself saves nothing on routes.
 */
export const savingsOf = (counted: Counted, rates: Rates, today: string): Savings => {
  const running = today.slice(0, 7);
  const wholeRoutes = wholeMonths(counted.routes, running);
  const base = baselineOf(wholeRoutes);
  const isWhole = new Set(wholeRoutes.map(({ month }) => month));
  const of = <T extends { month: string }>(rows: readonly T[], month: string): T[] =>
    rows.filter((row) => row.month === month);

  const heads = (month: string): Record<SavingHead, Saving> => {
    const routes = of(counted.routes, month);
    const stops = sumOf(routes, (row) => row.stops);
    const spent = sumOf(routes, ({ cents }) => cents);
    const outside = of(counted.outside, month);
    const compute = of(counted.compute, month);
    const work = of(counted.work, month);
    const savedMs = sumOf(compute, ({ hits, meanMs }) => hits * meanMs);
    const minutes = sumOf(
      work,
      ({ questions, plans }) => questions * rates.minutesPerQuestion + plans * rates.minutesPerPlan,
    );
    const priced = outside.filter(({ units }) => units > 0);
    const isCompared = base.centsPerStop !== null && stops > 0 && !base.months.includes(month);
    return {
      routes: {
        cents: isCompared ? (base.centsPerStop ?? 0) * stops - spent : null,
        amount: stops,
        centsEach: stops > 0 ? spent / stops : null,
      },
      outside:
        outside.length === 0
          ? nothing
          : {
              cents: sumOf(priced, ({ savedUnits, cents, units }) => (savedUnits * cents) / units),
              amount: sumOf(outside, ({ avoided }) => avoided),
              centsEach: null,
            },
      compute:
        compute.length === 0
          ? nothing
          : {
              ...{ cents: (savedMs / MS_AN_HOUR) * rates.centsPerComputeHour, amount: savedMs / 1000 },
              centsEach: null,
            },
      time:
        work.length === 0
          ? nothing
          : {
              ...{ cents: (minutes / MINUTES_AN_HOUR) * rates.centsPerWorkHour, amount: minutes },
              centsEach: null,
            },
    };
  };

  const names = new Set(Object.values(counted).flatMap((rows) => rows.map(({ month }) => month)));
  const months = [...names]
    .filter((month) => month <= running)
    .sort((a, b) => (a < b ? 1 : -1))
    .slice(0, MOST_MONTHS)
    .map((month): SavingMonth => {
      const own = heads(month);
      const told = Object.values(own).flatMap(({ cents }) => cents ?? []);
      return {
        ...{ month, isRunning: month === running, heads: own },
        cents: told.length === 0 ? null : sumOf(told, (cents) => cents),
      };
    });
  // A month that runs or lacks its beginning, or one without routes to compare, would be worst by being short.
  const compared = months.filter(({ month, heads: own }) => isWhole.has(month) && own.routes.cents !== null);
  const worst = [...compared].sort((a, b) => (a.cents ?? 0) - (b.cents ?? 0))[0]?.month ?? null;
  return { months, worst, baseline: { ...base, ...rates } };
};

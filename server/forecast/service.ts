import { forecast } from "#server/forecast/core/forecast.ts";
import {
  COMING_DAYS,
  expected,
  foretell,
  foretoldFrom,
  HISTORY_DAYS,
  LEAST_DAYS,
  partsOf,
  seriesOf,
} from "#server/forecast/day-series.ts";
import { fared } from "#server/forecast/fared.ts";
import { createLatenessUse } from "#server/forecast/lateness-use.ts";
import { createOverflow, type OverflowRule } from "#server/forecast/overflow.ts";
import { writeOverflowStops } from "#server/forecast/overflow-store.ts";
import { createOverflowUse, type OverflowOutcomes } from "#server/forecast/overflow-use.ts";
import { createForecastPages, type Names } from "#server/forecast/pages.ts";
import { createRecompute, type History } from "#server/forecast/recompute.ts";
import type {
  DayTotals,
  Expected,
  ExpectedDay,
  Fared,
  ForecastMeasure,
  Outlook,
  OverflowStop,
  TruckNeed,
} from "#server/forecast/schema.ts";
import type { Subject, Told } from "#server/forecast/store.ts";
import { createStored } from "#server/forecast/stored.ts";
import { createLatenessWarning } from "#server/forecast/warning.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { addDays, type DayRange, daysBetween } from "#server/lib/service-day.ts";
import type { Db, Tx } from "#server/platform/db.ts";

const PAST_DAYS = 14;
/** Farther ahead the days of a year of history say nothing any more. */
const FARTHEST_DAYS = 90;

export type { Maintenance } from "#server/forecast/maintenance.ts";

/** What {@link createForecasts} needs. */
export type ForecastDeps = {
  db: Db;
  history: History;
  names: Names;
  /** Milliseconds of a clock that only goes forward. */
  elapsed: () => number;
  /** The running service day. */
  today: (organisationId: number) => string;
  /** Whether the page of today warns of routes of the next day. */
  warnsLateness: (organisationId: number) => boolean;
  overflowRule: (organisationId: number) => OverflowRule;
  overflowOutcomes: OverflowOutcomes;
};

type Wanted = { measure: ForecastMeasure; depotIds: readonly number[]; streams: readonly string[] };

/** Sums of blocks of so many days, the last block ending with the history. */
const blocksOf = (values: Float64Array, length: number): Float64Array => {
  const count = Math.floor(values.length / length);
  const from = values.length - count * length;
  return Float64Array.from({ length: count }, (_, i) =>
    values.subarray(from + i * length, from + (i + 1) * length).reduce((sum, each) => sum + each, 0),
  );
};

/** The last two weeks as they would have been foretold on the day before them, and by what share they were off. */
const fareOf = (first: string, values: Float64Array, now: string): Pick<Outlook, "past" | "pastError"> => {
  const before = foretell(first, values.subarray(0, values.length - PAST_DAYS), PAST_DAYS);
  const past = Array.from({ length: PAST_DAYS }, (_, i) => ({
    day: addDays(now, i - PAST_DAYS),
    ...expected(before, i),
    actual: values[values.length - PAST_DAYS + i] as number,
  }));
  const done = past.reduce((sum, { actual }) => sum + actual, 0);
  const erred = past.reduce((sum, { actual, point }) => sum + Math.abs(actual - point), 0);
  return { past, pastError: done > 0 ? erred / done : null };
};

/** Whether a depot's stream is among those asked for and seen. */
const isAsked = (
  scope: Scope,
  { depotIds, streams }: Omit<Wanted, "measure">,
  depotId: number,
  stream: string,
): boolean =>
  seesDepot(scope, depotId) &&
  (depotIds.length === 0 || depotIds.includes(depotId)) &&
  (streams.length === 0 || streams.includes(stream));

/** What is to be expected of days to come at depots, from what was done before. */
export const createForecasts = (deps: ForecastDeps) => {
  const { db, history, names, today, elapsed, warnsLateness, overflowRule, overflowOutcomes } = deps;
  const memory = createStored(db, elapsed);
  const stored = memory.read;
  const historyOf = async (
    scope: Scope,
    wanted: Omit<Wanted, "measure">,
    last: string,
  ): Promise<DayTotals[]> => {
    const all = await history.dailyTotals(scope.organisationId, {
      from: addDays(last, 1 - HISTORY_DAYS),
      to: last,
    });
    return all.filter(({ depotId, stream }) => isAsked(scope, wanted, depotId, stream));
  };

  /** What is to be expected of the days `from` to `to` by amounts of the days before, which ascend; null where they are too few. */
  const outlookOf = (
    totals: readonly { day: string; amount: number }[],
    { from, to }: DayRange,
    now: string,
  ): Outlook | null => {
    const last = addDays(now, -1);
    if (from < now || to < from)
      throw new AppError(
        "BAD_REQUEST",
        `forecast: found the days ${from} to ${to}, expected days from ${now} on`,
      );
    const horizon = daysBetween(last, to);
    if (horizon > FARTHEST_DAYS)
      throw new AppError(
        "BAD_REQUEST",
        `${to} is ${horizon} days ahead; days are foretold ${FARTHEST_DAYS} ahead at most`,
      );
    const { first, values } = seriesOf(totals, ({ amount }) => amount, last);
    if (totals.length === 0 || values.length < LEAST_DAYS) return null;
    const found = foretell(first, values, horizon);
    const skipped = daysBetween(now, from);
    const days = Array.from({ length: horizon - skipped }, (_, i) => ({
      day: addDays(from, i),
      ...expected(found, skipped + i),
    }));
    const { past, pastError } = fareOf(first, values, now);
    return {
      ...{ days, past, ...totalOf(days, values) },
      ...{ pastError, method: found.method },
      historyDays: values.length,
    };
  };

  /** The days of history that an outlook as of `now` is told by. */
  const historyBefore = (now: string): DayRange => ({
    from: addDays(now, -HISTORY_DAYS),
    to: addDays(now, -1),
  });

  /** What is to be expected of the days `from` to `to`, together and each; the past is told as of `now`, a service day. */
  const outlook = async (scope: Scope, wanted: Wanted, days: DayRange, now: string): Promise<Outlook> => {
    const totals = await historyOf(scope, wanted, addDays(now, -1));
    const found = outlookOf(
      totals.map((row) => ({ day: row.day, amount: row[wanted.measure] })),
      days,
      now,
    );
    if (found === null)
      throw new AppError(
        "BAD_REQUEST",
        `${new Set(totals.map(({ day }) => day)).size} days of history were found, and a forecast needs ${LEAST_DAYS}`,
      );
    return found;
  };

  /** All days together: errors of single days partly even out, so the width is that of sums of as many days before. */
  const totalOf = (
    days: readonly ExpectedDay[],
    values: Float64Array,
  ): Pick<Outlook, "total" | "totalBy"> => {
    const [only] = days;
    if (days.length === 1 && only) return { total: only, totalBy: "day" };
    const point = days.reduce((sum, each) => sum + each.point, 0);
    const sumOf = (key: keyof Expected) => days.reduce((sum, each) => sum + each[key], 0);
    const blocks = blocksOf(values, days.length);
    // Fewer blocks than this tell no width: then every day may err the same way at once.
    if (blocks.length < 8)
      return {
        total: {
          ...{ point, low80: sumOf("low80"), high80: sumOf("high80") },
          ...{ low90: sumOf("low90"), high90: sumOf("high90") },
        },
        totalBy: "ends",
      };
    const { point: middle, intervals } = forecast({
      values: blocks,
      horizon: 1,
      season: days.length % 14 === 0 ? 1 : 2,
    });
    const off = (i: number, end: "low" | "high"): number =>
      (intervals[i]?.[end][0] as number) - (middle[0] as number);
    return {
      total: {
        point,
        ...{ low80: Math.max(0, point + off(0, "low")), high80: point + off(0, "high") },
        ...{ low90: Math.max(0, point + off(1, "low")), high90: point + off(1, "high") },
      },
      totalBy: "sums",
    };
  };

  /** Trucks that go out on days to come, and how such days were foretold before: as stored after the last day that closed, else told anew from the days before `now`. */
  const trucks = async (
    scope: Scope,
    wanted: Omit<Wanted, "measure">,
    days: DayRange,
    now: string,
  ): Promise<{ rows: TruckNeed[]; record: Fared }> => {
    const last = addDays(now, -1);
    const horizon = daysBetween(last, days.to);
    if (days.from < now || horizon > COMING_DAYS)
      throw new AppError(
        "BAD_REQUEST",
        `trucks are told for the next ${COMING_DAYS} days; found ${days.from} to ${days.to}`,
      );
    const isWanted = ({ subject, subjectId }: Subject): boolean =>
      // Sums of all streams or depots are stored beside the parts.
      subject !== "" && subjectId !== 0 && isAsked(scope, wanted, subjectId, subject);
    const past = { from: addDays(now, -PAST_DAYS), to: last };
    const [trucksKept, tonnesKept, before] = await Promise.all([
      stored(scope.organisationId, "trucks", days),
      stored(scope.organisationId, "tonnage", days),
      stored(scope.organisationId, "trucks", past),
    ]);
    const isKept = trucksKept.length > 0 && trucksKept.every(({ madeFrom }) => madeFrom === last);
    const [found, tonnes] = isKept
      ? [trucksKept.filter(isWanted), tonnesKept.filter(isWanted)]
      : await anew(scope, wanted, days, last);
    const keyOf = ({ day, subject, subjectId }: Told) => `${day} ${subjectId} ${subject}`;
    const kgOf = new Map(tonnes.map((row) => [keyOf(row), row.point]));
    const depots = new Map((await names.depots(scope.organisationId)).map(({ id, name }) => [id, name]));
    const rows = found.flatMap((row) => {
      const count = Math.round(row.point);
      if (count === 0 && Math.round(row.high80) === 0) return [];
      const tonnageKg = kgOf.get(keyOf(row)) ?? 0;
      return [
        {
          ...{
            day: row.day,
            depotId: row.subjectId,
            depot: depots.get(row.subjectId) ?? "",
            stream: row.subject,
          },
          ...{ trucks: count, low: Math.round(row.low80), high: Math.round(row.high80), tonnageKg },
          ...{ perTruckKg: row.point > 0 ? tonnageKg / row.point : 0, method: row.method },
        },
      ];
    });
    return { rows, record: fared(before.filter(isWanted)) };
  };

  const anew = async (
    scope: Scope,
    wanted: Omit<Wanted, "measure">,
    days: DayRange,
    last: string,
  ): Promise<[Told[], Told[]]> => {
    const totals = await historyOf(scope, wanted, last);
    const told = (kind: "trucks" | "tonnage") =>
      partsOf(totals).flatMap((part) => {
        const { depotId: subjectId, stream: subject } = part[0] as DayTotals;
        const series = { kind, subject, subjectId, ...seriesOf(part, (row) => row[kind], last) };
        return foretoldFrom(series, last, 0)
          .filter(({ day }) => day >= days.from && day <= days.to)
          .map((row) => ({ ...row, actual: null }));
      });
    return [told("trucks"), told("tonnage")];
  };

  /** What the next of a few values is to be expected to be; null where they are fewer than three. */
  const nextOf = (
    values: readonly number[],
  ): (Expected & { method: string; pastError: number | null }) | null => {
    if (values.length < 3) return null;
    const found = forecast({ values: Float64Array.from(values), horizon: 1, season: 1 });
    return { ...expected(found, 0), method: found.method, pastError: found.pastError };
  };

  const pages = createForecastPages({ stored, names, today });
  return {
    outlook,
    outlookOf,
    historyBefore,
    /** What is kept of stored values. */
    kept: memory.kept,
    trucks,
    nextOf,
    overflowing: createOverflow({ stored, names, ruleOf: overflowRule }),
    /** Notes in its transaction which stops a plan that comes into force took for containers that may run over. */
    noteOverflowStops: (tx: Tx, scope: Scope, day: string, rows: readonly OverflowStop[]) =>
      writeOverflowStops(tx, scope.organisationId, day, rows),
    recompute: createRecompute({ db, history, today, stored: memory.changed }),
    pages: {
      ...pages,
      used: createOverflowUse({ db, stored, names, today, outcomes: overflowOutcomes, ruleOf: overflowRule }),
      lateUse: createLatenessUse({ stored, names, today, isOn: warnsLateness }),
      warning: createLatenessWarning({ routes: pages.routes, stored, isOn: warnsLateness }),
    },
  };
};

/** What is to be expected of days to come. */
export type Forecasts = ReturnType<typeof createForecasts>;

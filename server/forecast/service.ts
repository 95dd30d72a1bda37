import { forecast } from "#server/forecast/core/forecast.ts";
import type { Calendar } from "#server/forecast/core/method.ts";
import {
  type DayTotals,
  type Expected,
  type ExpectedDay,
  FORECAST_MEASURES,
  type ForecastMeasure,
  type Outlook,
  type TruckNeed,
} from "#server/forecast/schema.ts";
import {
  lastMadeFrom,
  readDays,
  readFared,
  type StoredDay,
  writeActuals,
  writeDays,
} from "#server/forecast/store.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { addDays, type DayRange, daysBetween, weekdayOf } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

/** Streams are collected every week or every other one: the pattern of days repeats after two weeks. */
const SEASON = 14;
const COMING_DAYS = 14;
const PAST_DAYS = 14;
const HISTORY_DAYS = 400;
/** Farther ahead the days of a year of history say nothing any more. */
const FARTHEST_DAYS = 90;
const LEAST_DAYS = 28;

/** What {@link createForecasts} needs. */
export type ForecastDeps = {
  db: Db;
  /** What was done on each day that is over, per depot and stream. */
  dailyTotals: (organisationId: number, days: DayRange) => Promise<DayTotals[]>;
  /** The running service day. */
  today: (organisationId: number) => string;
};

type Wanted = { measure: ForecastMeasure; depotIds: readonly number[]; streams: readonly string[] };

/** Sums of a measure per day from the first of the days, which ascend; a day without a route has nothing. */
const seriesOf = (totals: readonly DayTotals[], { measure }: Pick<Wanted, "measure">, last: string) => {
  const first = totals[0]?.day ?? last;
  const values = new Float64Array(daysBetween(first, last) + 1);
  for (const each of totals) {
    const at = daysBetween(first, each.day);
    values[at] = (values[at] as number) + each[measure];
  }
  return { first, values };
};

// New Year's Day and Christmas Day fall on another weekday each year, so a year of days shows each once: enough to learn.
const HOLIDAYS = ["01-01", "12-25", "12-26"];
const calendarOf = (first: string, days: number): Calendar => {
  const holiday = new Float64Array(days);
  const sunday = new Float64Array(days);
  for (let i = 0; i < days; i++) {
    const day = addDays(first, i);
    if (HOLIDAYS.includes(day.slice(5))) holiday[i] = 1;
    if (weekdayOf(day) === 7) sunday[i] = 1;
  }
  return { columns: [holiday, sunday] };
};

const expected = (found: ReturnType<typeof forecast>, step: number): Expected => {
  const [narrow, wide] = found.intervals;
  return {
    point: found.point[step] as number,
    low80: narrow?.low[step] as number,
    high80: narrow?.high[step] as number,
    low90: wide?.low[step] as number,
    high90: wide?.high[step] as number,
  };
};

const foretell = (first: string, values: Float64Array, horizon: number) =>
  forecast({
    ...{ values, horizon, season: SEASON },
    calendar: calendarOf(first, values.length + horizon),
    isNonNegative: true,
  });

/** Totals of each depot and stream apart. */
const partsOf = (totals: readonly DayTotals[]): DayTotals[][] => {
  const parts = new Map<string, DayTotals[]>();
  for (const each of totals) {
    const key = `${each.depotId} ${each.stream}`;
    const part = parts.get(key);
    if (part) part.push(each);
    else parts.set(key, [each]);
  }
  return [...parts.values()];
};

/** What a truck brought in on that weekday over the last eight weeks; null where none went out. */
const perTruck = (part: readonly DayTotals[], day: string, last: string): number | null => {
  const same = part.filter((each) => each.day > addDays(last, -57) && weekdayOf(each.day) === weekdayOf(day));
  const trucks = same.reduce((sum, each) => sum + each.trucks, 0);
  return trucks > 0 ? same.reduce((sum, { tonnage }) => sum + tonnage, 0) / trucks : null;
};

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

/** What is to be expected of days to come at depots, from what was done before. */
export const createForecasts = ({ db, dailyTotals, today }: ForecastDeps) => {
  const historyOf = async (
    scope: Scope,
    { depotIds, streams }: Wanted,
    last: string,
  ): Promise<DayTotals[]> => {
    const all = await dailyTotals(scope.organisationId, { from: addDays(last, 1 - HISTORY_DAYS), to: last });
    return all.filter(
      ({ depotId, stream }) =>
        seesDepot(scope, depotId) &&
        (depotIds.length === 0 || depotIds.includes(depotId)) &&
        (streams.length === 0 || streams.includes(stream)),
    );
  };

  /** What is to be expected of the days `from` to `to`, together and each; the past is told as of `now`, a service day. */
  const outlook = async (
    scope: Scope,
    wanted: Wanted,
    { from, to }: DayRange,
    now: string,
  ): Promise<Outlook> => {
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
    const totals = await historyOf(scope, wanted, last);
    const { first, values } = seriesOf(totals, wanted, last);
    if (totals.length === 0 || values.length < LEAST_DAYS)
      throw new AppError(
        "BAD_REQUEST",
        `${totals.length === 0 ? 0 : values.length} days of history were found, and a forecast needs ${LEAST_DAYS}`,
      );
    const found = foretell(first, values, horizon);
    const skipped = daysBetween(now, from);
    const days = Array.from({ length: horizon - skipped }, (_, i) => ({
      day: addDays(from, i),
      ...expected(found, skipped + i),
    }));
    const { past, pastError } = fareOf(first, values, now);
    return {
      ...{ days, past, total: totalOf(days, values) },
      ...{ pastError, method: found.method },
      historyDays: values.length,
    };
  };

  /** All days together: errors of single days partly even out, so the width is that of sums of as many days before. */
  const totalOf = (days: readonly ExpectedDay[], values: Float64Array): Expected => {
    const [only] = days;
    if (days.length === 1 && only) return only;
    const point = days.reduce((sum, each) => sum + each.point, 0);
    const sumOf = (key: keyof Expected) => days.reduce((sum, each) => sum + each[key], 0);
    const blocks = blocksOf(values, days.length);
    // Fewer blocks than this tell no width: then every day may err the same way at once.
    if (blocks.length < 8)
      return {
        point,
        low80: sumOf("low80"),
        high80: sumOf("high80"),
        low90: sumOf("low90"),
        high90: sumOf("high90"),
      };
    const { point: middle, intervals } = forecast({
      values: blocks,
      horizon: 1,
      season: days.length % 14 === 0 ? 1 : 2,
    });
    const half = (i: number): number => (intervals[i]?.high[0] as number) - (middle[0] as number);
    return {
      point,
      ...{ low80: Math.max(0, point - half(0)), high80: point + half(0) },
      ...{ low90: Math.max(0, point - half(1)), high90: point + half(1) },
    };
  };

  /** Foretells the coming days of an organisation anew and notes what happened on those foretold before; maps to the forecasts stored. */
  const recompute = async (organisationId: number): Promise<number> => {
    const now = today(organisationId);
    const last = addDays(now, -1);
    if ((await lastMadeFrom(db, organisationId)) === last) return 0;
    const totals = await dailyTotals(organisationId, { from: addDays(last, 1 - HISTORY_DAYS), to: last });
    const rows: StoredDay[] = [];
    for (const part of partsOf(totals)) {
      const { depotId, stream } = part[0] as DayTotals;
      for (const measure of FORECAST_MEASURES) {
        const { first, values } = seriesOf(part, { measure }, last);
        if (values.length < LEAST_DAYS) continue;
        const found = foretell(first, values, COMING_DAYS);
        for (let i = 0; i < COMING_DAYS; i++)
          rows.push({
            ...{ measure, depotId, stream, day: addDays(now, i), madeFrom: last },
            ...expected(found, i),
            method: found.method,
          });
      }
      // A long run of work lets others in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writeDays(db, organisationId, rows);
    const lately = addDays(last, -2 * COMING_DAYS);
    await writeActuals(
      db,
      organisationId,
      totals
        .filter(({ day }) => day >= lately)
        .flatMap((each) => FORECAST_MEASURES.map((measure) => ({ ...each, measure, actual: each[measure] }))),
    );
    return rows.length;
  };

  /** Trucks needed on days to come: the tonnes expected, over what a truck brings in on such a day. */
  const trucks = async (
    scope: Scope,
    wanted: Omit<Wanted, "measure">,
    days: DayRange,
    now: string,
  ): Promise<{ rows: TruckNeed[]; pastError: number }> => {
    const last = addDays(now, -1);
    const horizon = daysBetween(last, days.to);
    if (days.from < now || horizon > COMING_DAYS)
      throw new AppError(
        "BAD_REQUEST",
        `trucks are told for the next ${COMING_DAYS} days; found ${days.from} to ${days.to}`,
      );
    const totals = await historyOf(scope, { measure: "tonnage", ...wanted }, last);
    const rows = partsOf(totals).flatMap((part) => {
      const { depotId, depot, stream } = part[0] as DayTotals;
      const { first, values } = seriesOf(part, { measure: "tonnage" }, last);
      if (values.length < LEAST_DAYS) return [];
      const found = foretell(first, values, horizon);
      return Array.from({ length: daysBetween(days.from, days.to) + 1 }, (_, i) =>
        addDays(days.from, i),
      ).flatMap((day) => {
        const perTruckKg = perTruck(part, day, last);
        if (perTruckKg === null || perTruckKg <= 0) return [];
        const { point, low80, high80 } = expected(found, daysBetween(now, day));
        // Half a truck more than what comes in on average is one that does not go out.
        const needed = (kg: number): number => Math.round(kg / perTruckKg);
        return [
          {
            ...{ day, depotId, depot, stream, perTruckKg, tonnageKg: point, method: found.method },
            ...{ trucks: needed(point), low: needed(low80), high: needed(high80) },
          },
        ];
      });
    });
    if (totals.length === 0) return { rows, pastError: 0 };
    const { first, values } = seriesOf(totals, { measure: "tonnage" }, last);
    return { rows, pastError: fareOf(first, values, now).pastError ?? 0 };
  };

  /** What the next of a few values is to be expected to be; null where they are fewer than three. */
  const nextOf = (
    values: readonly number[],
  ): (Expected & { method: string; pastError: number | null }) | null => {
    if (values.length < 3) return null;
    const found = forecast({ values: Float64Array.from(values), horizon: 1, season: 1 });
    return { ...expected(found, 0), method: found.method, pastError: found.pastError };
  };

  const visible = <Row extends { depotId: number }>(scope: Scope, rows: readonly Row[]): Row[] =>
    rows.filter(({ depotId }) => seesDepot(scope, depotId));

  return {
    outlook,
    trucks,
    nextOf,
    recompute,
    /** Forecasts stored of days, per depot and stream. */
    kept: async (scope: Scope, measure: ForecastMeasure, days: DayRange): Promise<StoredDay[]> =>
      visible(scope, await readDays(db, scope.organisationId, measure, days)),
    /** How stored forecasts of days that are over fared. */
    fared: async (scope: Scope, measure: ForecastMeasure, days: DayRange) =>
      visible(scope, await readFared(db, scope.organisationId, measure, days)),
  };
};

/** What is to be expected of days to come. */
export type Forecasts = ReturnType<typeof createForecasts>;

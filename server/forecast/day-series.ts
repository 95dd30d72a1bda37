import { forecast } from "#server/forecast/core/forecast.ts";
import type { Calendar } from "#server/forecast/core/method.ts";
import type { DayTotals, Expected, PredictionKind } from "#server/forecast/schema.ts";
import type { Prediction, Subject } from "#server/forecast/store.ts";
import { groupBy } from "#server/lib/group-by.ts";
import { addDays, daysBetween, weekdayOf } from "#server/lib/service-day.ts";

/** Streams are collected every week or every other one: the pattern of days repeats after two weeks. */
const SEASON = 14;
/** Days of history that are looked at. */
export const HISTORY_DAYS = 400;
/** Days ahead that are stored. */
export const COMING_DAYS = 14;
/** Fewer days of history tell nothing of days to come. */
export const LEAST_DAYS = 28;

/** Values of days from the first of `rows`, which ascend, to `last`, those of one day added; a day without a row has nothing. */
export const seriesOf = <Row extends { day: string }>(
  rows: readonly Row[],
  amountOf: (row: Row) => number,
  last: string,
): { first: string; values: Float64Array } => {
  const first = rows[0]?.day ?? last;
  const values = new Float64Array(daysBetween(first, last) + 1);
  for (const row of rows) {
    const at = daysBetween(first, row.day);
    values[at] = (values[at] as number) + amountOf(row);
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

/** The days after a series that starts on `first`. */
export const foretell = (first: string, values: Float64Array, horizon: number) =>
  forecast({
    ...{ values, horizon, season: SEASON },
    calendar: calendarOf(first, values.length + horizon),
    isNonNegative: true,
  });

/** What a forecast expects of one of its steps. */
export const expected = (found: ReturnType<typeof forecast>, step: number): Expected => {
  const [narrow, wide] = found.intervals;
  return {
    point: found.point[step] as number,
    low80: narrow?.low[step] as number,
    high80: narrow?.high[step] as number,
    low90: wide?.low[step] as number,
    high90: wide?.high[step] as number,
  };
};

/** Totals of each depot and stream apart. */
export const partsOf = (totals: readonly DayTotals[]): DayTotals[][] => [
  ...groupBy(totals, ({ depotId, stream }) => `${depotId} ${stream}`).values(),
];

/** What is stored of a subject, day by day. */
export type Series = Subject & { kind: PredictionKind; first: string; values: Float64Array };

/** The days after a series as they are expected from `back` days before its end. */
export const foretoldFrom = (series: Series, last: string, back: number): Prediction[] => {
  const { kind, subject, subjectId, first, values } = series;
  const known = values.subarray(0, values.length - back);
  if (known.length < LEAST_DAYS) return [];
  const madeFrom = addDays(last, -back);
  const found = foretell(first, known, COMING_DAYS);
  return Array.from({ length: COMING_DAYS }, (_, i) => ({
    ...{ kind, subject, subjectId, day: addDays(madeFrom, i + 1), madeFrom },
    ...{ ...expected(found, i), method: found.method, risk: null },
  }));
};

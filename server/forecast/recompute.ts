// A long run of work lets others in between.
import { setImmediate as breathe } from "node:timers/promises";
import { foretellFills } from "#server/forecast/containers.ts";
import { foretoldFrom, HISTORY_DAYS, type Series, seriesOf } from "#server/forecast/day-series.ts";
import { foretellLateness } from "#server/forecast/lateness.ts";
import {
  DAY_MEASURES,
  type DayMeasure,
  type DayTotals,
  type Filling,
  type Pickup,
  type PredictionKind,
  type RouteDay,
  type VehicleDay,
} from "#server/forecast/schema.ts";
import {
  dropOlder,
  type Happened,
  lastMadeFrom,
  type Prediction,
  writeActuals,
  writeLevels,
  writeNothings,
  writePredictions,
} from "#server/forecast/store.ts";
import { groupBy } from "#server/lib/group-by.ts";
import { addDays, type DayRange } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";
import { raiseSource } from "#server/platform/source-version.ts";

/** How long a night's values may take to be written. */
const WRITE_MS = 120_000;
/** What happened is taken up so many days later still, for records that come late. */
const LATE_DAYS = 28;
/** Where nothing was made for longer, it is made for each of the last weeks as it would have been then, so that there is something to compare with. */
const WEEKS_BACK = 4;
/** Days ahead of which lateness is told, today's first. */
const ROUTE_DAYS = 4;
const DAY_KINDS: readonly PredictionKind[] = [...DAY_MEASURES, "vehicle-tonnage"];

/** What the history of an organisation is read by. */
export type History = {
  /** What was done on each day that is over, per depot and stream. */
  dailyTotals: (organisationId: number, days: DayRange) => Promise<DayTotals[]>;
  vehicleDays: (organisationId: number, days: DayRange) => Promise<VehicleDay[]>;
  /** Days until `until` of every route on the weekday of `day`, in order. */
  routeDays: (organisationId: number, day: string, until: string) => Promise<RouteDay[]>;
  fillings: (organisationId: number) => Promise<Filling[]>;
  /** Pickups of days that are over. */
  pickups: (organisationId: number, days: DayRange) => Promise<Pickup[]>;
  /** By how large a share the weights of stops differ from the usual of their site, ascending, by stream. */
  swings: (organisationId: number, days: DayRange) => Promise<Map<string, number[]>>;
};

/** The series of every depot and stream, of each depot, each stream and all, by measure. */
const seriesOfDays = (totals: readonly DayTotals[], last: string): Series[] => {
  const groups = groupBy(
    totals.flatMap((row) =>
      [row.depotId, 0].flatMap((subjectId) =>
        [row.stream, ""].map((subject) => ({ row, subject, subjectId })),
      ),
    ),
    ({ subject, subjectId }) => `${subjectId} ${subject}`,
  );
  return [...groups.values()].flatMap((group) => {
    const { subject, subjectId } = group[0] as (typeof group)[number];
    const rows = group.map(({ row }) => row);
    return DAY_MEASURES.map((kind: DayMeasure) => ({
      ...{ kind, subject, subjectId },
      ...seriesOf(rows, (row) => row[kind], last),
    }));
  });
};

/** The series of every vehicle that went out lately. */
const seriesOfVehicles = (days: readonly VehicleDay[], last: string): Series[] =>
  [...groupBy(days, ({ vehicleId }) => vehicleId)]
    .filter(([, rows]) => (rows.at(-1)?.day ?? "") > addDays(last, -LATE_DAYS))
    .map(([subjectId, rows]) => ({
      ...{ kind: "vehicle-tonnage" as const, subject: "vehicle", subjectId },
      ...seriesOf(rows, ({ tonnage }) => tonnage, last),
    }));

/** What happened on the last days of a series. */
const happened = ({ kind, subject, subjectId, first, values }: Series, from: string): Happened[] =>
  Array.from(values, (actual, i) => ({ kind, subject, subjectId, day: addDays(first, i), actual })).filter(
    ({ day }) => day >= from,
  );

/** Makes what is stored of the coming days anew, and notes what happened on those foretold before. */
export const createRecompute = ({
  db,
  history,
  today,
  stored,
}: {
  db: Db;
  history: History;
  today: (organisationId: number) => string;
  /** Is told where values were stored. */
  stored: (organisationId: number) => void;
}) => {
  const days = async (
    organisationId: number,
    last: string,
    lately: DayRange,
    made: string | null,
  ): Promise<number> => {
    const span = { from: addDays(last, 1 - HISTORY_DAYS), to: last };
    const series = [
      ...seriesOfDays(await history.dailyTotals(organisationId, span), last),
      ...seriesOfVehicles(await history.vehicleDays(organisationId, span), last),
    ];
    const backs = Array.from({ length: WEEKS_BACK + 1 }, (_, week) => 7 * week).filter(
      (back) => made === null || addDays(last, -back) > made,
    );
    const rows: Prediction[] = [];
    for (const each of series) {
      for (const back of backs) {
        rows.push(...foretoldFrom(each, last, back));
        await breathe();
      }
    }
    const actuals = series.flatMap((each) => happened(each, lately.from));
    // Whole or not at all: a night that was cut short is made again.
    await db.$transaction(
      async (tx) => {
        await writePredictions(tx, organisationId, rows);
        await dropOlder(tx, organisationId, DAY_KINDS, last);
        await writeActuals(tx, organisationId, actuals);
        await writeNothings(tx, organisationId, DAY_KINDS, lately);
        await raiseSource(tx, organisationId, "forecasts");
      },
      { timeout: WRITE_MS },
    );
    return rows.length;
  };

  const lateness = async (organisationId: number, last: string): Promise<number> => {
    const made = await lastMadeFrom(db, organisationId, ["lateness"]);
    const missed = Array.from({ length: 7 }, (_, i) => addDays(last, -i)).filter(
      (day) => made === null || day > addDays(made, ROUTE_DAYS),
    );
    const ahead = Array.from({ length: ROUTE_DAYS }, (_, i) => addDays(last, i + 1));
    let count = 0;
    // Each weekday is read once; with the running one come the days it was foretold for.
    for (const day of new Set([...missed, last, ...ahead])) {
      const rows = await history.routeDays(organisationId, day, last);
      const found = day === last && !missed.includes(last) ? [] : foretellLateness(rows, day, last);
      await writePredictions(db, organisationId, found);
      await writeActuals(
        db,
        organisationId,
        rows
          .filter((row) => row.day > addDays(last, -LATE_DAYS))
          .map(({ number, day: on, lateS }) => ({
            ...{ kind: "lateness" as const, subject: "route", subjectId: number, day: on },
            actual: lateS,
          })),
      );
      count += found.length;
      await breathe();
    }
    await dropOlder(db, organisationId, ["lateness"], last);
    return count;
  };

  const fills = async (organisationId: number, last: string, lately: DayRange): Promise<number> => {
    const swings = await history.swings(organisationId, { from: addDays(last, -56), to: last });
    const rows = foretellFills(await history.fillings(organisationId), swings, last);
    await writePredictions(db, organisationId, rows);
    await dropOlder(db, organisationId, ["fill"], last);
    await writeLevels(db, organisationId, await history.pickups(organisationId, lately));
    return rows.length;
  };

  /** Foretells the coming days of an organisation once a day has closed; maps to how many values are stored. */
  return async (organisationId: number): Promise<number> => {
    const last = addDays(today(organisationId), -1);
    // Days come last: where they are there, all is.
    const made = await lastMadeFrom(db, organisationId, DAY_KINDS);
    if (made === last) return 0;
    const lately = { from: addDays(last, 1 - LATE_DAYS), to: last };
    const count =
      (await fills(organisationId, last, lately)) +
      (await lateness(organisationId, last)) +
      (await days(organisationId, last, lately, made));
    stored(organisationId);
    return count;
  };
};

import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter, Rollup } from "#server/platform/meter.ts";
import { readMovers } from "#server/platform/movers.ts";
import { type NotedChange, toldChanges } from "#server/platform/noted-change.schema.ts";
import { type PoolUse, watchProcess } from "#server/platform/process-meter.ts";
import type { SlowTraces } from "#server/platform/slow-traces.ts";
import type { Trace } from "#server/platform/trace.ts";
import { type Bucket, mergeBuckets, regroup } from "#server/telemetry/core/merge.ts";
import { gainOf, OVERALL_METERS } from "#server/telemetry/core/overall.ts";
import {
  isKept,
  isWithin,
  type LabelledBucket,
  type LineDefinition,
  reduceLine,
  SCORECARD,
} from "#server/telemetry/core/scorecard.ts";
import { createRollups } from "#server/telemetry/rollups.ts";
import type {
  MarkQuery,
  MeterRow,
  SamplePoint,
  ScoreLine,
  SeriesQuery,
  SlowTraces as SlowAnswer,
  SlowQuery,
  WindowQuery,
} from "#server/telemetry/schema.ts";
import {
  readBuckets,
  readHours,
  readLastSeen,
  readMinutes,
  readRolledUpTo,
  readSeriesNames,
  type StepS,
  storeRollups,
} from "#server/telemetry/store.ts";

/** The scorecard looks back one hour, and its trend has a point a minute. */
const WINDOW_MS = 3_600_000;
const API = SCORECARD.find(({ key }) => key === "api") as LineDefinition;

/** Rollups held while the database cannot be reached: two minutes of 500 series. */
const MAX_HELD = 60_000;
/** Of the slowest requests so many are told at once, each with up to a hundred spans. */
const MOST_SLOW = 8;
/** Of the changes of a window the newest so many are told. */
const MOST_MARKS = 200;

/** The widest buckets that a window of a length is told by, a hundred and more of them. */
const widthOf = (ms: number): StepS => (ms >= 7 * 86_400_000 ? 3600 : ms >= 7_200_000 ? 60 : 1);

/** A bucket as it is told. */
export const toPoint = ({ at, count, sum, min, max, p50, p95, p99 }: Bucket): SamplePoint => ({
  at: at.toISOString(),
  count,
  sum,
  min,
  max,
  p50,
  p95,
  p99,
});

/** Requests are of an organisation, and told to it and to the one that runs the platform. */
const isTold = ({ isOperator, organisationId }: Scope, { spans }: Trace): boolean =>
  isOperator || spans[0]?.facts.organisation === organisationId;

/** What {@link createTelemetry} needs. */
export type TelemetryDeps = {
  db: Db;
  meter: Meter;
  /** The database connections of this process. */
  pool: PoolUse;
  /** The slowest requests of this process. */
  slow: Pick<SlowTraces, "names" | "of">;
  now?: () => number;
  /** Told of every rollup, to put it on the live channel. */
  publish?: (sample: { name: string; labels: string; point: SamplePoint }) => void;
  /** How many connections to the database are open. */
  connections?: () => number;
  /** Told when a second could not be stored; it is kept and tried again. */
  report?: (error: unknown) => void;
};

/** Keeps what the meters measure, second by second, and reads it back as series and as the scorecard. */
export const createTelemetry = (deps: TelemetryDeps) => {
  const { db, meter, pool, slow, now = Date.now, publish, connections, report = () => {} } = deps;
  let held: Rollup[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let watch: ReturnType<typeof watchProcess> | null = null;

  const write = async (): Promise<void> => {
    const batch = held;
    held = [];
    try {
      await storeRollups(db, 1, batch);
    } catch (error) {
      held = [...batch, ...held].slice(-MAX_HELD);
      report(error);
    }
  };

  /** Closes the second and stores it in one insert; nothing is written where nothing was measured. */
  const tick = async (): Promise<void> => {
    watch?.sample();
    const fresh = meter.flush();
    // How many connections a second had in which the API kept its promise; told with the next second.
    const calls = fresh.filter(({ name }) => name === API.meter);
    if (connections !== undefined && calls.length > 0 && calls.every(({ p99 }) => isWithin(API.bound, p99)))
      meter.gauge("database.connections_held", connections());
    held.push(...fresh);
    for (const each of fresh) publish?.({ name: each.name, labels: each.labels, point: toPoint(each) });
    if (held.length === 0 || writing !== null) return writing ?? undefined;
    writing = write().finally(() => {
      writing = null;
    });
    return writing;
  };

  // What the minute job has not rolled up yet is read from the seconds.
  const readMixed = async (
    names: readonly string[],
    labels: string | null,
    from: Date,
    to: Date,
    stepS: StepS,
  ): Promise<LabelledBucket[]> => {
    if (stepS === 1) return readBuckets(db, { names, labels, from, to, stepS });
    const finer: StepS = stepS === 3600 ? 60 : 1;
    const rolledUpTo = (await readRolledUpTo(db, stepS)) ?? from;
    const edge = rolledUpTo < from ? from : rolledUpTo > to ? to : rolledUpTo;
    const coarse = await readBuckets(db, { names, labels, from, to: edge, stepS });
    return [...coarse, ...(await readMixed(names, labels, edge, to, finer))];
  };

  const score = (
    line: LineDefinition,
    all: readonly LabelledBucket[],
    lastSeenAt: Date | undefined,
  ): ScoreLine => {
    const buckets = all.filter((each) => each.name === line.meter);
    const value = reduceLine(line.reduce, buckets);
    return {
      key: line.key,
      title: line.title,
      target: line.target,
      aim: line.aim,
      unit: line.unit,
      meter: line.meter,
      requests: line.requests,
      value,
      isMet: isKept(line, value),
      count: buckets.reduce((sum, each) => sum + each.count, 0),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      trend: regroup(buckets, 60).map(toPoint),
    };
  };

  return {
    /** Begins to store each second and to watch the process. */
    start(): void {
      watch = watchProcess(meter, pool);
      timer = setInterval(() => void tick(), 1_000);
      timer.unref();
    },
    tick,
    /** Stores what is left of the last second and ends. */
    async stop(): Promise<void> {
      clearInterval(timer);
      await writing;
      await tick();
      watch?.stop();
      watch = null;
    },
    /** Every line of the scorecard over the last hour; a line without traffic has no value. */
    async scorecard(_scope: Scope): Promise<ScoreLine[]> {
      const names = SCORECARD.map((line) => line.meter);
      const [to, from] = [new Date(now() + 1_000), new Date(now() - WINDOW_MS)];
      const [buckets, lastSeen] = await Promise.all([
        readMixed(names, null, from, to, 60),
        readLastSeen(db, names),
      ]);
      return SCORECARD.map((line) => score(line, buckets, lastSeen.get(line.meter)));
    },
    /** Notes how much work the last hour spared against the unoptimised path; nothing where its traffic tells nothing. */
    async noteOverall(): Promise<void> {
      const [from, to] = [new Date(now() - WINDOW_MS), new Date(now())];
      const gain = gainOf(await readMixed(OVERALL_METERS, null, from, to, 60));
      if (gain !== null) meter.gauge("overall.gain_percent", gain);
    },
    /** The slowest requests of the last hour in this process, of one name or of all. */
    async slowest(scope: Scope, { name }: SlowQuery): Promise<SlowAnswer> {
      const traces = slow
        .of(name, MOST_SLOW, (trace) => isTold(scope, trace))
        .map(({ beganAtMs, calledBy: _, ...trace }) => ({
          ...trace,
          beganAt: new Date(beganAtMs).toISOString(),
        }));
      return { names: slow.names().map(({ at: _, ...row }) => row), traces };
    },
    /** The series seen in the last hour. */
    async meters(_scope: Scope): Promise<MeterRow[]> {
      const rows = await readSeriesNames(db, new Date(now()));
      return rows.map(({ lastAt, ...row }) => ({ ...row, lastSeenAt: lastAt.toISOString() }));
    },
    /** One meter from `from` to `to`, a point per `stepS` seconds with traffic; over all labels unless named. */
    async series(
      _scope: Scope,
      { name, labels = null, from, to, stepS }: SeriesQuery,
    ): Promise<SamplePoint[]> {
      const width: StepS = stepS % 3600 === 0 ? 3600 : stepS % 60 === 0 ? 60 : 1;
      const buckets = await readMixed([name], labels, new Date(from), new Date(to), width);
      return regroup(buckets, stepS).map(toPoint);
    },
    /** One meter over the whole of a window, to hold it against another; null without traffic. */
    async whole(_scope: Scope, { name, labels, from, to }: WindowQuery): Promise<SamplePoint | null> {
      const [begin, end] = [new Date(from), new Date(to)];
      const width = widthOf(end.getTime() - begin.getTime());
      const merged = mergeBuckets(await readMixed([name], labels, begin, end, width), begin);
      return merged === null ? null : toPoint(merged);
    },
    /** One meter over the whole of a window, apart by the values of labels, or by what those belong to; a label that is missing is empty. */
    async apart(
      _scope: Scope,
      {
        name,
        keys,
        from,
        to,
        belongsTo = (value) => value,
      }: Omit<WindowQuery, "labels"> & { keys: readonly string[]; belongsTo?: (value: string) => string },
    ): Promise<{ values: string[]; point: SamplePoint }[]> {
      const [begin, end] = [new Date(from), new Date(to)];
      const buckets = await readMixed([name], null, begin, end, widthOf(end.getTime() - begin.getTime()));
      const groups = groupBy(buckets, ({ labels }) => {
        const said = new Map(labels.split(",").map((pair) => pair.split("=", 2) as [string, string]));
        return JSON.stringify(keys.map((key) => belongsTo(said.get(key) ?? "")));
      });
      return [...groups].flatMap(([values, own]) => {
        const merged = mergeBuckets(own, begin);
        return merged === null ? [] : [{ values: JSON.parse(values) as string[], point: toPoint(merged) }];
      });
    },
    /** Changes in [from, to) that can move what meters measure, in order; of more than 200 the newest. */
    async marks({ organisationId }: Scope, { from, to }: MarkQuery): Promise<NotedChange[]> {
      const span = { from: new Date(from), to: new Date(to), most: MOST_MARKS };
      return toldChanges(await readMovers(db, organisationId, span));
    },
    /** How many samples of a meter the last hour had, and how many of them under a label. */
    async seen(name: string, label: string): Promise<{ n: number; bad: number }> {
      const to = new Date(now());
      const buckets = await readMixed([name], null, new Date(now() - WINDOW_MS), to, 60);
      const isBad = ({ labels }: LabelledBucket) => labels.split(",").includes(label);
      const sum = (some: readonly LabelledBucket[]) => some.reduce((all, { count }) => all + count, 0);
      return { n: sum(buckets), bad: sum(buckets.filter(isBad)) };
    },
    /** Hours of the past of meters since an instant, over all labels. */
    hours: (names: readonly string[], from: Date) => readHours(db, names, from),
    /** The minutes of one meter in a window, each of its labels apart. */
    labelledMinutes: (name: string, from: Date, to: Date): Promise<LabelledBucket[]> =>
      readMixed([name], null, from, to, 60),
    /** Every meter's minutes in a window, over all labels. */
    minutes: (from: Date, to: Date) => readMinutes(db, from, to),
    /** What the lines of the scorecard promise, and by which meter. */
    promises: SCORECARD,
    /** Makes minutes of seconds and hours of minutes, and lets go of what is past its time; safe to run twice. */
    rollUp: createRollups(db),
  };
};
/** Storage and reading of measures. */
export type Telemetry = ReturnType<typeof createTelemetry>;

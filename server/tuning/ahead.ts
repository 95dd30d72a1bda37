import type { Scope } from "#server/lib/scope.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Setting, Settings } from "#server/platform/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { readLastPersonSince, readValueBefore } from "#server/tuning/ahead-store.ts";
import { pooled } from "#server/tuning/core/curve-window.ts";
import { lawOf } from "#server/tuning/core/scaling-law.ts";
import { type Pool, quartersOf, slotsFor } from "#server/tuning/core/slots.ts";
import { readMeasuredMinutes } from "#server/tuning/measured-minutes.ts";
import type { AheadPoolRow, AheadRow } from "#server/tuning/schema.ts";

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Minutes are kept for two weeks, which is what a forecast sees. */
const BACK_DAYS = 14;
const DAY_QUARTERS = 96;
/** A shape of the day is told by no fewer days. */
const LEAST_DAYS = 3;
/** The next two hours: slots stand before a peak begins, and go after it ended. */
const HORIZON = 8;
/** What a person set, also by an undo, stands as long as it was foretold for. */
const HELD_MINUTES = (HORIZON * QUARTER_MS) / 60_000;
/** Fewer samples of a number at work say little of it. */
const FEWEST = 30;
/** Up to twice as many at work as were seen, a law is believed. */
const BEYOND = 2;

/** In whose name slots are set. */
const NAME = "slots-ahead";

/** What is to come of a series: its middle, and what it stays under nine times of ten. */
export type Foretell = (input: {
  values: Float64Array;
  horizon: number;
  season: number;
}) => Promise<{ point: Float64Array; high: Float64Array }>;

/** Slots that are set ahead of load. */
export type AheadPool = {
  setting: Setting<number>;
  min: number;
  max: number;
  /** The meter that counts what comes. */
  came: string;
  /** The meter that counts what was answered: of those that came so many as were worked on need a slot. */
  answered: string;
  /** The meter of how long work took, waits left out. */
  work: string;
  /** The meter and the label that tell how long work takes by how many are at work; null for none. */
  curve: { metric: string; label: string } | null;
};

/** What {@link createAhead} needs. */
export type AheadDeps = {
  db: Db;
  settings: Settings;
  isOn: Setting<boolean>;
  pools: readonly AheadPool[];
  telemetry: Pick<Telemetry, "series">;
  foretell: Foretell;
  /** The organisation in whose log the slots that are set stand. */
  home: () => number;
  /** The organisations whose people may change settings. */
  organisations: () => number[];
  now: () => number;
};

/** Foretells load by the quarter hour and sets the slots of pools before it comes. */
export const createAhead = (deps: AheadDeps) => {
  const { db, settings, pools, telemetry, foretell, now } = deps;
  const scope = (): Scope => systemScope(deps.home(), NAME);
  // A forecast looks at two weeks, and nothing of it changes before the next quarter hour.
  let held: { quarter: number; told: Promise<Told[]> } | null = null;

  const spanOf = (fromMs: number) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(now()).toISOString(),
  });
  const read = (name: string, fromMs: number, stepS: 900 | 3600) =>
    telemetry.series(scope(), { name, labels: null, stepS, ...spanOf(fromMs) });
  /** Samples of a meter within the last day, and their sum. */
  const dayOf = async (name: string) => {
    const hours = await read(name, now() - DAY_MS, 3_600);
    return {
      count: hours.reduce((sum, each) => sum + each.count, 0),
      sum: hours.reduce((sum, each) => sum + each.sum, 0),
    };
  };

  /** How long work took with so many at work within the last day, and how far that is believed. */
  const poolOf = async ({ curve, min, max }: AheadPool, meanMs: number): Promise<Pool> => {
    const minutes =
      curve === null
        ? []
        : await readMeasuredMinutes(telemetry, scope(), { ...curve, most: max }, spanOf(now() - DAY_MS));
    const points = pooled(minutes).filter(({ samples }) => samples >= FEWEST);
    const law = points.length < 2 ? null : lawOf(points, 1);
    if (law === null) return { took: () => meanMs, min, max };
    const seen = Math.max(...points.map(({ atWork }) => atWork));
    return { took: law.took, min, max: Math.max(min, Math.min(max, BEYOND * seen)) };
  };

  type Told = Pick<AheadPoolRow, "past" | "coming" | "lacks"> & {
    slots: { wanted: number; serviceMs: number } | null;
  };

  const tell = async (pool: AheadPool): Promise<Told> => {
    const to = Math.floor(now() / QUARTER_MS) * QUARTER_MS;
    const points = await read(pool.came, to - BACK_DAYS * DAY_MS, 900);
    const first = points[0] === undefined ? to : Date.parse(points[0].at);
    const quarters = quartersOf(points, first, to);
    const toRow = (at: number, count: number) => ({ at: new Date(at).toISOString(), count });
    const past = quarters.slice(-DAY_QUARTERS).map(({ at, count }) => toRow(at, count));
    const days = quarters.length / DAY_QUARTERS;
    if (days < LEAST_DAYS)
      return {
        ...{ past, coming: [], slots: null },
        lacks: `${days.toFixed(1)} days of load are known, and the shape of a day is told by ${LEAST_DAYS}`,
      };
    // By the hour of the week as soon as the same hour was seen twice.
    const season = days >= 2 * 7 - 1 ? 7 * DAY_QUARTERS : DAY_QUARTERS;
    const values = Float64Array.from(quarters, ({ count }) => count);
    const { point, high } = await foretell({ values, horizon: HORIZON, season });
    const coming = [...point].map((count, i) => ({
      ...toRow(to + i * QUARTER_MS, count),
      high: high[i] ?? count,
    }));
    const [answered, work] = [await dayOf(pool.answered), await dayOf(pool.work)];
    if (work.count === 0)
      return { past, coming, slots: null, lacks: `nothing within a day tells how long work takes` };
    const worked = Math.min(1, work.count / Math.max(1, answered.count));
    const measured = await poolOf(pool, work.sum / work.count);
    const wanted = slotsFor(worked * Math.max(...coming.map((each) => each.high)), measured);
    return { past, coming, slots: { wanted, serviceMs: measured.took(wanted) }, lacks: null };
  };

  const tellAll = (): Promise<Told[]> => {
    const quarter = Math.floor(now() / QUARTER_MS);
    if (held?.quarter !== quarter) {
      const told = Promise.all(pools.map(tell));
      // What failed is asked for again.
      told.catch(() => {
        held = null;
      });
      held = { quarter, told };
    }
    return held.told;
  };

  const look = async (): Promise<AheadRow> => {
    const told = await tellAll();
    const rows = pools.map(async ({ setting }, i): Promise<AheadPoolRow[]> => {
      const row = told[i];
      if (row === undefined) return [];
      const { slots } = row;
      return [
        {
          ...row,
          key: setting.key,
          slots: slots === null ? null : { ...slots, now: settings.get(setting) },
          heldBy: await readLastPersonSince(db, deps.organisations(), setting.key, HELD_MINUTES),
        },
      ];
    });
    return { isOn: settings.get(deps.isOn), pools: (await Promise.all(rows)).flat() };
  };

  return {
    look,
    /** Whether it sets a setting, which is then nobody else's to move. */
    owns: (key: string): boolean =>
      settings.get(deps.isOn) && pools.some(({ setting }) => setting.key === key),
    /**
     * Sets the slots that the next two hours need, each a change of its setting like any other, undone through the audit
     * log; what a person set stands for two hours. Maps to how many were set.
     */
    async apply(): Promise<number> {
      if (!settings.get(deps.isOn)) return 0;
      let set = 0;
      for (const { key, slots, heldBy } of (await look()).pools) {
        const pool = pools.find(({ setting }) => setting.key === key);
        if (pool === undefined || slots === null || heldBy !== null || slots.wanted === slots.now) continue;
        await settings.set(scope(), pool.setting, slots.wanted, { forAll: true });
        set++;
      }
      return set;
    },
    /** Switches it on or off; off, what stood before it began stands again. Maps to the change in the audit log. */
    async setOn(asker: Scope, isOn: boolean): Promise<{ auditId: number }> {
      const auditId = await settings.set(asker, deps.isOn, isOn, { forAll: true });
      if (!isOn)
        for (const { setting } of pools) {
          const before = await readValueBefore(db, deps.organisations(), setting.key, scope().userId);
          if (before !== null) await settings.setByKey(scope(), setting.key, before.value, { forAll: true });
        }
      return { auditId };
    },
  };
};
/** See {@link createAhead}. */
export type Ahead = ReturnType<typeof createAhead>;

import type { Scope } from "#server/lib/scope.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Setting, Settings } from "#server/platform/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { quartersOf, slotsFor } from "#server/tuning/core/slots.ts";
import type { AheadRow } from "#server/tuning/schema.ts";

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Minutes are kept for two weeks, which is what a forecast sees. */
const BACK_DAYS = 14;
const DAY_QUARTERS = 96;
/** A shape of the day is told by no fewer days. */
const LEAST_DAYS = 3;
/** The next two hours: slots stand before a peak begins, and go after it ended. */
const HORIZON = 8;
const SHOWN = DAY_QUARTERS;
const FRESH_MS = 60_000;

/** What is to come of a series: its middle, and what it stays under nine times of ten. */
export type Foretell = (input: { values: Float64Array; horizon: number; season: number }) => {
  point: Float64Array;
  high: Float64Array;
};

/** What {@link createAhead} needs. */
export type AheadDeps = {
  settings: Settings;
  isOn: Setting<boolean>;
  /** The setting of the pool, and the meters of what comes to it and of how long one takes; null without a pool. */
  pool: { setting: Setting<number>; min: number; max: number; load: string; service: string } | null;
  /** The load that is shown where there is no pool. */
  load: string;
  telemetry: Pick<Telemetry, "series">;
  foretell: Foretell;
  now: () => number;
};

/** Foretells load by the quarter hour and sets the slots of a pool before it comes. */
export const createAhead = (deps: AheadDeps) => {
  const { settings, pool, telemetry, foretell, now } = deps;
  const reader = systemScope(0, "tuning");
  let held: { at: number; row: AheadRow } | null = null;

  const read = async (name: string, fromMs: number, stepS: 900 | 3600) =>
    telemetry.series(reader, {
      ...{ name, labels: null, stepS },
      from: new Date(fromMs).toISOString(),
      to: new Date(now()).toISOString(),
    });

  const make = async (): Promise<AheadRow> => {
    const isOn = settings.get(deps.isOn);
    const to = Math.floor(now() / QUARTER_MS) * QUARTER_MS;
    const points = await read(pool?.load ?? deps.load, to - BACK_DAYS * DAY_MS, 900);
    const first = points[0] === undefined ? to : Date.parse(points[0].at);
    const quarters = quartersOf(points, first, to);
    const past = quarters.slice(-SHOWN).map(({ at, count }) => ({ at: new Date(at).toISOString(), count }));
    const days = quarters.length / DAY_QUARTERS;
    if (days < LEAST_DAYS)
      return {
        ...{ isOn, past, coming: [], slots: null },
        lacks: `${days.toFixed(1)} days of load are known, and the shape of a day is told by ${LEAST_DAYS}`,
      };
    // By the hour of the week as soon as the same hour was seen twice.
    const season = days >= 2 * 7 - 1 ? 7 * DAY_QUARTERS : DAY_QUARTERS;
    const values = Float64Array.from(quarters, ({ count }) => count);
    const { point, high } = foretell({ values, horizon: HORIZON, season });
    const coming = [...point].map((count, i) => ({
      ...{ at: new Date(to + i * QUARTER_MS).toISOString(), count },
      high: high[i] ?? count,
    }));
    const service = pool === null ? [] : await read(pool.service, now() - DAY_MS, 3_600);
    const count = service.reduce((sum, each) => sum + each.count, 0);
    if (pool === null || count === 0)
      return {
        ...{ isOn, past, coming, slots: null },
        lacks:
          pool === null
            ? "no model is named, so there are no slots to set"
            : "nothing tells how long a request takes",
      };
    const serviceMs = service.reduce((sum, each) => sum + each.sum, 0) / count;
    const wanted = slotsFor(Math.max(...coming.map((each) => each.high)), {
      serviceMs,
      min: pool.min,
      max: pool.max,
    });
    return { isOn, past, coming, slots: { wanted, now: settings.get(pool.setting), serviceMs }, lacks: null };
  };

  const look = async (): Promise<AheadRow> => {
    const at = now();
    if (held === null || at - held.at >= FRESH_MS || held.row.isOn !== settings.get(deps.isOn))
      held = { at, row: await make() };
    return held.row;
  };

  return {
    look,
    /** Whether it sets a setting, which is then nobody else's to move. */
    owns: (key: string): boolean => pool?.setting.key === key && settings.get(deps.isOn),
    /** Sets the slots that the next two hours need; a change of the setting like any other, undone through the audit log. */
    async apply(scope: Scope): Promise<boolean> {
      const { isOn, slots } = await look();
      if (!isOn || slots === null || pool === null || slots.wanted === slots.now) return false;
      await settings.set(scope, pool.setting, slots.wanted, { forAll: true });
      held = null;
      return true;
    },
  };
};
/** See {@link createAhead}. */
export type Ahead = ReturnType<typeof createAhead>;

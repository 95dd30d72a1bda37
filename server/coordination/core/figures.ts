import { type DayRange, daysBetween, serviceDayOf } from "#server/lib/service-day.ts";
import {
  type Blocker,
  type FigureName,
  type FigureRecord,
  type Handoff,
  type Milestone,
  POOLS,
  type PoolDay,
} from "../schema.ts";

/** What a figure counts: days of the organisation's zone, first and last included, as of an instant. */
export type Window = DayRange & { timeZone: string; now: string };

/** A figure and the records it is computed from. */
export type Counted = { value: number | null; records: FigureRecord[] };

/** Targets and units of the figures. */
export const FIGURES: Readonly<
  Record<FigureName, { unit: "share" | "hours"; target: number; isMoreBetter: boolean }>
> = {
  handoffs: { unit: "share", target: 0.95, isMoreBetter: true },
  resolution: { unit: "hours", target: 2, isMoreBetter: false },
  onTime: { unit: "share", target: 1, isMoreBetter: true },
  utilisation: { unit: "share", target: 0.9, isMoreBetter: true },
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const isIn = (instant: string, { from, to, timeZone }: Window): boolean => {
  const day = serviceDayOf(instant, timeZone);
  return day >= from && day <= to;
};

const shareMet = (records: FigureRecord[]): Counted => ({
  value: records.length === 0 ? null : records.filter(({ isMet }) => isMet).length / records.length,
  records,
});

/**
 * Handoffs acknowledged within their limit / handoffs, of those handed over in the window. One whose limit still runs is
 * neither yet.
 */
export const handoffSuccess = (handoffs: readonly Handoff[], window: Window): Counted =>
  shareMet(
    handoffs
      .filter(
        ({ handedAt, acknowledgedAt, limitMinutes }) =>
          isIn(handedAt, window) &&
          (acknowledgedAt !== null ||
            Date.parse(handedAt) + limitMinutes * MINUTE_MS < Date.parse(window.now)),
      )
      .map(({ id, title, handedAt, acknowledgedAt, limitMinutes }) => {
        const tookMinutes =
          acknowledgedAt === null ? null : (Date.parse(acknowledgedAt) - Date.parse(handedAt)) / MINUTE_MS;
        const isMet = tookMinutes !== null && tookMinutes <= limitMinutes;
        return { kind: "handoff", id, title, isMet, value: tookMinutes };
      }),
  );

/** Mean hours from opened to resolved, of the blockers resolved in the window. */
export const dependencyResolution = (blockers: readonly Blocker[], window: Window): Counted => {
  const records: FigureRecord[] = [];
  let sum = 0;
  for (const { id, title, openedAt, resolvedAt } of blockers) {
    if (resolvedAt === null || !isIn(resolvedAt, window)) continue;
    const hours = (Date.parse(resolvedAt) - Date.parse(openedAt)) / HOUR_MS;
    sum += hours;
    records.push({ kind: "blocker", id, title, isMet: hours <= FIGURES.resolution.target, value: hours });
  }
  return { value: records.length === 0 ? null : sum / records.length, records };
};

/** Milestones delivered by their date / milestones due in the window; one due today counts once it is delivered. */
export const onTimeMilestones = (milestones: readonly Milestone[], window: Window): Counted => {
  const { from, to, timeZone, now } = window;
  const today = serviceDayOf(now, timeZone);
  return shareMet(
    milestones
      .filter(
        ({ dueOn, deliveredAt }) => dueOn >= from && dueOn <= to && (dueOn < today || deliveredAt !== null),
      )
      .map(({ id, title, dueOn, deliveredAt }) => {
        const day = deliveredAt === null ? today : serviceDayOf(deliveredAt, timeZone);
        const lateDays = Math.max(0, daysBetween(dueOn, day));
        return { kind: "milestone", id, title, isMet: deliveredAt !== null && day <= dueOn, value: lateDays };
      }),
  );
};

/** The mean of the busy shares of the pools that were measured; the others are named without a share. */
export const utilisation = (days: readonly PoolDay[], { from, to }: Window): Counted => {
  const records = POOLS.map((pool): FigureRecord => {
    const own = days.filter((each) => each.pool === pool && each.day >= from && each.day <= to);
    const totalS = own.reduce((sum, each) => sum + each.totalS, 0);
    const value = totalS > 0 ? own.reduce((sum, each) => sum + each.busyS, 0) / totalS : null;
    const isMet = value === null ? null : value >= FIGURES.utilisation.target;
    return { kind: "pool", id: null, title: pool, isMet, value };
  });
  const known = records.map(({ value }) => value).filter((value) => value !== null);
  return {
    value: known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length,
    records,
  };
};

/** Whether a figure meets its target; null where there is nothing to count. */
export const isFigureMet = (name: FigureName, value: number | null): boolean | null => {
  const { target, isMoreBetter } = FIGURES[name];
  return value === null ? null : isMoreBetter ? value >= target : value <= target;
};

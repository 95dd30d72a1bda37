import { createBriefings } from "#server/coordination/briefings.ts";
import { createBriefingsOut } from "#server/coordination/briefings-out.ts";
import { readFailedReleases, readRaisedAlerts } from "#server/coordination/cause-store.ts";
import { boardOf } from "#server/coordination/core/board.ts";
import type { Target } from "#server/coordination/core/briefing.ts";
import { causesOf } from "#server/coordination/core/causes.ts";
import {
  type Counted,
  dependencyResolution,
  FIGURES,
  handoffSuccess,
  isFigureMet,
  onTimeMilestones,
  utilisation,
  type Window,
} from "#server/coordination/core/figures.ts";
import { type Rates, savingsOf } from "#server/coordination/core/savings.ts";
import { createExports } from "#server/coordination/exports.ts";
import { readPoolDays } from "#server/coordination/pool-store.ts";
import { createRecords } from "#server/coordination/records.ts";
import type { Savings } from "#server/coordination/savings.schema.ts";
import { countSavings } from "#server/coordination/savings-store.ts";
import {
  type Board,
  FIGURE_NAMES,
  type Figure,
  type FigureName,
  type PoolDay,
  type Records,
} from "#server/coordination/schema.ts";
import { readRecords, TABLES } from "#server/coordination/store.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { WaysOut } from "#server/platform/ways-out.ts";

const TREND_WEEKS = 12;
/** Twelve months and the one that runs. */
const SAVINGS_DAYS = 400;

/** What {@link createCoordination} needs. */
export type CoordinationDeps = {
  db: Db;
  /** The organisation's clock: now, its service day, and its zone. */
  clock: (organisationId: number) => { now: string; serviceDay: string; timeZone: string };
  /** The KPIs of the running day that have a target. */
  targets: (scope: Scope) => Promise<Target[]>;
  /** What savings are held against. */
  savingRates: (organisationId: number) => Rates;
  /** What carries briefings out of the product, and its address. */
  out: WaysOut;
  publicUrl: string;
};

/** Who waits for whom, what is due, and how well the teams pull together. */
export const createCoordination = (deps: CoordinationDeps) => {
  const { db, clock, targets, savingRates, out, publicUrl } = deps;
  const countAll = (
    records: Records,
    pools: readonly PoolDay[],
    window: Window,
  ): Record<FigureName, Counted> => ({
    handoffs: handoffSuccess(records.handoffs, window),
    resolution: dependencyResolution(records.blockers, window),
    onTime: onTimeMilestones(records.milestones, window),
    utilisation: utilisation(pools, window),
  });

  const nowIso = (organisationId: number) => clock(organisationId).now;
  const records = createRecords({ db, nowIso });

  /** What is open, with the critical path and each workstream's load. */
  const board = async (scope: Scope): Promise<Board> => {
    const { now, serviceDay } = clock(scope.organisationId);
    return boardOf(await readRecords(db, scope.organisationId), now, serviceDay);
  };

  /** The figures of the last so many days with the records behind them, and a value for each of the last twelve weeks. */
  const figures = async (scope: Scope, days: number): Promise<Figure[]> => {
    const { now, serviceDay: today, timeZone } = clock(scope.organisationId);
    const windowOf = (from: string, to: string): Window => ({ from, to, timeZone, now });
    const from = addDays(today, 1 - days);
    const weeks = Array.from({ length: TREND_WEEKS }, (_, i) => addDays(today, -7 * (TREND_WEEKS - 1 - i)));
    const first = addDays(today, 1 - 7 * TREND_WEEKS);
    const range = { from: days > 7 * TREND_WEEKS ? from : first, to: today };
    const [all, pools] = await Promise.all([
      readRecords(db, scope.organisationId),
      readPoolDays(db, scope, timeZone, range),
    ]);
    const counted = countAll(all, pools, windowOf(from, today));
    const byWeek = weeks.map((to) => {
      const week = windowOf(addDays(to, -6), to);
      return { week, counted: countAll(all, pools, week) };
    });
    return FIGURE_NAMES.map((name) => ({
      name,
      ...FIGURES[name],
      ...counted[name],
      isMet: isFigureMet(name, counted[name].value),
      trend: byWeek.map(({ week, counted: own }) => ({
        from: week.from,
        to: week.to,
        value: own[name].value,
      })),
    }));
  };

  return {
    ...records,
    ...createExports({ db, clock }),
    briefingsOut: createBriefingsOut({ db, out, publicUrl }),
    ...createBriefings({ db, nowIso, board, figures, targets }),
    board,
    figures,

    /** What was saved by month against the stated baseline, the worst month named. */
    async savings(scope: Scope): Promise<Savings> {
      const { serviceDay, timeZone } = clock(scope.organisationId);
      const since = addDays(serviceDay, -SAVINGS_DAYS);
      const counted = await countSavings(db, scope, timeZone, since);
      return savingsOf(counted, savingRates(scope.organisationId), serviceDay);
    },

    /** Opens a blocker for each failed release and raised alert, and closes those whose cause is gone; maps to how many changed. */
    async followCauses(organisationId: number): Promise<number> {
      const [workstreams, releases, alerts] = await Promise.all([
        TABLES.workstreams.list(db, organisationId),
        readFailedReleases(db, organisationId),
        readRaisedAlerts(db, organisationId),
      ]);
      const standing = causesOf(workstreams, releases, alerts);
      return workstreams.length === 0
        ? 0
        : records.followCauses(systemScope(organisationId, "coordination"), standing);
    },
  };
};
/** Who waits for whom, and how well the teams pull together. */
export type Coordination = ReturnType<typeof createCoordination>;

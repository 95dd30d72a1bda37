import { randomUUID } from "node:crypto";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";
import { planOfOrders } from "#server/routing/core/day-orders.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { type Clockwork, clockworkOf, ordersOf, planDayOf } from "#server/routing/core/plan-day.ts";
import type { Plan } from "#server/routing/core/problem.ts";
import { NO_ROOM } from "#server/routing/core/reason.ts";
import { sendOne, sendSpare, takeOver } from "#server/routing/core/rescue.ts";
import { createWishCost } from "#server/routing/core/wishes.ts";
import type { DayContext, DayContexts } from "#server/routing/day-context.ts";
import type { PlanLive } from "#server/routing/live.schema.ts";
import type { SearchPlan } from "#server/routing/plan-search.ts";
import type {
  PlanDay,
  PlanKind,
  PlanProgress,
  PlanStatus,
  RescueOption,
  WhatIf,
} from "#server/routing/schema.ts";
import { insertPlan, type PlanGain, updatePlan } from "#server/routing/store.ts";

/** What {@link createPlanRuns} needs. */
export type PlanRunsDeps = {
  db: Db;
  contextOf: DayContexts;
  search: SearchPlan;
  publish: (meta: LiveMeta, value: PlanLive) => void;
  report: (error: unknown, planId: number) => void;
  elapsed: () => number;
  now: () => Date;
  /** Told how long a search took from its start to its last plan, milliseconds. */
  solved: (scope: Scope, kind: PlanKind, tookMs: number) => void;
  /** How near to what no plan can be below, as a share, a search ends before its time; 0 for never. */
  enoughGap: (scope: Scope) => number;
};

/** A plan to be made. */
export type Run = {
  id: number;
  kind: PlanKind;
  whatIf: WhatIf | null;
  budgetS: number;
  seed: number;
  picture: DayPicture;
  audience: Audience;
};

/** Who is told of a plan: whoever sees all of its depots; null while it may be over every one. */
type Audience = { organisationId: number; depotIds: readonly number[] | null };

/** A breakdown to be answered. */
export type Rescue = {
  vehicleId: number;
  budgetS: number;
  serviceDay: string;
  depotIds: number[];
  picture: DayPicture;
};

// Whoever helps in a breakdown may stay so much longer than his shift.
const RESCUE_OVERTIME_S = 3_600;
const optionsOf = (hasSpare: boolean): readonly RescueOption[] => [
  "take-over",
  hasSpare ? "spare" : "one-truck",
  "replan",
];
const RESCUE_SEED = 1;

/** Makes plans in the background, one search a thread, and tells how far they are. */
export const createPlanRuns = (deps: PlanRunsDeps) => {
  const { db, contextOf, search, publish, report, elapsed, now, solved, enoughGap } = deps;
  const running = new Map<number, { done: Promise<void>; cancel: () => void }>();

  const overtimeOf = (kind: PlanKind): number => (kind === "rescue" ? RESCUE_OVERTIME_S : 0);

  const tell = (
    { organisationId, depotIds }: Audience,
    planId: number,
    status: PlanStatus,
    progress: PlanProgress | null,
  ): void => publish({ organisationId, depotId: null, depotIds }, { planId, status, progress });

  const store = async (audience: Audience, id: number, gain: PlanGain): Promise<void> => {
    await updatePlan(db, id, gain, now());
    if (gain.status !== undefined) tell(audience, id, gain.status, gain.progress?.at(-1) ?? null);
  };

  const currentOf = ({ present, orders }: DayContext): PlanDay =>
    planDayOf(present, orders, ({ vehicleId }) =>
      vehicleId === null ? "it is in the tray" : "its truck cannot go on",
    );

  const searchAll = async (
    scope: Scope,
    { id, kind, budgetS, seed, picture, audience, whatIf }: Run,
    { given, givenOrders }: DayContext,
    isCancelled: () => boolean,
  ): Promise<void> => {
    const progress: PlanProgress[] = [];
    let best: Plan | null = null;
    let isEnough = false;
    const enough = enoughGap(scope);
    const startedMs = elapsed();
    const wishCost = createWishCost(given.problem);
    const start = picture.now === null ? null : planOfOrders(given, clockworkOf(given), givenOrders);
    await search(given.problem, {
      seed,
      budgetMs: budgetS * 1000,
      start,
      now: elapsed,
      isCancelled: () => isEnough || isCancelled(),
      onFound: ({ plan, least, elapsedMs, iterations }) => {
        best = plan;
        // What is wished steers the search and is no money.
        const costCents = plan.cost - wishCost(plan);
        const gap = costCents > 0 ? Math.max(0, 1 - least / costCents) : 0;
        const point = {
          elapsedMs,
          costCents,
          gap,
          unserved: plan.unserved.filter(({ stop }) => given.stops[stop]?.overflow === undefined).length,
          iterations,
        };
        progress.push(point);
        isEnough = gap <= enough && enough > 0;
        tell(audience, id, "solving", point);
      },
    });
    solved(scope, kind, elapsed() - startedMs);
    const found = best as Plan | null;
    if (found === null) throw new AppError("INTERNAL", `plan ${id}: the search told no plan, expected one`);
    const barred = whatIf?.withoutOvertime === true ? ", and overtime is ruled out" : "";
    const reasons = new Map(
      found.unserved.map(({ stop, reason }) => [
        given.stops[stop]?.id,
        reason === NO_ROOM ? `${reason}${barred}` : reason,
      ]),
    );
    const proposal = planDayOf(
      given,
      ordersOf(given, found),
      (stop) => reasons.get(stop.id) ?? "no truck has room and time for it",
    );
    const status = isCancelled() && kind !== "rescue" ? "cancelled" : "proposed";
    await store(audience, id, { status, proposal, progress, isFinished: true });
  };

  /** Runs work for a plan, and writes into the plan why it failed where it did. */
  const pursue = (
    scope: Scope,
    id: number,
    work: (isCancelled: () => boolean) => Promise<void>,
  ): Promise<void> => {
    let isCancelled = false;
    const attempt = async (): Promise<void> => {
      try {
        await work(() => isCancelled);
      } catch (error) {
        if (!(error instanceof AppError)) report(error, id);
        const fault = error instanceof AppError ? error.message : "the planner failed; the log has it";
        await store(scope, id, { status: "cancelled", fault, isFinished: true });
      }
    };
    const done = attempt()
      // Where not even the fault can be stored, the log is all that is left.
      .catch((error: unknown) => report(error, id))
      .finally(() => running.delete(id));
    running.set(id, {
      done,
      cancel: () => {
        isCancelled = true;
      },
    });
    return done;
  };

  const rescueWith = async (
    scope: Scope,
    id: number,
    option: RescueOption,
    { vehicleId, budgetS, picture, depotIds }: Rescue,
    isCancelled: () => boolean,
  ): Promise<void> => {
    const context = await contextOf(scope.organisationId, picture, null, RESCUE_OVERTIME_S);
    const audience = { organisationId: scope.organisationId, depotIds };
    const run = { id, kind: "rescue" as const, whatIf: null, budgetS, seed: RESCUE_SEED, picture, audience };
    await store(audience, id, { status: "solving", picture, current: currentOf(context) });
    if (option === "replan") return searchAll(scope, run, context, isCancelled);
    const clockwork: Clockwork = clockworkOf(context.given);
    const answer = option === "spare" ? sendSpare : option === "one-truck" ? sendOne : takeOver;
    const orders = answer(context.given, clockwork, context.givenOrders, vehicleId);
    if (orders === null)
      throw new AppError(
        "NOT_FOUND",
        `${option}: found no truck that may do this work and has time for any of it`,
      );
    const proposal = planDayOf(context.given, orders, () => "no truck has room and time for it");
    await store(audience, id, { status: "proposed", proposal, isFinished: true });
  };

  return {
    overtimeOf,

    /** Makes a plan in the background, from the picture of its day, which itself may take seconds. */
    start(
      scope: Scope,
      wanted: Omit<Run, "picture" | "audience">,
      pictureOf: () => Promise<DayPicture>,
      depotIds: readonly number[] | null,
    ): void {
      const { id, kind, whatIf } = wanted;
      void pursue(scope, id, async (isCancelled) => {
        tell(scope, id, "draft", null);
        const picture = await pictureOf();
        const own = depotIds ?? picture.depots.map((depot) => depot.id);
        const audience = { organisationId: scope.organisationId, depotIds: own };
        const run = { ...wanted, picture, audience };
        await updatePlan(db, id, { depotIds: own }, now());
        const context = await contextOf(scope.organisationId, picture, whatIf, overtimeOf(kind));
        await store(audience, id, { status: "solving", picture, current: currentOf(context) });
        await searchAll(scope, run, context, isCancelled);
      });
    },

    /** Makes the options of a rescue, the quick ones first. */
    async rescue(scope: Scope, rescue: Rescue): Promise<{ group: string; ids: number[] }> {
      const { vehicleId, budgetS, serviceDay, depotIds, picture } = rescue;
      const broken = picture.vehicles.find(({ id }) => id === vehicleId);
      if (broken === undefined)
        throw new AppError("NOT_FOUND", `vehicle ${vehicleId} does not exist in your depots`);
      if (!picture.stops.some((stop) => stop.vehicleId === vehicleId && stop.status === "pending"))
        throw new AppError(
          "CONFLICT",
          `${broken.name} has no stop left on ${serviceDay}, expected one or more`,
        );
      const group = randomUUID();
      const { stream } = broken;
      const stood = {
        ...picture,
        vehicles: picture.vehicles.map((each) => {
          // Whatever its last report says, the dispatcher says that it is down.
          if (each.id === vehicleId) return { ...each, isUsable: false };
          const isSpare = each.stream === null && stream !== null;
          return isSpare && (each.streams.length === 0 || each.streams.includes(stream))
            ? { ...each, stream }
            : each;
        }),
      };
      const options = optionsOf(
        stood.vehicles.some(
          ({ id, isUsable, stream: own }) =>
            isUsable &&
            own !== null &&
            own === stream &&
            picture.vehicles.some((v) => v.id === id && v.stream === null),
        ),
      );
      const ids = await db.$transaction(async (tx) => {
        const made: number[] = [];
        for (const option of options) {
          const beginning = {
            ...{ kind: "rescue" as const, serviceDay, depotIds, whatIf: null, budgetS },
            ...{ rescue: group, option, vehicleId },
          };
          const id = await insertPlan(tx, scope, beginning, now());
          const change = { action: "plan.request", entity: "plan", entityId: id };
          await record(tx, scope, { ...change, before: null, after: beginning });
          made.push(id);
        }
        return made;
      });
      let before: Promise<void> = Promise.resolve();
      for (const [i, option] of options.entries()) {
        const id = ids[i];
        if (id === undefined) continue;
        const turn = before;
        before = pursue({ ...scope, depotIds }, id, async (isCancelled) => {
          await turn;
          await rescueWith(scope, id, option, { ...rescue, picture: stood }, isCancelled);
        });
      }
      return { group, ids };
    },

    /** Ends the search of a plan and waits for what it keeps; false where none runs here. */
    async cancel(id: number): Promise<boolean> {
      const run = running.get(id);
      run?.cancel();
      await run?.done;
      return run !== undefined;
    },

    async close(): Promise<void> {
      for (const { cancel } of running.values()) cancel();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
};

/** Makes plans in the background. */
export type PlanRuns = ReturnType<typeof createPlanRuns>;

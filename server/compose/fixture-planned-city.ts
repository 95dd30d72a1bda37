import { readEdgesOf, readStreets, streetsVersionOf } from "#server/fleet/street-store.ts";
import type { OverflowRisk } from "#server/forecast/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createClock } from "#server/operations/clock.ts";
import { createDayPlan, type DayPlan } from "#server/operations/day-plan.ts";
import { createDemoDays } from "#server/operations/demo/demo-days.ts";
import { seedDemo } from "#server/operations/demo/write.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import { nothingWished } from "#server/routing/fixtures/day.ts";
import { searchInSteps } from "#server/routing/fixtures/search-in-steps.ts";
import type { PlanDetail } from "#server/routing/schema.ts";
import { createRouting, type Routing } from "#server/routing/service.ts";
import { createTravels, type TravelsOptions } from "#server/routing/travels.ts";

/** What a test may have otherwise while the city stands. */
export type PlannedCityOptions = {
  now: string;
  /** Where its travel times come from. */
  travel: Pick<TravelsOptions, "overStreets" | "withoutStreets">;
  /** Told every status of every plan. */
  told?: (status: string) => void;
  /** Containers that may run over, as they are foretold now. */
  likely?: () => OverflowRisk[];
};

/** A seeded demo city whose days are planned over its streets, its clock standing at `now`; `close` lets go of it. */
export const openPlannedCity = async (
  url: string,
  { now, travel, told = () => undefined, likely = () => [] }: PlannedCityOptions,
) => {
  const open = openDb({ url, poolSize: 4 });
  const { db } = open;
  const { organisationId } = await seedDemo(
    open.pool,
    { seed: 5, now: Date.parse(now) / 1000, vehicles: 50, days: 3, junctions: 1_500 },
    () => undefined,
  );
  const scope: Scope = {
    ...{ organisationId, userId: "u", userName: "U", role: "dispatcher" },
    ...{ depotIds: null, driverId: null, isOperator: true },
  };
  // It stands: what drives on past its shift is paid more with every second.
  const beganMs = Date.now();
  const clock = createClock({ db, hub: { publish: () => undefined }, realNow: () => beganMs });
  await clock.refresh();
  const travels = createTravels({
    streetsOf: (id) => readStreets(db, id),
    versionOf: (id) => streetsVersionOf(db, id),
    elapsed: () => performance.now(),
    ...travel,
  });
  const demoDays = createDemoDays(url);
  const dayPlan: DayPlan = createDayPlan({
    assertFit: async () => undefined,
    overflowing: async () => likely(),
    db,
    clock,
    record,
    announce,
    fuelCentsPerL: () => 150,
    makeDay: async (id, day) => void (await demoDays.next(id, day)),
    planUndone: (...undone) => routing.undone(...undone),
  });
  const routing: Routing = createRouting({
    db,
    travelOf: travels.of,
    edgesOf: (id, streets) => readEdgesOf(db, id, streets),
    picture: dayPlan.picture,
    extra: dayPlan.extra,
    overflowStops: dayPlan.overflowStops,
    overflowTaken: async () => undefined,
    nextStopId: dayPlan.nextStopId,
    today: dayPlan.today,
    change: dayPlan.change,
    search: searchInSteps(500),
    publish: (_, { status }) => told(status),
    report: (error) => {
      throw error;
    },
    elapsed: () => performance.now(),
    usualBudgetS: () => 20,
    solved: () => {},
    enoughGap: () => 0,
    usualWishes: nothingWished.usualWishes,
    territories: dayPlan.territories,
    now: () => new Date(),
  });
  return {
    open,
    clock,
    scope,
    today: clock.read(organisationId).serviceDay,
    dayPlan,
    routing,
    audit: createAudit({ db, undoers: { day: dayPlan.undo } }),
    /** A plan once it is no longer being made. */
    async finished(id: number): Promise<PlanDetail> {
      for (;;) {
        const plan = await routing.plan(scope, id);
        if (plan.status !== "draft" && plan.status !== "solving") return plan;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async close(): Promise<void> {
      await routing.close();
      await travels.close();
      await open.close();
    },
  };
};
/** See {@link openPlannedCity}. */
export type PlannedCity = Awaited<ReturnType<typeof openPlannedCity>>;

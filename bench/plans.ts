import { readStreets } from "#server/fleet/street-store.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, minutesToInstant } from "#server/lib/service-day.ts";
import { readDayPicture } from "#server/operations/day-picture-store.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { priceMove } from "#server/routing/core/move.ts";
import { clockworkOf, ordersOf, planDayOf } from "#server/routing/core/plan-day.ts";
import type { Plan } from "#server/routing/core/problem.ts";
import { whyOf } from "#server/routing/core/why.ts";
import { createDayContexts, type DayContext } from "#server/routing/day-context.ts";
import { searchOnThread } from "#server/routing/plan-search.ts";
import type { PlanTotals } from "#server/routing/schema.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";
import { createTravelTables } from "#server/routing/travel-tables.ts";
import { demoCity } from "./harness/databases.ts";
import { type Desk, openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure, summarize } from "./harness/measure.ts";

const DAYS = 10;
// Weekdays and weekends take turns.
const STEP_DAYS = 9;
const BUDGET_MS = 20_000;
// The city stands on a Monday; its first depot has some 1,000 stops on a Friday.
const FRIDAY = 2;
const SEED = 1;

/** A past day as it stood before it was driven, without gate fees: tonnes are the same in every plan of it. */
const undriven = (picture: DayPicture): DayPicture => ({
  ...picture,
  facilities: picture.facilities.map((facility) => ({ ...facility, feeCentsPerTonne: 0 })),
  stops: picture.stops.map((stop) => ({ ...stop, status: "pending", arrived: null, done: null })),
});

const pictureOf = async ({ db, clock }: Desk, scope: Scope, day: string): Promise<DayPicture> => {
  const { timeZone } = clock.read(scope.organisationId);
  const midnight = minutesToInstant(day, 0, timeZone);
  return undriven(
    await readDayPicture(db, scope, { day, midnight, timeZone, now: null, fuelCentsPerL: 150 }),
  );
};

type Planned = {
  /** When there was a first plan, and one that leaves no more stops out than the best. */
  firstMs: number;
  wholeMs: number;
  unserved: number;
  plan: Plan;
};

const planned = async (context: DayContext, budgetMs: number): Promise<Planned> => {
  const startedAt = performance.now();
  let found = null as Planned | null;
  await searchOnThread(context.given.problem, {
    seed: SEED,
    budgetMs,
    start: null,
    now: () => performance.now(),
    isCancelled: () => false,
    onFound: ({ plan }) => {
      const ms = performance.now() - startedAt;
      const unserved = plan.unserved.length;
      const isFewer = found === null || unserved < found.unserved;
      found = {
        firstMs: found?.firstMs ?? ms,
        wholeMs: isFewer ? ms : (found?.wholeMs ?? ms),
        unserved,
        plan,
      };
    },
  });
  if (found === null) throw new Error("plans: the search told no plan, expected one");
  return found;
};

const shares = (pairs: readonly (readonly [PlanTotals, PlanTotals])[], of: (totals: PlanTotals) => number) =>
  summarize(pairs.map(([before, after]) => 100 * (1 - of(after) / of(before))));

const quick = async (context: DayContext, stops: number, tableMs: number): Promise<Fact[]> => {
  const first = await planned(context, 3_000);
  const { present, orders } = context;
  const clockwork = clockworkOf(present);
  const ids = [...present.stopOf.keys()];
  const insert = await measure({ warmUp: 3, repetitions: 40 }, (i) =>
    whyOf(present, orders, ids[(i * 37) % ids.length] ?? 0, 10),
  );
  const trucks = [...orders.keys()];
  const price = await measure({ warmUp: 3, repetitions: 200 }, (i) =>
    priceMove(present, clockwork, orders, ids[(i * 37) % ids.length] ?? 0, {
      vehicleId: trucks[i % trucks.length] ?? 0,
      position: i % 20,
    }),
  );
  return [
    { name: `travel times of a day of ${stops} stops, streets prepared`, value: tableMs, unit: "ms" },
    {
      name: `first plan of a day of ${stops} stops, threads started`,
      value: first.firstMs,
      unit: "ms",
      target: { atMost: 2_000 },
    },
    {
      name: `first plan of ${stops} stops that leaves ${first.unserved} out, as the best does`,
      value: first.wholeMs,
      unit: "ms",
      target: { atMost: 2_000 },
    },
    {
      name: `cheapest places of one stop among ${stops}, p95`,
      value: insert.ms.p95,
      unit: "ms",
      target: { atMost: 100 },
      summary: insert.ms,
    },
    {
      name: `price of a move among ${stops} stops, p95`,
      value: price.ms.p95,
      unit: "ms",
      target: { atMost: 200 },
      summary: price.ms,
    },
  ];
};

const run = async (context: BenchContext): Promise<Fact[]> => {
  const desk = await openDesk(await demoCity(context));
  const { db, scope, operations } = desk;
  const streets = await readStreets(db, scope.organisationId);
  if (streets === undefined) throw new Error("plans: found no streets of the demo city, expected some");
  const travel = createStreetTravel(streets);
  try {
    const contextOf = createDayContexts({
      tables: createTravelTables(async () => travel),
      edgesOf: async () => [],
    });
    const yesterday = operations.serviceDay(scope, -1);
    const depots = await db.depot.findMany({ where: { organisationId: scope.organisationId } });
    const small = { ...scope, depotIds: depots.slice(0, 1).map(({ id }) => id) };
    const smallDay = await pictureOf(desk, small, addDays(yesterday, -FRIDAY));
    // The first question waits for the streets to be prepared.
    await travel.matrix(smallDay.depots);
    const startedAt = performance.now();
    const smallContext = await contextOf(scope.organisationId, smallDay, null);
    const facts = await quick(smallContext, smallDay.stops.length, performance.now() - startedAt);

    const pairs: [PlanTotals, PlanTotals][] = [];
    for (let i = 0; i < DAYS; i++) {
      const day = addDays(yesterday, -i * STEP_DAYS);
      const given = await contextOf(scope.organisationId, await pictureOf(desk, scope, day), null);
      const before = planDayOf(given.present, given.orders, () => "in the tray").totals;
      const { plan } = await planned(given, BUDGET_MS);
      const after = planDayOf(given.given, ordersOf(given.given, plan), () => "left out").totals;
      pairs.push([before, after]);
      context.say(
        `${day}: ${before.stops} stops, ${Math.round(before.distanceM / 1000)} to ${Math.round(after.distanceM / 1000)} km, ` +
          `${Math.round(before.costCents / 100)} to ${Math.round(after.costCents / 100)} in money, ` +
          `late ${before.lateStops} to ${after.lateStops}, trucks ${before.vehicles} to ${after.vehicles}, ` +
          `unserved ${before.unserved} to ${after.unserved}`,
      );
    }
    const how = `${DAYS} days, ${STEP_DAYS} apart, ${BUDGET_MS / 1000} s on one core each; the baseline is the day as the demo city's dispatcher built it.`;
    const tell = (name: string, of: (totals: PlanTotals) => number): Fact[] => {
      const all = shares(pairs, of);
      return [
        {
          ...{ name: `${name}: median`, value: all.median, unit: "%", summary: all, note: how },
          against: { what: "the day as built by hand", times: 1 / (1 - all.median / 100) },
        },
        { name: `${name}: worst day`, value: all.min, unit: "%" },
      ];
    };
    return [
      ...facts,
      ...tell("fewer kilometres than the baseline", ({ distanceM }) => distanceM),
      ...tell("less driving and paid time than the baseline", ({ durationS }) => durationS),
      ...tell("cheaper than the baseline", ({ costCents }) => costCents),
      // The baseline leaves stops in the tray that the plans serve.
      ...tell("cheaper than the baseline by stop served", ({ costCents, stops }) => costCents / stops),
      {
        name: "stops left out, all days",
        value: pairs.reduce((sum, [, after]) => sum + after.unserved, 0),
        unit: "stops",
      },
    ];
  } finally {
    await travel.close();
    await desk.close();
  }
};

/** Plans of whole days against what a dispatcher without a planner drives. */
export const plans: Line = { about: "plans of demo days against the days as built by hand", run };

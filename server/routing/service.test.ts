import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { openDb } from "#server/platform/db.ts";
import { type LiveMeta, mayReadOwn } from "#server/platform/live.schema.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { Problem } from "#server/routing/core/problem.ts";
import type { DayChange } from "#server/routing/day-writing.ts";
import { pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { searchInSteps } from "#server/routing/fixtures/search-in-steps.ts";
import type { PlanLive } from "#server/routing/live.schema.ts";
import type { SearchPlan } from "#server/routing/plan-search.ts";
import type { PlanDetail, PlanWishes } from "#server/routing/schema.ts";
import { createRouting, type DayPicture, type Routing } from "#server/routing/service.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 3 });
});
afterAll(() => open.close());

const travel = createGreatCircleTravel({ detour: 1.3, speedKmh: 30 });
const TODAY = "2026-11-24";
const TOMORROW = "2026-11-25";
let organisationId = 0;
let scope: Scope;
let told: PlanLive[];
let toldTo: LiveMeta[];
let changes: DayChange[];
let picture: DayPicture;
let offers: DayPicture["stops"];
let taken: { stopId: number; costCents: number }[];
let held: Promise<void> | null;
let enoughGap = 0;
let usualWishes: PlanWishes;
let territories: Map<number, { lng: number; lat: number }>;
let solved: { kind: string; tookMs: number }[];

/** A search in steps, which goes on without a better plan for as long as it is held. */
const searchHere: SearchPlan = async (problem, options) => {
  await searchInSteps(60)(problem, options);
  while (held !== null && !options.isCancelled())
    await Promise.race([held, new Promise((done) => setTimeout(done, 5))]);
};

const routingWith = (search: SearchPlan): Routing =>
  createRouting({
    db: open.db,
    travelOf: async () => travel,
    edgesOf: async (_, streets) => (streets.includes("Mill Lane") ? [7] : []),
    picture: async () => picture,
    extra: async (_, { siteId, stream }, _unit, id) => stopOf(id, { stream, name: `Site ${siteId}` }),
    overflowStops: async () => offers,
    overflowTaken: async (_tx, _scope, _day, stops) => taken.push(...stops),
    nextStopId: async () => 900,
    today: () => TODAY,
    change: async (_, change, within) => {
      changes.push(change);
      await open.db.$transaction((tx) => within(tx, 77));
      return { auditId: 77, routes: change.routes.length, stopsMoved: 0, unassigned: change.tray.length };
    },
    search,
    publish(meta, value) {
      told.push(value);
      toldTo.push(meta);
    },
    report: () => {},
    elapsed: () => performance.now(),
    usualBudgetS: () => 2,
    enoughGap: () => enoughGap,
    usualWishes: () => usualWishes,
    territories: async () => territories,
    solved: (_, kind, tookMs) => void solved.push({ kind, tookMs }),
    now: () => new Date(),
  });
let routing: Routing;

beforeEach(() => {
  organisationId++;
  scope = {
    organisationId,
    userId: "u",
    userName: "Una",
    role: "dispatcher",
    depotIds: null,
    driverId: null,
    isOperator: true,
  };
  told = [];
  toldTo = [];
  changes = [];
  held = null;
  solved = [];
  enoughGap = 0;
  usualWishes = { evenWork: "off", usualTerritory: "off" };
  territories = new Map();
  offers = [];
  taken = [];
  picture = pictureOf([
    ...Array.from({ length: 8 }, (_, i) => stopOf(i + 1, { vehicleId: i % 2 === 0 ? 1 : 3 })),
    ...Array.from({ length: 4 }, (_, i) => stopOf(i + 20, { vehicleId: 2, stream: "glass" })),
  ]);
  routing = routingWith(searchHere);
});

const day = { kind: "day" as const, serviceDay: TOMORROW, budgetS: 1, seed: 1 };

/** Of which plans a change of the present organisation was noted, in order. */
const notedOf = async (action: string): Promise<string[]> => {
  const where = { organisationId, action };
  return (await open.db.audit.findMany({ where, orderBy: { id: "asc" } })).map(({ entityId }) => entityId);
};

const finished = async (id: number): Promise<PlanDetail> => {
  for (;;) {
    const plan = await routing.plan(scope, id);
    if (plan.status !== "draft" && plan.status !== "solving") return plan;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe("what is wished of a plan beside its price", () => {
  const west = { lng: 0, lat: 0.02 };
  const east = { lng: 0.06, lat: 0.02 };

  /** Every problem that is searched for a request, and the plan that comes of it. */
  const searched = async (wishes?: PlanWishes) => {
    const problems: Problem[] = [];
    const listening = routingWith((problem, options) => {
      problems.push(problem);
      return searchHere(problem, options);
    });
    const { id } = await listening.request(scope, { ...day, ...(wishes ? { wishes } : {}) });
    const plan = await finished(id);
    await listening.close();
    return { plan, problem: problems[0] };
  };

  beforeEach(() => {
    territories = new Map([
      [1, west],
      [3, east],
    ]);
  });

  it("is nothing where nobody says otherwise", async () => {
    const { plan, problem } = await searched();
    expect(problem).toMatchObject({ balanceWeight: 0, territoryWeight: 0 });
    expect(problem?.vehicles.map(({ home }) => home)).toEqual([null, null, null]);
    expect(plan.wishes).toBe(null);
  });

  it("is what the settings say, else what the request says, and comes to the solver as weights", async () => {
    usualWishes = { evenWork: "some", usualTerritory: "off" };
    const usual = await searched();
    expect(usual.plan.wishes).toEqual(usualWishes);
    expect(usual.problem?.balanceWeight).toBeCloseTo(300 / 3_600);
    expect(usual.problem?.territoryWeight).toBe(0);

    const asked = await searched({ evenWork: "off", usualTerritory: "strong" });
    expect(asked.plan.wishes).toEqual({ evenWork: "off", usualTerritory: "strong" });
    expect(asked.problem?.balanceWeight).toBe(0);
    expect(asked.problem?.territoryWeight).toBeCloseTo(40 / 1_000);
    // The truck of glass has no territory.
    expect(asked.problem?.vehicles.map(({ home }) => home !== null)).toEqual([true, false, true]);
  });

  it("stays with the plan when the settings change, and why a stop is on its truck is told by it", async () => {
    const { plan } = await searched({ evenWork: "strong", usualTerritory: "strong" });
    usualWishes = { evenWork: "off", usualTerritory: "off" };
    territories = new Map();
    const why = await routing.why(scope, plan.id, 1);
    expect(why.present?.unevenS).toEqual(expect.any(Number));
    expect(why.present?.awayM).toBeGreaterThan(0);
    const plain = await searched();
    const whyPlain = await routing.why(scope, plain.plan.id, 1);
    expect(whyPlain.present?.unevenS).toBe(undefined);
    expect(whyPlain.present?.awayM).toBe(undefined);
  });

  it("is no part of the money that is told: neither of the plan, nor of its curve, nor of a stop", async () => {
    const { plan, problem } = await searched({ evenWork: "strong", usualTerritory: "strong" });
    const routes = plan.proposalDay?.routes ?? [];
    const { distanceM = 0, durationS = 0, costCents = 0 } = plan.proposal ?? {};
    // 100 cents a km and 2,000 an hour; tips cost the rest, and no route is past its shift.
    const fees = routes.reduce(
      (sum, { vehicleId, load }) => sum + (load / 1_000) * (vehicleId === 2 ? 7_000 : 6_000),
      0,
    );
    expect(costCents).toBeCloseTo(distanceM / 10 + (durationS * 2_000) / 3_600 + fees, 3);
    expect(plan.progress.at(-1)?.costCents).toBeCloseTo(costCents, 3);
    expect(problem?.balanceWeight).toBeGreaterThan(0);
    const why = await routing.why(scope, plan.id, 1);
    const { extraCostCents = 0, extraDistanceM = 0, extraSeconds = 0 } = why.present ?? {};
    expect(extraCostCents).toBeCloseTo(extraDistanceM / 10 + (extraSeconds * 2_000) / 3_600 + 3_000, 3);
  });

  it("is in the record of who asked", async () => {
    const { plan } = await searched({ evenWork: "some", usualTerritory: "some" });
    const rows = await open.db.audit.findMany({ where: { entity: "plan", entityId: String(plan.id) } });
    expect(rows.map(({ after }) => after)).toMatchObject([
      { wishes: { evenWork: "some", usualTerritory: "some" } },
    ]);
  });

  it("brings stops to the driver who knows their surroundings", async () => {
    // More work than one truck has time for, half of it on either side.
    picture = pictureOf(
      Array.from({ length: 12 }, (_, i) =>
        stopOf(i + 1, { lng: i % 2 === 0 ? west.lng : east.lng, lat: 0.001 * i, load: 10, service: 3_600 }),
      ),
    );
    const sidesOf = ({ proposalDay }: PlanDetail): (readonly [number, number[]])[] =>
      (proposalDay?.routes ?? []).map(({ vehicleId, visits }) => [
        vehicleId,
        visits.flatMap(({ kind, lng }) => (kind === "stop" && lng !== null ? [lng] : [])),
      ]);
    for (const [first, third] of [
      [west, east],
      [east, west],
    ] as const) {
      territories = new Map([
        [1, first],
        [3, third],
      ]);
      const { plan } = await searched({ evenWork: "off", usualTerritory: "strong" });
      expect(sidesOf(plan).sort(([a], [b]) => a - b)).toEqual([
        [1, Array(6).fill(first.lng)],
        [3, Array(6).fill(third.lng)],
      ]);
    }
  });
});

describe("asking for a plan", () => {
  it("is told to who sees all of its depots, as the plan itself is shown", async () => {
    const { id } = await routing.request(scope, day);
    await finished(id);
    await vi.waitFor(() => expect(told.at(-1)?.status).toBe("proposed"));
    const heardBy = (depotIds: number[] | null) =>
      told.filter((_, i) =>
        mayReadOwn({ organisationId, role: "dispatcher", depotIds, driverId: null }, toldTo[i] as LiveMeta),
      );
    expect(heardBy(null)).toEqual(told);
    expect(heardBy([2])).toEqual([]);
    // Until the day is read it may be over any depot.
    expect(heardBy([1, 2])).toEqual(told.filter(({ status }) => status !== "draft"));
    await expect(routing.plan({ ...scope, depotIds: [2] }, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("searches as long as is asked for, else as long as is usual", async () => {
    const { budgetS: _, ...unsaid } = day;
    const asked = [day, unsaid];
    const plans = [];
    for (const request of asked) plans.push(await finished((await routing.request(scope, request)).id));
    expect(plans.map(({ budgetS }) => budgetS)).toEqual([1, 2]);
    expect(solved.map(({ kind, tookMs }) => [kind, tookMs >= 0])).toEqual([
      ["day", true],
      ["day", true],
    ]);
  });

  it("ends before its time once the plan is near enough to what none can be below", async () => {
    enoughGap = 1;
    // It would go on for good.
    held = new Promise(() => {});
    const { id } = await routing.request(scope, day);
    expect((await finished(id)).status).toBe("proposed");
  });

  it("tells its way from draft to proposal, and writes nothing into the day", async () => {
    const { id } = await routing.request(scope, day);
    const plan = await finished(id);
    expect(plan).toMatchObject({ status: "proposed", createdBy: "Una", fault: null, depotIds: [1] });
    expect(plan.proposal?.costCents).toBeLessThanOrEqual(plan.current?.costCents ?? 0);
    // It is told after it is stored.
    await vi.waitFor(() => expect(told.at(-1)?.status).not.toBe("solving"));
    expect(told.map(({ status }) => status)).toEqual([
      "draft",
      ...told.slice(1, -1).map(() => "solving"),
      "proposed",
    ]);
    for (const { gap } of plan.progress) {
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(1);
    }
    expect(changes).toEqual([]);
  });

  it("takes an offered stop where it costs less than leaving it, and brings in those alone", async () => {
    const overflow = { siteId: 70, chance: 0.8, pickup: "2026-11-27" };
    offers = [
      stopOf(90, { overflow: { ...overflow, penaltyCents: 1_000_000 } }),
      stopOf(91, { overflow: { ...overflow, siteId: 71, penaltyCents: 0 } }),
    ];
    const { id } = await routing.request(scope, day);
    const plan = await finished(id);
    const visits = plan.proposalDay?.routes.flatMap((route) => route.visits) ?? [];
    expect(visits.filter((visit) => visit.overflow !== undefined)).toMatchObject([
      { stopId: 90, overflow: { chance: 0.8, pickup: "2026-11-27" } },
    ]);
    expect([plan.current?.unserved, plan.proposal?.unserved]).toEqual([0, 0]);
    await routing.accept(scope, { id });
    expect(changes[0]?.extras).toEqual([{ id: 90, siteId: 70, stream: "refuse" }]);
    expect(changes[0]?.tray).toEqual([]);
    expect(taken).toMatchObject([{ stopId: 90, chance: 0.8, pickup: "2026-11-27" }]);
    expect(taken[0]?.costCents).toBe((await routing.why(scope, id, 90)).present?.extraCostCents);
    expect(taken[0]?.costCents).toBeGreaterThan(0);
  });

  it("refuses a whole day once it has begun, and the rest of one that has not", async () => {
    await expect(routing.request(scope, { ...day, serviceDay: TODAY })).rejects.toThrow(
      "got day, expected rest, for the day has begun",
    );
    await expect(routing.request(scope, { ...day, kind: "rest" })).rejects.toThrow(
      "got rest, expected day, for it has not begun",
    );
  });

  it("does without the trucks that are supposed to be missing, and says whose stops stay", async () => {
    const whatIf = { withoutVehicleIds: [2], facilityIds: null, closedStreets: [] };
    const plan = await finished((await routing.request(scope, { ...day, whatIf })).id);
    expect(plan.proposalDay?.routes.map(({ vehicleId }) => vehicleId)).not.toContain(2);
    expect(plan.proposalDay?.unserved.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 4 }, () => "no vehicle offers what it needs"),
    );
    expect(plan.currentDay?.unserved).toEqual([]);
  });

  it("uses only the facilities that are supposed to be open", async () => {
    const whatIf = { withoutVehicleIds: [], facilityIds: [1], closedStreets: [] };
    const plan = await finished((await routing.request(scope, { ...day, whatIf })).id);
    const tips = plan.proposalDay?.routes.flatMap(({ visits }) =>
      visits.flatMap((visit) => visit.facilityId ?? []),
    );
    expect(new Set(tips)).toEqual(new Set([1]));
  });

  it("says that a street is not on the map", async () => {
    const whatIf = { withoutVehicleIds: [], facilityIds: null, closedStreets: ["Nowhere Road"] };
    const plan = await finished((await routing.request(scope, { ...day, whatIf })).id);
    expect(plan.status).toBe("cancelled");
    expect(plan.fault).toBe("closed streets: found no street called Nowhere Road, expected names of the map");
  });

  it("keeps the best plan of a search that is cancelled, and it can be accepted", async () => {
    held = new Promise(() => {});
    const { id } = await routing.request(scope, day);
    while ((await routing.plan(scope, id)).status !== "solving")
      await new Promise((done) => setTimeout(done, 5));
    const plan = await routing.cancel(scope, id);
    expect(plan.status).toBe("cancelled");
    expect(await notedOf("plan.cancel")).toEqual([String(id)]);
    expect(plan.proposal?.stops).toBe(12);
    await routing.accept(scope, { id });
    expect((await routing.plan(scope, id)).status).toBe("accepted");
    await expect(routing.cancel(scope, id)).rejects.toThrow(
      `plan ${id} is accepted, expected one that is being made`,
    );
  });

  it("writes over no decision that another process made while the end of a search was asked for here", async () => {
    const { id } = await routing.request(scope, day);
    await finished(id);
    // Another process searches it.
    await open.db.plan.update({ where: { id }, data: { status: "solving", finishedAt: null } });
    let cancelling: Promise<unknown> = Promise.resolve();
    await open.db.$transaction(async (tx) => {
      await tx.plan.update({ where: { id }, data: { status: "rejected", finishedAt: new Date() } });
      cancelling = routing.cancel(scope, id);
      const waiting = () =>
        open.pool.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
      while ((await waiting()).rowCount === 0) await new Promise((done) => setTimeout(done, 5));
    });
    expect(await cancelling).toMatchObject({ status: "rejected" });
    const [noted] = await open.db.audit.findMany({ where: { organisationId, action: "plan.cancel" } });
    expect(noted).toMatchObject({ before: { status: "solving" }, after: { status: "rejected" } });
  });

  it("tells why the planner failed without what is only for the log", async () => {
    routing = routingWith(async () => {
      throw new Error("a table at 0x7f");
    });
    const plan = await finished((await routing.request(scope, day)).id);
    expect(plan).toMatchObject({ status: "cancelled", fault: "the planner failed; the log has it" });
    routing = routingWith(async () => {
      throw new AppError("UNAVAILABLE", "thread died");
    });
    expect((await finished((await routing.request(scope, day)).id)).fault).toBe("thread died");
  });
});

describe("deciding on a plan", () => {
  it("writes only trucks whose order differs, with times, and once", async () => {
    const { id } = await routing.request(scope, day);
    const plan = await finished(id);
    await routing.accept(scope, { id });
    expect(changes).toHaveLength(1);
    const [change] = changes;
    expect(change).toMatchObject({ action: "plan.accept", planId: id, serviceDay: TOMORROW, tray: [] });
    for (const route of change?.routes ?? []) {
      const proposed = plan.proposalDay?.routes.find(({ vehicleId }) => vehicleId === route.vehicleId);
      expect(route.stops.map(({ id: stop }) => stop)).toEqual(
        proposed?.visits.flatMap(({ stopId }) => stopId ?? []) ?? [],
      );
    }
    expect(await routing.plan(scope, id)).toMatchObject({ status: "accepted", auditId: 77 });
    await expect(routing.accept(scope, { id })).rejects.toThrow("expected a proposal");
    await expect(routing.reject(scope, id)).rejects.toThrow("expected a proposal");
  });

  it("puts one aside, and then it cannot be accepted", async () => {
    const { id } = await routing.request(scope, day);
    await finished(id);
    expect((await routing.reject(scope, id)).status).toBe("rejected");
    await expect(routing.accept(scope, { id })).rejects.toThrow(
      `plan ${id} is rejected, expected a proposal`,
    );
  });

  it("names trucks that have no part in it", async () => {
    const { id } = await routing.request(scope, day);
    await finished(id);
    await expect(routing.accept(scope, { id, vehicleIds: [1, 99] })).rejects.toThrow(
      `vehicles 99 have no part in plan ${id}`,
    );
  });
});

describe("comparing plans", () => {
  it("names the stops that another truck serves", async () => {
    const left = (await routing.request(scope, day)).id;
    await finished(left);
    const whatIf = { withoutVehicleIds: [3], facilityIds: null, closedStreets: [] };
    const right = (await routing.request(scope, { ...day, whatIf })).id;
    const rightPlan = await finished(right);
    const compared = await routing.compare(scope, left, right);
    expect(compared.moved.every((stop) => stop.leftVehicleId !== stop.rightVehicleId)).toBe(true);
    expect(compared.routes.find(({ vehicleId }) => vehicleId === 3)?.right ?? null).toBeNull();
    expect(compared.right.proposal).toEqual(rightPlan.proposal);
  });
});

describe("a breakdown", () => {
  it("is refused where the truck has nothing left to do", async () => {
    picture = pictureOf([stopOf(1, { vehicleId: 1 })], 3, 36_000);
    await expect(routing.rescue(scope, { vehicleId: 3, budgetS: 1 })).rejects.toThrow(
      "Truck 3 has no stop left",
    );
  });

  it("gives it all to one truck beside its round where none stands still", async () => {
    picture = pictureOf(
      [stopOf(1, { vehicleId: 1 }), stopOf(2, { vehicleId: 1 }), stopOf(3, { vehicleId: 3 })],
      3,
      30_000,
    );
    const { ids } = await routing.rescue(scope, { vehicleId: 1, budgetS: 1 });
    expect(await notedOf("plan.request")).toEqual(ids.map(String));
    const plans = await Promise.all(ids.map(finished));
    expect(plans.map((plan) => plan?.option)).toEqual(["take-over", "one-truck", "replan"]);
    const [, one] = plans;
    const taking = one?.proposalDay?.routes.filter(({ visits }) =>
      visits.some(({ stopId }) => stopId === 1 || stopId === 2),
    );
    expect(taking).toHaveLength(1);
    expect(taking?.[0]?.vehicleId).not.toBe(1);
    expect(one?.proposal?.unserved).toBe(0);
  });

  it("sends a truck that stands still, or shares the work out", async () => {
    picture = pictureOf(
      [stopOf(1, { vehicleId: 1 }), stopOf(2, { vehicleId: 1 }), stopOf(3, { vehicleId: 3 })],
      5,
      30_000,
    );
    picture.vehicles = picture.vehicles.map((each) => (each.id === 5 ? { ...each, stream: null } : each));
    const { ids } = await routing.rescue(scope, { vehicleId: 1, budgetS: 1 });
    const [shared, spare, anew] = await Promise.all(ids.map(finished));
    const servedBy = (plan: PlanDetail | undefined, stopId: number) =>
      plan?.proposalDay?.routes.find(({ visits }) => visits.some((visit) => visit.stopId === stopId))
        ?.vehicleId;
    expect(servedBy(shared, 1)).toBe(3);
    expect(servedBy(spare, 1)).toBe(5);
    expect(servedBy(anew, 1)).not.toBe(1);
    expect(new Set([shared?.group, spare?.group, anew?.group]).size).toBe(1);
  });
});

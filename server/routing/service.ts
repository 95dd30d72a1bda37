import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";
import { type BoardDeps, createBoard } from "#server/routing/board.ts";
import { placesOn } from "#server/routing/core/closure.ts";
import { compareDays } from "#server/routing/core/comparison.ts";
import { ordersOfDay } from "#server/routing/core/day-orders.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { partOf } from "#server/routing/core/part.ts";
import { clockworkOf, planDayOf } from "#server/routing/core/plan-day.ts";
import { whyOf } from "#server/routing/core/why.ts";
import { isWished, withWishes } from "#server/routing/core/wishes.ts";
import {
  closedEdgesOf,
  createDayContexts,
  type DayContext,
  type EdgesOf,
} from "#server/routing/day-context.ts";
import { type DayWriting, extrasOf, orderRoutes } from "#server/routing/day-writing.ts";
import type { PlanLive } from "#server/routing/live.schema.ts";
import { createPlanLines } from "#server/routing/plan-lines.ts";
import { createPlanRuns } from "#server/routing/plan-runs.ts";
import type { SearchPlan } from "#server/routing/plan-search.ts";
import type {
  DayChanged,
  PlanAcceptance,
  PlanComparison,
  PlanDay,
  PlanDetail,
  PlanKind,
  PlanLine,
  PlanRequest,
  PlanSummary,
  PlanWhy,
  PlanWishes,
  RescueRequest,
} from "#server/routing/schema.ts";
import {
  endOrphans,
  insertPlan,
  listPlans,
  lockPlan,
  readPicture,
  readPlan,
  updatePlan,
  writeDecision,
} from "#server/routing/store.ts";
import type { Travel } from "#server/routing/travel.ts";
import { createTravelTables } from "#server/routing/travel-tables.ts";

export type { DayPicture } from "#server/routing/core/day-picture.ts";
export type { DayChange, DayWritten } from "#server/routing/day-writing.ts";

/** What {@link createRouting} needs. */
export type RoutingDeps = DayWriting & {
  db: Db;
  travelOf: (organisationId: number) => Promise<Travel>;
  edgesOf: EdgesOf;
  /** The service day as it stands; one that lies ahead is made where it is not yet. */
  picture: (scope: Scope, serviceDay: string) => Promise<DayPicture>;
  extra: BoardDeps["extra"];
  /** Stops beyond a coming day's own that its plan may take, for containers that may run over before their next pickup. */
  overflowStops: (scope: Scope, picture: DayPicture) => Promise<DayPicture["stops"]>;
  nextStopId: BoardDeps["nextStopId"];
  /** Notes which of those an accepted plan took, each with what it costs there, in the transaction that accepts it. */
  overflowTaken: (
    tx: Tx,
    scope: Scope,
    serviceDay: string,
    stops: { stopId: number; chance: number; pickup: string; costCents: number }[],
  ) => Promise<unknown>;
  /** What is wished of plans where a request does not say. */
  usualWishes: (scope: Scope) => PlanWishes;
  /** The middle of where each truck's driver usually works, by truck. */
  territories: (
    scope: Scope,
    serviceDay: string,
  ) => Promise<ReadonlyMap<number, { lng: number; lat: number }>>;
  today: (scope: Scope) => string;
  search: SearchPlan;
  publish: (meta: LiveMeta, value: PlanLive) => void;
  /** Told of a plan that failed in a way that nobody asked for. */
  report: (error: unknown, planId: number) => void;
  /** Milliseconds of a clock that only goes forward. */
  elapsed: () => number;
  now: () => Date;
  /** Told how long a search for a plan took, milliseconds. */
  solved: (scope: Scope, kind: PlanKind, tookMs: number) => void;
  /** Seconds that a plan is searched for where a request does not say. */
  usualBudgetS: (scope: Scope) => number;
  /** How near to what no plan can be below, as a share, a search ends before its time; 0 for never. */
  enoughGap: (scope: Scope) => number;
};

const ORPHANED_MS = 900_000;
const DECIDABLE = new Set(["proposed", "cancelled"]);
const MOST_ALTERNATIVES = 10;

/** Plans for a service day: asked for, made in the background, compared, accepted whole or in part; and the board. */
export const createRouting = (deps: RoutingDeps) => {
  const { db, travelOf, edgesOf, picture, overflowStops, overflowTaken, today, change, now } = deps;
  const { usualBudgetS, usualWishes, territories } = deps;
  const tables = createTravelTables(travelOf);
  const contextOf = createDayContexts({ tables, edgesOf });
  const runs = createPlanRuns({ ...deps, contextOf });
  const lines = createPlanLines(travelOf);

  /** The problem behind a stored plan, as it was planned. */
  const contextOfPlan = async (scope: Scope, plan: PlanDetail): Promise<DayContext> => {
    const stored = await readPicture(db, plan.id);
    if (stored === null) throw new AppError("CONFLICT", `plan ${plan.id} has no picture of its day yet`);
    return contextOf(scope.organisationId, stored, plan.whatIf, runs.overtimeOf(plan.kind));
  };

  const proposalOf = (plan: PlanDetail): PlanDay => {
    if (plan.proposalDay === null)
      throw new AppError("CONFLICT", `plan ${plan.id} is ${plan.status}: it has no proposal yet`);
    return plan.proposalDay;
  };

  /** The scope that a plan is made under: the depots asked for, as far as they are the user's. */
  const narrowed = (scope: Scope, depotIds: readonly number[] | undefined): Scope => {
    if (depotIds === undefined) return scope;
    const own = depotIds.filter((id) => scope.depotIds?.includes(id) ?? true);
    if (own.length === 0)
      throw new AppError("FORBIDDEN", `depots ${depotIds.join(", ")} are not yours to plan`);
    return { ...scope, depotIds: own };
  };

  const pictureOf = async (scope: Scope, serviceDay: string): Promise<DayPicture> => {
    const day = await picture(scope, serviceDay);
    if (day.stops.length === 0)
      throw new AppError(
        "NOT_FOUND",
        `service day ${serviceDay}: found no stop to plan, expected one or more`,
      );
    return day;
  };

  /** The picture with stops that a plan may take beside the day's own. */
  const pictureWithOffers = async (scope: Scope, serviceDay: string): Promise<DayPicture> => {
    const day = await pictureOf(scope, serviceDay);
    if (day.now !== null) return day;
    return { ...day, stops: [...day.stops, ...(await overflowStops(scope, day))] };
  };

  /** The picture with what is wished of its plan. */
  const wishing = async (scope: Scope, day: DayPicture, wishes: PlanWishes): Promise<DayPicture> => {
    if (!isWished(wishes)) return day;
    const isLocal = wishes.usualTerritory !== "off";
    return withWishes(day, wishes, isLocal ? await territories(scope, day.serviceDay) : new Map());
  };

  /** The picture of some trucks with their own stops alone. */
  const pictureOfTrucks = (day: DayPicture, vehicleIds: readonly number[]): DayPicture => {
    const vehicles = day.vehicles.filter(({ id }) => vehicleIds.includes(id));
    const unknown = vehicleIds.filter((id) => !vehicles.some((vehicle) => vehicle.id === id));
    if (unknown.length > 0)
      throw new AppError("BAD_REQUEST", `vehicles ${unknown.join(", ")} have no part in ${day.serviceDay}`);
    const stops = day.stops.filter(({ vehicleId }) => vehicleId !== null && vehicleIds.includes(vehicleId));
    return { ...day, vehicles, stops };
  };

  const tidy = ({ organisationId }: Scope) =>
    endOrphans(db, organisationId, new Date(now().getTime() - ORPHANED_MS));

  return {
    board: createBoard({ ...deps, contextOf }),

    /** Plans of a day or of a rescue, newest first. */
    plans: (
      scope: Scope,
      query: { serviceDay?: string | undefined; group?: string | undefined; limit: number },
    ): Promise<PlanSummary[]> => listPlans(db, scope, query),
    plan: (scope: Scope, id: number): Promise<PlanDetail> => readPlan(db, scope, id),

    /** Asks for a plan; it is made in the background and told on the live channel. */
    async request(scope: Scope, request: PlanRequest): Promise<{ id: number }> {
      const { kind, serviceDay, seed, whatIf = null } = request;
      const isToday = serviceDay === today(scope);
      if ((kind === "rest") !== isToday)
        throw new AppError(
          "BAD_REQUEST",
          `${serviceDay}: got ${kind}, expected ${isToday ? "rest, for the day has begun" : "day, for it has not begun"}`,
        );
      if (serviceDay < today(scope))
        throw new AppError("BAD_REQUEST", `service day ${serviceDay} is over, expected a day to come`);
      const own = narrowed(scope, request.depotIds);
      const { budgetS = usualBudgetS(own), wishes = usualWishes(own) } = request;
      await tidy(scope);
      const beginning = {
        kind,
        serviceDay,
        // Which depots the organisation has is known with the picture of the day.
        depotIds: own.depotIds ?? [],
        whatIf,
        budgetS,
        rescue: null,
        option: null,
        vehicleId: null,
      };
      const id = await db.$transaction(async (tx) => {
        const made = await insertPlan(tx, scope, beginning, now());
        await record(tx, scope, {
          action: "plan.request",
          entity: "plan",
          entityId: made,
          before: null,
          after: { ...beginning, wishes },
        });
        return made;
      });
      const search = { id, kind, whatIf, budgetS, seed };
      const only = whatIf?.onlyVehicleIds;
      const pictured = async (): Promise<DayPicture> =>
        wishing(
          own,
          only === undefined
            ? await pictureWithOffers(own, serviceDay)
            : pictureOfTrucks(await pictureOf(own, serviceDay), only),
          wishes,
        );
      runs.start(own, search, pictured, own.depotIds);
      return { id };
    },

    /** Answers a breakdown with options, each a plan of its own; they come as they are ready. */
    async rescue(scope: Scope, request: RescueRequest): Promise<{ group: string; ids: number[] }> {
      const serviceDay = today(scope);
      await tidy(scope);
      const day = await pictureOf(scope, serviceDay);
      const depotIds = scope.depotIds ?? day.depots.map(({ id }) => id);
      return runs.rescue(scope, { ...request, serviceDay, depotIds, picture: day });
    },

    /** Ends a search; the best plan found so far is kept. */
    async cancel(scope: Scope, id: number): Promise<PlanSummary> {
      const plan = await readPlan(db, scope, id);
      if (plan.status !== "solving" && plan.status !== "draft")
        throw new AppError("CONFLICT", `plan ${id} is ${plan.status}, expected one that is being made`);
      const isRunHere = await runs.cancel(id);
      await db.$transaction(async (tx) => {
        const status = await lockPlan(tx, scope.organisationId, id);
        // One that no process searches any more ends here; what another made of it meanwhile stands.
        const isLeft = !isRunHere && (status === "solving" || status === "draft");
        if (isLeft) await updatePlan(tx, id, { status: "cancelled", isFinished: true }, now());
        await record(tx, scope, {
          ...{ action: "plan.cancel", entity: "plan", entityId: id },
          ...{ before: { status: plan.status }, after: { status: isLeft ? "cancelled" : status } },
        });
      });
      return readPlan(db, scope, id);
    },

    /** Puts a proposal aside. */
    async reject(scope: Scope, id: number): Promise<PlanSummary> {
      await readPlan(db, scope, id);
      await db.$transaction(async (tx) => {
        const status = await lockPlan(tx, scope.organisationId, id);
        if (!DECIDABLE.has(status))
          throw new AppError("CONFLICT", `plan ${id} is ${status}, expected a proposal`);
        await writeDecision(tx, id, { status: "rejected", auditId: null, vehicleIds: null });
        await record(tx, scope, {
          action: "plan.reject",
          entity: "plan",
          entityId: id,
          before: { status },
          after: { status: "rejected" },
        });
      });
      return readPlan(db, scope, id);
    },

    /** Brings a proposal into force, all of it or the routes of some trucks. */
    async accept(scope: Scope, { id, vehicleIds }: PlanAcceptance): Promise<DayChanged> {
      const plan = await readPlan(db, scope, id);
      const proposal = proposalOf(plan);
      if (!DECIDABLE.has(plan.status))
        throw new AppError("CONFLICT", `plan ${id} is ${plan.status}, expected a proposal`);
      const { present, orders, given, givenOrders } = await contextOfPlan(scope, plan);
      const unknown = vehicleIds?.filter((each) => !given.vehicleOf.has(each)) ?? [];
      if (unknown.length > 0)
        throw new AppError("BAD_REQUEST", `vehicles ${unknown.join(", ")} have no part in plan ${id}`);
      const proposed = ordersOfDay(given, proposal);
      const day =
        vehicleIds === undefined
          ? proposal
          : planDayOf(
              given,
              partOf(given, clockworkOf(given), givenOrders, proposed, new Set(vehicleIds)),
              () => "its truck was given other work",
            );
      const extras = extrasOf(given, day);
      const inForce = ordersOfDay(given, day);
      const added = extras.map(({ id: stopId, chance, pickup }) => {
        const costCents = whyOf(given, inForce, stopId, 1)?.present?.extraCostCents ?? 0;
        return { stopId, chance, pickup, costCents };
      });
      return change(
        scope,
        {
          action: "plan.accept",
          planId: id,
          serviceDay: plan.serviceDay,
          ...orderRoutes(present, orders, day),
          extras: extras.map(({ id: stopId, siteId, stream }) => ({ id: stopId, siteId, stream })),
        },
        async (tx, auditId) => {
          const status = await lockPlan(tx, scope.organisationId, id);
          if (!DECIDABLE.has(status))
            throw new AppError("CONFLICT", `plan ${id} is ${status} by now, expected a proposal`);
          await writeDecision(tx, id, { status: "accepted", auditId, vehicleIds: vehicleIds ?? null });
          if (added.length > 0) await overflowTaken(tx, scope, plan.serviceDay, added);
        },
      );
    },

    /** Notes that the acceptance of a plan was taken back, or brought back, in the transaction that did it. */
    async undone(
      tx: Tx,
      organisationId: number,
      planId: number,
      isInForce: boolean,
      auditId: number,
    ): Promise<void> {
      await lockPlan(tx, organisationId, planId);
      await writeDecision(tx, planId, {
        status: isInForce ? "accepted" : "proposed",
        auditId: isInForce ? auditId : null,
        vehicleIds: null,
      });
    },

    /** Why a stop is on its truck in a proposal. */
    async why(scope: Scope, id: number, stopId: number): Promise<PlanWhy> {
      const plan = await readPlan(db, scope, id);
      const proposal = proposalOf(plan);
      const { given } = await contextOfPlan(scope, plan);
      const why = whyOf(given, ordersOfDay(given, proposal), stopId, MOST_ALTERNATIVES);
      if (why === null) throw new AppError("NOT_FOUND", `stop ${stopId} is not among what plan ${id} plans`);
      const unserved = proposal.unserved.find((stop) => stop.stopId === stopId);
      return { ...why, reason: unserved?.reason ?? null };
    },

    /** The ways of a plan's trucks along streets: of the proposal, or of the day as it stood. */
    async lines(
      scope: Scope,
      id: number,
      side: "current" | "proposal",
      vehicleIds: readonly number[],
    ): Promise<PlanLine[]> {
      const plan = await readPlan(db, scope, id);
      const day = side === "current" ? plan.currentDay : plan.proposalDay;
      if (day === null) throw new AppError("CONFLICT", `plan ${id} has no ${side} yet`);
      const stored = await readPicture(db, id);
      const edges =
        side === "proposal" && stored !== null
          ? await closedEdgesOf(edgesOf, scope.organisationId, plan.whatIf, stored)
          : [];
      const closed =
        edges.length > 0 && stored !== null
          ? { edges, shut: placesOn(stored, plan.whatIf?.closedStreets ?? []) }
          : null;
      return lines(scope.organisationId, stored?.depots ?? [], day, vehicleIds, closed);
    },

    async compare(scope: Scope, leftId: number, rightId: number): Promise<PlanComparison> {
      const [left, right] = await Promise.all([readPlan(db, scope, leftId), readPlan(db, scope, rightId)]);
      if (left.serviceDay !== right.serviceDay)
        throw new AppError(
          "BAD_REQUEST",
          `plans ${leftId} and ${rightId}: got ${left.serviceDay} and ${right.serviceDay}, expected one service day`,
        );
      const { currentDay: _, proposalDay: leftDay, progress: _p, ...leftSummary } = left;
      const { currentDay: _c, proposalDay: rightDay, progress: _q, ...rightSummary } = right;
      return {
        left: leftSummary,
        right: rightSummary,
        ...compareDays(leftDay ?? proposalOf(left), rightDay ?? proposalOf(right)),
      };
    },

    /** Ends every search that runs here. */
    close: (): Promise<void> => runs.close(),
    /** What is kept of travel times between the places of a day. */
    kept: tables.kept,
  };
};
/** Plans for a service day, and the board. */
export type Routing = ReturnType<typeof createRouting>;

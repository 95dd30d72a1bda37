import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { carryOver, handOver } from "#server/routing/core/hand-over.ts";
import { moveStop, priceMove } from "#server/routing/core/move.ts";
import { type Clockwork, clockworkOf, planDayOf, routeOf } from "#server/routing/core/plan-day.ts";
import { whyOf } from "#server/routing/core/why.ts";
import type { DayContext, DayContexts } from "#server/routing/day-context.ts";
import { type DayChange, type DayWriting, orderRoutes } from "#server/routing/day-writing.ts";
import type {
  BoardDay,
  DayChanged,
  ExtraInsert,
  ExtraPlaces,
  ExtraStop,
  HandOver,
  Moved,
  MovePrice,
  PlaceOrder,
  PlanWhy,
  StopMove,
  WhatIf,
} from "#server/routing/schema.ts";

const WITHOUT_OVERTIME: WhatIf = {
  ...{ withoutVehicleIds: [], facilityIds: null, closedStreets: [], withoutOvertime: true },
};

/** What {@link createBoard} needs. */
export type BoardDeps = DayWriting & {
  picture: (scope: Scope, serviceDay: string) => Promise<DayPicture>;
  contextOf: DayContexts;
  /** A stop that a site would have beyond the day's own; refused where it has one or is not the scope's. */
  extra: (
    scope: Scope,
    stop: ExtraStop,
    loadUnit: DayPicture["loadUnit"],
    id: number,
  ) => Promise<DayPicture["stops"][number]>;
  nextStopId: () => Promise<number>;
  elapsed: () => number;
};

type Held = { context: DayContext; clockwork: Clockwork };
type Kept = { key: string; held: Promise<Held>; at: number };

// A price while dragging is asked for many times a second, and the day is read anew behind it.
const FRESH_MS = 5_000;
const STALE_MS = 60_000;
const KEPT = 8;
const MOST_PLACES = 10;
// No stored stop has it.
const SUPPOSED_ID = 0;
const UNPLANNED = "it is in the tray";
const NO_PLACE = "no truck has room and time for it";

/** The board of a service day: its lines and tray, the price of a move before it is made, and the move. */
export const createBoard = ({ picture, contextOf, change, extra, nextStopId, elapsed }: BoardDeps) => {
  const kept: Kept[] = [];

  const load = async (scope: Scope, serviceDay: string): Promise<Held> => {
    const context = await contextOf(scope.organisationId, await picture(scope, serviceDay), null);
    return { context, clockwork: clockworkOf(context.present) };
  };

  const renew = (scope: Scope, serviceDay: string, key: string): Kept => {
    const entry: Kept = { key, held: load(scope, serviceDay), at: elapsed() };
    const drop = (): void => {
      const at = kept.indexOf(entry);
      if (at >= 0) kept.splice(at, 1);
    };
    entry.held.then(() => {
      // What it replaces served until now.
      for (let i = kept.length - 1; i >= 0; i--)
        if (kept[i] !== entry && kept[i]?.key === key) kept.splice(i, 1);
    }, drop);
    kept.unshift(entry);
    kept.splice(KEPT);
    return entry;
  };

  const heldOf = (scope: Scope, serviceDay: string, isFresh: boolean): Promise<Held> => {
    const key = JSON.stringify([scope.organisationId, scope.depotIds, serviceDay]);
    const found = kept.filter((each) => each.key === key);
    const oldest = found.at(-1);
    if (isFresh || oldest === undefined || elapsed() - oldest.at > STALE_MS)
      return renew(scope, serviceDay, key).held;
    if (found.length === 1 && elapsed() - oldest.at > FRESH_MS) void renew(scope, serviceDay, key);
    return oldest.held;
  };

  /** The day with a stop more, in the tray; begun before an instant where one is given. */
  const withExtra = async (
    scope: Scope,
    { present }: DayContext,
    stop: ExtraStop,
    id: number,
    before?: string,
  ): Promise<Held> => {
    const { picture: day } = present;
    const free = await extra(scope, stop, day.loadUnit, id);
    const until = before === undefined ? free.late : (Date.parse(before) - day.midnightMs) / 1000;
    const added = { ...free, early: Math.min(free.early, until), late: Math.min(free.late, until) };
    const context = await contextOf(scope.organisationId, { ...day, stops: [...day.stops, added] }, null);
    return { context, clockwork: clockworkOf(context.present) };
  };

  const forget = (organisationId: number): void => {
    for (let i = kept.length - 1; i >= 0; i--)
      if (kept[i]?.key.startsWith(`[${organisationId},`)) kept.splice(i, 1);
  };

  const moveIn = async (
    scope: Scope,
    { context: { present, orders }, clockwork }: Held,
    { serviceDay, stopId, to }: StopMove,
    how: Pick<DayChange, "action" | "extras">,
  ): Promise<Moved> => {
    const price = priceMove(present, clockwork, orders, stopId, to);
    const moved = moveStop(present, orders, stopId, to);
    if (moved.refusal !== null) throw new AppError("CONFLICT", moved.refusal);
    const day = planDayOf(present, new Map([...orders, ...moved.orders]), () => UNPLANNED);
    const written = orderRoutes(present, orders, day);
    const tray = how.extras !== undefined && to === null ? [...written.tray, stopId] : written.tray;
    const done = await change(scope, { ...how, planId: null, serviceDay, ...written, tray }, async () => {});
    forget(scope.organisationId);
    return { ...done, price };
  };

  return {
    /** Forgets what it knows of an organisation's days: they were changed. */
    forget,

    /** A day as the board shows it. */
    async day(scope: Scope, serviceDay: string): Promise<BoardDay> {
      const { context } = await heldOf(scope, serviceDay, true);
      const { present, orders } = context;
      const { loadUnit, totals, routes } = planDayOf(present, orders, () => UNPLANNED);
      const drives = new Set(routes.map(({ vehicleId }) => vehicleId));
      const idle = present.vehicles.filter(({ id }) => !drives.has(id));
      const { picture: day } = present;
      const nameOf = new Map(day.vehicles.map(({ id, name }) => [id, name]));
      const iso = (seconds: number): string => new Date(day.midnightMs + seconds * 1000).toISOString();
      return {
        serviceDay,
        loadUnit,
        totals,
        routes: [...routes, ...idle.map((vehicle) => routeOf(present, vehicle, [], null))],
        tray: present.stops.flatMap((stop) =>
          stop === null || (stop.vehicleId !== null && present.vehicleOf.has(stop.vehicleId))
            ? []
            : [
                {
                  stopId: stop.id,
                  name: stop.name,
                  stream: stop.stream,
                  lng: stop.lng,
                  lat: stop.lat,
                  load: stop.load,
                  windowStartAt: iso(stop.early),
                  windowEndAt: iso(stop.late),
                  leftBy: stop.vehicleId === null ? null : (nameOf.get(stop.vehicleId) ?? null),
                },
              ],
        ),
      };
    },

    /** What a move would change. */
    async price(scope: Scope, { serviceDay, stopId, to }: StopMove): Promise<MovePrice> {
      const { context, clockwork } = await heldOf(scope, serviceDay, false);
      return priceMove(context.present, clockwork, context.orders, stopId, to);
    },

    /** The cheapest places for a stop, the present one first where it has one. */
    async places(scope: Scope, serviceDay: string, stopId: number): Promise<PlanWhy> {
      const { context } = await heldOf(scope, serviceDay, false);
      const why = whyOf(context.present, context.orders, stopId, MOST_PLACES);
      if (why === null)
        throw new AppError("NOT_FOUND", `stop ${stopId} is done, under way or not of ${serviceDay}`);
      return { ...why, reason: why.present === null ? UNPLANNED : null };
    },

    /** The cheapest or the quickest places for a stop that the day does not have yet, each with its whole price; of one truck, or before an instant, where asked. */
    async extraPlaces(
      scope: Scope,
      stop: ExtraStop,
      { vehicleId, before, by = "cost" }: { vehicleId?: number; before?: string; by?: PlaceOrder } = {},
    ): Promise<ExtraPlaces> {
      const held = await heldOf(scope, stop.serviceDay, false);
      const { context, clockwork } = await withExtra(scope, held.context, stop, SUPPOSED_ID, before);
      const { vehicles } = context.present;
      const most = vehicleId === undefined && by === "cost" ? MOST_PLACES : vehicles.length;
      const found = whyOf(context.present, context.orders, SUPPOSED_ID, most)?.alternatives ?? [];
      const own = found
        .filter((place) => vehicleId === undefined || place.vehicleId === vehicleId)
        .sort((a, b) => (by === "cost" ? 0 : a.extraSeconds - b.extraSeconds))
        .slice(0, vehicleId === undefined ? MOST_PLACES : undefined);
      const places = own.map((place) => ({
        ...place,
        price: priceMove(context.present, clockwork, context.orders, SUPPOSED_ID, place),
      }));
      return { places, reason: places.length === 0 ? NO_PLACE : null };
    },

    /** Adds a stop to a day, on a truck or in the tray. */
    async addExtra(scope: Scope, { to, ...stop }: ExtraInsert): Promise<Moved> {
      const held = await heldOf(scope, stop.serviceDay, true);
      const id = await nextStopId();
      const added = await withExtra(scope, held.context, stop, id);
      return moveIn(
        scope,
        added,
        { serviceDay: stop.serviceDay, stopId: id, to },
        {
          action: "board.extra",
          extras: [{ id, siteId: stop.siteId, stream: stop.stream }],
        },
      );
    },

    /**
     * Stops given to other trucks, or to one, as many as fit, and what that costs: nothing is written. What runs late
     * already may stay as late, and no later; with overtime ruled out nobody who takes one works past his shift.
     */
    async handOver(
      scope: Scope,
      serviceDay: string,
      stopIds: readonly number[],
      toVehicleId: number | null,
      withoutOvertime = false,
    ): Promise<HandOver> {
      const { context } = await heldOf(scope, serviceDay, false);
      const { given, givenOrders } = withoutOvertime
        ? await contextOf(scope.organisationId, context.present.picture, WITHOUT_OVERTIME)
        : context;
      return { serviceDay, ...handOver(given, clockworkOf(given), givenOrders, stopIds, toVehicleId) };
    },

    /** Writes a hand-over just as it was shown, in one change; refused whole where the day no longer allows all of it. */
    async moveAll(
      scope: Scope,
      { serviceDay, moves }: Pick<HandOver, "serviceDay" | "moves">,
    ): Promise<DayChanged> {
      const { given, givenOrders } = (await heldOf(scope, serviceDay, true)).context;
      const { orders, refusal } = carryOver(given, clockworkOf(given), givenOrders, moves);
      if (refusal !== null) throw new AppError("CONFLICT", `nothing was moved: ${refusal}`);
      const day = planDayOf(given, orders, () => UNPLANNED);
      const written = orderRoutes(given, givenOrders, day);
      const done = await change(
        scope,
        { action: "board.move", planId: null, serviceDay, ...written },
        async () => {},
      );
      forget(scope.organisationId);
      return done;
    },

    /** Moves a stop, whatever the move breaks: the price said so. */
    async move(scope: Scope, move: StopMove): Promise<Moved> {
      return moveIn(scope, await heldOf(scope, move.serviceDay, true), move, { action: "board.move" });
    },
  };
};
/** The board of a service day. */
export type Board = ReturnType<typeof createBoard>;

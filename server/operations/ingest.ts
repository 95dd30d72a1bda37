import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import { createLane, type Lane } from "#server/lib/lane.ts";
import { comesAfter, inOrder, isOwnCount, NO_POSITION } from "#server/operations/core/event-order.ts";
import { afterEvent, type SaidEvent } from "#server/operations/core/vehicle-fold.ts";
import { dayChange } from "#server/operations/ingest-day.ts";
import {
  closeRoutes,
  type EndedRoute,
  lockRoutes,
  orderStops,
  type Placed,
  readStopRoutes,
  writeExceptions,
  writePapers,
  writeRoutes,
  writeShifts,
  writeStops,
} from "#server/operations/ingest-day-store.ts";
import {
  ensurePositionDays,
  type HeldVehicle,
  keyOf,
  lockVehicles,
  ownIds,
  type PlacedVehicle,
  type PositionEvent,
  readSaid,
  takePositions,
  writeEvents,
  writeStates,
} from "#server/operations/ingest-store.ts";
import type { RouteLive, StopLive, VehicleLive } from "#server/operations/live.schema.ts";
import type { EventAck, VehicleEvent } from "#server/operations/schema.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";
import { raiseDaysOf, raiseSource } from "#server/platform/source-version.ts";

/** Where ingestion tells what changed, after the commit. */
export type IngestHub = {
  publish(channel: "vehicles", meta: LiveMeta, value: VehicleLive): void;
  publish(channel: "routes", meta: LiveMeta, value: RouteLive): void;
  publish(channel: "stops", meta: LiveMeta, value: StopLive): void;
};

/** What {@link createIngest} needs. */
export type IngestDeps = {
  db: Db;
  hub: IngestHub;
  meter?: { record(name: string, value: number): void; count(name: string, by?: number): void };
  /** Writes what the transaction announces to the rest of the product. */
  announce: (
    tx: Tx,
    message: { organisationId: number; topic: string; payload: Record<string, unknown> },
  ) => Promise<unknown>;
  /** Told after the commit which exceptions are new, to put them on the live channel. */
  exceptionsChanged: (organisationId: number, ids: number[]) => Promise<void>;
  fuelCentsPerL?: () => number;
  /** Under load batches are taken in this far apart, and each waits half of it for others: three cost little more than one. */
  turnsApartMs?: () => number;
  /** Told after the commit what the routes that ended came to. */
  routesEnded?: (organisationId: number, ended: readonly EndedRoute[]) => void;
};

type Applied = {
  fresh: ReadonlySet<VehicleEvent>;
  vehicles: PlacedVehicle[];
  routes: Placed<RouteLive>[];
  stops: Placed<StopLive>[];
  exceptions: number[];
  ended: EndedRoute[];
};

const NOTHING: Applied = {
  fresh: new Set(),
  vehicles: [],
  routes: [],
  stops: [],
  exceptions: [],
  ended: [],
};

const DAY_MS = 86_400_000;
/** Events of batches that are taken in together; one that is larger goes alone. */
const MOST_TOGETHER = 500;
/** Days back and ahead of now for which positions get a partition of their own; the rest share the default one. */
const DAYS_BACK = 35;
const DAYS_AHEAD = 3;

const unique = (ids: (number | null)[]): number[] => [...new Set(ids.filter((id) => id !== null))];
const isoOf = (ms: number): string => new Date(ms).toISOString();

/** The first event that names something the organisation does not have refuses the whole batch. */
const refuse = (events: readonly VehicleEvent[], field: string, own: { has(id: number): boolean }): void => {
  for (const [index, event] of events.entries()) {
    const found = (event as unknown as Record<string, unknown>)[field];
    if (typeof found !== "number" || own.has(found)) continue;
    throw new AppError(
      "BAD_REQUEST",
      `events[${index}].${field}: found ${found}, expected the id of a ${field.replace(/Id$/, "")} of your organisation`,
      { details: { index, field, found } },
    );
  }
};

const isRetryable = (error: unknown): boolean => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return /40P01|40001|P2034|deadlock/.test(`${code} ${message}`);
};

/** Whether a vehicle said something before what it is known to have said last: what it says is then folded anew. */
const isLate = (vehicle: HeldVehicle, { sequence, at }: SaidEvent): boolean => {
  const { saidSequence, saidAtMs, toldSequence, toldAtMs } = vehicle;
  const event = { sequence, atMs: Date.parse(at) };
  return [
    { sequence: saidSequence ?? NO_POSITION, atMs: saidAtMs ?? 0 },
    { sequence: toldSequence ?? NO_POSITION, atMs: toldAtMs ?? 0 },
  ].some((last) => !comesAfter(event, last));
};

/** Moves a locked vehicle on by its new events: the newest position, and what it said. */
const moveOn = (
  vehicle: HeldVehicle,
  positions: readonly PositionEvent[],
  said: readonly SaidEvent[],
  isRefold: boolean,
): void => {
  for (const p of positions)
    if (
      comesAfter(
        { sequence: p.sequence, atMs: Date.parse(p.at) },
        { sequence: vehicle.sequence, atMs: vehicle.atMs ?? 0 },
      )
    )
      Object.assign(vehicle, {
        ...{ sequence: p.sequence, atMs: Date.parse(p.at), lng: p.lng, lat: p.lat },
        ...{ speedKmh: p.speedKmh, headingDeg: p.headingDeg },
      });
  const [first] = said;
  if (isRefold) Object.assign(vehicle, { status: "offline", routeId: null, driverId: null, loadKg: 0 });
  // Positions may have come first and made a state of their own: what counts is when the vehicle first said something.
  const isSilent = vehicle.saidSequence === null && vehicle.status === "offline";
  if (first && (isRefold || isSilent)) vehicle.sinceMs = Date.parse(first.at);
  for (const event of said) Object.assign(vehicle, afterEvent(vehicle, event));
  vehicle.sinceMs ??= vehicle.atMs ?? 0;
};

/** Events by vehicle and number, the first of those that are equal. */
const eachOnce = (events: readonly VehicleEvent[]): VehicleEvent[] => {
  const once = new Map<string, VehicleEvent>();
  for (const event of events) if (!once.has(keyOf(event))) once.set(keyOf(event), event);
  return [...once.values()].sort((a, b) => a.vehicleId - b.vehicleId || a.sequence - b.sequence);
};

const isPosition = (event: VehicleEvent): event is PositionEvent => event.kind === "position";
const isOwnPosition = (event: VehicleEvent): event is PositionEvent =>
  isPosition(event) && isOwnCount(event.sequence);
const vehicleOf = ({ vehicleId }: { vehicleId: number }): number => vehicleId;

/**
 * The one way in for what vehicles report, from the simulator and from outside. A batch is stored whole or not at all:
 * the ledger decides which events are new, only those are applied, and the acknowledgement comes after the commit. What
 * comes while an organisation's transaction runs goes into its next one together. Events may repeat, overlap, race and
 * come in any order.
 */
export const createIngest = ({
  db,
  hub,
  meter,
  announce,
  exceptionsChanged,
  fuelCentsPerL = () => 150,
  turnsApartMs = () => 40,
  routesEnded = () => {},
}: IngestDeps) => {
  const readyDays = new Set<number>();
  const published = new Map<number, { sequence: number; atMs: number }>();

  const ensureDays = async (events: readonly VehicleEvent[]): Promise<void> => {
    const today = Math.floor(Date.now() / DAY_MS);
    for (const event of events) {
      const day = Math.floor(Date.parse(event.at) / DAY_MS);
      if (event.kind !== "position" || readyDays.has(day)) continue;
      if (day >= today - DAYS_BACK && day <= today + DAYS_AHEAD)
        await ensurePositionDays(db, new Date(day * DAY_MS), new Date((day + 1) * DAY_MS));
      readyDays.add(day);
    }
  };

  const applyDay = async (
    tx: Tx,
    organisationId: number,
    fresh: readonly VehicleEvent[],
    vehicles: ReadonlyMap<number, HeldVehicle>,
    stopRoutes: ReadonlyMap<number, number | null>,
  ): Promise<Pick<Applied, "routes" | "stops" | "exceptions" | "ended">> => {
    const day = dayChange(fresh, vehicles);
    // A stop may have been moved to another route since its vehicle set out: that route changes as well.
    for (const { stopId, arrivedAt, doneAt } of day.stops.values()) {
      const routeId = stopRoutes.get(stopId) ?? null;
      const at = doneAt ?? arrivedAt ?? fresh[0]?.at;
      if (routeId === null || day.routes.has(routeId) || at === undefined) continue;
      day.routes.set(routeId, {
        ...{ routeId, at, startedAt: null, endedAt: null, distanceM: null, fuelL: null, idleS: null },
        ...{ exceptions: 0, notOut: 0, contaminated: 0, overfull: 0, tips: 0, disposalS: 0 },
      });
    }
    const routeIds = [...day.routes.keys()];
    const stops = await writeStops(tx, day);
    if (stops.length > 0) await orderStops(tx, routeIds);
    await writeShifts(tx, day);
    await writePapers(tx, organisationId, day);
    const exceptions = await writeExceptions(tx, day);
    const routes = await writeRoutes(tx, [...day.routes.values()]);
    const done = routes.filter(({ value }) => value.status === "done").map(({ value }) => value.routeId);
    const ended = done.length > 0 ? await closeRoutes(tx, done, fuelCentsPerL()) : [];
    if (exceptions.length > 0) {
      await announce(tx, { organisationId, topic: "exception.opened", payload: { ids: exceptions } });
      await raiseSource(tx, organisationId, "exceptions");
    }
    for (const { vehicleId, code, severity, at } of day.faults)
      if (severity === 3)
        await announce(tx, { organisationId, topic: "fault.opened", payload: { vehicleId, code, at } });
    await raiseDaysOf(tx, routeIds);
    return { routes, stops, exceptions, ended };
  };

  const apply = async (tx: Tx, organisationId: number, events: readonly VehicleEvent[]): Promise<Applied> => {
    const held = await lockVehicles(tx, unique(events.map((e) => e.vehicleId)));
    const vehicles = new Map(held.filter((v) => v.organisationId === organisationId).map((v) => [v.id, v]));
    refuse(events, "vehicleId", vehicles);
    const idsOf = (field: string) =>
      unique(
        events.map((e) => ((e as unknown as Record<string, unknown>)[field] as number | undefined) ?? null),
      );
    const stopRoutes = await readStopRoutes(tx, organisationId, idsOf("stopId"));
    refuse(events, "stopId", stopRoutes);
    const routeIds = idsOf("routeId");
    refuse(events, "routeId", await ownIds(tx, "route", organisationId, routeIds));
    refuse(events, "driverId", await ownIds(tx, "driver", organisationId, idsOf("driverId")));
    refuse(events, "facilityId", await ownIds(tx, "facility", organisationId, idsOf("facilityId")));
    const touched = unique([...routeIds, ...stopRoutes.values()]);
    if (touched.length > 0) await lockRoutes(tx, touched);

    const once = eachOnce(events);
    const isNew = await writeEvents(tx, organisationId, once, vehicles);
    const fresh = once.filter((event) => isNew.has(keyOf(event)));
    if (fresh.length === 0) return NOTHING;

    const positions = groupBy(fresh.filter(isPosition), vehicleOf);
    const said = groupBy(
      fresh.filter((event) => !isPosition(event)),
      vehicleOf,
    );

    // A vehicle that says something older than what it said before is folded anew from the ledger.
    const lateIds = [...said]
      .filter(([id, list]) => {
        const vehicle = vehicles.get(id);
        return vehicle !== undefined && list.some((event) => isLate(vehicle, event));
      })
      .map(([id]) => id);
    const again = new Map<number, SaidEvent[]>(lateIds.map((id) => [id, []]));
    if (lateIds.length > 0)
      for (const event of await readSaid(tx, lateIds)) again.get(event.vehicleId)?.push(event);
    const moved = [...vehicles.values()].filter((v) => positions.has(v.id) || said.has(v.id));
    for (const vehicle of moved) {
      const refold = again.get(vehicle.id);
      moveOn(
        vehicle,
        positions.get(vehicle.id) ?? [],
        inOrder(refold ?? said.get(vehicle.id) ?? []),
        refold !== undefined,
      );
    }
    await writeStates(tx, moved);
    const day = said.size > 0 ? await applyDay(tx, organisationId, fresh, vehicles, stopRoutes) : null;
    return { ...NOTHING, ...day, fresh: new Set(fresh), vehicles: moved };
  };

  /** Positions alone, which is nearly all that vehicles tell, in one round trip; null where that takes more. */
  const applyPositions = async (
    organisationId: number,
    events: readonly VehicleEvent[],
  ): Promise<Applied | null> => {
    if (!events.every(isOwnPosition)) return null;
    const once = eachOnce(events).filter(isPosition);
    const taken = await takePositions(db, organisationId, once);
    if (taken === null) return null;
    const fresh = new Set(once.filter((event) => taken.isNew.has(keyOf(event))));
    return { ...NOTHING, fresh, vehicles: taken.moved };
  };

  const publish = (organisationId: number, { vehicles, routes, stops }: Applied): void => {
    for (const v of vehicles) {
      // Two batches of one vehicle commit in order, but may come back from the database in another.
      const state = { sequence: v.sequence, atMs: v.atMs ?? v.sinceMs };
      const last = published.get(v.id);
      if (last !== undefined && last.sequence !== NO_POSITION && comesAfter(last, state)) continue;
      published.set(v.id, state);
      const { status, routeId, driverId, loadKg, lng, lat, speedKmh, headingDeg } = v;
      hub.publish(
        "vehicles",
        { organisationId, depotId: v.depotId, driverId },
        {
          ...{ vehicleId: v.id, at: isoOf(v.atMs ?? v.sinceMs), lng, lat, speedKmh, headingDeg },
          ...{ status, statusSince: isoOf(v.sinceMs), routeId, driverId, loadKg },
        },
      );
    }
    for (const { depotId, driverId, value } of routes)
      hub.publish("routes", { organisationId, depotId, driverId }, value);
    for (const { depotId, driverId, value } of stops)
      hub.publish("stops", { organisationId, depotId, driverId }, value);
  };

  /** Stores batches in one transaction, whole or not at all; maps each to what was new of it. */
  const takeIn = async (
    organisationId: number,
    batches: readonly (readonly VehicleEvent[])[],
  ): Promise<EventAck[]> => {
    const events = batches.flat();
    for (let attempt = 1; ; attempt++) {
      let applied: Applied;
      try {
        applied =
          (await applyPositions(organisationId, events)) ??
          (await db.$transaction((tx) => apply(tx, organisationId, events), {
            maxWait: 10_000,
            timeout: 20_000,
          }));
      } catch (error) {
        if (attempt < 4 && isRetryable(error)) continue;
        throw error;
      }
      publish(organisationId, applied);
      if (applied.ended.length > 0) routesEnded(organisationId, applied.ended);
      if (applied.exceptions.length > 0) await exceptionsChanged(organisationId, applied.exceptions);
      // One event may stand twice in what came: it is new once.
      const left = new Set(applied.fresh);
      return batches.map((own) => {
        const stored = own.filter((event) => left.delete(event)).length;
        return { stored, repeated: own.length - stored };
      });
    }
  };

  const lanes = new Map<number, Lane<readonly VehicleEvent[], EventAck>>();
  const laneOf = (organisationId: number): Lane<readonly VehicleEvent[], EventAck> => {
    const found = lanes.get(organisationId);
    if (found !== undefined) return found;
    const made = createLane<readonly VehicleEvent[], EventAck>({
      ...{ mostWeight: MOST_TOGETHER, leastGapMs: turnsApartMs, weightOf: (events) => events.length },
      run: (batches) => takeIn(organisationId, batches),
      isOfOne: (error) => error instanceof AppError,
    });
    lanes.set(organisationId, made);
    return made;
  };

  /** Stores a batch of an organisation's vehicles, whole or not at all. */
  return async (organisationId: number, events: readonly VehicleEvent[]): Promise<EventAck> => {
    const startedAt = performance.now();
    await ensureDays(events);
    const ack = await laneOf(organisationId).add(events);
    meter?.record("ingest.batch_ms", performance.now() - startedAt);
    meter?.count("ingest.events", ack.stored);
    return ack;
  };
};
/** Takes a batch of events in and acknowledges it. */
export type Ingest = ReturnType<typeof createIngest>;

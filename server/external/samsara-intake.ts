import { readCursor, writeCursor } from "#server/external/cursor-store.ts";
import { readLinks, writeLinks } from "#server/external/link-store.ts";
import type { SamsaraVehicle, StatsItem, StatsPage } from "#server/external/samsara.schema.ts";
import { MOVES, READINGS, type SamsaraClient } from "#server/external/samsara-client.ts";
import {
  faultEvents,
  moveEvents,
  type Reading,
  type ReportedEvent,
  readingOf,
  type StandingFaults,
} from "#server/external/samsara-events.ts";
import type { Db } from "#server/platform/db.ts";

/** A vehicle of ours by what an outside service may know it by. */
export type VehicleIdentity = { id: number; externalId: string; name: string; plate: string | null };

/** Vehicles that are on a route now, and those whose day another source reports. */
export type Standing = { onRoute: ReadonlySet<number>; elsewhere: ReadonlySet<number> };

/** What {@link createSamsaraIntake} needs. */
export type IntakeDeps = {
  db: Db;
  client: SamsaraClient;
  vehiclesOf: (organisationId: number) => Promise<VehicleIdentity[]>;
  standing: (organisationId: number) => Promise<Standing>;
  /** The one way in for what vehicles report. */
  ingest: (organisationId: number, events: readonly ReportedEvent[]) => Promise<unknown>;
  storeReadings: (organisationId: number, readings: readonly Reading[]) => Promise<unknown>;
  /** Now by the clock of the organisation's day, epoch milliseconds. */
  nowMs: (organisationId: number) => number;
  /** Told of measures that could not be read, by their place. */
  report: (sentences: readonly string[]) => void;
};

const SERVICE = "samsara";
/** Nothing was read for so long: the feed may have let go of what happened meanwhile, history has not. */
const GAP_MS = 600_000;
/** Farther back nothing is filled in: events older than what the ledger remembers could count twice. */
const BACK_MS = 7 * 86_400_000;
/** A device whose clock runs ahead would be the newest for so long. */
const AHEAD_MS = 60_000;
const RELINK_MS = 600_000;
const PAGES = 50;
const BATCH = 2_000;

type MovesState = { polledMs: number; faults: Record<string, StandingFaults> };

const inSpan = <T extends { time: string }>(list: readonly T[], fromMs: number, toMs: number): T[] =>
  list.filter(({ time }) => Date.parse(time) >= fromMs && Date.parse(time) <= toMs);

/** Which of ours a vehicle of theirs is: by the id it carries, its plate, or its name, where just one fits. */
export const matchVehicle = (
  theirs: SamsaraVehicle,
  ours: readonly VehicleIdentity[],
): VehicleIdentity | null => {
  const ids = new Set(Object.values(theirs.externalIds));
  const tests: ((vehicle: VehicleIdentity) => boolean)[] = [
    ({ externalId }) => ids.has(externalId),
    ({ plate }) => plate !== null && plate === theirs.licensePlate,
    ({ name }) => name.toLowerCase() === theirs.name.toLowerCase(),
  ];
  for (const test of tests) {
    const [first, ...more] = ours.filter(test);
    if (first !== undefined && more.length === 0) return first;
  }
  return null;
};

type Paged = { pagination: { endCursor: string; hasNextPage: boolean } };

/** Pages from a cursor on. An empty cursor means that there is no newer one, not that reading begins anew. */
async function* pagesOf<P extends Paged>(
  ask: (after: string | null) => Promise<P>,
  from: string | null = null,
): AsyncGenerator<{ page: P; after: string | null }> {
  let after = from;
  for (let n = 0; n < PAGES; n++) {
    const page: P = await ask(after);
    after = page.pagination.endCursor || after;
    yield { page, after };
    if (!page.pagination.hasNextPage) return;
  }
}

/**
 * Takes in what Samsara tells of vehicles: by its feed, by its history after a gap, and at once where a webhook says
 * that something happened. All of it goes the way of every vehicle's events, so the same report counts once.
 */
export const createSamsaraIntake = (deps: IntakeDeps) => {
  const { db, client } = deps;
  const linkedAt = new Map<number, number>();
  const linking = new Map<number, Promise<void>>();

  const link = async (organisationId: number): Promise<void> => {
    const ours = await deps.vehiclesOf(organisationId);
    const place = { organisationId, service: SERVICE, kind: "vehicle" };
    const known = new Map((await readLinks(db, place)).map((each) => [each.externalId, each.ourId]));
    for await (const { page } of pagesOf((after) => client.vehicles(organisationId, after))) {
      const found = page.data.flatMap((theirs) => {
        const match = matchVehicle(theirs, ours);
        return match === null || known.get(theirs.id) === match.id
          ? []
          : [{ ourId: match.id, externalId: theirs.id, base: {}, theirVersion: null }];
      });
      await writeLinks(db, place, found);
    }
  };

  /** Our vehicles by their id at Samsara; looked up there anew now and then, for fleets change. */
  const linked = async (organisationId: number): Promise<Map<string, number>> => {
    const nowMs = deps.nowMs(organisationId);
    const beforeMs = linkedAt.get(organisationId);
    if (beforeMs === undefined || Math.abs(nowMs - beforeMs) > RELINK_MS) {
      // Moves and readings are read side by side, and want the same links.
      if (!linking.has(organisationId))
        linking.set(
          organisationId,
          link(organisationId)
            .then(() => void linkedAt.set(organisationId, nowMs))
            .finally(() => linking.delete(organisationId)),
        );
      await linking.get(organisationId);
    }
    const links = await readLinks(db, { organisationId, service: SERVICE, kind: "vehicle" });
    return new Map(links.map(({ externalId, ourId }) => [externalId, ourId]));
  };

  /** Stores what a page tells and maps to what stands then, and to the newest instant in it. */
  const take = async (
    organisationId: number,
    { data, refused }: StatsPage,
    vehicles: ReadonlyMap<string, number>,
    before: MovesState["faults"],
  ) => {
    const nowMs = deps.nowMs(organisationId);
    const { onRoute, elsewhere } = await deps.standing(organisationId);
    if (refused.length > 0) deps.report(refused);
    const faults = { ...before };
    const events: ReportedEvent[] = [];
    for (const item of data) {
      const vehicleId = vehicles.get(item.id);
      if (vehicleId === undefined || elsewhere.has(vehicleId)) continue;
      const within = <T extends { time: string }>(list: readonly T[]): T[] =>
        inSpan(list, nowMs - BACK_MS, nowMs + AHEAD_MS);
      const moves: Pick<StatsItem, "gps" | "engineStates"> = {
        gps: within(item.gps),
        engineStates: within(item.engineStates),
      };
      events.push(...moveEvents(vehicleId, moves, onRoute.has(vehicleId)));
      const changed = faultEvents(vehicleId, within(item.faultCodes), faults[vehicleId]);
      events.push(...changed.events);
      if (changed.standing !== undefined) faults[vehicleId] = changed.standing;
    }
    for (let i = 0; i < events.length; i += BATCH)
      await deps.ingest(organisationId, events.slice(i, i + BATCH));
    return { faults, newestMs: events.reduce((most, { at }) => Math.max(most, Date.parse(at)), 0) };
  };

  const fillGap = async (
    organisationId: number,
    span: { start: Date; end: Date },
    vehicles: ReadonlyMap<string, number>,
    before: MovesState["faults"],
  ): Promise<MovesState["faults"]> => {
    let faults = before;
    for await (const { page } of pagesOf((after) => client.history(organisationId, MOVES, span, after)))
      ({ faults } = await take(organisationId, page, vehicles, faults));
    return faults;
  };

  const readMoves = async (organisationId: number, vehicles: ReadonlyMap<string, number>): Promise<void> => {
    const nowMs = deps.nowMs(organisationId);
    const held = await readCursor(db, organisationId, SERVICE, "moves");
    const state = held === null ? { polledMs: nowMs, faults: {} } : (held.state as MovesState);
    let { faults } = state;
    let readToMs = held?.readTo.getTime() ?? nowMs;
    if (held !== null && nowMs - state.polledMs > GAP_MS) {
      const start = new Date(Math.max(readToMs, nowMs - BACK_MS));
      faults = await fillGap(organisationId, { start, end: new Date(nowMs) }, vehicles, faults);
    }
    const pages = pagesOf((at) => client.feed(organisationId, MOVES, at), held?.cursor ?? null);
    for await (const { page, after } of pages) {
      const taken = await take(organisationId, page, vehicles, faults);
      faults = taken.faults;
      readToMs = Math.max(readToMs, taken.newestMs);
      await writeCursor(db, organisationId, SERVICE, "moves", {
        ...{ cursor: after ?? "", readTo: new Date(readToMs) },
        state: { polledMs: nowMs, faults } satisfies MovesState,
      });
    }
  };

  const readReadings = async (
    organisationId: number,
    vehicles: ReadonlyMap<string, number>,
  ): Promise<void> => {
    const nowMs = deps.nowMs(organisationId);
    for (const [i, types] of READINGS.entries()) {
      const stream = `readings-${i + 1}`;
      const held = await readCursor(db, organisationId, SERVICE, stream);
      const pages = pagesOf((at) => client.feed(organisationId, types, at), held?.cursor ?? null);
      for await (const { page, after } of pages) {
        const readings = page.data.flatMap((item): Reading[] => {
          const vehicleId = vehicles.get(item.id);
          const reading = vehicleId === undefined ? null : readingOf(vehicleId, item);
          const atMs = reading === null ? 0 : Date.parse(reading.at);
          return reading === null || atMs < nowMs - BACK_MS || atMs > nowMs + AHEAD_MS ? [] : [reading];
        });
        await deps.storeReadings(organisationId, readings);
        const readTo = new Date(nowMs);
        await writeCursor(db, organisationId, SERVICE, stream, { cursor: after ?? "", readTo, state: {} });
      }
    }
  };

  // Two readers of one fleet would each tell the faults from what stood before the other.
  const turns = new Map<number, Promise<void>>();
  const inTurn = (organisationId: number, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(organisationId) ?? Promise.resolve()).then(work, work);
    turns.set(organisationId, turn);
    return turn;
  };

  const look = async (organisationId: number, ids: readonly string[]): Promise<void> => {
    const vehicles = await linked(organisationId);
    const known = ids.filter((id) => vehicles.has(id));
    if (known.length === 0) return;
    const page = await client.snapshot(organisationId, MOVES, known);
    const held = await readCursor(db, organisationId, SERVICE, "moves");
    const state = held === null ? null : (held.state as MovesState);
    const { faults } = await take(organisationId, page, vehicles, state?.faults ?? {});
    // Before the first poll there is no cursor to keep what stands under; that poll reads it all anyway.
    if (held !== null && state !== null)
      await writeCursor(db, organisationId, SERVICE, "moves", { ...held, state: { ...state, faults } });
  };

  return {
    /** Reads what vehicles did since the last time. */
    poll: (organisationId: number): Promise<void> =>
      inTurn(organisationId, async () => readMoves(organisationId, await linked(organisationId))),
    /** Reads what the trucks' own counters say. */
    pollReadings: async (organisationId: number): Promise<void> =>
      readReadings(organisationId, await linked(organisationId)),
    /** Reads at once how some vehicles stand, by their ids at Samsara. */
    look: (organisationId: number, ids: readonly string[]): Promise<void> =>
      inTurn(organisationId, () => look(organisationId, ids)),
  };
};

/** Takes in what Samsara tells of vehicles. */
export type SamsaraIntake = ReturnType<typeof createSamsaraIntake>;

import { OVERTIME_PAY } from "#server/lib/overtime-pay.ts";
import type { DayPicture, PicturePlace, PictureStop, PictureVehicle } from "./day-picture.ts";
import type { Problem, Stop, Travel, Vehicle } from "./problem.ts";
import type { Shut } from "./shut.ts";
import { weightsOf } from "./wishes.ts";

/** What may be otherwise than in the picture. */
export type Suppose = {
  withoutVehicleIds: readonly number[];
  facilityIds: readonly number[] | null;
  /** Only these streams are bound to those facilities; all where none is named. */
  facilityStreams?: readonly string[] | undefined;
  /** So many of a truck's first stops stay first, in their order; those done count. */
  keepFirst?: readonly { vehicleId: number; count: number }[] | undefined;
  /** Stops at sites whose name holds this are begun before so many seconds after midnight. */
  before?: readonly { name: string; until: number }[] | undefined;
  /** When nothing begins at some places, by their keys. */
  shut?: (Shut & { places: ReadonlySet<string> }) | undefined;
  /** Trucks that work past their shift whatever they leave out, where nobody else may. */
  overdue?: ReadonlySet<number> | undefined;
  /** Until when what is late anyway may take; by stop, truck and facility, seconds after midnight. */
  leeway?: Leeway;
};

/** Ends of windows, shifts and opening hours that are put off, by the id of the stop, the truck or the facility. */
export type Leeway = {
  stops: ReadonlyMap<number, number>;
  vehicles: ReadonlyMap<number, number>;
  facilities: ReadonlyMap<number, number>;
};

/** A picture as a problem for the solver, with the way back from its numbers to the things of the day. */
export type DayProblem = {
  picture: DayPicture;
  problem: Problem;
  /** The stop of the day behind each stop of the problem; null for what a truck under way already carries. */
  stops: readonly (PictureStop | null)[];
  stopOf: ReadonlyMap<number, number>;
  /** The truck behind each vehicle of the problem. */
  vehicles: readonly PictureVehicle[];
  vehicleOf: ReadonlyMap<number, number>;
  facilities: readonly DayPicture["facilities"][number][];
  /** Trucks that work past their shift whatever they leave out. */
  overdue: ReadonlySet<number>;
  /** Stops that are done or under way, in the order of their trucks. */
  settled: ReadonlyMap<number, readonly PictureStop[]>;
};

// Loads are estimates: a truck planned to the brim is overfull every other day.
const FILL = 0.9;
// Even an overdue break is taken within this, seconds.
const OVERDUE_BREAK_S = 3_600;
const METRES_PER_KM = 1_000;
const KG_PER_TONNE = 1_000;
const HOUR_S = 3_600;
const UNBOUNDED = Number.MAX_SAFE_INTEGER;
// A window that ends within this of now cannot be planned for any more.
const PASSED_S = 1_800;
const DAY_S = 86_400;
const NO_LEEWAY: Leeway = { stops: new Map(), vehicles: new Map(), facilities: new Map() };

const NOBODY: ReadonlySet<number> = new Set();

const isSettled = ({ status, arrived }: PictureStop): boolean => status !== "pending" || arrived !== null;

/** The places of a picture in the order in which travel times are asked for: depots, facilities, stops. */
export const placesOf = (picture: DayPicture): PicturePlace[] => {
  const places: PicturePlace[] = [];
  const seen = new Set<string>();
  for (const { lng, lat } of [...picture.depots, ...picture.facilities, ...picture.stops]) {
    const key = keyOf({ lng, lat });
    if (seen.has(key)) continue;
    seen.add(key);
    places.push({ lng, lat });
  }
  return places;
};

/** A place as a key of tables. */
export const keyOf = ({ lng, lat }: PicturePlace): string => `${lng},${lat}`;

const kindOf = ({ stream, body }: Pick<PictureStop, "stream" | "body">): string =>
  body === null ? stream : `${stream}/${body}`;

const bodyOf = ({ bodyType }: PictureVehicle): string | null =>
  bodyType === "front-loader" ? "front-load" : bodyType === "roll-off" ? "roll-off" : null;

const takes = (streams: readonly string[], stream: string): boolean =>
  streams.length === 0 || streams.includes(stream);

/** The stream of each truck: that of its route, for one truck carries one stream a day; a free one goes where most is to do. */
const streamsOf = (picture: DayPicture, vehicles: readonly PictureVehicle[]): Map<number, string> => {
  const streams = new Map<number, string>();
  const work = new Map<string, number>();
  for (const stop of picture.stops)
    if (!isSettled(stop)) work.set(kindOf(stop), (work.get(kindOf(stop)) ?? 0) + stop.service + 120);
  const crews = new Map<string, number>();
  const give = (vehicle: PictureVehicle, stream: string): void => {
    const kind = kindOf({ stream, body: bodyOf(vehicle) });
    streams.set(vehicle.id, stream);
    crews.set(kind, (crews.get(kind) ?? 0) + 1);
  };
  for (const vehicle of vehicles) if (vehicle.stream !== null) give(vehicle, vehicle.stream);
  for (const vehicle of vehicles) {
    if (vehicle.stream !== null) continue;
    const body = bodyOf(vehicle);
    let best: { stream: string; share: number } | null = null;
    for (const { stream } of new Map(picture.stops.map((stop) => [stop.stream, stop])).values()) {
      if (!takes(vehicle.streams, stream)) continue;
      const kind = kindOf({ stream, body });
      const share = (work.get(kind) ?? 0) / ((crews.get(kind) ?? 0) + 1);
      if (share > (best?.share ?? 0)) best = { stream, share };
    }
    if (best !== null) give(vehicle, best.stream);
  }
  return streams;
};

/** The place of `among` that is nearest to another, as the crow flies. */
const nearestOf = (to: PicturePlace, among: readonly PicturePlace[]): number => {
  const squeeze = Math.cos((to.lat * Math.PI) / 180);
  let best = 0;
  let bestGap = Number.POSITIVE_INFINITY;
  among.forEach(({ lng, lat }, index) => {
    const gap = ((lng - to.lng) * squeeze) ** 2 + (lat - to.lat) ** 2;
    if (gap < bestGap) [best, bestGap] = [index, gap];
  });
  return best;
};

/** When nothing may begin at a place, so that what takes so long there is done before it is shut. */
const shutAt = ({ shut }: Suppose, place: PicturePlace, takesS: number): Shut | undefined =>
  shut?.places.has(keyOf(place)) === true ? { from: shut.from - takesS, until: shut.until } : undefined;

const shutOfFacility = (suppose: Suppose, facility: DayPicture["facilities"][number]): { shut?: Shut } => {
  const shut = shutAt(suppose, facility, facility.unload);
  return shut === undefined ? {} : { shut };
};

/** How long a window is while its place is not shut. */
const openS = ({ from, until }: Shut, shut: Shut | undefined): number =>
  shut === undefined
    ? until - from
    : Math.max(0, Math.min(until, shut.from) - from) + Math.max(0, until - Math.max(from, shut.until));

/**
 * Makes the problem of a picture over travel times between `places`. What is done stays out of it: a truck under way
 * starts now, at the known place nearest to it, with what it carries as a stop that is pinned to it. A window that has
 * passed, or all but, is over for every truck, and so is one in which its street is closed: such a stop is served when it
 * can be, rather than not at all.
 */
export const problemOf = (
  picture: DayPicture,
  places: readonly PicturePlace[],
  travel: Travel,
  suppose: Suppose,
): DayProblem => {
  const {
    withoutVehicleIds,
    facilityIds,
    facilityStreams,
    keepFirst,
    before = [],
    leeway = NO_LEEWAY,
  } = suppose;
  const { overdue = NOBODY } = suppose;
  const placeAt = new Map(places.map((place, index) => [keyOf(place), index]));
  const placeOf = (place: PicturePlace): number => {
    const found = placeAt.get(keyOf(place));
    if (found === undefined)
      throw new RangeError(`problemOf: got a place at ${keyOf(place)}, expected one of the ${places.length}`);
    return found;
  };
  const kinds = new Map<string, number>();
  const bitOf = (kind: string): number => {
    if (!kinds.has(kind)) {
      if (kinds.size > 30) throw new RangeError(`problemOf: got more than 31 kinds of work, such as ${kind}`);
      kinds.set(kind, kinds.size);
    }
    return 1 << (kinds.get(kind) ?? 0);
  };
  const isLeftOut = new Set(withoutVehicleIds);
  const depotOf = new Map(picture.depots.map((depot) => [depot.id, depot]));
  const vehicles = picture.vehicles.filter(
    ({ id, isUsable, depotId }) => isUsable && !isLeftOut.has(id) && depotOf.has(depotId),
  );
  const streamOf = streamsOf(picture, vehicles);
  const settled = new Map<number, PictureStop[]>();
  const stops: (PictureStop | null)[] = [];
  const asked: Stop[] = [];
  const stopOf = new Map<number, number>();
  const now = picture.now;
  for (const stop of picture.stops) {
    if (isSettled(stop)) {
      if (stop.vehicleId === null) continue;
      const own = settled.get(stop.vehicleId);
      if (own) own.push(stop);
      else settled.set(stop.vehicleId, [stop]);
      continue;
    }
    stopOf.set(stop.id, stops.length);
    stops.push(stop);
    const name = stop.name.toLowerCase();
    const untils = before.flatMap((each) => (name.includes(each.name.toLowerCase()) ? [each.until] : []));
    const shut = shutAt(suppose, stop, stop.service);
    const early = Math.min(stop.early, ...untils);
    const late = Math.max(stop.late, leeway.stops.get(stop.id) ?? 0);
    const isPassed =
      (now !== null && stop.late < now + PASSED_S) ||
      (shut !== undefined && openS({ from: Math.max(early, now ?? 0), until: late }, shut) < PASSED_S);
    asked.push({
      place: placeOf(stop),
      amounts: [stop.load],
      early,
      late: Math.min(isPassed ? Math.max(DAY_S, late) : late, ...untils),
      ...(shut === undefined ? {} : { shut }),
      service: stop.service,
      release: 0,
      needs: bitOf(kindOf(stop)),
      penalty: stop.overflow?.penaltyCents ?? null,
      priority: 0,
    });
  }
  for (const own of settled.values())
    own.sort((a, b) => (a.done ?? a.arrived ?? UNBOUNDED) - (b.done ?? b.arrived ?? UNBOUNDED));

  const crews = vehicles.map((vehicle): Vehicle => {
    const home = depotOf.get(vehicle.depotId);
    if (home === undefined)
      throw new RangeError(`problemOf: ${vehicle.name} has no depot ${vehicle.depotId} in the picture`);
    const depot = placeOf(home);
    const stream = streamOf.get(vehicle.id);
    const offers = stream === undefined ? 0 : bitOf(kindOf({ stream, body: bodyOf(vehicle) }));
    const { underWay, pause } = vehicle;
    const pinned: number[] = [];
    let start = depot;
    if (now !== null && underWay !== null) {
      start = nearestOf(underWay, places);
      if (underWay.load > 0) {
        pinned.push(stops.length);
        stops.push(null);
        asked.push({
          place: start,
          amounts: [Math.min(underWay.load, FILL * vehicle.capacity)],
          early: 0,
          late: UNBOUNDED,
          service: 0,
          release: 0,
          needs: offers,
          penalty: null,
          priority: 9,
        });
      }
    }
    // Those done come first anyway.
    const kept = keepFirst?.find(({ vehicleId }) => vehicleId === vehicle.id)?.count ?? 0;
    const left = kept - (settled.get(vehicle.id)?.length ?? 0);
    if (left > 0)
      pinned.push(
        ...stops
          .flatMap((stop, index) => (stop !== null && stop.vehicleId === vehicle.id ? [{ stop, index }] : []))
          .sort((a, b) => a.stop.sequence - b.stop.sequence || a.stop.id - b.stop.id)
          .slice(0, left)
          .map(({ index }) => index),
      );
    const shiftStart = now === null ? vehicle.shiftStart : Math.max(vehicle.shiftStart, now);
    return {
      count: 1,
      start,
      end: depot,
      shiftStart,
      shiftEnd: Math.max(vehicle.shiftEnd, leeway.vehicles.get(vehicle.id) ?? 0),
      capacity: [FILL * vehicle.capacity],
      dayCapacity: null,
      offers,
      costPerDistance: vehicle.centsPerKm / METRES_PER_KM,
      costPerSecond: vehicle.centsPerHour / HOUR_S,
      costFixed: 0,
      normalEnd: vehicle.shiftEnd,
      costPerOvertime: ((OVERTIME_PAY - 1) * vehicle.centsPerHour) / HOUR_S,
      maxStops: UNBOUNDED,
      pause:
        pause === null
          ? null
          : { ...pause, latest: Math.max(pause.latest, now === null ? 0 : shiftStart + OVERDUE_BREAK_S) },
      home: vehicle.territory === undefined ? null : nearestOf(vehicle.territory, places),
      pinned,
    };
  });
  const isNamed = (id: number): boolean => facilityIds === null || facilityIds.includes(id);
  const open = picture.facilities.filter(({ id }) => facilityStreams !== undefined || isNamed(id));
  const isOpenTo = (id: number, stream: string): boolean =>
    isNamed(id) || facilityStreams === undefined || !facilityStreams.includes(stream);
  return {
    picture,
    stops,
    stopOf,
    vehicles,
    vehicleOf: new Map(vehicles.map(({ id }, index) => [id, index])),
    facilities: open,
    settled,
    overdue,
    problem: {
      travel,
      stops: asked,
      vehicles: crews,
      facilities: open.map((facility) => ({
        place: placeOf(facility),
        opens: facility.opens,
        closes: Math.max(facility.closes, leeway.facilities.get(facility.id) ?? 0),
        ...shutOfFacility(suppose, facility),
        unload: facility.unload,
        // Litres weigh nobody knows what.
        costPerLoad: picture.loadUnit === "kg" ? facility.feeCentsPerTonne / KG_PER_TONNE : 0,
        takes: [...kinds].reduce(
          (bits, [kind, bit]) =>
            takes(facility.streams, kind.split("/")[0] ?? kind) &&
            isOpenTo(facility.id, kind.split("/")[0] ?? kind)
              ? bits | (1 << bit)
              : bits,
          0,
        ),
      })),
      isEmptyAtEnd: open.length > 0,
      isFleetFirst: false,
      speedByHour: null,
      ...weightsOf(picture),
    },
  };
};

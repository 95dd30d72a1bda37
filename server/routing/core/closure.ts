import type { DayPicture, PicturePlace } from "./day-picture.ts";
import { keyOf } from "./day-problem.ts";
import type { Travel } from "./problem.ts";
import type { Shut } from "./shut.ts";

/** What no way leads to is so far that no plan goes there, and still a number that sums are right with. */
export const UNREACHED_M = 10_000_000;
/** See {@link UNREACHED_M}. */
export const UNREACHED_S = 1_000_000;
const DAY_S = 86_400;

/** Streets that are closed for a part of the day; seconds after midnight. */
export type Closure = Shut & { streets: readonly string[] };

/** A table of travel times with the places it is between. */
type Table = { places: readonly PicturePlace[]; travel: Travel };

/** Travel under a closure, and the places that are come to only while it does not hold, by their keys. */
export type ClosedTravel = Table & { shut: ReadonlySet<string> };

/** The closure that is supposed for a day; null where there is none, or none any more: one that has ended binds nothing. */
export const closureOf = (
  {
    closedStreets,
    closedFrom,
    closedUntil,
  }: { closedStreets: readonly string[]; closedFrom?: string | undefined; closedUntil?: string | undefined },
  { midnightMs, now }: Pick<DayPicture, "midnightMs" | "now">,
): Closure | null => {
  if (closedStreets.length === 0) return null;
  const secondsOf = (instant: string): number => (Date.parse(instant) - midnightMs) / 1000;
  const from = closedFrom === undefined ? 0 : secondsOf(closedFrom);
  const until = closedUntil === undefined ? Number.POSITIVE_INFINITY : secondsOf(closedUntil);
  return until <= (now ?? 0) || from >= DAY_S ? null : { streets: closedStreets, from, until };
};

/** The places of stops whose sites are on streets of some names, letter case aside, by their keys. */
export const placesOn = (
  { stops }: Pick<DayPicture, "stops">,
  streets: readonly string[],
): ReadonlySet<string> => {
  const names = new Set(streets.map((name) => name.toLowerCase()));
  return new Set(stops.flatMap((stop) => (names.has(stop.street?.toLowerCase() ?? "") ? [keyOf(stop)] : [])));
};

/**
 * Travel while streets are closed for a while. Between places elsewhere nobody takes a closed street, at any time of the
 * day. Places on it, and those that only it leads to, are visited while it is open, so ways to and from them are those of
 * open streets.
 */
export const travelUnder = (
  picture: Pick<DayPicture, "stops">,
  { streets }: Pick<Closure, "streets">,
  open: Table,
  closed: Table,
): ClosedTravel => {
  const { places } = open;
  const [free, around] = [readerOf(open, places), readerOf(closed, places)];
  const shut = placesOn(picture, streets);
  const isShut = Uint8Array.from(places, (place) => (shut.has(keyOf(place)) ? 1 : 0));
  const middle = middleOf(around, isShut);
  for (let place = 0; place < places.length && middle >= 0; place++) {
    const isCutOff = !(around.isReached(middle, place) && around.isReached(place, middle));
    const isReached = free.isReached(middle, place) && free.isReached(place, middle);
    if (isCutOff && isReached) isShut[place] = 1;
  }
  const size = places.length;
  // Shared, so that every thread that plans reads the same tables instead of a copy.
  const table = (): Float64Array => new Float64Array(new SharedArrayBuffer(8 * size * size));
  const [distance, seconds] = [table(), table()];
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++) {
      const ways = isShut[from] === 1 || isShut[to] === 1 ? free : around;
      distance[from * size + to] = ways.distance(from, to);
      seconds[from * size + to] = ways.seconds(from, to);
    }
  return {
    places,
    travel: { kind: "table", size, distance, seconds },
    shut: new Set(places.flatMap((place, index) => (isShut[index] === 1 ? [keyOf(place)] : []))),
  };
};

type Reader = {
  distance: (from: number, to: number) => number;
  seconds: (from: number, to: number) => number;
  isReached: (from: number, to: number) => boolean;
};

/** A table read by the numbers of `places`, which it may hold in another order and among others. */
const readerOf = ({ places: own, travel }: Table, places: readonly PicturePlace[]): Reader => {
  if (travel.kind !== "table")
    throw new RangeError(`travelUnder: got travel as a ${travel.kind}, expected a table`);
  const indexOf = new Map(own.map((place, index) => [keyOf(place), index]));
  const at = Int32Array.from(places, (place) => indexOf.get(keyOf(place)) ?? -1);
  const missing = at.indexOf(-1);
  if (missing >= 0)
    throw new RangeError(`travelUnder: found no place ${missing} in a table of ${own.length}, expected all`);
  const distance = (from: number, to: number): number => travel.distance[at[from]! * travel.size + at[to]!]!;
  return {
    distance,
    seconds: (from, to) => travel.seconds[at[from]! * travel.size + at[to]!]!,
    isReached: (from, to) => distance(from, to) < UNREACHED_M,
  };
};

/** The place that most others can be come to from and back: what it is cut off from, the closure cuts off. */
const middleOf = ({ isReached }: Reader, isShut: Uint8Array): number => {
  let middle = -1;
  let most = 0;
  for (let place = 0; place < isShut.length; place++) {
    if (isShut[place] === 1) continue;
    let count = 0;
    for (let other = 0; other < isShut.length; other++)
      if (isReached(place, other) && isReached(other, place)) count++;
    if (count <= most) continue;
    [middle, most] = [place, count];
  }
  return middle;
};

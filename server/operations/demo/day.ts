import { type Random, seeded } from "#server/lib/random.ts";
import type { DayCharacter } from "./calendar.ts";
import type { City } from "./city.ts";
import { midnightOf } from "./days.ts";
import { type Driver, type Facility, ROUTE_COUNT, type Vehicle } from "./fleet.ts";
import { isDue, type Service } from "./rounds.ts";
import { LIVE_SCRIPT } from "./script.ts";
import type { Tour } from "./tours.ts";
import { type RouteOutcome, type StopOutcome, walkRoute } from "./walk.ts";

/** A weigh ticket that nobody could match to a route. */
export type OrphanTicket = {
  facility: Facility;
  vehicle: Vehicle | null;
  stream: string;
  arrivedAt: number;
  leftAt: number;
  netKg: number;
};

/** One service day of the city as it stands at `now`. */
export type DayOutcome = {
  day: number;
  midnight: number;
  character: DayCharacter;
  routes: RouteOutcome[];
  /** Stops that no route has: the tray. */
  unassigned: StopOutcome[];
  orphans: OrphanTicket[];
};

/** Days on which a truck is in the workshop. */
export const isInWorkshop = (city: City, vehicleNumber: number, day: number): boolean =>
  vehicleNumber === 4 && day >= city.anchor - 1 && day <= city.anchor + 2;

/**
 * Makes a service day of the city as it stands at `now` (epoch seconds): a pure function of the city, the day and
 * `now`. On the live day the staged incidents of `LIVE_SCRIPT` happen; `until` keeps a day from starting at all.
 */
export const makeDay = (
  city: City,
  day: number,
  options: { now: number; isLive?: boolean; isTraced?: boolean },
): DayOutcome => {
  const { now, isLive = false, isTraced = false } = options;
  const character = city.calendar.of(day);
  const midnight = midnightOf(day, city.timeZone);
  const random = seeded(city.seed).fork(`routes ${day}`);
  const out: DayOutcome = { day, midnight, character, routes: [], unassigned: [], orphans: [] };
  const { roundsOf, isEvenWeek } = character;
  if (roundsOf === null) return out;
  const { tours, spare } = toursOf(city, day, character, random);
  const drivers = crewsOf(city, day, tours, isLive, random.fork("crews"));
  for (const [k, tour] of tours.entries()) {
    const script = isLive ? LIVE_SCRIPT[tour.route] : undefined;
    const isStandIn = isInWorkshop(city, tour.route, day);
    out.routes.push(
      walkRoute({
        tour,
        vehicle: city.vehicles[(isStandIn ? 39 : tour.route) - 1]!,
        driver: drivers[k]!,
        midnight,
        day,
        yearsBefore: (city.anchor - day) / 365,
        character,
        until: now - (script?.silentForS ?? 0),
        now,
        random: random.fork(`R-${tour.route}`),
        isTraced,
        ...(script ? { script } : {}),
      }),
    );
  }
  for (const service of spare) out.unassigned.push(inTray(service, midnight, "truck 4 is in the workshop"));
  if (isLive) {
    const due = city.services.filter(
      (each) => !isDue(each, roundsOf, isEvenWeek) && each.stream !== "glass" && !each.isFrontLoad,
    );
    for (let i = 0; i < 7; i++)
      out.unassigned.push(inTray(random.pick(due), midnight, "go-back for a missed pickup"));
  }
  if (random.chance(0.42)) out.orphans.push(orphan(city, midnight, random.fork("orphan")));
  out.orphans = out.orphans.filter((ticket) => ticket.leftAt <= now);
  return out;
};

const inTray = (service: Service, midnight: number, reason: string): StopOutcome => ({
  service,
  sequence: 0,
  doneSequence: null,
  status: "pending",
  plannedAt: midnight + 14 * 3_600,
  windowStartAt: midnight + 11 * 3_600,
  windowEndAt: midnight + 17 * 3_600,
  arrivedAt: null,
  doneAt: null,
  lifts: 0,
  weightKg: 0,
  reason,
  incidents: [],
});

const orphan = (city: City, midnight: number, random: Random): OrphanTicket => {
  const facility = random.pick(city.facilities);
  const arrivedAt = midnight + Math.round(random.between(7, 16.5) * 3_600);
  return {
    facility,
    arrivedAt,
    leftAt: arrivedAt + 900 + random.int(900),
    netKg: 1_800 + random.int(6_000),
    vehicle: random.chance(0.5) ? random.pick(city.vehicles.slice(0, ROUTE_COUNT)) : null,
    stream: random.pick(facility.streams),
  };
};

/** Stops another front loader can take on. */
const EXTRA_STOPS = 14;

/** The rounds of a day; where truck 4 is in the workshop its stops go to the other front loaders, and some to nobody. */
const toursOf = (
  city: City,
  day: number,
  { roundsOf, isEvenWeek }: DayCharacter,
  random: Random,
): { tours: Tour[]; spare: Service[] } => {
  const tours: Tour[] = [];
  for (let route = 1; route <= ROUTE_COUNT; route++) {
    const tour = roundsOf === null ? null : city.tour(route, roundsOf, isEvenWeek);
    if (tour) tours.push(tour);
  }
  const at = (route: number): number => tours.findIndex((tour) => tour.route === route);
  if (!isInWorkshop(city, 4, day) || at(4) < 0 || at(28) < 0 || at(39) < 0) return { tours, spare: [] };
  const orphaned = tours[at(4)]!.services;
  tours.splice(at(4), 1);
  const spare = random.fork("tray").shuffle([...orphaned]);
  const moved = spare.splice(0, 2 * EXTRA_STOPS);
  for (const [route, extra] of [
    [28, moved.slice(0, EXTRA_STOPS)],
    [39, moved.slice(EXTRA_STOPS)],
  ] as const)
    tours[at(route)] = city.plan(route, [...tours[at(route)]!.services, ...extra]);
  return { tours, spare };
};

/** Maps a day's rounds to their drivers: the usual one, or a stand-in where he is off. */
const crewsOf = (
  city: City,
  day: number,
  tours: readonly Tour[],
  isLive: boolean,
  random: Random,
): Driver[] => {
  const standIns = random.shuffle(city.drivers.slice(ROUTE_COUNT));
  const isWeekend = tours.length < ROUTE_COUNT - 5;
  if (!isWeekend)
    return tours.map((tour) => {
      const usual = city.drivers[tour.route - 1]!;
      const isKnown = isLive && [8, 9, 11, 12, 17, 23].includes(tour.route);
      return !isKnown && random.chance(0.07) ? (standIns.pop() ?? usual) : usual;
    });
  // At the weekend the crews take turns, so that nobody works seven days.
  const own = city.drivers.filter((each) => each.contractor === null);
  const theirs = city.drivers.filter((each) => each.contractor !== null);
  let o = day * 17;
  let t = day * 3;
  return tours.map((tour) =>
    city.vehicles[tour.route - 1]?.contractor === null
      ? own[o++ % own.length]!
      : theirs[t++ % theirs.length]!,
  );
};

import { leastFeeOf } from "./day.ts";
import type { Problem, Stop, Vehicle } from "./problem.ts";
import { Ways } from "./ways.ts";

/** The cheapest and the second cheapest of what is offered, and from whom the cheapest is. */
type Two = { first: number; second: number; of: number };

const offer = (two: Two, cost: number, of: number): void => {
  if (cost < two.first) {
    two.second = two.first;
    two.first = cost;
    two.of = of;
  } else if (cost < two.second) two.second = cost;
};

const sumOfLeast = (costs: readonly number[], count: number): number =>
  costs
    .toSorted((a, b) => a - b)
    .slice(0, count)
    .reduce((sum, cost) => sum + cost, 0);

const mustServe = ({ stops }: Problem): Stop[] => stops.filter(({ penalty }) => penalty === null);

/** How often a load fills what holds the most, over all dimensions. */
const fills = (stops: readonly Stop[], holds: readonly (readonly number[])[]): number => {
  const dimensions = Math.max(0, ...holds.map(({ length }) => length));
  let most = stops.length > 0 ? 1 : 0;
  for (let d = 0; d < dimensions; d++) {
    const load = stops.reduce((sum, { amounts }) => sum + (amounts[d] ?? 0), 0);
    const room = Math.max(...holds.map((each) => each[d] ?? Number.POSITIVE_INFINITY));
    // What fits but for the rounding of a sum fits.
    if (room > 0) most = Math.max(most, Math.ceil(load / room - 1e-9));
  }
  return most;
};

/** Vehicles that a problem needs at the least: for the loads of their days, their stops and the time at stops. */
export const fewestVehicles = (problem: Problem): number => {
  const { vehicles } = problem;
  const stops = mustServe(problem);
  if (vehicles.length === 0 || stops.length === 0) return 0;
  const unbounded = vehicles.some(({ dayCapacity }) => dayCapacity === null);
  const work = stops.reduce((sum, { service }) => sum + service, 0);
  return Math.max(
    1,
    unbounded
      ? 0
      : fills(
          stops,
          vehicles.map(({ dayCapacity }) => dayCapacity ?? []),
        ),
    Math.ceil(stops.length / Math.max(...vehicles.map(({ maxStops }) => maxStops))),
    Math.ceil(work / Math.max(...vehicles.map(({ shiftStart, shiftEnd }) => shiftEnd - shiftStart)) - 1e-9),
  );
};

type Rates = { perDistance: number; perSecond: number };

const ratesOf = (vehicles: readonly Vehicle[], quickest: number): Rates => ({
  perDistance: Math.min(...vehicles.map(({ costPerDistance }) => costPerDistance)),
  perSecond: Math.min(...vehicles.map(({ costPerSecond }) => costPerSecond)) / quickest,
});

/**
 * A cost below which no plan of a problem can be. Each stop is come to from somewhere and left for somewhere else, and
 * half of either way is its own; the other halves at depots and tips are those of as many trips as the load fills. All
 * at the lowest rates of the vehicles that may serve the stop, between stops that one vehicle may serve.
 */
export const lowerEstimate = (problem: Problem): number => {
  const { stops, vehicles, facilities, speedByHour } = problem;
  const must = mustServe(problem);
  if (vehicles.length === 0 || must.length === 0) return 0;
  const ways = new Ways(problem.travel);
  const quickest = speedByHour === null ? 1 : Math.max(...speedByHour);
  const allRates = ratesOf(vehicles, quickest);
  const crews = new Map<number, Vehicle[]>();
  for (const { needs } of stops)
    if (!crews.has(needs))
      crews.set(
        needs,
        vehicles.filter(({ offers }) => (needs & ~offers) === 0),
      );
  const tips = facilities.map(({ place }) => place);
  const starts = [...new Set([...vehicles.map(({ start }) => start), ...tips])];
  const ends = [...new Set([...vehicles.map(({ end }) => end), ...tips])];
  const leaving: number[] = [];
  const coming: number[] = [];
  let total = 0;
  for (const [needs, crew] of crews) {
    if (crew.length === 0) continue;
    const rates = ratesOf(crew, quickest);
    const cost = (from: number, to: number): number =>
      ways.distance(from, to) * rates.perDistance + ways.seconds(from, to) * rates.perSecond;
    const partners = [...crews].flatMap(([other]) =>
      crew.some(({ offers }) => (other & ~offers) === 0) ? [other] : [],
    );
    const mates = [...stops.keys()].filter((stop) => partners.includes(stops[stop]!.needs));
    stops.forEach((stop, index) => {
      if (stop.needs !== needs || stop.penalty !== null) return;
      const into: Two = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY, of: -1 };
      const out: Two = { ...into };
      for (const mate of mates) {
        if (mate === index) continue;
        const place = stops[mate]!.place;
        offer(into, cost(place, stop.place), mate);
        offer(out, cost(stop.place, place), mate);
      }
      const first = Math.min(...starts.map((place) => cost(place, stop.place)));
      const last = Math.min(...ends.map((place) => cost(stop.place, place)));
      leaving.push(first);
      coming.push(last);
      // From a depot and back to it is allowed; from a stop and back to the same one is not.
      offer(into, first, -2);
      offer(out, last, -3);
      const apart =
        into.of === out.of
          ? Math.min(into.first + out.second, into.second + out.first)
          : into.first + out.first;
      total += (Number.isFinite(apart) ? apart : 0) / 2 + stop.service * rates.perSecond * quickest;
      total += leastFeeOf(problem, stop);
    });
  }
  const trips = fills(
    must,
    vehicles.map(({ capacity }) => capacity),
  );
  total += (sumOfLeast(leaving, trips) + sumOfLeast(coming, trips)) / 2;
  if (
    problem.isEmptyAtEnd &&
    facilities.length > 0 &&
    must.some(({ amounts }) => amounts.some((each) => each > 0))
  )
    total += trips * Math.min(...facilities.map(({ unload }) => unload)) * allRates.perSecond * quickest;
  return total + fewestVehicles(problem) * Math.min(...vehicles.map(({ costFixed }) => costFixed));
};

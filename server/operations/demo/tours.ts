import type { Depot, Driver, Facility, Vehicle } from "./fleet.ts";
import type { Service } from "./rounds.ts";

/** What happens between two stops, or before the first, or after the last. */
export type Leg = { afterStop: number; facility: Facility };

/** A round as it is planned for one weekday: stops in order with times in seconds after the start. */
export type Tour = {
  route: number;
  depot: Depot;
  startMin: number;
  services: Service[];
  /** Metres and seconds driven to each stop from the place before it, a tip or the depot. */
  legM: number[];
  legS: number[];
  arriveS: number[];
  /** Stops (by index) after which the truck tips; the last one is the tip on the way home. */
  tipAfter: number[];
  tipLegM: number[];
  tipLegS: number[];
  facility: Facility;
  /** Stop (by index) after which the break is taken. */
  breakAfter: number;
  homeM: number;
  homeS: number;
  distanceM: number;
  durationS: number;
  weightKg: number;
};

type Point = { lng: number; lat: number };
type Metres = (aLng: number, aLat: number, bLng: number, bLat: number) => number;

/** Streets are longer than the straight line by about this. */
const DETOUR = 1.32;
/** Planned break, seconds. */
export const BREAK_S = 1_800;
/** Planned wait and unloading at a facility beyond its own unloading time, seconds. */
/** Seconds a planner allows for leaving the yard, and at every stop for what no plan foresees. */
const START_SLACK_S = 200;
const STOP_SLACK_S = 15;
const PLANNED_QUEUE_S = 620;

const speedMs = (metres: number): number => (metres < 700 ? 5.3 : metres < 2_500 ? 7.6 : 11.2);

/** Orders points from a start by nearest neighbour and then 2-opt; maps to indices. */
export const orderStops = (start: Point, points: readonly Point[], metres: Metres): number[] => {
  const n = points.length;
  const at = (i: number): Point => (i < 0 ? start : points[i]!);
  const gap = (i: number, j: number): number => metres(at(i).lng, at(i).lat, at(j).lng, at(j).lat);
  const left = new Set(points.keys());
  const order: number[] = [];
  let here = -1;
  while (left.size > 0) {
    let best = -1;
    let bestM = Infinity;
    for (const i of left) {
      const m = gap(here, i);
      if (m < bestM) [best, bestM] = [i, m];
    }
    order.push(best);
    left.delete(best);
    here = best;
  }
  // Back to the start at the end: index n stands for the depot too.
  const node = (k: number): number => (k < 0 || k >= n ? -1 : order[k]!);
  for (let pass = 0, isBetter = true; isBetter && pass < 25; pass++) {
    isBetter = false;
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) {
        const before = gap(node(i - 1), node(i)) + gap(node(j), node(j + 1));
        const after = gap(node(i - 1), node(j)) + gap(node(i), node(j + 1));
        if (after < before - 0.01) {
          for (let a = i, b = j; a < b; a++, b--) [order[a], order[b]] = [order[b]!, order[a]!];
          isBetter = true;
        }
      }
  }
  return order;
};

/** Plans a round of one weekday: order, tips where the truck is full, the break, and the times of all stops. */
export const planTour = (input: {
  route: number;
  services: readonly Service[];
  vehicle: Vehicle;
  driver: Driver | undefined;
  depot: Depot;
  facilities: readonly Facility[];
  startMin: number;
  metres: Metres;
  loadFactor?: number;
}): Tour => {
  const { depot, vehicle, metres } = input;
  const stream = input.services[0]?.stream ?? "refuse";
  const order = orderStops(
    depot,
    input.services.map((each) => each.site),
    metres,
  );
  let services = order.map((i) => input.services[i]!);
  // A loop may be driven either way; people ask about these two streets in the morning and around noon.
  const isLate = (street: string): number =>
    services.findLastIndex((each) => each.site.street === street) - services.length / 2;
  const elm = stream === "recycling" ? isLate("Elm Avenue") : 0;
  const isElmEarly = elm < 0 && services.some((each) => each.site.street === "Elm Avenue");
  if (isElmEarly || isLate("Mill Lane") > 0) services.reverse();
  // A site that must be done early is moved to where it costs least among the first stops.
  for (const early of services.filter((each) => each.site.windowEndMin < 600)) {
    const rest = services.filter((each) => each !== early);
    let best = 0;
    let bestM = Infinity;
    for (let k = 0; k < Math.min(12, rest.length); k++) {
      const a = k === 0 ? depot : rest[k - 1]!.site;
      const b = rest[k]?.site ?? depot;
      const s = early.site;
      const m =
        metres(a.lng, a.lat, s.lng, s.lat) +
        metres(s.lng, s.lat, b.lng, b.lat) -
        metres(a.lng, a.lat, b.lng, b.lat);
      if (m < bestM) [best, bestM] = [k, m];
    }
    services = [...rest.slice(0, best), early, ...rest.slice(best)];
  }
  const middle = services[Math.floor(services.length / 2)]?.site ?? depot;
  const reach = (f: Facility): number =>
    metres(f.lng, f.lat, middle.lng, middle.lat) + metres(f.lng, f.lat, depot.lng, depot.lat);
  const open = input.facilities.filter(
    (f) => f.streams.includes(stream) && (stream !== "organics" || f.kind === "landfill"),
  );
  const facility = [...open].sort((a, b) => reach(a) - reach(b))[0] ?? input.facilities[0]!;

  const tour: Tour = {
    route: input.route,
    depot,
    startMin: input.startMin,
    services,
    facility,
    legM: [],
    legS: [],
    arriveS: [],
    tipAfter: [],
    tipLegM: [],
    tipLegS: [],
    breakAfter: Math.max(0, Math.floor(services.length * 0.46)),
    homeM: 0,
    homeS: 0,
    distanceM: 0,
    durationS: 0,
    weightKg: 0,
  };
  const drive = (from: Point, to: Point): [number, number] => {
    const m = Math.round(metres(from.lng, from.lat, to.lng, to.lat) * DETOUR) + 25;
    return [m, Math.round(m / speedMs(m)) + 33];
  };
  let clock = START_SLACK_S;
  let here: Point = depot;
  let load = 0;
  const limit = vehicle.capacityKg * (input.loadFactor ?? 0.9);
  const tip = (after: number): void => {
    const [m, s] = drive(here, facility);
    tour.tipAfter.push(after);
    tour.tipLegM.push(m);
    tour.tipLegS.push(s);
    tour.distanceM += m;
    clock += s + facility.unloadS + PLANNED_QUEUE_S;
    here = facility;
    load = 0;
  };
  services.forEach((service, i) => {
    if (load + service.weightKg > limit && i > 0) tip(i - 1);
    const [m, s] = drive(here, service.site);
    tour.legM.push(m);
    tour.legS.push(s);
    tour.distanceM += m;
    clock += s;
    tour.arriveS.push(clock);
    clock += service.serviceS + STOP_SLACK_S;
    load += service.weightKg;
    tour.weightKg += service.weightKg;
    here = service.site;
    if (i === tour.breakAfter) clock += BREAK_S;
  });
  tip(services.length - 1);
  const [homeM, homeS] = drive(here, depot);
  tour.homeM = homeM;
  tour.homeS = homeS;
  tour.distanceM += homeM;
  tour.durationS = clock + homeS;
  return tour;
};

import { seeded } from "#server/lib/random.ts";
import { type Calendar, createCalendar } from "./calendar.ts";
import {
  type Depot,
  type Driver,
  type Facility,
  layOutYards,
  makeDrivers,
  makeVehicles,
  ROUTE_COUNT,
  type Vehicle,
} from "./fleet.ts";
import { createNetwork } from "./network.ts";
import { createPlaces, type Places } from "./places.ts";
import { assignRounds, isDue, makeServices, runsOn, type Service } from "./rounds.ts";
import { CITY_SIZE, type Container, type Customer, makeSites, type Site } from "./sites.ts";
import { planTour, type Tour } from "./tours.ts";

/** The demo city without its days: all that its days are made from. */
export type City = {
  seed: number;
  /** The day that was today when the city was made. */
  anchor: number;
  timeZone: string;
  places: Places;
  calendar: Calendar;
  depots: Depot[];
  facilities: Facility[];
  vehicles: Vehicle[];
  drivers: Driver[];
  customers: Customer[];
  sites: Site[];
  services: Service[];
  containers: Container[];
  /** The planned round of a route on a weekday of an even or odd week; null where it does not run. */
  tour: (route: number, weekday: number, isEvenWeek: boolean) => Tour | null;
  /** The first container of a service, by its number. */
  containerOf: (service: Service) => number;
  /** A round planned anew over given services. */
  plan: (route: number, services: readonly Service[], startMin?: number) => Tour;
};

/** Start of a round, minutes after midnight: glass is noisy and goes later, front loaders clear the shops before dawn. */
const startMinOf = (route: number): number =>
  route === 12
    ? 510
    : [24, 36, 48].includes(route)
      ? 450
      : [32, 50].includes(route)
        ? 600
        : [21, 28, 37, 39].includes(route)
          ? 245
          : 330 + 5 * ((route * 7) % 13);

/**
 * Makes the demo city from a seed: yards, trucks, people, sites, containers and the rounds of the week.
 * `junctions` makes it smaller for tests; `vehicles` past the routes are spare trucks.
 */
export const createCity = (options: {
  seed: number;
  anchor: number;
  vehicles?: number;
  junctions?: number;
}): City => {
  const { seed, anchor } = options;
  const random = seeded(seed).fork("city");
  const network = createNetwork(
    options.junctions === undefined ? { seed } : { seed, junctions: options.junctions },
  );
  const places = createPlaces(network);
  const { depots, facilities } = layOutYards(places);
  const depotOfZone = (zone: number): number => {
    const [lng, lat] = places.middleOfZone(zone);
    return [...depots].sort(
      (a, b) => places.metres(lng, lat, a.lng, a.lat) - places.metres(lng, lat, b.lng, b.lat),
    )[0]!.id;
  };
  const { customers, sites } = makeSites(places, depotOfZone, random.fork("sites"));
  const services = makeServices(sites, random.fork("services"));
  assignRounds(services, random.fork("rounds"));
  const byRoute = new Map<number, Service[]>();
  for (const service of services)
    byRoute.set(service.route, [...(byRoute.get(service.route) ?? []), service]);

  const depotOfRoute = (route: number): number => {
    const votes = new Map<number, number>();
    for (const { site } of byRoute.get(route) ?? [])
      votes.set(site.depotId, (votes.get(site.depotId) ?? 0) + 1);
    return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 1;
  };
  const vehicles = makeVehicles(options.vehicles ?? ROUTE_COUNT, depotOfRoute, random.fork("vehicles"));
  const drivers = makeDrivers(places, vehicles, random.fork("drivers"));
  const containers = makeContainers(services, random.fork("containers"));
  const firstContainer = new Map<Service, number>();
  let counted = 0;
  for (const service of services) {
    firstContainer.set(service, counted + 1);
    counted += service.containers.length;
  }
  const servicesOf = new Map<Site, Service[]>();
  for (const each of services) servicesOf.set(each.site, [...(servicesOf.get(each.site) ?? []), each]);
  for (const site of sites) {
    const own = servicesOf.get(site) ?? [];
    site.demandL = own.reduce((sum, each) => sum + each.containers.reduce((a, b) => a + b.volumeL, 0), 0);
    site.serviceS = Math.max(60, ...own.map((each) => each.serviceS));
  }

  const plan: City["plan"] = (route, members, startMin = startMinOf(route)) => {
    const vehicle = vehicles[route - 1]!;
    return planTour({
      route,
      services: members,
      vehicle,
      driver: drivers[route - 1],
      depot: depots[vehicle.depotId - 1]!,
      facilities,
      startMin,
      metres: places.metres,
    });
  };
  const tours = new Map<string, Tour | null>();
  const alternating = new Set(services.filter((each) => each.weeks !== "every").map((each) => each.route));
  return {
    seed,
    anchor,
    timeZone: network.timeZone,
    places,
    calendar: createCalendar({ seed, anchor }),
    depots,
    facilities,
    vehicles,
    drivers,
    customers,
    sites,
    services,
    containers,
    plan,
    containerOf: (service) => firstContainer.get(service) ?? 1,
    tour(route, weekday, isEvenWeek) {
      // Most rounds are the same in either week, and planning one takes its time.
      const key = `${route} ${weekday} ${isEvenWeek || !alternating.has(route)}`;
      let tour = tours.get(key);
      if (tour === undefined) {
        const members = (byRoute.get(route) ?? []).filter((each) => isDue(each, weekday, isEvenWeek));
        tour = runsOn(route, weekday) && members.length > 0 ? plan(route, members) : null;
        tours.set(key, tour);
      }
      return tour;
    },
  };
};

/** Lists the containers behind all services, and adds spare ones at the busiest until the promised number stands. */
const makeContainers = (services: readonly Service[], random: ReturnType<typeof seeded>): Container[] => {
  const containers: Container[] = [];
  const add = (service: Service, each: Service["containers"][number]): void => {
    containers.push({
      id: containers.length + 1,
      siteId: service.site.id,
      stream: service.stream,
      kind: each.kind,
      volumeL: each.volumeL,
      weekdays: service.weekdays,
      weeks: service.weeks,
      // What is left a week fills up over the ten days from Friday to the Monday after next.
      fillPerDay:
        Math.round(random.between(42, 78) * (service.weeks === "every" ? service.perWeek / 7 : 0.1) * 10) /
        10,
      condition: "ok",
    });
  };
  const order = [...services].sort(
    (a, b) => b.containers.length - a.containers.length || a.site.id - b.site.id,
  );
  let count = services.reduce((sum, each) => sum + each.containers.length, 0);
  for (let i = 0; count < CITY_SIZE.containers; i = (i + 1) % order.length, count++) {
    const service = order[i]!;
    service.containers.push({ ...service.containers[0]! });
  }
  for (let i = order.length - 1; count > CITY_SIZE.containers; i--, count--)
    if (order[order.length - 1 - i]!.containers.length > 1) order[order.length - 1 - i]!.containers.pop();
    else count++;
  for (const service of services) for (const each of service.containers) add(service, each);
  return containers;
};

import type { Random } from "#server/lib/random.ts";
import { bodyOfRoute, type CityStream, ROUTE_COUNT, streamOfRoute } from "./fleet.ts";
import { type Site, SPECIAL_SITES, type Weeks } from "./sites.ts";

/** A site's service in one stream: the route that comes, on which weekdays, and what it empties. */
export type Service = {
  site: Site;
  stream: CityStream;
  isFrontLoad: boolean;
  containers: { volumeL: number; kind: "cart" | "front-load" | "rear-load" | "igloo" }[];
  /** Usual weight of one collection, kg. */
  weightKg: number;
  serviceS: number;
  /** How often things go wrong there against the usual; those of a contaminator go wrong almost every other time. */
  trouble: number;
  isContaminator: boolean;
  /** Collections in a week in which there are any. */
  perWeek: number;
  weekdays: number[];
  weeks: Weeks;
  route: number;
};

const KG_PER_LITRE: Record<CityStream, number> = {
  refuse: 0.105,
  recycling: 0.052,
  organics: 0.26,
  glass: 0.27,
};
const FRONT_SIZES = [3_060, 4_590, 6_120] as const;

/** Whether a service is due on a weekday of an even or odd week. */
export const isDue = (service: Service, weekday: number, isEvenWeek: boolean): boolean =>
  service.weekdays.includes(weekday) && service.weeks !== (isEvenWeek ? "odd" : "even");

/** Gives each zone its recycling weeks, the zones with most homes first, so that either week has half of the homes. */
const recyclingWeeksOf = (sites: readonly Site[]): ReadonlyMap<number, Weeks> => {
  const homes = new Map<number, number>();
  for (const { zone, kind } of sites) if (kind === "household") homes.set(zone, (homes.get(zone) ?? 0) + 1);
  const weeks = new Map<number, Weeks>();
  let even = 0;
  let odd = 0;
  for (const [zone, count] of [...homes].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    weeks.set(zone, even <= odd ? "even" : "odd");
    if (even <= odd) even += count;
    else odd += count;
  }
  return weeks;
};

/** Draws the services of all sites: containers, weights and how often a week. */
export const makeServices = (sites: readonly Site[], random: Random): Service[] => {
  const services: Service[] = [];
  const recyclingWeeks = recyclingWeeksOf(sites);
  for (const site of sites) {
    const isFrontSite = site.id > SPECIAL_SITES.length && site.kind !== "household" && random.chance(0.42);
    for (const stream of site.streams) {
      const isFrontLoad = isFrontSite && stream === "refuse";
      const containers: Service["containers"] = [];
      const count = site.kind === "public" ? 1 + random.int(3) : random.chance(0.09) ? 2 : 1;
      for (let i = 0; i < count; i++)
        containers.push(
          isFrontLoad
            ? { volumeL: random.pick(FRONT_SIZES), kind: "front-load" }
            : stream === "glass"
              ? { volumeL: random.pick([1_500, 2_400]), kind: "igloo" }
              : stream === "organics"
                ? { volumeL: random.pick([240, 360, 660]), kind: "cart" }
                : {
                    volumeL: random.pick([660, 770, 1_100, 1_100]),
                    kind: site.kind === "household" && random.chance(0.3) ? "cart" : "rear-load",
                  },
        );
      const litres = containers.reduce((sum, each) => sum + each.volumeL, 0);
      const isBusy = site.kind !== "household";
      // Homes have their recycling taken every other week; those people ask about by name stay in every week.
      const weeks =
        stream === "recycling" && !isBusy && site.id > SPECIAL_SITES.length
          ? (recyclingWeeks.get(site.zone) ?? "every")
          : "every";
      const isAskedFor = ["Mill Lane", "Elm Avenue", "School Lane"].includes(site.street);
      const perWeek =
        isAskedFor && site.id <= SPECIAL_SITES.length
          ? 5
          : stream === "refuse"
            ? isFrontLoad
              ? 2 + random.int(4)
              : isBusy
                ? 4 + random.int(3)
                : random.pick([2, 3, 3, 3, 4])
            : stream === "recycling"
              ? isBusy
                ? 3
                : // Two weeks' worth takes twice the collections in the one week.
                  random.pick(weeks === "every" ? [2, 2, 3] : [4, 5, 5])
              : stream === "organics"
                ? isBusy
                  ? 4
                  : random.pick([2, 2, 3])
                : random.pick([2, 3, 3]);
      services.push({
        site,
        stream,
        isFrontLoad,
        containers,
        perWeek,
        weekdays: [],
        weeks,
        route: 0,
        weightKg: Math.max(
          6,
          Math.round(litres * KG_PER_LITRE[stream] * random.between(0.5, 0.75) * (isFrontLoad ? 0.6 : 1)),
        ),
        serviceS: Math.round(
          (stream === "glass" ? 230 : isFrontLoad ? 190 : isSideLoaded(stream, random) ? 170 : 215) +
            45 * (containers.length - 1) +
            random.between(-30, 50),
        ),
        trouble: Math.exp(random.normal(-0.18, 0.6)),
        isContaminator: stream === "recycling" && random.chance(0.012),
      });
    }
  }
  return services;
};

/** Carts that stand at the kerb, one in three, are quick to empty. */
const isSideLoaded = (stream: CityStream, random: Random): boolean =>
  stream !== "glass" && random.chance(0.35);

const groupOf = (stream: CityStream, isFrontLoad: boolean): string => (isFrontLoad ? "front" : stream);

/** Divides services among routes by cutting the map in two again and again, so that each gets its share of the week's work. */
const divide = (
  services: Service[],
  shares: number[],
  assign: (service: Service, slot: number) => void,
  from = 0,
): void => {
  if (shares.length <= 1) {
    for (const service of services) assign(service, from);
    return;
  }
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (const { site } of services) {
    minX = Math.min(minX, site.lng);
    maxX = Math.max(maxX, site.lng);
    minY = Math.min(minY, site.lat);
    maxY = Math.max(maxY, site.lat);
  }
  const isWide = (maxX - minX) * 0.625 > maxY - minY;
  const sorted = [...services].sort(
    (a, b) => (isWide ? a.site.lng - b.site.lng : a.site.lat - b.site.lat) || a.site.id - b.site.id,
  );
  const half = Math.floor(shares.length / 2);
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  const target = (sum(shares.slice(0, half)) / sum(shares)) * sorted.reduce((a, each) => a + each.perWeek, 0);
  let reached = 0;
  let cut = 0;
  while (cut < sorted.length && reached < target) reached += sorted[cut++]!.perWeek;
  divide(sorted.slice(0, cut), shares.slice(0, half), assign, from);
  divide(sorted.slice(cut), shares.slice(half), assign, from + half);
};

/** Whether a route runs on a weekday: every route Monday to Friday, some of them at the weekend. */
export const runsOn = (route: number, weekday: number): boolean =>
  weekday <= 5 || (weekday === 6 ? route % 10 < 6 : route % 10 < 5);

const PATTERNS: Record<number, number[][]> = {
  1: [[1], [2], [3], [4], [5]],
  2: [
    [1, 4],
    [2, 5],
    [1, 3],
    [3, 5],
    [2, 4],
    [3, 6],
  ],
  3: [
    [1, 3, 5],
    [2, 4, 6],
    [2, 4, 5],
    [1, 2, 4],
    [1, 4, 6],
    [2, 5, 7],
    [1, 3, 6],
    [3, 5, 7],
  ],
  4: [
    [1, 2, 4, 5],
    [1, 3, 4, 6],
    [2, 3, 5, 7],
    [1, 3, 5, 6],
    [2, 4, 5, 7],
    [2, 3, 4, 5],
  ],
  5: [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 5, 6],
    [1, 2, 4, 5, 7],
    [1, 3, 4, 5, 6],
    [2, 3, 4, 5, 7],
  ],
  6: [
    [1, 2, 3, 4, 5, 6],
    [1, 2, 3, 4, 5, 7],
  ],
};
const DAY_SHARE = [0, 1, 1, 1, 1, 1, 0.85, 0.8];

/** Gives every service its route and weekdays; the school is on R-3, and the load of a route's weekdays is level. */
export const assignRounds = (services: Service[], random: Random): void => {
  const groups = new Map<string, number[]>();
  for (let route = 1; route <= ROUTE_COUNT; route++) {
    const group = groupOf(streamOfRoute(route), bodyOfRoute(route) === "front-loader");
    groups.set(group, [...(groups.get(group) ?? []), route]);
  }
  for (const [group, routes] of groups) {
    const members = services.filter((each) => groupOf(each.stream, each.isFrontLoad) === group);
    // Side loaders take more stops; a few rounds grew out of balance over the years.
    const shares = routes.map(
      (route) =>
        (bodyOfRoute(route) === "automated-side-loader" ? 1.22 : 1) *
        (runsOn(route, 6) ? 1.1 : 1) *
        (route === 17
          ? 1.45
          : route === 7
            ? 1.4
            : route === 31
              ? 1.3
              : route === 49
                ? 0.62
                : random.between(0.88, 1.12)),
    );
    // Each week's homes are divided for themselves, so that a truck is as busy in one week as in the other.
    for (const weeks of ["every", "even", "odd"] as const)
      divide(
        members.filter((each) => each.weeks === weeks),
        shares,
        (service, slot) => {
          service.route = routes[slot] ?? routes[0]!;
        },
      );
  }
  swapToRoute(services, "Harbour Primary School", 3);
  const loads = new Map<string, number[]>();
  const loadOf = (route: number, week: "even" | "odd"): number[] => {
    const key = `${route} ${week}`;
    const load = loads.get(key) ?? new Array<number>(8).fill(0);
    loads.set(key, load);
    return load;
  };
  for (const service of random.shuffle([...services])) {
    const own = (["even", "odd"] as const)
      .filter((week) => service.weeks === "every" || service.weeks === week)
      .map((week) => loadOf(service.route, week));
    const options = (PATTERNS[service.perWeek] ?? [[1, 3, 5]]).filter((days) =>
      days.every((day) => runsOn(service.route, day)),
    );
    let best = options[0] ?? [1, 2, 3, 4, 5];
    let bestCost = Infinity;
    for (const days of options) {
      let cost = random.float() * 0.01;
      for (const load of own)
        for (const day of days)
          cost += ((load[day]! + 1) / DAY_SHARE[day]!) ** 2 - (load[day]! / DAY_SHARE[day]!) ** 2;
      if (cost < bestCost) [best, bestCost] = [days, cost];
    }
    service.weekdays = best;
    for (const load of own) for (const day of best) load[day]!++;
  }
};

/** Exchanges two routes' territories so that the refuse of a named site is on the wanted route. */
const swapToRoute = (services: Service[], siteName: string, wanted: number): void => {
  const found = services.find((each) => each.site.name === siteName && each.stream === "refuse");
  if (!found || found.route === wanted) return;
  const other = found.route;
  for (const service of services) {
    if (service.stream !== "refuse") continue;
    if (service.route === other) service.route = wanted;
    else if (service.route === wanted) service.route = other;
  }
};

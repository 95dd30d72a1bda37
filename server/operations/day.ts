import { minutesToInstant } from "#server/lib/service-day.ts";
import { type SweepTour, sweep } from "#server/operations/core/sweep.ts";
import {
  type DayFleet,
  hasRoutes,
  type PlannedRoute,
  type PlannedStop,
  readFleet,
  writeDay,
} from "#server/operations/day-store.ts";
import type { Db } from "#server/platform/db.ts";

type Vehicle = DayFleet["vehicles"][number];
type Site = DayFleet["sites"][number];
type Depot = DayFleet["depots"][number];

/** How many routes and stops a day got, and how many stops no vehicle can take. */
export type DayMade = { routes: number; stops: number; unassigned: number };

const PACE = { speedMs: 30 / 3.6, detour: 1.3 };
const METRES_PER_DEGREE = 111_195;

const takes = (vehicle: Vehicle, stream: string): boolean =>
  vehicle.streams.length === 0 || vehicle.streams.includes(stream);

/** The depot's plane: metres east and north of it. */
const planeOf = (depot: Depot) => {
  const perLng = METRES_PER_DEGREE * Math.cos((depot.lat * Math.PI) / 180);
  return ({ lng, lat }: { lng: number; lat: number }) => ({
    x: (lng - depot.lng) * perLng,
    y: (lat - depot.lat) * METRES_PER_DEGREE,
  });
};

/** Gives each vehicle of a depot one stream: the choosy first, each to the stream with most work per vehicle. */
const shareVehicles = (
  vehicles: readonly Vehicle[],
  work: ReadonlyMap<string, number>,
): Map<string, Vehicle[]> => {
  const shared = new Map<string, Vehicle[]>([...work.keys()].map((stream) => [stream, []]));
  const choice = (vehicle: Vehicle) => [...work.keys()].filter((stream) => takes(vehicle, stream));
  for (const vehicle of [...vehicles].sort((a, b) => choice(a).length - choice(b).length || a.id - b.id)) {
    const load = (stream: string) => (work.get(stream) ?? 0) / ((shared.get(stream)?.length ?? 0) + 1);
    const [best] = choice(vehicle).sort((a, b) => load(b) - load(a));
    if (best !== undefined) shared.get(best)?.push(vehicle);
  }
  return shared;
};

/** The planned times of one tour: driving at town speed, serving, tipping and the break. */
const timeTour = (
  tour: SweepTour,
  sites: readonly Site[],
  vehicle: Vehicle,
  depot: Depot,
  tip: DayFleet["facilities"][number] | undefined,
  stream: string,
  day: string,
): Omit<PlannedRoute, "number"> => {
  const plane = planeOf(depot);
  const atS = (minutes: number) => minutesToInstant(day, minutes, depot.timeZone).getTime() / 1000;
  const startS = atS(vehicle.shiftStartMin);
  const breakFromS = atS(vehicle.breakEarliestMin);
  let [nowS, distanceM, hasBreak] = [startS, 0, vehicle.breakS > 0];
  let here = { x: 0, y: 0 };
  const drive = (to: { x: number; y: number }) => {
    const metres = Math.hypot(to.x - here.x, to.y - here.y) * PACE.detour;
    distanceM += metres;
    nowS += metres / PACE.speedMs;
    here = to;
  };
  const empty = () => {
    if (!tip) return;
    drive(plane(tip));
    nowS += tip.unloadS;
  };
  const cuts = new Set(tour.tipsAfter);
  const stops: PlannedStop[] = [];
  for (const [place, index] of tour.sites.entries()) {
    const site = sites[index];
    if (!site) continue;
    if (cuts.has(place)) empty();
    if (hasBreak && nowS >= breakFromS) {
      nowS += vehicle.breakS;
      hasBreak = false;
    }
    drive(plane(site));
    stops.push({
      ...{ siteId: site.id, depotId: depot.id, stream, plannedS: Math.round(nowS) },
      ...{ windowStartS: atS(site.windowStartMin), windowEndS: atS(site.windowEndMin) },
    });
    nowS += site.serviceS;
  }
  empty();
  drive({ x: 0, y: 0 });
  return {
    ...{
      depotId: depot.id,
      vehicleId: vehicle.id,
      stream,
      contractor: vehicle.contractor,
      stops,
      distanceM,
      startS,
    },
    ...{ endS: Math.round(nowS), shiftEndS: atS(vehicle.shiftEndMin) },
  };
};

/** Plans a day for a fleet: a pure function of fleet and day. */
export const planDay = (
  fleet: DayFleet,
  day: string,
): { routes: PlannedRoute[]; unassigned: PlannedStop[] } => {
  const routes: Omit<PlannedRoute, "number">[] = [];
  const unassigned: PlannedStop[] = [];
  const manned = fleet.depots.filter((depot) =>
    fleet.vehicles.some((vehicle) => vehicle.depotId === depot.id),
  );
  const depotOf = (site: Site): Depot | undefined =>
    manned.find(({ id }) => id === site.depotId) ??
    // A depot without vehicles lends its sites to the nearest that has some.
    [...manned].sort(
      (a, b) =>
        Math.hypot(a.lng - site.lng, a.lat - site.lat) - Math.hypot(b.lng - site.lng, b.lat - site.lat),
    )[0];
  const visits = new Map<Depot, Map<string, Site[]>>();
  for (const site of fleet.sites) {
    const depot = depotOf(site);
    if (!depot) continue;
    const byStream = visits.get(depot) ?? new Map<string, Site[]>();
    visits.set(depot, byStream);
    for (const stream of site.streams) {
      const list = byStream.get(stream);
      if (list) list.push(site);
      else byStream.set(stream, [site]);
    }
  }
  for (const [depot, byStream] of visits) {
    const plane = planeOf(depot);
    const own = fleet.vehicles.filter(({ depotId }) => depotId === depot.id);
    const vehicles = shareVehicles(
      own,
      new Map([...byStream].map(([stream, sites]) => [stream, sites.length])),
    );
    for (const [stream, sites] of byStream) {
      const crews = vehicles.get(stream) ?? [];
      const tips = fleet.facilities.filter((f) => f.streams.length === 0 || f.streams.includes(stream));
      const [tip] = tips.sort(
        (a, b) => Math.hypot(plane(a).x, plane(a).y) - Math.hypot(plane(b).x, plane(b).y),
      );
      if (crews.length === 0) {
        const at = (minutes: number) => minutesToInstant(day, minutes, depot.timeZone).getTime() / 1000;
        for (const { id, windowStartMin, windowEndMin } of sites)
          unassigned.push({
            ...{ siteId: id, depotId: depot.id, stream, plannedS: at(windowStartMin) },
            ...{ windowStartS: at(windowStartMin), windowEndS: at(windowEndMin) },
          });
        continue;
      }
      const tours = sweep(
        sites.map((site) => ({ ...plane(site), demandL: site.demandL, serviceS: site.serviceS })),
        crews.map(({ capacityL, shiftStartMin, shiftEndMin, breakS }) => ({
          capacityL,
          workS: Math.max(1, (shiftEndMin - shiftStartMin) * 60 - breakS),
        })),
        { depot: { x: 0, y: 0 }, tip: tip ? plane(tip) : null, tipS: tip?.unloadS ?? 0 },
        PACE,
      );
      for (const [i, tour] of tours.entries()) {
        const crew = crews[i];
        if (crew && tour.sites.length > 0) routes.push(timeTour(tour, sites, crew, depot, tip, stream, day));
      }
    }
  }
  const order = new Map(fleet.vehicles.map(({ id }, i) => [id, i]));
  routes.sort((a, b) => (order.get(a.vehicleId) ?? 0) - (order.get(b.vehicleId) ?? 0));
  return { routes: routes.map((route, i) => ({ ...route, number: i + 1 })), unassigned };
};

/** Makes the routes of a service day for a fleet that has none of its own; a day that has routes is left alone. */
export const makeDay = async (db: Db, organisationId: number, day: string): Promise<DayMade> => {
  const { routes, unassigned } = planDay(await readFleet(db, organisationId), day);
  return db.$transaction(
    async (tx) => {
      if (await hasRoutes(tx, organisationId, day)) return { routes: 0, stops: 0, unassigned: 0 };
      await writeDay(tx, organisationId, day, routes, unassigned);
      const stops = routes.reduce((sum, route) => sum + route.stops.length, 0);
      return { routes: routes.length, stops, unassigned: unassigned.length };
    },
    { timeout: 60_000 },
  );
};

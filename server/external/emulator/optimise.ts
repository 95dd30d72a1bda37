import type * as z from "zod";
import type { OptimiseBody } from "./graphhopper.schema.ts";

/** Seconds and metres in rows by start. */
export type Table = { durationS: ArrayLike<number>; distanceM: ArrayLike<number> };

type Activity = { type: "start" | "service" | "end"; location_id: string; id?: string };

/** The places of a problem: each vehicle's start, then each service. */
export const placesOf = ({ vehicles, services }: z.infer<typeof OptimiseBody>) => [
  ...vehicles.map(({ vehicle_id, start_address, shifts }) => {
    const address = start_address ?? shifts?.[0]?.start_address;
    if (address === undefined)
      throw new RangeError(`vehicle ${vehicle_id}: found no start_address, expected one`);
    return address;
  }),
  ...services.map(({ address }) => address),
];

/**
 * A plan good enough to look at: each vehicle in turn takes the nearest service that is left, until none is or its
 * jobs are full. The emulator stands for the service's interface, not for its skill.
 */
export const optimise = (body: z.infer<typeof OptimiseBody>, { durationS, distanceM }: Table) => {
  const { vehicles, services } = body;
  const places = placesOf(body);
  const size = places.length;
  const left = new Set(services.map((_, i) => vehicles.length + i));
  const routes = vehicles.map((vehicle, i) => ({
    vehicle,
    start: i,
    at: i,
    time: 0,
    distance: 0,
    activities: [{ type: "start", location_id: places[i]?.location_id ?? "" }] as Activity[],
  }));
  const move = (route: (typeof routes)[number], to: number): void => {
    route.time += durationS[route.at * size + to] ?? 0;
    route.distance += distanceM[route.at * size + to] ?? 0;
    route.at = to;
  };
  for (let isMoving = true; isMoving && left.size > 0; ) {
    isMoving = false;
    for (const route of routes) {
      if (route.activities.length > (route.vehicle.max_jobs ?? Number.POSITIVE_INFINITY)) continue;
      let nearest = -1;
      for (const place of left)
        if (
          Number.isFinite(durationS[route.at * size + place] ?? Number.NaN) &&
          (nearest < 0 ||
            (durationS[route.at * size + place] ?? 0) < (durationS[route.at * size + nearest] ?? 0))
        )
          nearest = place;
      if (nearest < 0) continue;
      left.delete(nearest);
      move(route, nearest);
      const service = services[nearest - vehicles.length];
      if (service === undefined) continue;
      route.time += service.duration;
      route.activities.push({ type: "service", id: service.id, location_id: service.address.location_id });
      isMoving = true;
    }
  }
  const driven = routes.filter(({ activities }) => activities.length > 1);
  for (const route of driven) {
    move(route, route.start);
    route.activities.push({ type: "end", location_id: places[route.start]?.location_id ?? "" });
  }
  const sum = (of: (route: (typeof routes)[number]) => number) =>
    Math.round(driven.reduce((total, route) => total + of(route), 0));
  return {
    costs: sum(({ time }) => time),
    distance: sum(({ distance }) => distance),
    time: sum(({ time }) => time),
    transport_time: sum(({ time }) => time) - services.reduce((total, { duration }) => total + duration, 0),
    completion_time: sum(({ time }) => time),
    no_vehicles: driven.length,
    no_unassigned: left.size,
    routes: driven.map(({ vehicle, time, distance, activities }) => ({
      vehicle_id: vehicle.vehicle_id,
      distance: Math.round(distance),
      completion_time: Math.round(time),
      activities,
    })),
    unassigned: { services: [...left].map((place) => services[place - vehicles.length]?.id ?? "") },
  };
};

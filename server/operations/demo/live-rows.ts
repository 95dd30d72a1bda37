import { seeded } from "#server/lib/random.ts";
import { pointHex } from "#server/platform/copy.ts";
import type { DayOutcome } from "./day.ts";
import { isInWorkshop } from "./day.ts";
import type { Owner } from "./day-rows.ts";
import { stamp } from "./days.ts";
import { createPaths } from "./network-paths.ts";
import { LIVE_SCRIPT } from "./script.ts";
import type { Sink } from "./sink.ts";
import { createTracks, type TrackPoint } from "./track.ts";
import type { RouteOutcome } from "./walk.ts";

/**
 * Puts the positions of traced days and the newest state of every vehicle into a sink: `routeIds` by
 * vehicle number; sequences go on after `lastSequences`, by id of the vehicle.
 */
export const putLive = (
  sink: Sink,
  owner: Owner,
  days: readonly DayOutcome[],
  routeIds: ReadonlyMap<number, number>,
  lastSequences: ReadonlyMap<number, number> = new Map(),
): void => {
  const { organisationId, now, city } = owner;
  const tracks = createTracks(city.places, createPaths(city.places.network));
  const sequences = new Map<number, number>();
  const newest = new Map<number, { point: TrackPoint; route: RouteOutcome; isToday: boolean }>();
  for (const [k, day] of days.entries())
    for (const route of day.routes) {
      const until = now - (k === days.length - 1 ? (LIVE_SCRIPT[route.tour.route]?.silentForS ?? 0) : 0);
      let sequence =
        sequences.get(route.vehicle.id) ?? lastSequences.get(sink.id("vehicle", route.vehicle.id)) ?? 0;
      for (const point of tracks.points(route.stretches, until)) {
        newest.set(route.vehicle.id, { point, route, isToday: k === days.length - 1 });
        sink.put("position", [
          sink.id("vehicle", route.vehicle.id),
          stamp(point.at),
          ++sequence,
          organisationId,
          sink.id("depot", route.tour.depot.id),
          pointHex(point.lng, point.lat),
          point.speedKmh,
          point.headingDeg,
        ]);
      }
      sequences.set(route.vehicle.id, sequence);
    }
  const random = seeded(city.seed).fork("states");
  for (const vehicle of city.vehicles) {
    const depot = city.depots[vehicle.depotId - 1] ?? city.depots[0]!;
    const held = newest.get(vehicle.id);
    const onRoute = held?.isToday ? held.route : undefined;
    const silentForS = onRoute ? (LIVE_SCRIPT[onRoute.tour.route]?.silentForS ?? 0) : 0;
    const until = now - silentForS;
    const stretch = onRoute?.stretches.find((each) => each.from <= until && each.to > until);
    const out = stretch && onRoute?.status === "active";
    const point = out
      ? tracks.pointOn(stretch, until)
      : {
          ...spotInYard(depot, random),
          at: held && !held.isToday ? now - 240 - random.int(600) : now - random.int(90),
          speedKmh: 0,
          headingDeg: random.int(360),
        };
    const isOff = !out && isInWorkshop(city, vehicle.number, days.at(-1)?.day ?? city.anchor);
    const status = isOff ? "offline" : !out ? "yard" : silentForS > 0 ? "offline" : stretch.kind;
    const since = isOff
      ? now - 26 * 3_600
      : out
        ? silentForS > 0
          ? until
          : stretch.from
        : (onRoute?.endedAt ?? Math.min(point.at, now - 3_600));
    const today = days.at(-1)?.routes.find((each) => each.vehicle.id === vehicle.id);
    const isHis = today !== undefined && today.status !== "done" && today.clockedInAt !== null;
    const loadKg = out ? onRoute.loadKg : 0;
    sink.put("vehicle_state", [
      sink.id("vehicle", vehicle.id),
      organisationId,
      sink.id("depot", vehicle.depotId),
      pointHex(point.lng, point.lat),
      stamp(isOff ? now - 26 * 3_600 : point.at),
      sequences.get(vehicle.id) ?? lastSequences.get(sink.id("vehicle", vehicle.id)) ?? 0,
      point.speedKmh,
      stretch?.kind === "moving" ? point.headingDeg : (held?.point.headingDeg ?? point.headingDeg),
      status,
      stamp(since),
      isHis ? (routeIds.get(vehicle.id) ?? null) : null,
      isHis ? sink.id("driver", today.driver.id) : null,
      loadKg,
      Math.round((loadKg * vehicle.capacityL) / Math.max(1, vehicle.capacityKg)),
    ]);
  }
};

/** A place in the rows of a yard, some tens of metres around the depot. */
const spotInYard = (
  depot: { lng: number; lat: number },
  random: ReturnType<typeof seeded>,
): { lng: number; lat: number } => ({
  lng: depot.lng + random.between(-0.0007, 0.0007),
  lat: depot.lat + random.between(-0.0004, 0.0004),
});

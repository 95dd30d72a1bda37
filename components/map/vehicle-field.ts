import type { Feature, FeatureCollection, Point } from "geojson";
import type { Live } from "#server/live.schema.ts";
import type { MapVehicle } from "#server/operations/schema.ts";
import { createMotion } from "./motion.ts";

type VehicleFeature = Feature<
  Point,
  { id: number; number: string; status: string; heading: number; isDim: boolean }
>;

/** All vehicles of the map, outside of React: rows, where each is drawn, and one collection of features changed in place. */
export const createVehicleField = () => {
  const rows = new Map<number, MapVehicle>();
  const features = new Map<number, VehicleFeature>();
  const collection: FeatureCollection<Point> = { type: "FeatureCollection", features: [] };
  const motion = createMotion();
  let shown: ((row: MapVehicle) => boolean) | null = null;
  let dimmed: ((row: MapVehicle) => boolean) | null = null;
  let isChanged = true;

  const take = (row: MapVehicle, nowMs: number): void => {
    rows.set(row.id, row);
    motion.set(row.id, { lng: row.lng, lat: row.lat, headingDeg: row.headingDeg ?? 0 }, nowMs);
    isChanged = true;
  };

  return {
    rows: rows as ReadonlyMap<number, MapVehicle>,
    /** Takes the vehicles as read from the server; what was heard live since is kept. */
    reset(read: readonly MapVehicle[], nowMs: number): void {
      for (const row of read) {
        const known = rows.get(row.id);
        if (!known || (row.at ?? "") >= (known.at ?? "")) take(row, nowMs);
      }
    },
    /** Takes what a vehicle said; one that was never read is left out until the next read. */
    hear(live: Live<"vehicles">, nowMs: number): void {
      const known = rows.get(live.vehicleId);
      if (!known || (known.at ?? "") > live.at) return;
      const { vehicleId: _, driverId: __, ...part } = live;
      take({ ...known, ...part }, nowMs);
    },
    /** Which vehicles are drawn, and which of them faintly. */
    filter(isShown: (row: MapVehicle) => boolean, isDimmed: (row: MapVehicle) => boolean): void {
      shown = isShown;
      dimmed = isDimmed;
      isChanged = true;
    },
    place: motion.at,
    /** Whether a new drawing would differ from the last. */
    isDue: (nowMs: number): boolean => isChanged || motion.isMoving(nowMs),
    /** The features as of `nowMs`: the same objects each time, with new coordinates. */
    draw(nowMs: number): FeatureCollection<Point> {
      isChanged = false;
      collection.features.length = 0;
      for (const row of rows.values()) {
        if (shown && !shown(row)) continue;
        const place = motion.at(row.id, nowMs);
        if (!place) continue;
        let feature = features.get(row.id);
        if (!feature) {
          feature = {
            type: "Feature",
            id: row.id,
            geometry: { type: "Point", coordinates: [0, 0] },
            properties: {
              id: row.id,
              number: String(row.number),
              status: row.status,
              heading: 0,
              isDim: false,
            },
          };
          features.set(row.id, feature);
        }
        const { coordinates } = feature.geometry;
        coordinates[0] = place.lng;
        coordinates[1] = place.lat;
        const { properties } = feature;
        properties.status = row.status;
        properties.heading = Math.round(place.headingDeg);
        properties.isDim = dimmed?.(row) ?? false;
        collection.features.push(feature);
      }
      return collection;
    },
  };
};

/** All vehicles of the map. */
export type VehicleField = ReturnType<typeof createVehicleField>;

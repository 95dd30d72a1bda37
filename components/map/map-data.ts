import type { Feature, FeatureCollection } from "geojson";
import type { DepotRow, FacilityRow, SiteRow, ZoneCollection } from "#server/fleet/schema.ts";
import type { RouteTrack } from "#server/operations/schema.ts";
import { middleOf } from "./geometry.ts";

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

const point = (lng: number, lat: number, properties: Record<string, string | number | null>): Feature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lng, lat] },
  properties,
});

/** Zones as features, the chosen one marked, and a point in the middle of each that bears its name. */
export const zoneFeatures = (zones: ZoneCollection, chosen: string | null): FeatureCollection =>
  collection(
    zones.features.flatMap(({ geometry, properties }): Feature[] => [
      {
        type: "Feature",
        geometry,
        properties: { ...properties, isChosen: properties.name === chosen },
      },
      point(...middleOf(geometry.coordinates), { name: properties.name }),
    ]),
  );

/** Depots and facilities as features. */
export const placeFeatures = (
  depots: readonly DepotRow[],
  facilities: readonly FacilityRow[],
): FeatureCollection =>
  collection([
    ...facilities.map(({ id, name, lng, lat }) => point(lng, lat, { id, name, kind: "facility" })),
    ...depots.map(({ id, name, lng, lat }) => point(lng, lat, { id, name, kind: "depot" })),
  ]);

/** Sites as features with how full they are. */
export const siteFeatures = (sites: readonly SiteRow[]): FeatureCollection =>
  collection(sites.map(({ id, name, fillPct, lng, lat }) => point(lng, lat, { id, name, fillPct })));

/** Where a route's vehicle has been, and its stops. */
export const trackFeatures = (
  track: RouteTrack | undefined,
): { track: FeatureCollection; stops: FeatureCollection } => ({
  track: collection(
    track && track.track.length > 1
      ? [
          {
            type: "Feature",
            properties: {},
            geometry: { type: "LineString", coordinates: track.track.map(([lng, lat]) => [lng, lat]) },
          },
        ]
      : [],
  ),
  stops: collection(
    track?.stops.map(({ id, sequence, status, site, lng, lat }) =>
      point(lng, lat, { id, sequence, status, name: site }),
    ) ?? [],
  ),
});

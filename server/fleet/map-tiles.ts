import { GeoJSONVT, type GeoJSONVTTile } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Tally } from "#server/lib/tally.ts";
import type { MapFeatures } from "./map-features.ts";

/** The deepest zoom that is cut; the map stretches these tiles beyond it. */
export const MAX_TILE_ZOOM = 14;

const EXTENT = 4096;
/** Lowest zoom at which a street of a rank (0 motorway to 4 service) and an area are cut. */
const STREET_ZOOM = [0, 8, 10, 12, 13] as const;
const AREA_ZOOM: Partial<Record<keyof MapFeatures, number>> = { park: 9, industrial: 10 };
const KEPT_TILES = 2000;

/**
 * Cuts map features into Mapbox vector tiles (version 2, not compressed). Tiles are cut when first asked for
 * and the latest 2,000 are kept. `tile` maps zoom, column and row to bytes; undefined where nothing is drawn.
 */
export function createMapTiles(features: MapFeatures, tally: Pick<Tally, "count"> = { count: () => {} }) {
  const layers = Object.entries(features)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => ({
      name,
      minZoom: AREA_ZOOM[name as keyof MapFeatures] ?? 0,
      index: new GeoJSONVT(
        { type: "FeatureCollection", features: list },
        // Deep tiles are stretched, so they keep more detail than the default tolerance would.
        {
          maxZoom: MAX_TILE_ZOOM,
          indexMaxZoom: 4,
          tolerance: 2,
          extent: EXTENT,
          buffer: name === "street" ? 96 : 64,
        },
      ),
    }));
  const kept = new Map<string, Uint8Array | undefined>();
  let keptBytes = 0;

  const cut = (z: number, x: number, y: number): Uint8Array | undefined => {
    const cutLayers: Record<string, GeoJSONVTTile> = {};
    let count = 0;
    for (const { name, minZoom, index } of layers) {
      if (z < minZoom) continue;
      const tile = index.getTile(z, x, y);
      if (!tile) continue;
      const drawn =
        name === "street"
          ? tile.features.filter((feature) => z >= (STREET_ZOOM[Number(feature.tags?.rank)] ?? 0))
          : tile.features;
      if (drawn.length === 0) continue;
      cutLayers[name] = { ...tile, features: drawn } as GeoJSONVTTile;
      count += drawn.length;
    }
    return count === 0 ? undefined : fromGeojsonVt(cutLayers, { version: 2, extent: EXTENT });
  };

  return {
    tile(z: number, x: number, y: number): Uint8Array | undefined {
      const side = 2 ** z;
      const isTile = [z, x, y].every(Number.isInteger) && z >= 0 && x >= 0 && y >= 0 && x < side && y < side;
      if (!isTile || z > MAX_TILE_ZOOM) return undefined;
      const key = `${z}/${x}/${y}`;
      tally.count(kept.has(key));
      if (kept.has(key)) return kept.get(key);
      const bytes = cut(z, x, y);
      if (kept.size >= KEPT_TILES) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) {
          keptBytes -= kept.get(oldest)?.length ?? 0;
          kept.delete(oldest);
        }
      }
      kept.set(key, bytes);
      keptBytes += bytes?.length ?? 0;
      return bytes;
    },
    /** How many tiles are kept, and their bytes. */
    stats: () => ({ entries: kept.size, bytes: keptBytes }),
  };
}
export type MapTiles = ReturnType<typeof createMapTiles>;

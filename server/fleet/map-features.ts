import type { Feature } from "geojson";

/** The parts of a street network that a map draws, in flat arrays; longitude and latitude interleaved in `shape`. */
export type MapNetwork = {
  nodeLng: Float64Array;
  nodeLat: Float64Array;
  edgeFrom: Uint32Array;
  edgeTo: Uint32Array;
  edgeStreet: Uint32Array;
  edgeIsOneWay: Uint8Array;
  shapeOffsets: Uint32Array;
  shape: Float64Array;
  streetNames: string[];
  streetRanks: Uint8Array;
};

/** An area with one closed ring of longitude and latitude pairs. */
export type MapArea = { kind: string; name: string | null; ring: [number, number][] };

/** The layers of the base map, each a list of GeoJSON features. */
export type MapFeatures = Record<
  "land" | "urban" | "water" | "park" | "industrial" | "street" | "zone" | "label",
  Feature[]
>;

const CLASSES = ["motorway", "primary", "secondary", "residential", "service"] as const;

/**
 * Turns a network, its land and its zones into map features. Edges of one street that follow each other and
 * share a direction of traffic become one line, so that names find room along it.
 */
export function mapFeatures(source: {
  network: MapNetwork;
  land: readonly MapArea[];
  zones: readonly { number: number; name: string; ring: [number, number][] }[];
}): MapFeatures {
  const layers: MapFeatures = {
    land: [],
    urban: [],
    water: [],
    park: [],
    industrial: [],
    street: [],
    zone: [],
    label: [],
  };
  for (const { kind, name, ring } of source.land) {
    if (!(kind in layers))
      throw new RangeError(`mapFeatures: got land of kind "${kind}", expected a map layer.`);
    layers[kind as keyof MapFeatures].push(polygon(ring, name === null ? {} : { name }));
    if (name !== null) layers.label.push(label(ring, { name, kind }));
  }
  for (const { number, name, ring } of source.zones) layers.zone.push(polygon(ring, { number, name }));
  layers.street = streetLines(source.network);
  return layers;
}

function polygon(ring: [number, number][], properties: Record<string, string | number>): Feature {
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

/**
 * A point inside an area for its name: half-way between the points a fifth from either end of its ring. That is
 * inside for round shapes and for ribbons drawn up one side and down the other; one point, so one name.
 */
function label(ring: [number, number][], properties: Record<string, string>): Feature {
  const [ax, ay] = ring[Math.floor(ring.length * 0.2)] ?? [0, 0];
  const [bx, by] = ring[ring.length - 1 - Math.floor(ring.length * 0.2)] ?? [0, 0];
  return {
    type: "Feature",
    properties,
    geometry: { type: "Point", coordinates: [(ax + bx) / 2, (ay + by) / 2] },
  };
}

function streetLines(network: MapNetwork): Feature[] {
  const { nodeLng, nodeLat, edgeFrom, edgeTo, edgeStreet, edgeIsOneWay, shape, shapeOffsets } = network;
  const features: Feature[] = [];
  let line: [number, number][] = [];
  for (let e = 0; e < edgeFrom.length; e++) {
    const isContinued =
      e > 0 &&
      edgeStreet[e] === edgeStreet[e - 1] &&
      edgeIsOneWay[e] === edgeIsOneWay[e - 1] &&
      edgeFrom[e] === edgeTo[e - 1];
    if (!isContinued) {
      const street = edgeStreet[e]!;
      const rank = network.streetRanks[street]!;
      line = [[nodeLng[edgeFrom[e]!]!, nodeLat[edgeFrom[e]!]!]];
      features.push({
        type: "Feature",
        properties: {
          name: network.streetNames[street]!,
          class: CLASSES[rank] ?? "residential",
          rank,
          oneway: edgeIsOneWay[e] === 1,
        },
        geometry: { type: "LineString", coordinates: line },
      });
    }
    for (let p = shapeOffsets[e]!; p < shapeOffsets[e + 1]!; p++)
      line.push([shape[2 * p]!, shape[2 * p + 1]!]);
    line.push([nodeLng[edgeTo[e]!]!, nodeLat[edgeTo[e]!]!]);
  }
  return features;
}

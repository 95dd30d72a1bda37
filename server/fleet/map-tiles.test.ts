import { describe, expect, it } from "vitest";
import { type MapNetwork, mapFeatures } from "./map-features.ts";
import { mapStyle } from "./map-style.ts";
import { createMapTiles, MAX_TILE_ZOOM } from "./map-tiles.ts";

/** Three edges near 0/0: two of Long Road in a row, then a one-way alley that turns off. */
const network: MapNetwork = {
  nodeLng: Float64Array.of(0.001, 0.002, 0.003, 0.002),
  nodeLat: Float64Array.of(0.001, 0.001, 0.001, 0.002),
  edgeFrom: Uint32Array.of(0, 1, 1),
  edgeTo: Uint32Array.of(1, 2, 3),
  edgeStreet: Uint32Array.of(0, 0, 1),
  edgeIsOneWay: Uint8Array.of(0, 0, 1),
  shapeOffsets: Uint32Array.of(0, 1, 1, 1),
  shape: Float64Array.of(0.0015, 0.0012),
  streetNames: ["Long Road", "Alma Alley"],
  streetRanks: Uint8Array.of(1, 4),
};
const box = (size: number): [number, number][] => [
  [0, 0],
  [size, 0],
  [size, size],
  [0, size],
  [0, 0],
];
const features = mapFeatures({
  network,
  land: [
    { kind: "land", name: null, ring: box(0.5) },
    { kind: "park", name: "Green", ring: box(0.01) },
  ],
  zones: [{ number: 4, name: "Riverside", ring: box(0.1) }],
});

/** Reads a tile's layers: maps a layer's name to the number of its features (protobuf by hand). */
function layersOf(bytes: Uint8Array | undefined): Record<string, number> {
  if (!bytes) return {};
  const found: Record<string, number> = {};
  const fields = function* (from: Uint8Array): Generator<[field: number, body: Uint8Array]> {
    let at = 0;
    const varint = (): number => {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = from[at++] ?? 0;
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    };
    while (at < from.length) {
      const key = varint();
      if (key % 8 === 0) varint();
      else {
        const length = varint();
        yield [key >> 3, from.subarray(at, at + length)];
        at += length;
      }
    }
  };
  for (const [, layer] of fields(bytes)) {
    let name = "";
    let count = 0;
    for (const [field, body] of fields(layer)) {
      if (field === 1) name = new TextDecoder().decode(body);
      if (field === 2) count++;
    }
    found[name] = count;
  }
  return found;
}

const tileAt = (z: number): [number, number, number] => [
  z,
  Math.floor(((0.0015 + 180) / 360) * 2 ** z),
  2 ** (z - 1) - 1,
];

describe("mapFeatures", () => {
  it("joins the edges of a street into one line over all their points and parts it where traffic changes", () => {
    expect(features.street.map((f) => f.properties)).toEqual([
      { name: "Long Road", class: "primary", rank: 1, oneway: false },
      { name: "Alma Alley", class: "service", rank: 4, oneway: true },
    ]);
    expect(features.street[0]?.geometry).toEqual({
      type: "LineString",
      coordinates: [
        [0.001, 0.001],
        [0.0015, 0.0012],
        [0.002, 0.001],
        [0.003, 0.001],
      ],
    });
  });

  it("puts the name of an area on one point inside it", () => {
    expect(features.label.map((f) => f.properties)).toEqual([{ name: "Green", kind: "park" }]);
    expect(features.label[0]?.geometry).toEqual({ type: "Point", coordinates: [0.005, 0.005] });
  });

  it("refuses land of a kind the map does not draw", () => {
    expect(() =>
      mapFeatures({ network, land: [{ kind: "lava", name: null, ring: box(1) }], zones: [] }),
    ).toThrow('"lava"');
  });
});

describe("createMapTiles", () => {
  const tiles = createMapTiles(features);

  it("cuts every layer at the deepest zoom", () => {
    expect(layersOf(tiles.tile(...tileAt(MAX_TILE_ZOOM)))).toEqual({
      land: 1,
      park: 1,
      street: 2,
      zone: 1,
      label: 1,
    });
  });

  it("leaves minor streets and parks to the deeper zooms", () => {
    expect(layersOf(tiles.tile(...tileAt(8)))).toEqual({ land: 1, street: 1, zone: 1, label: 1 });
    expect(layersOf(tiles.tile(...tileAt(12)))).toMatchObject({ street: 1, park: 1 });
  });

  it("gives nothing where nothing is drawn, past the deepest zoom and off the grid", () => {
    expect(tiles.tile(10, 0, 0)).toBeUndefined();
    expect(tiles.tile(...tileAt(MAX_TILE_ZOOM + 1))).toBeUndefined();
    expect(tiles.tile(3, 8, 0)).toBeUndefined();
    expect(tiles.tile(3, 1.5, 0)).toBeUndefined();
    expect(tiles.tile(-1, 0, 0)).toBeUndefined();
  });

  it("gives the same bytes again", () => {
    expect(tiles.tile(...tileAt(13))).toBe(tiles.tile(...tileAt(13)));
  });
});

describe("mapStyle", () => {
  it.each(["light", "dark"] as const)(
    "draws only layers the tiles have, needs no glyphs or sprite (%s)",
    (theme) => {
      const style = mapStyle({ theme, tilesUrl: "/tiles/1/{z}/{x}/{y}.mvt" });
      const used = style.layers.flatMap((layer) => ("source-layer" in layer ? [layer["source-layer"]] : []));
      for (const layer of used) expect(Object.keys(features)).toContain(layer);
      expect(style.layers.length).toBeLessThanOrEqual(18);
      expect(style).not.toHaveProperty("glyphs");
      expect(style).not.toHaveProperty("sprite");
      expect(style.sources.base).toMatchObject({
        tiles: ["/tiles/1/{z}/{x}/{y}.mvt"],
        attribution: "Demo data",
      });
    },
  );

  it("is another palette in the dark", () => {
    const paint = (theme: "light" | "dark") => mapStyle({ theme, tilesUrl: "x" }).layers[0]?.paint;
    expect(paint("dark")).not.toEqual(paint("light"));
  });
});

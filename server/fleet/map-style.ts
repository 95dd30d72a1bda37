import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { MAX_TILE_ZOOM } from "./map-tiles.ts";

/** Names of the two base map themes. */
export type MapTheme = "light" | "dark";

const COLOURS = {
  light: {
    water: "#cbdce3",
    land: "#f2f5f4",
    urban: "#e9edee",
    park: "#d9e7d7",
    industrial: "#e0e5e8",
    street: "#ffffff",
    casing: "#d9e0e2",
    major: "#ffffff",
    majorCasing: "#c3ced1",
    motorway: "#fbedd0",
    motorwayCasing: "#d6c493",
    label: "#5b686d",
    majorLabel: "#3c484d",
    halo: "#f8fafa",
    waterLabel: "#5f808e",
    parkLabel: "#55764f",
  },
  dark: {
    water: "#0b1418",
    land: "#12181b",
    park: "#172320",
    industrial: "#1c2428",
    urban: "#181f23",
    street: "#262f33",
    casing: "#10161a",
    major: "#313c41",
    majorCasing: "#0e1417",
    motorway: "#46443a",
    motorwayCasing: "#0e1417",
    label: "#8a999f",
    majorLabel: "#a5b2b7",
    halo: "#11171a",
    waterLabel: "#4d6b78",
    parkLabel: "#5d7b68",
  },
} as const satisfies Record<MapTheme, Record<string, string>>;

/** Drawn with fonts of the page and the system: the style names no glyph server. */
const FONT = ["Inter Variable", "Inter", "Helvetica Neue", "Arial"];

/** Line widths in pixels by zoom, doubling about once a zoom as the ground does. */
const width = (...stops: [zoom: number, px: number][]): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.6],
  ["zoom"],
  ...stops.flat(),
];

const isRank = (rank: number): ExpressionSpecification => ["==", ["get", "rank"], rank];

/**
 * The MapLibre style of the base map in a theme. `tilesUrl` is the URL template of the vector tiles, with
 * {z}, {x} and {y}. Few layers, and minor streets late, so that a software renderer keeps up. A plain map is bare land.
 */
export function mapStyle({
  theme,
  tilesUrl,
  isPlain = false,
}: {
  theme: MapTheme;
  tilesUrl: string;
  isPlain?: boolean;
}): StyleSpecification {
  const c = COLOURS[theme];
  if (isPlain)
    return {
      version: 8,
      name: `Roundsman ${theme}`,
      sources: {},
      layers: [{ id: "background", type: "background", paint: { "background-color": c.land } }],
    };
  const area = (id: string, color: string, minzoom = 0): LayerSpecification => ({
    id,
    type: "fill",
    source: "base",
    "source-layer": id,
    minzoom,
    paint: { "fill-color": color, "fill-antialias": id !== "land" },
  });
  const street = (
    id: string,
    filter: ExpressionSpecification,
    minzoom: number,
    color: string,
    lineWidth: ExpressionSpecification,
  ): LayerSpecification => ({
    id,
    type: "line",
    source: "base",
    "source-layer": "street",
    minzoom,
    filter,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": color, "line-width": lineWidth },
  });
  const streetLabel = (
    id: string,
    filter: ExpressionSpecification,
    minzoom: number,
    color: string,
    size: ExpressionSpecification,
    spacing: number,
  ): LayerSpecification => ({
    id,
    type: "symbol",
    source: "base",
    "source-layer": "street",
    minzoom,
    filter,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": spacing,
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": size,
      "text-max-angle": 32,
      "text-padding": 6,
    },
    paint: { "text-color": color, "text-halo-color": c.halo, "text-halo-width": 1.4 },
  });
  const areaLabel = (id: string, kind: string, color: string, minzoom: number): LayerSpecification => ({
    id,
    type: "symbol",
    source: "base",
    "source-layer": "label",
    minzoom,
    filter: ["==", ["get", "kind"], kind],
    layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-max-width": 7 },
    paint: { "text-color": color, "text-halo-color": c.halo, "text-halo-width": 1 },
  });
  const minor: ExpressionSpecification = [">=", ["get", "rank"], 3];
  const major: ExpressionSpecification = ["all", [">=", ["get", "rank"], 1], ["<=", ["get", "rank"], 2]];
  // Primary roads stand out from secondary ones by width alone, so both share a layer.
  const majorWidth = (primary: number[], secondary: number[]): ExpressionSpecification => [
    "interpolate",
    ["exponential", 1.6],
    ["zoom"],
    ...[10, 13, 15, 18].flatMap((zoom, i) => [
      zoom,
      ["case", isRank(1), primary[i] ?? 1, secondary[i] ?? 1] as ExpressionSpecification,
    ]),
  ];
  return {
    version: 8,
    name: `Roundsman ${theme}`,
    sources: {
      base: {
        type: "vector",
        tiles: [tilesUrl],
        minzoom: 0,
        maxzoom: MAX_TILE_ZOOM,
        attribution: "Demo data",
      },
    },
    layers: [
      { id: "background", type: "background", paint: { "background-color": c.water } },
      area("land", c.land),
      area("urban", c.urban),
      area("industrial", c.industrial, 10),
      area("park", c.park, 9),
      area("water", c.water),
      street("minor-casing", minor, 13.5, c.casing, width([13, 1.8], [14, 3], [16, 9], [18, 24])),
      street("major-casing", major, 11.5, c.majorCasing, majorWidth([2.2, 5, 11, 38], [1.6, 3.6, 8.5, 30])),
      street("minor", minor, 12, c.street, width([12, 0.5], [14, 2], [16, 7], [18, 21])),
      street("major", major, 9, c.major, majorWidth([1.3, 3.6, 9, 34], [0.8, 2.4, 6.8, 27])),
      street("motorway-casing", isRank(0), 8, c.motorwayCasing, width([8, 2], [13, 5], [16, 16], [18, 40])),
      street("motorway", isRank(0), 6, c.motorway, width([6, 0.8], [10, 1.4], [13, 3.4], [16, 13], [18, 35])),
      streetLabel(
        "minor-label",
        minor,
        15,
        c.label,
        ["interpolate", ["linear"], ["zoom"], 15, 10.5, 18, 13],
        260,
      ),
      streetLabel(
        "major-label",
        ["<", ["get", "rank"], 3],
        12.5,
        c.majorLabel,
        ["interpolate", ["linear"], ["zoom"], 12, 10.5, 17, 13.5],
        380,
      ),
      areaLabel("park-label", "park", c.parkLabel, 12),
      areaLabel("water-label", "water", c.waterLabel, 11),
    ],
  };
}

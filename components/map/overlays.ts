import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";

/** Names of what is laid over the base map, each one GeoJSON source. */
export const OVERLAYS = ["zones", "sites", "track", "stops", "places", "vehicles"] as const;

/** Name of an overlay. */
export type OverlayName = (typeof OVERLAYS)[number];

/** The data of each overlay as it stands. */
export type OverlayData = Record<OverlayName, FeatureCollection>;

type Theme = "light" | "dark";

const TONES = {
  light: {
    ink: "#12191b",
    halo: "#ffffff",
    muted: "#4d5b60",
    info: "#2f74c0",
    good: "#22894d",
    warn: "#dd8a0c",
    bad: "#dc3a30",
    accent: "#0b6e63",
    idle: "#7c898d",
    zone: "#0b6e63",
    land: "#f2f5f4",
  },
  dark: {
    ink: "#e8eeef",
    halo: "#0d1113",
    muted: "#a3b1b6",
    info: "#5b9fe8",
    good: "#3fbb72",
    warn: "#e59a25",
    bad: "#ee5d53",
    accent: "#4fc4b2",
    idle: "#8a979c",
    zone: "#4fc4b2",
    land: "#12181b",
  },
} as const;

const FONT = ["Inter Variable", "Inter", "Helvetica Neue", "Arial"];

const none = (): FeatureCollection => ({ type: "FeatureCollection", features: [] });

/** Overlays with nothing in them. */
export const emptyOverlays = (): OverlayData => ({
  zones: none(),
  sites: none(),
  track: none(),
  stops: none(),
  places: none(),
  vehicles: none(),
});

/** The colour of a vehicle by what it does. */
const vehicleColour = (c: (typeof TONES)[Theme]): ExpressionSpecification => [
  "match",
  ["get", "status"],
  "moving",
  c.info,
  "serving",
  c.good,
  "stopped",
  c.warn,
  "tipping",
  c.accent,
  "breakdown",
  c.bad,
  c.idle,
];

const faint: ExpressionSpecification = ["case", ["get", "isDim"], 0.25, 1];

const layersOf = (theme: Theme): LayerSpecification[] => {
  const c = TONES[theme];
  const label = (size: number, color: string) =>
    ({
      paint: { "text-color": color, "text-halo-color": c.halo, "text-halo-width": 1.4 },
      layout: { "text-font": FONT, "text-size": size },
    }) as const;
  return [
    {
      id: "zone-fill",
      type: "fill",
      source: "zones",
      paint: { "fill-color": c.zone, "fill-opacity": ["case", ["get", "isChosen"], 0.12, 0.03] },
    },
    {
      id: "zone-line",
      type: "line",
      source: "zones",
      paint: {
        "line-color": c.zone,
        "line-opacity": 0.6,
        "line-dasharray": [3, 2],
        "line-width": ["case", ["get", "isChosen"], 2.5, 1],
      },
    },
    {
      id: "zone-label",
      type: "symbol",
      source: "zones",
      maxzoom: 14,
      layout: { ...label(12, c.zone).layout, "text-field": ["get", "name"] },
      paint: label(12, c.zone).paint,
    },
    {
      id: "site-dot",
      type: "circle",
      source: "sites",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 2, 14, 4.5, 17, 8],
        "circle-color": [
          "case",
          ["==", ["get", "fillPct"], null],
          c.idle,
          ["step", ["get", "fillPct"], c.good, 75, c.warn, 90, c.bad],
        ],
        "circle-opacity": 0.8,
        "circle-stroke-color": c.halo,
        "circle-stroke-width": 0.75,
      },
    },
    {
      id: "track-line",
      type: "line",
      source: "track",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": c.info, "line-width": 3.5, "line-opacity": 0.75 },
    },
    {
      id: "stop-dot",
      type: "circle",
      source: "stops",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 3, 15, 6],
        "circle-color": [
          "match",
          ["get", "status"],
          "done",
          c.good,
          "missed",
          c.bad,
          "skipped",
          c.warn,
          c.halo,
        ],
        "circle-stroke-color": [
          "match",
          ["get", "status"],
          "done",
          c.good,
          "missed",
          c.bad,
          "skipped",
          c.warn,
          c.muted,
        ],
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "stop-label",
      type: "symbol",
      source: "stops",
      minzoom: 14,
      layout: {
        ...label(10, c.muted).layout,
        "text-field": ["to-string", ["get", "sequence"]],
        "text-offset": [0, 1],
      },
      paint: label(10, c.muted).paint,
    },
    {
      id: "place-icon",
      type: "symbol",
      source: "places",
      layout: {
        ...label(11, c.ink).layout,
        "icon-image": ["concat", ["get", "kind"], `-${theme}`],
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", 11.5, ["get", "name"]],
        "text-anchor": "top",
        "text-offset": [0, 1.1],
        "text-optional": true,
      },
      paint: label(11, c.ink).paint,
    },
    {
      id: "vehicle-halo",
      type: "circle",
      source: "vehicles",
      filter: ["==", ["get", "id"], -1],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 12, 14, 17],
        "circle-color": c.accent,
        "circle-opacity": 0.25,
        "circle-stroke-color": c.accent,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "vehicle-dot",
      type: "circle",
      source: "vehicles",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 4, 12, 7, 15, 10],
        "circle-color": vehicleColour(c),
        "circle-opacity": faint,
        "circle-stroke-color": c.halo,
        "circle-stroke-opacity": faint,
        "circle-stroke-width": 1.75,
      },
    },
    {
      id: "vehicle-heading",
      type: "symbol",
      source: "vehicles",
      minzoom: 11,
      filter: ["==", ["get", "status"], "moving"],
      layout: {
        "icon-image": `heading-${theme}`,
        "icon-rotate": ["get", "heading"],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 15, 1],
      },
      paint: { "icon-opacity": faint },
    },
    {
      id: "vehicle-label",
      type: "symbol",
      source: "vehicles",
      minzoom: 10.5,
      layout: {
        "text-field": ["get", "number"],
        "text-font": FONT,
        "text-size": 11,
        "text-anchor": "left",
        "text-offset": [1, 0],
        "text-padding": 1,
      },
      paint: { ...label(11, c.ink).paint, "text-opacity": faint },
    },
  ];
};

/** A background alone, for when no base map can be had. */
export const plainStyle = (theme: Theme): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: "background", type: "background", paint: { "background-color": TONES[theme].land } }],
});

/** A base style with every overlay on top, in the colours of a theme. */
export const withOverlays = (
  base: StyleSpecification,
  theme: Theme,
  data: OverlayData,
  origin: string,
): StyleSpecification => {
  const sources: Record<string, SourceSpecification> = {};
  // Tiles are fetched in a worker, which has no page for an address to be relative to.
  for (const [name, source] of Object.entries(base.sources))
    sources[name] =
      source.type === "vector" && source.tiles
        ? { ...source, tiles: source.tiles.map((url) => (url.startsWith("/") ? origin + url : url)) }
        : source;
  for (const name of OVERLAYS) sources[name] = { type: "geojson", data: data[name] };
  return { ...base, sources, layers: [...base.layers, ...layersOf(theme)] };
};

/** Draws the picture of an icon as `<what>-<theme>`: a heading's arrow, a depot's or a facility's sign. */
export const drawIcon = (id: string): ImageData | undefined => {
  const [what, theme] = id.split("-") as [string, Theme?];
  if (!theme || !(theme in TONES)) return undefined;
  const c = TONES[theme];
  const px = 44;
  const canvas = document.createElement("canvas");
  canvas.width = px;
  canvas.height = px;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  const half = px / 2;
  if (what === "heading") {
    pen.fillStyle = c.halo;
    pen.beginPath();
    pen.moveTo(half, half - 9);
    pen.lineTo(half + 7, half + 7);
    pen.lineTo(half, half + 3);
    pen.lineTo(half - 7, half + 7);
    pen.closePath();
    pen.fill();
  } else {
    pen.fillStyle = what === "depot" ? c.accent : c.ink;
    pen.strokeStyle = c.halo;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.roundRect(4, 4, px - 8, px - 8, what === "depot" ? 10 : 18);
    pen.fill();
    pen.stroke();
    pen.strokeStyle = c.halo;
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.lineCap = "round";
    pen.beginPath();
    if (what === "depot") {
      // A roof over a gate.
      pen.moveTo(12, 21);
      pen.lineTo(half, 13);
      pen.lineTo(px - 12, 21);
      pen.moveTo(15, 22);
      pen.lineTo(15, 31);
      pen.lineTo(px - 15, 31);
      pen.lineTo(px - 15, 22);
    } else {
      // An arrow into the ground: here loads are tipped.
      pen.moveTo(half, 12);
      pen.lineTo(half, 26);
      pen.moveTo(half - 6, 20);
      pen.lineTo(half, 26);
      pen.lineTo(half + 6, 20);
      pen.moveTo(13, 32);
      pen.lineTo(px - 13, 32);
    }
    pen.stroke();
  }
  return pen.getImageData(0, 0, px, px);
};

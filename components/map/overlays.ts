import type { FeatureCollection } from "geojson";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { type Theme, TONES, WAY_TONES } from "./tones.ts";

/** Names of what is laid over the base map, each one GeoJSON source. */
export const OVERLAYS = ["zones", "sites", "ways", "track", "stops", "places"] as const;

/** Name of an overlay. */
export type OverlayName = (typeof OVERLAYS)[number];

/** The data of each overlay as it stands. */
export type OverlayData = Record<OverlayName, FeatureCollection>;

const FONT = ["Inter Variable", "Inter", "Helvetica Neue", "Arial"];

const none = (): FeatureCollection => ({ type: "FeatureCollection", features: [] });

/** Overlays with nothing in them. */
export const emptyOverlays = (): OverlayData => ({
  zones: none(),
  sites: none(),
  ways: none(),
  track: none(),
  stops: none(),
  places: none(),
});

const layersOf = (theme: Theme): LayerSpecification[] => {
  const c = TONES[theme];
  const ways = WAY_TONES[theme];
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
      // Labels of an area are drawn once for each tile it lies in; those of a point once.
      filter: ["==", ["geometry-type"], "Point"],
      maxzoom: 14,
      layout: {
        ...label(12, c.zone).layout,
        "text-field": ["get", "name"],
        // Beside what stands in the middle already.
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
        "text-radial-offset": 1,
      },
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
      id: "way-before",
      type: "line",
      source: "ways",
      filter: ["get", "isBefore"],
      layout: { "line-join": "round" },
      paint: {
        "line-color": c.muted,
        "line-width": ["case", ["get", "isFaint"], 1, 2.5],
        "line-opacity": ["case", ["get", "isFaint"], 0.35, 0.9],
        "line-dasharray": [2, 1.5],
      },
    },
    {
      id: "way-planned",
      type: "line",
      source: "ways",
      filter: ["!", ["get", "isBefore"]],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": ["to-color", ["at", ["%", ["get", "index"], ways.length], ["literal", [...ways]]]],
        "line-width": [
          "interpolate",
          ["linear"],
          ["zoom"],
          10,
          ["case", ["get", "isFaint"], 0.75, 1.75],
          14,
          ["case", ["get", "isFaint"], 1.5, 4],
        ],
        "line-opacity": ["case", ["get", "isFaint"], 0.3, 0.9],
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
          "moved",
          c.accent,
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
          "moved",
          c.accent,
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

/** Draws the picture of an icon as `<what>-<theme>`: a depot's or a facility's sign. */
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
  return pen.getImageData(0, 0, px, px);
};

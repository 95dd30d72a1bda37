import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import {
  type GeoJSONSource,
  Map as MapLibre,
  NavigationControl,
  Popup,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import { watchBox } from "./box-select.ts";
import type { Bounds } from "./geometry.ts";
import { drawIcon, type OverlayData, type OverlayName, plainStyle, withOverlays } from "./overlays.ts";
import type { Theme } from "./tones.ts";
import { createVehicleCanvas } from "./vehicle-canvas.ts";
import type { VehicleField } from "./vehicle-field.ts";

// Under Turbopack the map stays blank unless its worker is named.
setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).href);

/** Something on the map that was clicked. */
export type Picked = { kind: "vehicle" | "stop" | "site" | "place"; id: number; lng: number; lat: number };

const KINDS: Record<string, Picked["kind"]> = {
  "stop-dot": "stop",
  "site-dot": "site",
  "place-icon": "place",
};
const TOUCH_PX = 6;
const HOME_PADDING_PX = 24;
/** Length of a frame at 60 a second. */
const FRAME_MS = 17;

const fetchBase = async (theme: Theme): Promise<StyleSpecification> => {
  const response = await fetch(`/tiles/style-${theme}.json`);
  if (!response.ok)
    throw new Error(`/tiles/style-${theme}.json: got status ${response.status}, expected 200`);
  return (await response.json()) as StyleSpecification;
};

/** Draws the map into `container`: the base map in a theme, overlays over it, and vehicles that move. */
export const createGround = ({
  container,
  bounds,
  field,
  data,
  onPick,
  onBox,
  onView,
  onBaseMissing,
}: {
  container: HTMLElement;
  bounds: Bounds;
  field: VehicleField;
  data: OverlayData;
  onPick: (picked: Picked | null) => void;
  onBox: (bounds: Bounds) => void;
  onView: (bounds: Bounds, zoom: number) => void;
  /** Told when the base map could not be had and a plain ground stands in for it. */
  onBaseMissing: (reason: string) => void;
}) => {
  const map = new MapLibre({
    container,
    bounds: [bounds[0], bounds[1], bounds[2], bounds[3]],
    fitBoundsOptions: { padding: HOME_PADDING_PX },
    attributionControl: { compact: true },
    // Labels that fade keep the map drawing long after anything moved.
    fadeDuration: 0,
    boxZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 19,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
  map.setMissingStyleImageResolver((id) => {
    const image = drawIcon(id);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2 });
  });

  const vehicles = createVehicleCanvas({ map, field });

  let wanted: Theme | null = null;
  let hidden: ReadonlySet<string> = new Set();
  let followedId: number | null = null;
  let popup: Popup | null = null;

  const dress = () => {
    if (!map.getLayer("place-icon")) return;
    for (const { id, source } of map.getStyle().layers as { id: string; source?: string }[])
      if (source && source in data)
        map.setLayoutProperty(id, "visibility", hidden.has(source) ? "none" : "visible");
  };
  map.on("styledata", dress);

  const setTheme = async (theme: Theme): Promise<void> => {
    wanted = theme;
    vehicles.setTheme(theme);
    const base = await fetchBase(theme).catch((error: Error) => {
      onBaseMissing(error.message);
      return plainStyle(theme);
    });
    if (wanted === theme) map.setStyle(withOverlays(base, theme, data, location.origin));
  };

  const sourceOf = (name: OverlayName) => map.getSource<GeoJSONSource>(name);

  let frame = 0;
  let timer: ReturnType<typeof setTimeout>;
  const followVehicle = (nowMs: number): void => {
    if (followedId === null || map.isMoving()) return;
    const followed = field.place(followedId, nowMs);
    const centre = map.getCenter();
    if (followed && (followed.lng !== centre.lng || followed.lat !== centre.lat))
      map.setCenter([followed.lng, followed.lat]);
  };
  // A frame is asked for when something can be seen to move: an idle one costs the main thread a quarter millisecond.
  const look = (): void => {
    frame = requestAnimationFrame(() => {
      const nowMs = performance.now();
      const waitMs = vehicles.tick(nowMs);
      followVehicle(nowMs);
      if (followedId !== null || waitMs <= FRAME_MS) look();
      else timer = setTimeout(look, waitMs - FRAME_MS);
    });
  };
  look();

  const tellView = () => {
    const view = map.getBounds();
    onView([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()], map.getZoom());
  };
  map.on("load", tellView);
  map.on("moveend", tellView);
  const layersThere = () => Object.keys(KINDS).filter((id) => map.getLayer(id));
  map.on("click", ({ point, lngLat }) => {
    const vehicleId = vehicles.pick(point.x, point.y);
    if (vehicleId !== null) {
      onPick({ kind: "vehicle", id: vehicleId, lng: lngLat.lng, lat: lngLat.lat });
      return;
    }
    const found = map.queryRenderedFeatures(
      [
        [point.x - TOUCH_PX, point.y - TOUCH_PX],
        [point.x + TOUCH_PX, point.y + TOUCH_PX],
      ],
      { layers: layersThere() },
    );
    const first = found[0];
    const kind = first && KINDS[first.layer.id];
    onPick(kind ? { kind, id: Number(first.properties.id), lng: lngLat.lng, lat: lngLat.lat } : null);
  });
  map.on("mousemove", ({ point }) => {
    const isOver =
      vehicles.pick(point.x, point.y) !== null ||
      map.queryRenderedFeatures(point, { layers: layersThere() }).length > 0;
    map.getCanvas().style.cursor = isOver ? "pointer" : "";
  });
  const box = watchBox({
    surface: map.getCanvasContainer(),
    onBox: (from, to) => {
      const a = map.unproject([from.x, from.y]);
      const b = map.unproject([to.x, to.y]);
      onBox([Math.min(a.lng, b.lng), Math.min(a.lat, b.lat), Math.max(a.lng, b.lng), Math.max(a.lat, b.lat)]);
    },
  });

  return {
    setTheme,
    /** Shows other data in an overlay. */
    show(name: OverlayName, next: OverlayData[OverlayName]): void {
      data[name] = next;
      void sourceOf(name)?.setData(next);
    },
    /** Leaves out the overlays named. */
    hide(names: ReadonlySet<string>): void {
      hidden = names;
      dress();
    },
    select(id: number | null): void {
      vehicles.select(id);
    },
    follow(id: number | null): void {
      followedId = id;
    },
    fit(to: Bounds): void {
      map.fitBounds([to[0], to[1], to[2], to[3]], { padding: 56, maxZoom: 15, duration: 500 });
    },
    fly(lng: number, lat: number): void {
      map.easeTo({ center: [lng, lat], zoom: Math.max(map.getZoom(), 14.5), duration: 500 });
    },
    /** Shows a few words at a place, as text; null takes them away. */
    say(words: { lng: number; lat: number; element: HTMLElement } | null): void {
      popup?.remove();
      popup = null;
      if (words === null) return;
      popup = new Popup({ closeButton: true, maxWidth: "260px", offset: 10 })
        .setLngLat([words.lng, words.lat])
        .setDOMContent(words.element)
        .addTo(map);
    },
    setBoxMode: box.setMode,
    resize: () => map.resize(),
    remove(): void {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      vehicles.remove();
      box.stop();
      map.remove();
    },
  };
};

/** The map as drawn. */
export type Ground = ReturnType<typeof createGround>;

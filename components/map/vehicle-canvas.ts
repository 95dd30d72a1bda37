import type { Map as MapLibre } from "maplibre-gl";
import { createLabelRoom } from "./label-room.ts";
import type { Sprite } from "./sprite-sheet.ts";
import { type Theme, TONES } from "./tones.ts";
import type { Drawn, VehicleField } from "./vehicle-field.ts";
import { createVehicleSprites, radiusAt } from "./vehicle-sprites.ts";

const LABEL_ZOOM = 10.5;
const HEADING_ZOOM = 11;
const DIM_ALPHA = 0.25;
const TOUCH_PX = 8;
/** Width of the world at zoom 0, pixels (MapLibre's tiles of 512). */
const WORLD_PX = 512;
const METRES_AROUND = 40_075_017;
/** The fastest vehicle that has to glide without a visible step, and the step that is not seen. */
const FASTEST_M_S = 25;
const UNSEEN_PX = 0.5;
/** What is new is drawn within this, however slowly vehicles move at the zoom. */
const MOST_WAIT_MS = 100;
/** Pictures of dots that can be told apart in a cell of a drawing, bright and faint. */
const MOST_DOTS = 4_096;

/** Shortest time between two drawings at a zoom and latitude: in less, no vehicle moves by half a pixel. */
export const stepMsAt = (zoom: number, lat: number): number => {
  const metresPerPx = (METRES_AROUND * Math.cos((lat * Math.PI) / 180)) / (WORLD_PX * 2 ** zoom);
  return (1_000 * UNSEEN_PX * metresPerPx) / FASTEST_M_S;
};

/** Latitude to the y of the web Mercator square, 0 at the north edge to 1 at the south. */
const mercatorY = (lat: number): number => {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
};

/**
 * Draws the vehicles over the map, on a canvas of their own: the map below, with all its streets and names, is drawn
 * only when the view changes, however many vehicles move (decision 5).
 */
export const createVehicleCanvas = ({ map, field }: { map: MapLibre; field: VehicleField }) => {
  const canvas = document.createElement("canvas");
  canvas.className = "pointer-events-none absolute inset-0";
  canvas.setAttribute("aria-hidden", "true");
  canvas.dataset.layer = "vehicles";
  map.getCanvasContainer().append(canvas);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("canvas: found no 2d context, expected one");
  const sprites = createVehicleSprites();
  const room = createLabelRoom();
  let widthPx = 0;
  let heightPx = 0;
  let ratio = 1;
  let theme: Theme = "light";
  let selectedId: number | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  /** For each pixel of the page, the drawing and the dot last put there: a yard of parked trucks is drawn once. */
  let lastDots = new Uint32Array(0);
  let drawing = 0;
  /** x, y and id of what was drawn last, from the bottom to the top. */
  let spots = new Float64Array(3 * 64);
  let spotCount = 0;
  /** Labels that found room in this drawing: text, left, top and opacity. */
  const texts: string[] = [];
  const lefts: number[] = [];
  const tops: number[] = [];
  const alphas: number[] = [];

  const resize = (): void => {
    const box = map.getContainer();
    widthPx = box.clientWidth;
    heightPx = box.clientHeight;
    ratio = window.devicePixelRatio;
    canvas.width = Math.round(widthPx * ratio);
    canvas.height = Math.round(heightPx * ratio);
    canvas.style.width = `${widthPx}px`;
    canvas.style.height = `${heightPx}px`;
    lastDots = new Uint32Array(widthPx * heightPx);
    drawing = 0;
  };

  /** Whether a dot lies at the same pixel already, as the last that was put there; notes it if not. */
  const isThere = (x: number, y: number, dot: Sprite, isDim: boolean): boolean => {
    if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) return false;
    const cell = Math.floor(y) * widthPx + Math.floor(x);
    const mark = drawing * MOST_DOTS + 2 * dot.index + (isDim ? 1 : 0);
    if (lastDots[cell] === mark) return true;
    lastDots[cell] = mark;
    return false;
  };

  const put = (sprite: Sprite, x: number, y: number): void => {
    // Whole device pixels, so that a sprite is copied and not resampled.
    const left = Math.round(x * ratio) / ratio;
    const top = Math.round(y * ratio) / ratio;
    const { sheet, widthPx: wide, heightPx: high } = sprite;
    pen.drawImage(sheet, sprite.x, sprite.y, sprite.width, sprite.height, left, top, wide, high);
  };

  const noteSpot = (x: number, y: number, id: number): void => {
    if (3 * spotCount + 3 > spots.length) {
      const larger = new Float64Array(2 * spots.length);
      larger.set(spots);
      spots = larger;
    }
    spots[3 * spotCount] = x;
    spots[3 * spotCount + 1] = y;
    spots[3 * spotCount + 2] = id;
    spotCount++;
  };

  const putHalo = (x: number, y: number, radiusPx: number): void => {
    const c = TONES[theme];
    pen.beginPath();
    pen.arc(x, y, radiusPx + 8, 0, 2 * Math.PI);
    pen.globalAlpha = DIM_ALPHA;
    pen.fillStyle = c.accent;
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = 2;
    pen.strokeStyle = c.accent;
    pen.stroke();
  };

  const draw = (nowMs: number): void => {
    lastMs = nowMs;
    if (++drawing * MOST_DOTS >= 2 ** 32 - MOST_DOTS) {
      lastDots.fill(0);
      drawing = 1;
    }
    sprites.wear(theme, ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, widthPx, heightPx);
    room.clear(widthPx, heightPx);
    spotCount = 0;
    texts.length = 0;
    const zoom = map.getZoom();
    const worldPx = WORLD_PX * 2 ** zoom;
    const centre = map.getCenter();
    // The map is never turned or tilted, so the whole projection is one scale and one shift.
    const anchor = map.project(centre);
    const shiftX = anchor.x - ((centre.lng + 180) / 360) * worldPx;
    const shiftY = anchor.y - mercatorY(centre.lat) * worldPx;
    const radiusPx = radiusAt(zoom);
    const hasLabels = zoom >= LABEL_ZOOM;
    const edge = radiusPx + 10;
    const putVehicle = ({ row, place, isDim }: Drawn): void => {
      const x = ((place[0]! + 180) / 360) * worldPx + shiftX;
      if (x < -edge || x > widthPx + edge) return;
      const y = mercatorY(place[1]!) * worldPx + shiftY;
      if (y < -edge || y > heightPx + edge) return;
      const isSelected = row.id === selectedId;
      if (isSelected) putHalo(x, y, radiusPx);
      const heading = row.status === "moving" && zoom >= HEADING_ZOOM ? place[2]! : null;
      const dot = sprites.dot(row.status, radiusPx, heading);
      pen.globalAlpha = isDim ? DIM_ALPHA : 1;
      if (isSelected || !isThere(x, y, dot, isDim)) put(dot, x - dot.widthPx / 2, y - dot.heightPx / 2);
      noteSpot(x, y, row.id);
      if (!hasLabels) return;
      const text = String(row.number);
      const left = x + radiusPx + 3;
      const top = y - sprites.labelHeightPx / 2;
      if (!room.take(left, top, sprites.labelWidth(text), sprites.labelHeightPx) && !isSelected) return;
      lefts[texts.length] = left;
      tops[texts.length] = top;
      alphas[texts.length] = pen.globalAlpha;
      texts.push(text);
    };
    field.each(nowMs, putVehicle);
    const labels = sprites.labels(texts);
    for (const [i, text] of texts.entries()) {
      const label = labels.get(text);
      if (!label) continue;
      pen.globalAlpha = alphas[i]!;
      put(label, lefts[i]!, tops[i]!);
    }
    pen.globalAlpha = 1;
  };

  const onRender = (): void => draw(performance.now());
  const onResize = (): void => resize();
  resize();
  map.on("render", onRender);
  map.on("resize", onResize);

  return {
    /** Draws again if something moved by what can be seen since the last time; maps to when to come again, ms. */
    tick(nowMs: number): number {
      const stepMs = stepMsAt(map.getZoom(), map.getCenter().lat);
      if (field.isDue(nowMs) && nowMs - lastMs >= stepMs) draw(nowMs);
      return Math.min(stepMs, MOST_WAIT_MS);
    },
    setTheme(next: Theme): void {
      theme = next;
      draw(performance.now());
    },
    select(id: number | null): void {
      selectedId = id;
      draw(performance.now());
    },
    /** Shows the vehicles or leaves them out. */
    show(isShown: boolean): void {
      canvas.hidden = !isShown;
    },
    /** The vehicle drawn nearest to a point, within the reach of a finger; null where there is none. */
    pick(x: number, y: number): number | null {
      const reach = radiusAt(map.getZoom()) + TOUCH_PX;
      let best = reach * reach;
      let found: number | null = null;
      for (let i = 0; i < spotCount; i++) {
        const dx = spots[3 * i]! - x;
        const dy = spots[3 * i + 1]! - y;
        const distance = dx * dx + dy * dy;
        if (distance > best) continue;
        best = distance;
        found = spots[3 * i + 2]!;
      }
      return found;
    },
    remove(): void {
      map.off("render", onRender);
      map.off("resize", onResize);
      canvas.remove();
    },
  };
};

/** The vehicles over the map. */
export type VehicleCanvas = ReturnType<typeof createVehicleCanvas>;

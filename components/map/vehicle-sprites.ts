import { createSpriteSheet, type Sprite } from "./sprite-sheet.ts";
import { type Theme, TONES } from "./tones.ts";

const HEADINGS = 32;
const HALO_PX = 1.75;
const LABEL_PX = 11;
const LABEL_FONT = `${LABEL_PX}px "Inter Variable", Inter, "Helvetica Neue", Arial, sans-serif`;
const LABEL_HEIGHT_PX = LABEL_PX + 5;
/** Side of a sheet when it is new, pixels of the page. */
const SHEET_PX = 512;

/** The colour of a vehicle by what it does. */
const toneOf = (status: string): keyof (typeof TONES)["light"] => {
  switch (status) {
    case "moving":
      return "info";
    case "serving":
      return "good";
    case "stopped":
      return "warn";
    case "tipping":
      return "accent";
    case "breakdown":
      return "bad";
    default:
      return "idle";
  }
};

/** How large a vehicle's dot is at a zoom, pixels; in half pixels, so that few sizes are ever drawn. */
export const radiusAt = (zoom: number): number => {
  const radius = zoom < 12 ? 4 + Math.max(0, zoom - 9) : 7 + Math.min(3, zoom - 12);
  return Math.round(radius * 2) / 2;
};

const ZERO = "0".charCodeAt(0);

const widthsOfDigits = (): number[] => {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) throw new Error("canvas: found no 2d context, expected one");
  pen.font = LABEL_FONT;
  return [..."0123456789"].map((digit) => pen.measureText(digit).width);
};

/** Pictures of vehicles, each drawn when it is first asked for. */
export const createVehicleSprites = () => {
  const dotSheet = createSpriteSheet();
  const labelSheet = createSpriteSheet();
  const dots = new Map<string, Sprite>();
  const labels = new Map<string, Sprite>();
  const digitWidths = widthsOfDigits();
  let labelSidePx = SHEET_PX;
  let dress = "";
  let theme: Theme = "light";
  let ratio = 1;

  const clearDots = (): void => {
    dots.clear();
    dotSheet.clear(SHEET_PX, ratio);
  };
  const clearLabels = (): void => {
    labels.clear();
    labelSheet.clear(labelSidePx, ratio);
  };

  const drawDot = (status: string, radiusPx: number, turn: number | null): Sprite | null => {
    const c = TONES[theme];
    const half = radiusPx + HALO_PX + 1;
    return dotSheet.add(2 * half, 2 * half, (pen) => {
      pen.translate(half, half);
      pen.beginPath();
      pen.arc(0, 0, radiusPx + HALO_PX / 2, 0, 2 * Math.PI);
      pen.fillStyle = c[toneOf(status)];
      pen.strokeStyle = c.halo;
      pen.lineWidth = HALO_PX;
      pen.fill();
      pen.stroke();
      if (turn === null) return;
      pen.rotate((turn * 2 * Math.PI) / HEADINGS);
      const size = radiusPx / 10;
      pen.scale(size, size);
      pen.beginPath();
      pen.moveTo(0, -6.5);
      pen.lineTo(5, 5);
      pen.lineTo(0, 2);
      pen.lineTo(-5, 5);
      pen.closePath();
      pen.fillStyle = c.halo;
      pen.fill();
    });
  };

  const labelWidth = (text: string): number => {
    let widthPx = 4;
    for (let i = 0; i < text.length; i++) widthPx += digitWidths[text.charCodeAt(i) - ZERO] ?? LABEL_PX;
    return widthPx;
  };

  /** Whether there was room. */
  const addLabel = (text: string): boolean => {
    if (labels.has(text)) return true;
    const c = TONES[theme];
    const sprite = labelSheet.add(labelWidth(text), LABEL_HEIGHT_PX, (pen) => {
      pen.font = LABEL_FONT;
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = 2.8;
      pen.strokeStyle = c.halo;
      pen.strokeText(text, 2, LABEL_HEIGHT_PX / 2);
      pen.fillStyle = c.ink;
      pen.fillText(text, 2, LABEL_HEIGHT_PX / 2);
    });
    if (sprite) labels.set(text, sprite);
    return sprite !== null;
  };

  return {
    labelHeightPx: LABEL_HEIGHT_PX,
    /** Width of the label of a number, pixels of the page, without drawing it. */
    labelWidth,
    /** Sets the colours and the device pixels for each pixel of the page; another dress draws everything anew. */
    wear(nextTheme: Theme, nextRatio: number): void {
      const next = `${nextTheme} ${nextRatio}`;
      if (next === dress) return;
      dress = next;
      theme = nextTheme;
      ratio = nextRatio;
      clearDots();
      clearLabels();
    },
    /** The dot of a vehicle, with an arrow in it where it has a heading to show. */
    dot(status: string, radiusPx: number, headingDeg: number | null): Sprite {
      const turn = headingDeg === null ? null : Math.round((headingDeg * HEADINGS) / 360) % HEADINGS;
      const key = `${status} ${radiusPx} ${turn}`;
      const known = dots.get(key);
      if (known) return known;
      let sprite = drawDot(status, radiusPx, turn);
      if (!sprite) {
        clearDots();
        sprite = drawDot(status, radiusPx, turn);
      }
      if (!sprite)
        throw new RangeError(`dot: found a radius of ${radiusPx} px, expected one that fits a sheet`);
      dots.set(key, sprite);
      return sprite;
    },
    /**
     * The labels of some numbers, all there when the first is drawn. Where they do not fit, those of earlier drawings
     * go; where that is not enough, the sheet grows.
     */
    labels(texts: readonly string[]): ReadonlyMap<string, Sprite> {
      for (let tries = 0; !texts.every(addLabel); tries++) {
        if (tries > 0) labelSidePx *= 2;
        clearLabels();
      }
      return labels;
    },
  };
};

/** Pictures of vehicles. */
export type VehicleSprites = ReturnType<typeof createVehicleSprites>;

import { type Theme, TONES } from "./tones.ts";

/** A picture of a vehicle or its label, drawn once; sizes in pixels of the page. */
export type Sprite = { image: HTMLCanvasElement; widthPx: number; heightPx: number };

/**
 * Keeps a canvas in plain memory: one in the memory of the GPU is handed over by a message each time it is drawn from,
 * and hundreds of those a drawing hold the main thread for most of a second where the GPU is software.
 */
export const IN_MEMORY: CanvasRenderingContext2DSettings = { willReadFrequently: true };

const HEADINGS = 32;
const HALO_PX = 1.75;
const LABEL_PX = 11;
const LABEL_FONT = `${LABEL_PX}px "Inter Variable", Inter, "Helvetica Neue", Arial, sans-serif`;
/** Labels kept at most; beyond it they are drawn anew, so that a fleet of any size stays small. */
const MOST_LABELS = 2_000;

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

const blank = (
  widthPx: number,
  heightPx: number,
  ratio: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): Sprite => {
  const image = document.createElement("canvas");
  image.width = Math.ceil(widthPx * ratio);
  image.height = Math.ceil(heightPx * ratio);
  const pen = image.getContext("2d", IN_MEMORY);
  if (!pen) throw new Error("canvas: found no 2d context, expected one");
  pen.scale(ratio, ratio);
  draw(pen);
  return { image, widthPx: image.width / ratio, heightPx: image.height / ratio };
};

/** Pictures of vehicles, each drawn when it is first asked for. */
export const createVehicleSprites = () => {
  const dots = new Map<string, Sprite>();
  const labels = new Map<string, Sprite>();
  const measure = document.createElement("canvas").getContext("2d");
  let dress = "";
  let theme: Theme = "light";
  let ratio = 1;

  return {
    /** Sets the colours and the device pixels for each pixel of the page; another dress draws everything anew. */
    wear(nextTheme: Theme, nextRatio: number): void {
      const next = `${nextTheme} ${nextRatio}`;
      if (next === dress) return;
      dress = next;
      theme = nextTheme;
      ratio = nextRatio;
      dots.clear();
      labels.clear();
    },
    /** The dot of a vehicle, with an arrow in it where it has a heading to show. */
    dot(status: string, radiusPx: number, headingDeg: number | null): Sprite {
      const turn = headingDeg === null ? null : Math.round((headingDeg * HEADINGS) / 360) % HEADINGS;
      const key = `${status} ${radiusPx} ${turn}`;
      let sprite = dots.get(key);
      if (sprite) return sprite;
      const c = TONES[theme];
      const half = radiusPx + HALO_PX + 1;
      sprite = blank(2 * half, 2 * half, ratio, (pen) => {
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
      dots.set(key, sprite);
      return sprite;
    },
    /** The number of a vehicle, in ink on a halo. */
    label(text: string): Sprite {
      let sprite = labels.get(text);
      if (sprite) return sprite;
      if (labels.size >= MOST_LABELS) labels.clear();
      if (measure) measure.font = LABEL_FONT;
      const widthPx = (measure?.measureText(text).width ?? LABEL_PX * text.length) + 4;
      const c = TONES[theme];
      sprite = blank(widthPx, LABEL_PX + 5, ratio, (pen) => {
        pen.font = LABEL_FONT;
        pen.textBaseline = "middle";
        pen.lineJoin = "round";
        pen.lineWidth = 2.8;
        pen.strokeStyle = c.halo;
        pen.strokeText(text, 2, (LABEL_PX + 5) / 2);
        pen.fillStyle = c.ink;
        pen.fillText(text, 2, (LABEL_PX + 5) / 2);
      });
      labels.set(text, sprite);
      return sprite;
    },
  };
};

/** Pictures of vehicles. */
export type VehicleSprites = ReturnType<typeof createVehicleSprites>;

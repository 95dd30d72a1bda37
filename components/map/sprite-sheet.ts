/** A picture on a sheet of many: where it lies there in device pixels, and its size in pixels of the page. */
export type Sprite = {
  sheet: HTMLCanvasElement;
  x: number;
  y: number;
  width: number;
  height: number;
  widthPx: number;
  heightPx: number;
  /** Tells it from the others of its sheet: 0, 1, 2, … */
  index: number;
};

/**
 * One canvas that holds many pictures, in rows. A canvas for each costs the browser a millisecond to make and to draw
 * from; one sheet costs it once. It wants to be filled before it is drawn from: a picture added between two drawings
 * copies the whole.
 */
export const createSpriteSheet = () => {
  const sheet = document.createElement("canvas");
  const pen = sheet.getContext("2d");
  if (!pen) throw new Error("canvas: found no 2d context, expected one");
  let ratio = 1;
  let left = 0;
  let top = 0;
  let rowHeight = 0;
  let count = 0;
  return {
    /** Begins anew with nothing on it: a square of the page's pixels, and the device's pixels for each of them. */
    clear(sidePx: number, nextRatio: number): void {
      ratio = nextRatio;
      sheet.width = Math.ceil(sidePx * ratio);
      sheet.height = sheet.width;
      left = 0;
      top = 0;
      rowHeight = 0;
      count = 0;
    },
    /** Draws a picture of the given size, from its own top left corner; null where there is no room left. */
    add(widthPx: number, heightPx: number, draw: (pen: CanvasRenderingContext2D) => void): Sprite | null {
      const width = Math.ceil(widthPx * ratio);
      const height = Math.ceil(heightPx * ratio);
      if (left + width > sheet.width) {
        left = 0;
        top += rowHeight;
        rowHeight = 0;
      }
      if (left + width > sheet.width || top + height > sheet.height) return null;
      pen.setTransform(ratio, 0, 0, ratio, left, top);
      pen.save();
      draw(pen);
      pen.restore();
      const place = { x: left, y: top, width, height };
      left += width;
      rowHeight = Math.max(rowHeight, height);
      return { sheet, ...place, widthPx: width / ratio, heightPx: height / ratio, index: count++ };
    },
  };
};

const CELL_PX = 8;

/** Finds room for labels on a drawing, first come first served, on a grid of cells of 8 pixels. */
export const createLabelRoom = () => {
  let columns = 0;
  let taken = new Uint8Array(0);
  return {
    /** Begins a drawing of the given size, with all of it free. */
    clear(widthPx: number, heightPx: number): void {
      columns = Math.ceil(widthPx / CELL_PX);
      const cells = columns * Math.ceil(heightPx / CELL_PX);
      if (taken.length === cells) taken.fill(0);
      else taken = new Uint8Array(cells);
    },
    /** Takes a box for a label; false, and nothing taken, where a part of it is not free or lies outside. */
    take(x: number, y: number, widthPx: number, heightPx: number): boolean {
      const left = Math.floor(x / CELL_PX);
      const right = Math.floor((x + widthPx) / CELL_PX);
      const top = Math.floor(y / CELL_PX);
      const bottom = Math.floor((y + heightPx) / CELL_PX);
      if (left < 0 || right >= columns || top < 0 || (bottom + 1) * columns > taken.length) return false;
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++)
          if (taken[row * columns + column] !== 0) return false;
      for (let row = top; row <= bottom; row++)
        taken.fill(1, row * columns + left, row * columns + right + 1);
      return true;
    },
  };
};

/** Room for labels on a drawing. */
export type LabelRoom = ReturnType<typeof createLabelRoom>;

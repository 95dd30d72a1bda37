/**
 * Sums of columns over the last `lengths` steps of `stepMs`, the running one included, kept as values come: an addition
 * costs the same however long the windows are. Steps lie on whole multiples of `stepMs`; a clock that goes back adds to
 * the newest step.
 */
export const createWindows = ({
  stepMs,
  lengths,
  columns,
}: {
  stepMs: number;
  /** Steps that each window spans. */
  lengths: readonly number[];
  columns: number;
}) => {
  const size = Math.max(...lengths);
  const ring = new Float64Array(size * columns);
  const totals = lengths.map(() => new Float64Array(columns));
  let newest = Number.NEGATIVE_INFINITY;

  const placeOf = (step: number): number => (((step % size) + size) % size) * columns;

  const clear = (): void => {
    ring.fill(0);
    for (const total of totals) total.fill(0);
  };

  const leave = (step: number): void => {
    for (let w = 0; w < lengths.length; w++) {
      const from = placeOf(step - (lengths[w] as number));
      const total = totals[w] as Float64Array;
      for (let c = 0; c < columns; c++) total[c] = (total[c] as number) - (ring[from + c] as number);
    }
    // The place of the new step is that of the oldest of the longest window, which has just left it.
    ring.fill(0, placeOf(step), placeOf(step) + columns);
  };

  const advance = (nowMs: number): void => {
    const step = Math.floor(nowMs / stepMs);
    if (step <= newest) return;
    if (step - newest >= size) clear();
    else for (let each = newest + 1; each <= step; each++) leave(each);
    newest = step;
  };

  return {
    /** Adds to a column as of now. */
    add(nowMs: number, column: number, amount: number): void {
      advance(nowMs);
      const place = placeOf(newest) + column;
      ring[place] = (ring[place] as number) + amount;
      for (const total of totals) total[column] = (total[column] as number) + amount;
    },
    /** The sum of a column over a window as of now. */
    sum(nowMs: number, window: number, column: number): number {
      advance(nowMs);
      return (totals[window] as Float64Array)[column] as number;
    },
    clear,
  };
};
/** Sums over the last steps. */
export type Windows = ReturnType<typeof createWindows>;

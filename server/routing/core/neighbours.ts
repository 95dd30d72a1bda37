/** For each stop the others in order of nearness, `width` to a row. */
export type Neighbours = { width: number; list: Int32Array };

/**
 * The nearest `most` other stops of each stop under a measure, nearest first; equal ones in order of their index, so
 * that the lists do not depend on how an engine sorts.
 */
export const nearest = (
  stops: number,
  most: number,
  measure: (from: number, to: number) => number,
): Neighbours => {
  const width = Math.max(0, Math.min(most, stops - 1));
  const list = new Int32Array(stops * width);
  const keys = new Float64Array(stops);
  const order = new Int32Array(stops);
  for (let from = 0; from < stops; from++) {
    let count = 0;
    for (let to = 0; to < stops; to++) {
      if (to === from) continue;
      keys[to] = measure(from, to);
      order[count++] = to;
    }
    order.subarray(0, count).sort((a, b) => keys[a]! - keys[b]! || a - b);
    list.set(order.subarray(0, width), from * width);
  }
  return { width, list };
};

/** For each stop the others in order of nearness, `width` to a row. */
export type Neighbours = { width: number; list: Int32Array };

// The k-th smallest value (Hoare's selection): a row of thousands is cut to its few nearest without sorting it.
const select = (values: Float64Array, length: number, k: number): number => {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i++] = values[j]!;
        values[j--] = held;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k]!;
};

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
  const scratch = new Float64Array(stops);
  const order = new Int32Array(stops);
  for (let from = 0; from < stops && width > 0; from++) {
    let others = 0;
    for (let to = 0; to < stops; to++) {
      if (to === from) continue;
      keys[to] = measure(from, to);
      scratch[others++] = keys[to]!;
    }
    const farthest = select(scratch, others, width - 1);
    let count = 0;
    for (let to = 0; to < stops; to++) if (to !== from && keys[to]! <= farthest) order[count++] = to;
    order.subarray(0, count).sort((a, b) => keys[a]! - keys[b]! || a - b);
    list.set(order.subarray(0, width), from * width);
  }
  return { width, list };
};

/**
 * All stops in chains: each is followed by the first of its neighbours that is still free; where none is, the free stop
 * of the lowest index starts the next chain.
 */
export const chain = (stops: number, { width, list }: Neighbours): Int32Array => {
  const order = new Int32Array(stops);
  const isIn = new Uint8Array(stops);
  let first = 0;
  let at = -1;
  for (let count = 0; count < stops; count++) {
    let following = -1;
    for (let k = 0; at >= 0 && k < width && following < 0; k++)
      if (isIn[list[at * width + k]!] === 0) following = list[at * width + k]!;
    if (following < 0) {
      while (isIn[first] === 1) first++;
      following = first;
    }
    isIn[following] = 1;
    order[count] = following;
    at = following;
  }
  return order;
};

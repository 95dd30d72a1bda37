// Fewer than so many are not parted further: they lie in few lines of the cache.
const FEW = 4;

/**
 * The stops in an order in which near ones have near numbers: parted again and again into the half that is nearer to one
 * of two far stops and the half that is nearer to the other.
 */
export const stopOrder = (stops: number, measure: (a: number, b: number) => number): Int32Array => {
  const order = Int32Array.from({ length: stops }, (_, stop) => stop);
  const keys = new Float64Array(stops);
  const farthest = (from: number, among: Int32Array): number => {
    let far = from;
    for (const stop of among) if (measure(from, stop) > measure(from, far)) far = stop;
    return far;
  };
  const part = (among: Int32Array, last: number): void => {
    if (among.length < FEW) return;
    const one = farthest(last, among);
    const other = farthest(one, among);
    for (const stop of among) keys[stop] = measure(other, stop) - measure(one, stop);
    among.sort((a, b) => keys[a]! - keys[b]! || a - b);
    const half = among.length >> 1;
    part(among.subarray(0, half), one);
    part(among.subarray(half), other);
  };
  part(order, 0);
  return order;
};

/**
 * Minimises a function of a few numbers by the simplex of Nelder and Mead, from a start and steps along each axis;
 * the function is asked at most `calls` times. Maps to the best place that was asked.
 */
export const minimise = (
  cost: (at: Float64Array) => number,
  start: readonly number[],
  step: number,
  calls: number,
): Float64Array => {
  const n = start.length;
  const points = Array.from({ length: n + 1 }, (_, i) => {
    const at = Float64Array.from(start);
    if (i > 0) at[i - 1] = (at[i - 1] as number) + step;
    return { at, value: cost(at) };
  });
  let asked = n + 1;
  const byValue = (a: { value: number }, b: { value: number }) => a.value - b.value;
  const along = (from: Float64Array, to: Float64Array, share: number) => {
    const at = from.map((each, i) => each + share * ((to[i] as number) - each));
    asked++;
    return { at, value: cost(at) };
  };
  points.sort(byValue);
  while (asked < calls) {
    const best = points[0] as (typeof points)[0];
    const worst = points[n] as (typeof points)[0];
    if (!(worst.value - best.value > 1e-7 * Math.abs(best.value))) break;
    const centre = new Float64Array(n);
    for (const { at } of points.slice(0, n))
      for (let i = 0; i < n; i++) centre[i] = (centre[i] as number) + (at[i] as number) / n;
    const mirrored = along(centre, worst.at, -1);
    if (mirrored.value < best.value) {
      const farther = along(centre, worst.at, -2);
      points[n] = farther.value < mirrored.value ? farther : mirrored;
    } else if (mirrored.value < (points[n - 1] as (typeof points)[0]).value) {
      points[n] = mirrored;
    } else {
      const nearer = along(centre, mirrored.value < worst.value ? mirrored.at : worst.at, 0.5);
      if (nearer.value < Math.min(worst.value, mirrored.value)) points[n] = nearer;
      else for (let i = 1; i <= n; i++) points[i] = along(best.at, (points[i] as (typeof points)[0]).at, 0.5);
    }
    points.sort(byValue);
  }
  return (points[0] as (typeof points)[0]).at;
};

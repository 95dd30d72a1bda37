/** Street classes in order of rank; the index is the class stored in the network. */
export const STREET_CLASSES = ["motorway", "primary", "secondary", "residential", "service"] as const;

/** Indices into `STREET_CLASSES`. */
export const RANK = { motorway: 0, primary: 1, secondary: 2, residential: 3, service: 4 } as const;

/** A drawn street before it is cut into edges: points in metres east and north of the centre, interleaved. */
export type Line = {
  rank: number;
  xy: Float64Array;
  /** Traffic runs in drawing order only. */
  isOneWay: boolean;
  /** A spur that ends inside a block and keeps its end. */
  isCulDeSac: boolean;
  /** A name that the plan of the city gives; others are named by length and place. */
  name?: string;
};

/** Resamples a path through control points (Catmull-Rom) at about `stepM`. */
export function smoothLine(points: readonly (readonly [number, number])[], stepM: number): Float64Array {
  const out: number[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [x1, y1] = points[i]!;
    const [x2, y2] = points[i + 1]!;
    const [x0, y0] = points[i - 1] ?? [2 * x1 - x2, 2 * y1 - y2];
    const [x3, y3] = points[i + 2] ?? [2 * x2 - x1, 2 * y2 - y1];
    const steps = Math.max(1, Math.round(Math.hypot(x2 - x1, y2 - y1) / stepM));
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const bend = (a: number, b: number, c: number, d: number): number =>
        0.5 *
        (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      out.push(bend(x0, x1, x2, x3), bend(y0, y1, y2, y3));
    }
  }
  const last = points[points.length - 1];
  if (last) out.push(last[0], last[1]);
  return Float64Array.from(out);
}

/** The line moved sideways, to the left of its drawing direction, by `offsetM`. */
export function offsetLine(xy: Float64Array, offsetM: number): Float64Array {
  const out = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const a = Math.max(0, i - 2);
    const b = Math.min(xy.length - 2, i + 2);
    const dx = xy[b]! - xy[a]!;
    const dy = xy[b + 1]! - xy[a + 1]!;
    const length = Math.hypot(dx, dy) || 1;
    out[i] = xy[i]! - (dy / length) * offsetM;
    out[i + 1] = xy[i + 1]! + (dx / length) * offsetM;
  }
  return out;
}

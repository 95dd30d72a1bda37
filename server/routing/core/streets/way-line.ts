import type { Stand } from "./nearest-edge.ts";
import type { StreetPlane } from "./street-plane.ts";

/** Draws ways along the shapes of their streets. */
export function createWayLine(plane: StreetPlane) {
  /** Draws an edge from one share of it to another onto a line whose last point is where it begins. */
  const draw = (line: number[], edge: number, from: number, to: number): void => {
    if (from === to) return;
    const points = plane.lineOf(edge);
    const along = plane.alongOf(points);
    const count = along.length;
    const lengthM = along[count - 1]!;
    const put = (share: number): void => {
      const atM = share * lengthM;
      let i = 1;
      while (i < count - 1 && along[i]! < atM) i++;
      const segmentM = along[i]! - along[i - 1]!;
      const part = segmentM === 0 ? 0 : Math.min(1, (atM - along[i - 1]!) / segmentM);
      for (const axis of [0, 1]) {
        const start = points[2 * i - 2 + axis]!;
        // Written so that the ends of a street are its nodes to the last digit.
        line.push(part === 1 ? points[2 * i + axis]! : start + (points[2 * i + axis]! - start) * part);
      }
    };
    if (line.length === 0) put(from);
    const step = to > from ? 1 : -1;
    for (let i = step > 0 ? 1 : count - 2; i > 0 && i < count - 1; i += step) {
      const atM = along[i]!;
      if (step > 0 ? atM > from * lengthM && atM < to * lengthM : atM < from * lengthM && atM > to * lengthM)
        line.push(points[2 * i]!, points[2 * i + 1]!);
    }
    put(to);
  };
  /** A line of the place alone, for a way that goes nowhere. */
  const point = ({ edge, share }: Stand): number[] => {
    const line: number[] = [];
    draw(line, edge, share, share > 0.5 ? 0 : 1);
    return line.slice(0, 2);
  };
  return {
    /** The line from one place to another on the same street. */
    along(from: Stand, to: Stand): Float64Array {
      const line: number[] = [];
      draw(line, from.edge, from.share, to.share);
      if (line.length === 0) return Float64Array.from([...point(from), ...point(to)]);
      return Float64Array.from(line);
    },
    /**
     * The line from one place over whole streets to another; `leave` and `enter` say at which end (0 or 1) the
     * first edge is left and the last one entered.
     */
    over(from: Stand, leave: number, streets: readonly number[], to: Stand, enter: number): Float64Array {
      const line: number[] = [];
      draw(line, from.edge, from.share, leave);
      for (const street of streets) draw(line, street >> 1, street & 1, 1 - (street & 1));
      draw(line, to.edge, enter, to.share);
      if (line.length === 0) return Float64Array.from([...point(from), ...point(to)]);
      return Float64Array.from(line);
    },
  };
}

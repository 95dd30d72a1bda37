import type { Line } from "./network-line.ts";
import { RANK } from "./network-line.ts";

const CELL_M = 50;

/**
 * All segments of drawn lines on a grid, to find crossings. Segment `s` runs from point `s` to `s + 1` of the
 * concatenated points; the joints between lines are left out.
 */
export function createSegments(lines: readonly Line[]) {
  let points = 0;
  for (const line of lines) points += line.xy.length / 2;
  const xs = new Float64Array(points);
  const ys = new Float64Array(points);
  const lineOf = new Uint32Array(points);
  /** Distance of a point from the beginning of its line. */
  const along = new Float64Array(points);
  const firstPoint = new Uint32Array(lines.length + 1);
  let minX = 0;
  let minY = 0;
  let maxX = 0;
  let maxY = 0;
  let at = 0;
  lines.forEach(({ xy }, line) => {
    firstPoint[line] = at;
    for (let i = 0; i < xy.length; i += 2) {
      xs[at] = xy[i]!;
      ys[at] = xy[i + 1]!;
      lineOf[at] = line;
      if (i > 0) along[at] = along[at - 1]! + Math.hypot(xs[at]! - xs[at - 1]!, ys[at]! - ys[at - 1]!);
      minX = Math.min(minX, xs[at]!);
      maxX = Math.max(maxX, xs[at]!);
      minY = Math.min(minY, ys[at]!);
      maxY = Math.max(maxY, ys[at]!);
      at++;
    }
  });
  firstPoint[lines.length] = at;

  const columns = Math.floor((maxX - minX) / CELL_M) + 1;
  const rows = Math.floor((maxY - minY) / CELL_M) + 1;
  const first = new Int32Array(columns * rows).fill(-1);
  // A segment stands in every cell its box touches; segments are short, so that is four at most on average.
  const entrySegment: number[] = [];
  const entryNext: number[] = [];
  const column = (x: number): number => Math.min(columns - 1, Math.max(0, Math.floor((x - minX) / CELL_M)));
  const row = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - minY) / CELL_M)));
  for (let s = 0; s + 1 < points; s++) {
    if (lineOf[s] !== lineOf[s + 1]) continue;
    const c1 = column(Math.max(xs[s]!, xs[s + 1]!));
    const r1 = row(Math.max(ys[s]!, ys[s + 1]!));
    for (let r = row(Math.min(ys[s]!, ys[s + 1]!)); r <= r1; r++)
      for (let c = column(Math.min(xs[s]!, xs[s + 1]!)); c <= c1; c++) {
        entrySegment.push(s);
        entryNext.push(first[r * columns + c]!);
        first[r * columns + c] = entrySegment.length - 1;
      }
  }

  const hit = { t: 0, u: 0, segment: -1 };

  /** Calls `visit` for every segment that crosses the one from (ax, ay) to (bx, by); may repeat a segment. */
  const crossings = (
    ax: number,
    ay: number,
    bx: number,
    by: number,
    visit: (segment: number, t: number, u: number) => void,
  ): void => {
    const c1 = column(Math.max(ax, bx));
    const r1 = row(Math.max(ay, by));
    for (let r = row(Math.min(ay, by)); r <= r1; r++)
      for (let c = column(Math.min(ax, bx)); c <= c1; c++)
        for (let e = first[r * columns + c]!; e >= 0; e = entryNext[e]!) {
          const s = entrySegment[e]!;
          const dx = xs[s + 1]! - xs[s]!;
          const dy = ys[s + 1]! - ys[s]!;
          const cross = (bx - ax) * dy - (by - ay) * dx;
          if (cross === 0) continue;
          const t = ((xs[s]! - ax) * dy - (ys[s]! - ay) * dx) / cross;
          if (t < 0 || t > 1) continue;
          const u = ((xs[s]! - ax) * (by - ay) - (ys[s]! - ay) * (bx - ax)) / cross;
          if (u >= 0 && u <= 1) visit(s, t, u);
        }
  };

  return {
    xs,
    ys,
    lineOf,
    along,
    firstPoint,
    crossings,
    /** The first crossing ahead on the way from a to b, as a share of it; Infinity where there is none. */
    firstCrossing(ax: number, ay: number, bx: number, by: number, exceptLine: number): typeof hit {
      hit.t = Number.POSITIVE_INFINITY;
      hit.segment = -1;
      crossings(ax, ay, bx, by, (s, t, u) => {
        if (t < hit.t && lineOf[s] !== exceptLine) {
          hit.t = t;
          hit.u = u;
          hit.segment = s;
        }
      });
      return hit;
    },
    /** True where no segment, but those of one line, comes within `clearM` of a point. */
    isClear(x: number, y: number, clearM: number, exceptLine: number): boolean {
      const r1 = row(y + clearM);
      const c1 = column(x + clearM);
      for (let r = row(y - clearM); r <= r1; r++)
        for (let c = column(x - clearM); c <= c1; c++)
          for (let e = first[r * columns + c]!; e >= 0; e = entryNext[e]!) {
            const s = entrySegment[e]!;
            if (lineOf[s] === exceptLine) continue;
            const dx = xs[s + 1]! - xs[s]!;
            const dy = ys[s + 1]! - ys[s]!;
            const t = Math.min(1, Math.max(0, ((x - xs[s]!) * dx + (y - ys[s]!) * dy) / (dx * dx + dy * dy)));
            if (Math.hypot(xs[s]! + t * dx - x, ys[s]! + t * dy - y) < clearM) return false;
          }
      return true;
    },
  };
}
export type Segments = ReturnType<typeof createSegments>;

/** Two ranks meet at a junction, unless one is a motorway and the other less than a primary road. */
export function canMeet(a: number, b: number): boolean {
  return Math.min(a, b) > RANK.motorway || Math.max(a, b) <= RANK.primary;
}

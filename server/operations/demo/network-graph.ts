import { type Line, RANK } from "./network-line.ts";
import { canMeet, createSegments } from "./network-segments.ts";

/** Crossings nearer than this become one junction, metres. */
const MERGE_M = 16;
/** A tail beyond the last junction is kept as a dead end from this length on, metres. */
const TAIL_M = 45;
/** Curvature that is dropped from an edge's shape, metres. */
const FLAT_M = 1.6;

/** Junctions and the edges between them in metres; edges of one line stand together, in drawing order. */
export type Graph = {
  x: Float64Array;
  y: Float64Array;
  from: Uint32Array;
  to: Uint32Array;
  lineOf: Uint32Array;
  /** Points strictly inside an edge: those of edge `e` are `shapeOffsets[e]` to `shapeOffsets[e + 1]`. */
  shapeOffsets: Uint32Array;
  shapeX: Float64Array;
  shapeY: Float64Array;
};

/** Cuts drawn lines at their crossings into a graph and keeps its largest connected part. */
export function cutIntoGraph(lines: readonly Line[]): Graph {
  const segments = createSegments(lines);
  const { xs, ys, lineOf, along, firstPoint } = segments;

  // One junction per crossing; crossings close together share it (first come keeps its place).
  const nodeX: number[] = [];
  const nodeY: number[] = [];
  const cells = new Map<number, number[]>();
  const cellOf = (x: number, y: number): number =>
    Math.floor(y / MERGE_M + 65536) * 262144 + Math.floor(x / MERGE_M + 65536);
  const nodeAt = (x: number, y: number): number => {
    let best = -1;
    let bestSquare = MERGE_M * MERGE_M;
    for (let dy = -MERGE_M; dy <= MERGE_M; dy += MERGE_M)
      for (let dx = -MERGE_M; dx <= MERGE_M; dx += MERGE_M) {
        const held = cells.get(cellOf(x + dx, y + dy));
        if (!held) continue;
        for (const node of held) {
          const square = (nodeX[node]! - x) ** 2 + (nodeY[node]! - y) ** 2;
          if (square < bestSquare) {
            bestSquare = square;
            best = node;
          }
        }
      }
    if (best >= 0) return best;
    const key = cellOf(x, y);
    const held = cells.get(key);
    if (held) held.push(nodeX.length);
    else cells.set(key, [nodeX.length]);
    nodeX.push(x);
    nodeY.push(y);
    return nodeX.length - 1;
  };

  /** Stops of each line: distance along it and the junction there, interleaved. */
  const stops: number[][] = lines.map(() => []);
  for (let s = 0; s + 1 < xs.length; s++) {
    const line = lineOf[s]!;
    if (line !== lineOf[s + 1]) continue;
    const ax = xs[s]!;
    const ay = ys[s]!;
    const bx = xs[s + 1]!;
    const by = ys[s + 1]!;
    segments.crossings(ax, ay, bx, by, (other, t, u) => {
      const otherLine = lineOf[other]!;
      // Each pair once; neighbours on one line only touch.
      if (other <= s + 1 || !canMeet(lines[line]!.rank, lines[otherLine]!.rank)) return;
      const node = nodeAt(ax + (bx - ax) * t, ay + (by - ay) * t);
      stops[line]!.push(along[s]! + (along[s + 1]! - along[s]!) * t, node);
      stops[otherLine]!.push(along[other]! + (along[other + 1]! - along[other]!) * u, node);
    });
  }

  const from: number[] = [];
  const to: number[] = [];
  const edgeLine: number[] = [];
  const shapeOffsets: number[] = [0];
  const shapeX: number[] = [];
  const shapeY: number[] = [];
  const seen = new Set<number>();
  lines.forEach((line, index) => {
    const begin = firstPoint[index]!;
    const end = firstPoint[index + 1]! - 1;
    const length = along[end]!;
    const held = stops[index]!;
    const order = Array.from({ length: held.length / 2 }, (_, i) => i).sort(
      (a, b) => held[2 * a]! - held[2 * b]!,
    );
    const at = order.map((i) => held[2 * i]!);
    const nodes = order.map((i) => held[2 * i + 1]!);
    if (nodes.length === 0) return;
    if (at[0]! > TAIL_M) {
      nodes.unshift(nodeAt(xs[begin]!, ys[begin]!));
      at.unshift(0);
    }
    if (length - at[at.length - 1]! > (line.isCulDeSac ? 20 : TAIL_M)) {
      nodes.push(nodeAt(xs[end]!, ys[end]!));
      at.push(length);
    }
    let point = begin;
    let last = 0;
    for (let i = 1; i < nodes.length; i++) {
      const a = nodes[last]!;
      const b = nodes[i]!;
      if (a === b) continue;
      const key = Math.min(a, b) * 1048576 + Math.max(a, b);
      const isTwin = seen.has(key) && line.rank !== RANK.motorway;
      if (!isTwin) {
        seen.add(key);
        from.push(a);
        to.push(b);
        edgeLine.push(index);
        while (point <= end && along[point]! <= at[last]! + 8) point++;
        const firstShape = shapeX.length;
        for (let p = point; p <= end && along[p]! < at[i]! - 8; p++) {
          shapeX.push(xs[p]!);
          shapeY.push(ys[p]!);
        }
        flatten(shapeX, shapeY, firstShape, nodeX[a]!, nodeY[a]!, nodeX[b]!, nodeY[b]!);
        shapeOffsets.push(shapeX.length);
      }
      last = i;
    }
  });
  return largestPart({
    x: Float64Array.from(nodeX),
    y: Float64Array.from(nodeY),
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    lineOf: Uint32Array.from(edgeLine),
    shapeOffsets: Uint32Array.from(shapeOffsets),
    shapeX: Float64Array.from(shapeX),
    shapeY: Float64Array.from(shapeY),
  });
}

/** Drops, in place, points of a shape's tail that lie within `FLAT_M` of the line between their neighbours. */
function flatten(
  xs: number[],
  ys: number[],
  first: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  let write = first;
  let px = ax;
  let py = ay;
  for (let i = first; i < xs.length; i++) {
    // Against the chord to the point after next, so that a steady bend keeps some of its points.
    const ahead = i + 1 < xs.length ? i + 1 : -1;
    const nx = ahead < 0 ? bx : xs[ahead]!;
    const ny = ahead < 0 ? by : ys[ahead]!;
    const length = Math.hypot(nx - px, ny - py);
    const off = length === 0 ? 0 : Math.abs((xs[i]! - px) * (ny - py) - (ys[i]! - py) * (nx - px)) / length;
    if (off < FLAT_M) continue;
    px = xs[i]!;
    py = ys[i]!;
    xs[write] = px;
    ys[write] = py;
    write++;
  }
  xs.length = write;
  ys.length = write;
}

/** Keeps the largest connected part and numbers its junctions along rows of cells, so that neighbours are near. */
function largestPart(graph: Graph): Graph {
  const n = graph.x.length;
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) {
      parent[r] = parent[parent[r]!]!;
      r = parent[r]!;
    }
    return r;
  };
  for (let e = 0; e < graph.from.length; e++) parent[root(graph.from[e]!)] = root(graph.to[e]!);
  const size = new Uint32Array(n);
  for (let i = 0; i < n; i++) size[root(i)]!++;
  let main = 0;
  for (let i = 1; i < n; i++) if (size[i]! > size[main]!) main = i;

  const kept: number[] = [];
  for (let i = 0; i < n; i++) if (root(i) === main) kept.push(i);
  const band = (i: number): number => Math.floor(graph.y[i]! / 400);
  kept.sort((a, b) => band(a) - band(b) || graph.x[a]! - graph.x[b]! || a - b);
  const renamed = new Int32Array(n).fill(-1);
  kept.forEach((old, i) => {
    renamed[old] = i;
  });

  const edges: number[] = [];
  for (let e = 0; e < graph.from.length; e++) if (renamed[graph.from[e]!]! >= 0) edges.push(e);
  const shapeOffsets = new Uint32Array(edges.length + 1);
  const shapeX: number[] = [];
  const shapeY: number[] = [];
  edges.forEach((e, i) => {
    for (let p = graph.shapeOffsets[e]!; p < graph.shapeOffsets[e + 1]!; p++) {
      shapeX.push(graph.shapeX[p]!);
      shapeY.push(graph.shapeY[p]!);
    }
    shapeOffsets[i + 1] = shapeX.length;
  });
  return {
    x: Float64Array.from(kept, (i) => graph.x[i]!),
    y: Float64Array.from(kept, (i) => graph.y[i]!),
    from: Uint32Array.from(edges, (e) => renamed[graph.from[e]!]!),
    to: Uint32Array.from(edges, (e) => renamed[graph.to[e]!]!),
    lineOf: Uint32Array.from(edges, (e) => graph.lineOf[e]!),
    shapeOffsets,
    shapeX: Float64Array.from(shapeX),
    shapeY: Float64Array.from(shapeY),
  };
}

import type { StreetPlane } from "./street-plane.ts";

/** A place on a street: the edge, and the share of it (0 to 1) that lies before, as drawn. */
export type Stand = { edge: number; share: number; gapM: number };

const CELL_M = 120;
/** A network spread over a country gets larger cells, not more of them than this. */
const MOST_CELLS = 1_000_000;

/** Finds the nearest edge to a point through a grid over the segments of all edges. */
export function createNearestEdge(plane: StreetPlane, edges: number) {
  const edgeOf: number[] = [];
  const ends: number[] = []; // four numbers per segment
  const shares: number[] = []; // share of its edge at the start and the end of a segment
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let e = 0; e < edges; e++) {
    const line = plane.lineOf(e);
    const along = plane.alongOf(line);
    const lengthM = along[along.length - 1]! || 1;
    for (let i = 0; i < along.length; i++) {
      const x = plane.x(line[2 * i]!);
      const y = plane.y(line[2 * i + 1]!);
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
      if (i === 0) continue;
      edgeOf.push(e);
      ends.push(plane.x(line[2 * i - 2]!), plane.y(line[2 * i - 1]!), x, y);
      shares.push(along[i - 1]! / lengthM, i === along.length - 1 ? 1 : along[i]! / lengthM);
    }
  }
  const cellM = Math.max(CELL_M, Math.sqrt(((east - west) * (north - south)) / MOST_CELLS));
  const columns = Math.floor((east - west) / cellM) + 1;
  const rows = Math.floor((north - south) / cellM) + 1;
  const columnOf = (x: number): number => Math.min(columns - 1, Math.max(0, Math.floor((x - west) / cellM)));
  const rowOf = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - south) / cellM)));
  const segmentEnds = Float64Array.from(ends);
  const eachCell = (visit: (cell: number, segment: number) => void): void => {
    for (let s = 0; s < edgeOf.length; s++) {
      const [ax, ay] = [segmentEnds[4 * s]!, segmentEnds[4 * s + 1]!];
      const [bx, by] = [segmentEnds[4 * s + 2]!, segmentEnds[4 * s + 3]!];
      for (let row = rowOf(Math.min(ay, by)); row <= rowOf(Math.max(ay, by)); row++)
        for (let column = columnOf(Math.min(ax, bx)); column <= columnOf(Math.max(ax, bx)); column++)
          visit(row * columns + column, s);
    }
  };
  const offsets = new Uint32Array(rows * columns + 1);
  eachCell((cell) => {
    offsets[cell + 1]!++;
  });
  for (let cell = 0; cell < rows * columns; cell++) offsets[cell + 1]! += offsets[cell]!;
  const next = offsets.slice(0, -1);
  const segments = new Uint32Array(offsets[rows * columns]!);
  eachCell((cell, segment) => {
    segments[next[cell]!++] = segment;
  });

  return {
    /** The nearest place on a street that is not closed, within `limitM`; undefined where there is none. */
    stand(lng: number, lat: number, limitM: number, isClosed?: Uint8Array): Stand | undefined {
      const x = plane.x(lng);
      const y = plane.y(lat);
      let bestSquare = limitM * limitM;
      let best = -1;
      let bestPart = 0;
      const look = (cell: number): void => {
        for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
          const s = segments[k]!;
          if (isClosed?.[edgeOf[s]!] === 1) continue;
          const ax = segmentEnds[4 * s]!;
          const ay = segmentEnds[4 * s + 1]!;
          const dx = segmentEnds[4 * s + 2]! - ax;
          const dy = segmentEnds[4 * s + 3]! - ay;
          const square = dx * dx + dy * dy;
          const part = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
          const gapX = ax + part * dx - x;
          const gapY = ay + part * dy - y;
          const gap = gapX * gapX + gapY * gapY;
          // Of equally near segments the one of the lowest number, whatever cell it was found in.
          if (gap > bestSquare || (gap === bestSquare && best >= 0 && s >= best)) continue;
          bestSquare = gap;
          best = s;
          bestPart = part;
        }
      };
      // Rings of cells outwards; nothing in ring r + 1 is nearer than r cells.
      const column = Math.floor((x - west) / cellM);
      const row = Math.floor((y - south) / cellM);
      for (let ring = 0; (ring - 1) * cellM <= Math.sqrt(bestSquare); ring++)
        for (let r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
          const isEdgeRow = r === row - ring || r === row + ring;
          const step = isEdgeRow || ring === 0 ? 1 : 2 * ring;
          for (let c = column - ring; c <= column + ring; c += step)
            if (c >= 0 && c < columns) look(r * columns + c);
        }
      if (best < 0) return undefined;
      const share = shares[2 * best]! + bestPart * (shares[2 * best + 1]! - shares[2 * best]!);
      return { edge: edgeOf[best]!, share, gapM: Math.sqrt(bestSquare) };
    },
  };
}

import type { Random } from "#server/lib/random.ts";
import { type Line, RANK } from "./network-line.ts";
import { canMeet, createSegments } from "./network-segments.ts";
import { GROUND, type Terrain } from "./network-terrain.ts";

/** Lets the ends of streets run on, straight ahead, into the next street where one is near. */
export function joinEnds(
  lines: readonly Line[],
  terrain: Terrain,
  reachAt: (x: number, y: number) => number,
): Line[] {
  const segments = createSegments(lines);
  const reachEnd = (line: Line, index: number, isStart: boolean): [number, number] | undefined => {
    const { xy } = line;
    const n = xy.length;
    const [x, y] = isStart ? [xy[0]!, xy[1]!] : [xy[n - 2]!, xy[n - 1]!];
    const back = Math.min(n - 2, 4);
    const [px, py] = isStart ? [xy[back]!, xy[back + 1]!] : [xy[n - 2 - back]!, xy[n - 1 - back]!];
    const length = Math.hypot(x - px, y - py);
    if (length === 0) return undefined;
    // A main road that has just met a street ends there; its short tail is trimmed.
    if (line.rank === RANK.primary && segments.firstCrossing(px, py, x, y, index).segment >= 0)
      return undefined;
    const reach = reachAt(x, y);
    const dx = ((x - px) / length) * reach;
    const dy = ((y - py) / length) * reach;
    const hit = segments.firstCrossing(x, y, x + dx, y + dy, index);
    if (hit.segment < 0 || !canMeet(line.rank, lines[segments.lineOf[hit.segment]!]!.rank)) return undefined;
    for (let t = 0; t < hit.t; t += 0.1) {
      const ground = terrain.groundAt(x + dx * t, y + dy * t);
      if (ground === GROUND.water || ground === GROUND.park) return undefined;
    }
    // Two metres past the crossing, so that it is found again as one.
    const t = hit.t + 2 / reach;
    return [x + dx * t, y + dy * t];
  };
  return lines.map((line, index) => {
    if (line.rank === RANK.motorway) return line;
    const start = reachEnd(line, index, true);
    const end = reachEnd(line, index, false);
    if (!start && !end) return line;
    return { ...line, xy: Float64Array.from([...(start ?? []), ...line.xy, ...(end ?? [])]) };
  });
}

/** Draws spurs from residential streets into wide blocks: closes, courts and mews. */
export function drawCulsDeSac(
  lines: readonly Line[],
  terrain: Terrain,
  random: Random,
  spacingAt: (x: number, y: number) => number,
): Line[] {
  const segments = createSegments(lines);
  const spurs: Line[] = [];
  const taken = new Map<number, number[]>();
  const isFree = (x: number, y: number): boolean => {
    const column = Math.floor(x / 80);
    const row = Math.floor(y / 80);
    for (let i = row - 1; i <= row + 1; i++)
      for (let j = column - 1; j <= column + 1; j++) {
        const held = taken.get(i * 4096 + j);
        if (!held) continue;
        for (let k = 0; k < held.length; k += 2)
          if (Math.hypot(held[k]! - x, held[k + 1]! - y) < 60) return false;
      }
    return true;
  };
  lines.forEach((line, index) => {
    if (line.rank !== RANK.residential) return;
    const { xy } = line;
    for (let i = 6; i + 6 < xy.length; i += 4) {
      if (!random.chance(0.3)) continue;
      const x = xy[i]!;
      const y = xy[i + 1]!;
      const depth = spacingAt(x, y) * random.between(0.42, 0.62);
      const side = random.chance(0.5) ? 1 : -1;
      const bend = random.between(-0.35, 0.35);
      const tx = xy[i + 2]! - xy[i - 2]!;
      const ty = xy[i + 3]! - xy[i - 1]!;
      const length = Math.hypot(tx, ty);
      if (depth < 44 || length === 0) continue;
      const nx = (-ty / length) * side;
      const ny = (tx / length) * side;
      const midX = x + nx * depth * 0.5;
      const midY = y + ny * depth * 0.5;
      const endX = midX + (nx + (tx / length) * bend) * depth * 0.5;
      const endY = midY + (ny + (ty / length) * bend) * depth * 0.5;
      const clear = Math.min(34, depth * 0.45);
      if (
        terrain.groundAt(endX, endY) !== GROUND.open ||
        !isFree(endX, endY) ||
        !isFree(midX, midY) ||
        !segments.isClear(midX, midY, clear, index) ||
        !segments.isClear(endX, endY, clear, -1) ||
        !segments.isClear(x, y, 24, index)
      )
        continue;
      for (const [px, py] of [
        [midX, midY],
        [endX, endY],
      ] as const) {
        const key = Math.floor(py / 80) * 4096 + Math.floor(px / 80);
        const held = taken.get(key);
        if (held) held.push(px, py);
        else taken.set(key, [px, py]);
      }
      // The spur begins a metre behind its street, so that the two cross.
      spurs.push({
        rank: RANK.residential,
        xy: Float64Array.of(x - nx, y - ny, midX, midY, endX, endY),
        isOneWay: false,
        isCulDeSac: true,
      });
    }
  });
  return spurs;
}

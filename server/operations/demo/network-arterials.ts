import type { Random } from "#server/lib/random.ts";
import { type Line, offsetLine, RANK, smoothLine } from "./network-line.ts";
import { noise1, noiseRound } from "./network-noise.ts";
import type { Terrain } from "./network-terrain.ts";

const STEP_M = 20;
const CARRIAGEWAY_M = 15;
const DIAGONAL = Math.SQRT1_2;

type Point = [x: number, y: number];
/** A ring around the centre: mean radius in city radii, and how far it strays from it. */
type Ring = { radius: number; wobble: number; salt: number };

/** A dual carriageway around its middle line, as one loop with a turn at each end; traffic keeps left. */
function dualCarriageway(middle: Float64Array, name: string): Line {
  const out = offsetLine(middle, CARRIAGEWAY_M);
  const back = offsetLine(middle, -CARRIAGEWAY_M);
  const n = middle.length;
  const xy = new Float64Array(2 * n + 2);
  xy.set(out);
  for (let i = 0; i < n; i += 2) {
    xy[n + i] = back[n - 2 - i]!;
    xy[n + i + 1] = back[n - 1 - i]!;
  }
  xy[2 * n] = xy[0]!;
  xy[2 * n + 1] = xy[1]!;
  return { rank: RANK.motorway, xy, isOneWay: true, isCulDeSac: false, name };
}

/**
 * Draws the streets the plan of the city starts from: the motorway ring with two spurs, the shore road with
 * Harbour Street in its middle, an inner and a middle ring, radial roads and the old high streets.
 */
export function drawArterials(terrain: Terrain, random: Random): Line[] {
  const R = terrain.radiusM;
  const salt = random.int(1 << 30);
  const lines: Line[] = [];
  const add = (rank: number, xy: Float64Array, name: string): void => {
    lines.push({ rank, xy, isOneWay: false, isCulDeSac: false, name });
  };
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;

  const ringRadius = (ring: Ring, angle: number): number =>
    ring.radius * (1 + ring.wobble * noiseRound(angle, 1.7, salt + ring.salt));
  const arc = (ring: Ring, from: number, to: number): Point[] => {
    const points: Point[] = [];
    const steps = Math.max(8, Math.round(Math.abs(to - from) / 6));
    for (let i = 0; i <= steps; i++) {
      const angle = rad(from + ((to - from) * i) / steps);
      const r = R * ringRadius(ring, angle);
      points.push([Math.cos(angle) * r, Math.sin(angle) * r]);
    }
    return points;
  };
  // The mean over a stretch keeps the shore road from copying every cove.
  const shoreV = (u: number): number => {
    let v = 0;
    for (let k = -4; k <= 4; k++) v += terrain.coastV(u + k * 0.025 * R) / 9;
    return v + 0.062 * R;
  };
  const shorePoint = (u: number, inlandM = 0): Point => [
    (u + shoreV(u) + inlandM) * DIAGONAL,
    (shoreV(u) + inlandM - u) * DIAGONAL,
  ];
  /** An arc over the land side whose two ends turn down to the shore road and meet it. */
  const landArc = (ring: Ring, from: number, to: number): Float64Array => {
    const points = arc(ring, from, to);
    const u = (p: Point): number => (p[0] - p[1]) * DIAGONAL;
    const first = u(points[0]!);
    const last = u(points[points.length - 1]!);
    return smoothLine([shorePoint(first, -18), ...points, shorePoint(last, -18)], STEP_M);
  };
  const inner: Ring = { radius: 0.094, wobble: 0.12, salt: 1 };
  const belt: Ring = { radius: 0.34, wobble: 0.1, salt: 2 };
  const outer: Ring = { radius: 0.63, wobble: 0.07, salt: 3 };
  add(RANK.primary, smoothLine([...arc(inner, 0, 354), arc(inner, 0, 1)[0]!], STEP_M), "Inner Circle");
  add(RANK.primary, landArc(belt, 168, -78), "Belt Road");
  lines.push(dualCarriageway(landArc(outer, 160, -70), "Ring Motorway"));

  // Radials leave a ring and wander.
  const radial = (degrees: number, ring: Ring, to: number, k: number, sway = 13): Point[] => {
    const points: Point[] = [];
    const steps = 9;
    const from = ringRadius(ring, rad(degrees)) - 22 / R;
    for (let i = 0; i <= steps; i++) {
      const r = from + ((to - from) * i) / steps;
      const angle = rad(degrees + sway * noise1(r * 3.1, salt + 100 + k) * Math.min(1, (r - from) * 2.2));
      points.push([Math.cos(angle) * r * R, Math.sin(angle) * r * R]);
    }
    return points;
  };
  /** The part of a line before it first gets past the shore road; a few metres past it, so that they cross. */
  const onLand = (xy: Float64Array): Float64Array => {
    for (let i = 0; i < xy.length; i += 2)
      if ((xy[i]! + xy[i + 1]!) * DIAGONAL < shoreV((xy[i]! - xy[i + 1]!) * DIAGONAL) - 4)
        return xy.subarray(0, i + 2);
    return xy;
  };
  const radials: [number, number, string][] = [
    [4, 1.12, "Eastern Avenue"],
    [31, 1.02, "Abbey Road"],
    [65, 1.08, "Great North Road"],
    [106, 0.98, "Castle Road"],
    [131, 1.1, "Hillside Road"],
    [163, 1.05, "Western Avenue"],
    [304, 0.98, "South Road"],
    [333, 1.06, "Saltmarsh Road"],
  ];
  radials.forEach(([degrees, to, name], k) => {
    const turned = degrees + random.between(-4, 4);
    add(RANK.primary, onLand(smoothLine(radial(turned, inner, to, k), STEP_M)), name);
  });
  for (const [k, degrees, name] of [
    [20, 18, "East Motorway"],
    [21, 86, "North Motorway"],
  ] as const)
    lines.push(dualCarriageway(smoothLine(radial(degrees, outer, 1.28, k, 7), STEP_M), name));

  const shore = (from: number, to: number): Float64Array =>
    smoothLine(
      Array.from({ length: 17 }, (_, i) => shorePoint(R * (from + ((to - from) * i) / 16))),
      STEP_M,
    );
  const half = 0.3;
  const mid = terrain.mouthU / R - 0.08;
  add(RANK.primary, shore(mid - half, mid + half), "Harbour Street");
  add(RANK.primary, shore(-0.86, mid - half), "West Shore Road");
  add(RANK.primary, shore(mid + half, 0.95), "South Shore Road");

  // The old crossing streets inside the inner ring, and the road from it down to the harbour.
  const across = (degrees: number, reach: number, bend: number): Float64Array => {
    const c = Math.cos(rad(degrees));
    const s = Math.sin(rad(degrees));
    const at = (t: number, side: number): Point => [(c * t - s * side) * R, (s * t + c * side) * R];
    return smoothLine(
      [at(-reach, 0), at(-reach / 2, bend), at(0, 0), at(reach / 2, -bend), at(reach, 0)],
      STEP_M,
    );
  };
  add(RANK.secondary, across(97, 0.108, 0.006), "Main Street");
  add(RANK.secondary, across(14, 0.108, 0.005), "High Street");
  const quay = ringRadius(inner, rad(214)) - 22 / R;
  add(
    RANK.primary,
    smoothLine(
      [
        [Math.cos(rad(214)) * quay * R, Math.sin(rad(214)) * quay * R],
        shorePoint(terrain.mouthU - 0.2 * R, 0.09 * R),
        shorePoint(terrain.mouthU - 0.21 * R, -18),
      ],
      STEP_M,
    ),
    "Quay Road",
  );
  return lines;
}

import type { Random } from "#server/lib/random.ts";
import { noise2 } from "./network-noise.ts";
import type { Terrain } from "./network-terrain.ts";

/** A collection zone in metres: a number, a name and an outline that no other zone overlaps. */
export type ZonePlan = { number: number; name: string; ring: number[] };

const PLACES: readonly (readonly [name: string, u: number, v: number])[] = [
  // Along the coast to the south-east (u) and inland to the north-east (v), in city radii.
  ["Centre", 0, 0.02],
  ["Harbour", 0.06, -0.4],
  ["North", -0.3, 0.74],
  ["Riverside", 0.03, 0.46],
  ["East", 0.53, 0.55],
  ["South", 0.6, -0.26],
  ["West", -0.62, -0.2],
  ["Hillside", -0.62, 0.38],
  ["Foundry", 0.45, 0.14],
  ["Parkside", -0.28, 0.22],
];

/** Cuts the half plane nearer to `a` than to `b` out of a convex ring. */
function nearerHalf(ring: number[], ax: number, ay: number, bx: number, by: number): number[] {
  const nx = bx - ax;
  const ny = by - ay;
  const limit = (nx * (ax + bx) + ny * (ay + by)) / 2;
  const out: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const here = nx * ring[i]! + ny * ring[i + 1]! - limit;
    const there = nx * ring[j]! + ny * ring[j + 1]! - limit;
    if (here <= 0) out.push(ring[i]!, ring[i + 1]!);
    if (here < 0 !== there < 0) {
      const t = here / (here - there);
      out.push(ring[i]! + (ring[j]! - ring[i]!) * t, ring[i + 1]! + (ring[j + 1]! - ring[i + 1]!) * t);
    }
  }
  return out;
}

/**
 * Divides the city among ten zones: the Voronoi cells of ten places, bent by a smooth displacement of the
 * plane. The displacement is one function of the place and never folds, so cells stay free of overlap.
 */
export function planZones(terrain: Terrain, random: Random): ZonePlan[] {
  const R = terrain.radiusM;
  const salt = random.int(1 << 30);
  const places = PLACES.map(([name, u, v]) => ({
    name,
    x: (u + v) * Math.SQRT1_2 * R + random.between(-0.03, 0.03) * R,
    y: (v - u) * Math.SQRT1_2 * R + random.between(-0.03, 0.03) * R,
  }));
  const round: number[] = [];
  for (let i = 0; i < 48; i++) {
    const angle = (i / 48) * 2 * Math.PI;
    round.push(Math.cos(angle) * 1.36 * R, Math.sin(angle) * 1.36 * R);
  }
  // Out at sea the zones end a little off the shore.
  const frame = nearerHalf(round, 0, 0, -0.8 * R, -0.8 * R);
  // Gradient of the displacement: at most 0.04 R * 2 * 1.5 / (0.22 R) = 0.55 < 1, so it is one-to-one.
  const wave = 0.22 * R;
  const bend = 0.04 * R;
  const bent = (x: number, y: number): [number, number] => [
    x + bend * noise2(x / wave, y / wave, salt),
    y + bend * noise2(x / wave, y / wave, salt + 1),
  ];
  /** Corners as shared keys: the same corner is computed from either side with different rounding. */
  const snap = (value: number): number => Math.round(value * 1000) / 1000;

  return places.map((place, index) => {
    let cell = frame;
    places.forEach((other, k) => {
      if (k !== index) cell = nearerHalf(cell, place.x, place.y, other.x, other.y);
    });
    const ring: number[] = [];
    for (let i = 0; i < cell.length; i += 2) {
      const j = (i + 2) % cell.length;
      const a: [number, number] = [snap(cell[i]!), snap(cell[i + 1]!)];
      const b: [number, number] = [snap(cell[j]!), snap(cell[j + 1]!)];
      const isForward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
      const [p, q] = isForward ? [a, b] : [b, a];
      const steps = Math.max(1, Math.ceil(Math.hypot(q[0] - p[0], q[1] - p[1]) / 120));
      // Both sides walk the border over the same points.
      for (let k = 0; k < steps; k++) {
        const t = (isForward ? k : steps - k) / steps;
        ring.push(...bent(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t));
      }
    }
    return { number: index + 1, name: place.name, ring };
  });
}

import type { Paths } from "./network-paths.ts";
import type { Places } from "./places.ts";
import type { Stretch } from "./walk.ts";

/** Where a truck was at a moment (epoch seconds). */
export type TrackPoint = { at: number; lng: number; lat: number; speedKmh: number; headingDeg: number };

/** Seconds between two points while driving, and while standing. */
const MOVING_STEP_S = 12;
const STANDING_STEP_S = 120;

type Way = { xy: number[]; alongM: number[] };

/** Draws where trucks were from the stretches of their day, along streets. */
export const createTracks = (places: Places, paths: Paths) => {
  const { network } = places;
  const ways = new Map<string, Way>();
  const nodeOf = (at: { lng: number; lat: number }): number => {
    const edge = (at as { edge?: number }).edge ?? 0;
    const from = network.edgeFrom[edge] ?? 0;
    const to = network.edgeTo[edge] ?? 0;
    const gap = (node: number): number =>
      places.metres(at.lng, at.lat, network.nodeLng[node] ?? 0, network.nodeLat[node] ?? 0);
    return gap(from) <= gap(to) ? from : to;
  };
  const wayBetween = (a: Stretch["a"], b: Stretch["b"]): Way => {
    const key = `${a.lng},${a.lat},${b.lng},${b.lat}`;
    const known = ways.get(key);
    if (known) return known;
    const path = paths.between(nodeOf(a), nodeOf(b));
    const xy = [a.lng, a.lat, ...(path?.line ?? []), b.lng, b.lat];
    const alongM = [0];
    for (let i = 2; i < xy.length; i += 2)
      alongM.push((alongM.at(-1) ?? 0) + places.metres(xy[i - 2]!, xy[i - 1]!, xy[i]!, xy[i + 1]!));
    const way = { xy, alongM };
    ways.set(key, way);
    return way;
  };
  const pointOn = (stretch: Stretch, at: number): TrackPoint => {
    if (stretch.kind !== "moving")
      return { at, lng: stretch.a.lng, lat: stretch.a.lat, speedKmh: 0, headingDeg: 0 };
    const { xy, alongM } = wayBetween(stretch.a, stretch.b);
    const totalM = alongM.at(-1) ?? 0;
    const share = Math.min(1, (at - stretch.from) / Math.max(1, stretch.to - stretch.from));
    const goneM = share * totalM;
    let i = 1;
    while (i < alongM.length - 1 && alongM[i]! < goneM) i++;
    const stepM = Math.max(0.01, alongM[i]! - alongM[i - 1]!);
    const t = Math.min(1, Math.max(0, (goneM - alongM[i - 1]!) / stepM));
    const [ax, ay, bx, by] = [xy[2 * i - 2]!, xy[2 * i - 1]!, xy[2 * i]!, xy[2 * i + 1]!];
    const east = (bx - ax) * Math.cos((ay * Math.PI) / 180);
    return {
      at,
      lng: Math.round((ax + (bx - ax) * t) * 1e6) / 1e6,
      lat: Math.round((ay + (by - ay) * t) * 1e6) / 1e6,
      speedKmh: Math.min(88, Math.round((totalM / Math.max(1, stretch.to - stretch.from)) * 36) / 10),
      headingDeg: Math.round((Math.atan2(east, by - ay) * 180) / Math.PI + 360) % 360,
    };
  };
  return {
    pointOn,
    /** Points of a day up to `until`, in order of time. */
    *points(stretches: readonly Stretch[], until: number): Generator<TrackPoint> {
      let last = 0;
      let headingDeg = 0;
      for (const stretch of stretches) {
        const step = stretch.kind === "moving" ? MOVING_STEP_S : STANDING_STEP_S;
        const end = Math.min(stretch.to, until);
        for (let at = stretch.from; at <= end; at += step) {
          if (at <= last) continue;
          const point = pointOn(stretch, at);
          if (stretch.kind === "moving") headingDeg = point.headingDeg;
          else point.headingDeg = headingDeg;
          last = at;
          yield point;
        }
      }
    },
  };
};
export type Tracks = ReturnType<typeof createTracks>;

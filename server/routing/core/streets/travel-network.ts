import { AppError } from "#server/lib/errors.ts";
import type { TravelLeg, TravelMatrix } from "../travel.ts";
import { metresOf, secondsOf } from "./arc-cost.ts";
import { contractStreets } from "./contraction.ts";
import { costTable } from "./cost-table.ts";
import { createFastestWay, type FastestWay } from "./fastest-way.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { createNearestEdge } from "./nearest-edge.ts";
import { costAlongEdge, type Stands, seedsOf, toStands } from "./stands.ts";
import { createStreetPlane } from "./street-plane.ts";
import { checkStreets, type Streets } from "./streets.ts";
import { createWayLine } from "./way-line.ts";

/** A point further than this from every street has none: it is unreachable, rather than served from afar. */
export const STRAY_M = 500;
/** Sets of closed streets kept ready; a comparison looks at a few. */
const KEPT_CLOSURES = 4;

/** The network under one set of closed streets. */
type Variant = { isClosed: Uint8Array | undefined; hierarchy: Hierarchy; ways: FastestWay };

/** Where points are, longitude and latitude interleaved. */
export type Places = Float64Array;

/**
 * Prepares a street network for many questions: a contraction hierarchy over its open streets, and another for each
 * set of closed ones that is asked for, in the same order of nodes.
 */
export function createTravelNetwork(streets: Streets) {
  checkStreets(streets);
  const edges = streets.edgeFrom.length;
  const plane = createStreetPlane(streets);
  const nearest = createNearestEdge(plane, edges);
  const lines = createWayLine(plane);
  const toVariant = (isClosed: Uint8Array | undefined, hierarchy: Hierarchy): Variant => ({
    isClosed,
    hierarchy,
    ways: createFastestWay(hierarchy),
  });
  const open = toVariant(undefined, contractStreets(streets));
  const closures = new Map<string, Variant>();
  const edgeAt = new Map<number, number>();
  for (let e = 0; e < edges; e++) edgeAt.set(streets.edgeId[e]!, e);

  const variantOf = (closed: readonly number[]): Variant => {
    if (closed.length === 0) return open;
    const key = [...new Set(closed)].sort((a, b) => a - b).join(",");
    const held = closures.get(key);
    closures.delete(key);
    const variant = held ?? close(closed);
    if (closures.size >= KEPT_CLOSURES) closures.delete(closures.keys().next().value ?? "");
    closures.set(key, variant);
    return variant;
  };
  const close = (closed: readonly number[]): Variant => {
    const isClosed = new Uint8Array(edges);
    for (const id of closed) {
      const edge = edgeAt.get(id);
      if (edge === undefined)
        throw new AppError(
          "NOT_FOUND",
          `closed streets: got edge ${id}, expected one of the ${edges} of the network`,
        );
      isClosed[edge] = 1;
    }
    return toVariant(isClosed, contractStreets(streets, { isClosed, order: open.hierarchy.order }));
  };
  const standsAt = (places: Places, { isClosed }: Variant): Stands =>
    toStands(
      Array.from({ length: places.length / 2 }, (_, i) =>
        nearest.stand(places[2 * i]!, places[2 * i + 1]!, STRAY_M, isClosed),
      ),
      streets,
    );
  const straysOf = ({ at }: Stands): Uint32Array =>
    Uint32Array.from(at.flatMap((stand, i) => (stand ? [] : [i])));

  /** Two points on one street may be joined along it, which no way over nodes tells. */
  const shortenAlongEdges = (costs: Float64Array, from: Stands, to: Stands): void => {
    const onEdge = new Map<number, number[]>();
    to.at.forEach((stand, j) => {
      if (!stand) return;
      const held = onEdge.get(stand.edge);
      if (held) held.push(j);
      else onEdge.set(stand.edge, [j]);
    });
    from.at.forEach((stand, i) => {
      for (const j of (stand && onEdge.get(stand.edge)) ?? []) {
        const cost = costAlongEdge(from, i, to, j, streets);
        if (cost < costs[i * to.at.length + j]!) costs[i * to.at.length + j] = cost;
      }
    });
  };

  return {
    /** Fastest times, and distances along the same ways, from each place to each other. */
    matrix(from: Places, to: Places, closed: readonly number[]): TravelMatrix {
      const variant = variantOf(closed);
      const starts = standsAt(from, variant);
      const goals = from === to ? starts : standsAt(to, variant);
      const costs = costTable(
        variant.hierarchy,
        seedsOf(starts, streets, variant.hierarchy, false),
        seedsOf(goals, streets, variant.hierarchy, true),
      );
      shortenAlongEdges(costs, starts, goals);
      const durationS = new Float32Array(costs.length);
      const distanceM = new Float32Array(costs.length);
      for (let i = 0; i < costs.length; i++) {
        durationS[i] = secondsOf(costs[i]!);
        distanceM[i] = metresOf(costs[i]!);
      }
      return { durationS, distanceM, strays: straysOf(starts) };
    },
    /** Fastest ways from each place to the next, drawn along streets. */
    path(places: Places, closed: readonly number[]): TravelLeg[] {
      const variant = variantOf(closed);
      const stands = standsAt(places, variant);
      const starts = seedsOf(stands, streets, variant.hierarchy, false);
      const goals = seedsOf(stands, streets, variant.hierarchy, true);
      const legs: TravelLeg[] = [];
      for (let i = 0; i + 1 < stands.at.length; i++) {
        const [a, b] = [stands.at[i], stands.at[i + 1]];
        const straight = costAlongEdge(stands, i, stands, i + 1, streets);
        const way = variant.ways.between(starts, i, goals, i + 1);
        const cost = Math.min(straight, way?.cost ?? Number.POSITIVE_INFINITY);
        let line: Float64Array = new Float64Array(0);
        if (a && b && straight === cost && cost < Number.POSITIVE_INFINITY) line = lines.along(a, b);
        else if (a && b && way) {
          const leave = way.firstNode === streets.edgeTo[a.edge] ? 1 : 0;
          const enter = way.lastNode === streets.edgeTo[b.edge] ? 1 : 0;
          line = lines.over(a, leave, way.streets, b, enter);
        }
        legs.push({ line, distanceM: metresOf(cost), durationS: secondsOf(cost) });
      }
      return legs;
    },
  };
}
/** What {@link createTravelNetwork} makes. */
export type TravelNetwork = ReturnType<typeof createTravelNetwork>;

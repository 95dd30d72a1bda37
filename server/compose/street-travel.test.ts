import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { createNetwork } from "#server/operations/demo/network.ts";
import { createPaths } from "#server/operations/demo/network-paths.ts";
import { createStreetPlane } from "#server/routing/core/streets/street-plane.ts";
import { createTravelNetwork } from "#server/routing/core/streets/travel-network.ts";

/** Metres of a line as drawn. */
const drawnM = (plane: ReturnType<typeof createStreetPlane>, line: Float64Array): number =>
  plane.alongOf(line).at(-1) ?? 0;

describe("travel over the streets of the demo city", () => {
  const city = createNetwork({ seed: 5, junctions: 2_500 });
  const streets = { ...city, edgeId: Uint32Array.from(city.edgeFrom.keys()) };
  const plane = createStreetPlane(streets);
  const network = createTravelNetwork(streets);
  const draw = (count: number): Float64Array => {
    const random = seeded("places");
    const near = (degrees: number) => degrees + random.between(-4e-4, 4e-4);
    const nodes = Array.from({ length: count }, () => random.int(city.nodeLng.length));
    return Float64Array.from(nodes.flatMap((node) => [near(city.nodeLng[node]!), near(city.nodeLat[node]!)]));
  };

  it("takes as long between junctions as plain Dijkstra over the same streets", () => {
    const nodes = Array.from({ length: 60 }, (_, i) => (i * 41) % city.nodeLng.length);
    const places = Float64Array.from(nodes.flatMap((node) => [city.nodeLng[node]!, city.nodeLat[node]!]));
    const { durationS } = network.matrix(places, places, []);
    const paths = createPaths(city);
    const out = new Float64Array(nodes.length);
    nodes.forEach((node, i) => {
      paths.secondsInto(out, node, nodes);
      // Each street is rounded to hundredths of a second here; a way has some hundreds of them.
      out.forEach((seconds, j) => {
        expect(Math.abs(durationS[i * nodes.length + j]! - seconds)).toBeLessThan(0.2 + seconds / 500);
      });
    });
  });

  it("draws each way from street to street without a gap, as long as it says", () => {
    const places = draw(120);
    const legs = network.path(places, []);
    legs.forEach(({ line, distanceM }, i) => {
      expect(line.length).toBeGreaterThanOrEqual(4);
      const end = [line.at(-2), line.at(-1)];
      const next = legs[i + 1]?.line;
      if (next) for (const axis of [0, 1]) expect(next[axis]).toBeCloseTo(end[axis]!, 8);
      // The streets were measured before they were rounded and thinned, which takes up to 1 %.
      expect(Math.abs(drawnM(plane, line) - distanceM)).toBeLessThan(3 + distanceM / 80);
      const along = plane.alongOf(line);
      along.forEach((atM, p) => {
        if (p > 0 && line.length > 4) expect(atM - along[p - 1]!).toBeLessThan(1_500);
      });
    });
  });
});

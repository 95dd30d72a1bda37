import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CityNetwork, createNetwork, type StreetNetwork } from "./network.ts";
import { strongComponents } from "./network-components.ts";
import { STREET_CLASSES } from "./network-line.ts";
import { createZoneFinder } from "./zone-finder.ts";

const city = createNetwork({ seed: 1 });

/** Nodes where at least three edges meet. */
function junctionCount(network: StreetNetwork): number {
  const degree = new Uint8Array(network.nodeLng.length);
  for (const node of network.edgeFrom) degree[node]!++;
  for (const node of network.edgeTo) degree[node]!++;
  return degree.filter((d) => d >= 3).length;
}

describe("createNetwork", () => {
  it("builds a city of at least 15,000 junctions, with streets of every class and one-way streets", () => {
    expect(junctionCount(city)).toBeGreaterThanOrEqual(15_000);
    const classes = new Set(Array.from(city.edgeStreet, (s) => STREET_CLASSES[city.streetRanks[s]!]));
    expect([...classes].sort()).toEqual([...STREET_CLASSES].sort());
    const share = city.edgeIsOneWay.reduce((a, b) => a + b, 0) / city.edgeIsOneWay.length;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.4);
  });

  it("gives the same city for the same seed, byte for byte, and another for another", () => {
    const again = createNetwork({ seed: 1 });
    expect(again).toEqual(city);
    expect(createNetwork({ seed: 2, junctions: 1000 })).not.toEqual(
      createNetwork({ seed: 3, junctions: 1000 }),
    );
  });

  it("lets every place be reached from every other, for any seed and size", () => {
    expect(strongComponents(city.offsets, city.heads).count).toBe(1);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 300, max: 2500 }), (seed, junctions) => {
        const { offsets, heads, nodeLng } = createNetwork({ seed, junctions });
        expect(nodeLng.length).toBeGreaterThan(junctions / 3);
        expect(strongComponents(offsets, heads).count).toBe(1);
      }),
      { numRuns: 15 },
    );
  });

  it("covers every junction with exactly one zone, for any seed, and leaves no zone of the full city empty", () => {
    const zonesOfNodes = ({ zones, nodeLng, nodeLat }: CityNetwork): Set<number> => {
      const finders = zones.map((zone) => createZoneFinder([zone]));
      const used = new Set<number>();
      nodeLng.forEach((lng, i) => {
        const inside = finders.flatMap((find) => find(lng, nodeLat[i]!)?.number ?? []);
        if (inside.length !== 1) throw new Error(`node ${i} lies in zones [${inside}], expected exactly one`);
        used.add(inside[0]!);
      });
      return used;
    };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        zonesOfNodes(createNetwork({ seed, junctions: 500 }));
      }),
      { numRuns: 20 },
    );
    expect([...zonesOfNodes(city)].sort((a, b) => a - b)).toEqual(city.zones.map((zone) => zone.number));
    expect(city.zones.map((zone) => zone.name)).toEqual(
      expect.arrayContaining(["North", "South", "East", "West", "Centre", "Harbour"]),
    );
  });

  it("names every street once and carries no street on two names", () => {
    expect(new Set(city.streetNames).size).toBe(city.streetNames.length);
    expect(city.streetNames).toEqual(
      expect.arrayContaining([
        "Harbour Street",
        "Elm Avenue",
        "Mill Lane",
        "Main Street",
        "Cedar Road",
        "Oak Court",
        "Pine Close",
        "Market Square",
      ]),
    );
  });

  it("measures an edge at least as long as the straight line between its ends", () => {
    const perLng = 111_195.08 * Math.cos((51.3 * Math.PI) / 180);
    for (let e = 0; e < city.edgeFrom.length; e++) {
      const a = city.edgeFrom[e]!;
      const b = city.edgeTo[e]!;
      const straight = Math.hypot(
        (city.nodeLng[a]! - city.nodeLng[b]!) * perLng,
        (city.nodeLat[a]! - city.nodeLat[b]!) * 111_195.08,
      );
      expect(city.edgeLengthM[e]! + 0.1).toBeGreaterThanOrEqual(straight);
    }
  });

  it("refuses a size it cannot build", () => {
    expect(() => createNetwork({ seed: 1, junctions: 10 })).toThrow("got 10 junctions");
  });
});

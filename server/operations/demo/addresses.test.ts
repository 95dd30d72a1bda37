import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { createAddresses } from "./addresses.ts";
import { createNetwork } from "./network.ts";

const city = createNetwork({ seed: 1 });
const addresses = createAddresses(city);

describe("createAddresses", () => {
  it.each([
    ["Harbour Street", 1180],
    ["Mill Lane", 44],
    ["Cedar Road", 210],
    ["Oak Court", 9],
    ["Pine Close", 5],
    ["Elm Avenue", 12],
    ["Main Street", 100],
  ])("finds the promised address on %s, number %i, in a zone", (street, number) => {
    const address = addresses.addressAt(street.toUpperCase(), number);
    expect(address).toMatchObject({ street, number });
    expect(city.zones.map((zone) => zone.number)).toContain(address?.zone);
  });

  it("keeps these promises for other seeds too", () => {
    for (const seed of [7, 42, 2026]) {
      const other = createAddresses(createNetwork({ seed }));
      for (const [street, number] of [
        ["Harbour Street", 1180],
        ["Mill Lane", 44],
        ["Cedar Road", 210],
        ["Oak Court", 9],
        ["Pine Close", 5],
      ] as const)
        expect(other.addressAt(street, number), `seed ${seed}: ${number} ${street}`).toBeDefined();
    }
  });

  it("knows no number beyond a street's end and no street that is not there", () => {
    expect(addresses.addressAt("Oak Court", 4000)).toBeUndefined();
    expect(addresses.addressAt("Nowhere Lane", 1)).toBeUndefined();
  });

  it("stands houses a setback from their street, odd and even on opposite sides", () => {
    const perLng = 111_195.08 * Math.cos((51.3 * Math.PI) / 180);
    const odd = addresses.addressAt("Cedar Road", 101);
    const even = addresses.addressAt("Cedar Road", 102);
    if (!odd || !even) throw new Error("expected Cedar Road to have numbers 101 and 102");
    const apart = Math.hypot((odd.lng - even.lng) * perLng, (odd.lat - even.lat) * 111_195.08);
    expect(apart).toBeGreaterThan(15);
    expect(apart).toBeLessThan(30);
  });

  it("draws distinct addresses, the same for the same stream, only such as are accepted", () => {
    const drawn = addresses.draw(3000, seeded(9));
    expect(new Set(drawn.map((a) => `${a.number} ${a.street}`)).size).toBe(3000);
    expect(addresses.draw(3000, seeded(9))).toEqual(drawn);
    const eastern = addresses.draw(50, seeded(9), (a) => a.zone === 5);
    expect(new Set(eastern.map((a) => a.zone))).toEqual(new Set([5]));
    expect(() => addresses.draw(1, seeded(1), () => false)).toThrow("found 0 addresses, expected 1");
  });

  it("lists every address once, each found again by its name and number", () => {
    const small = createNetwork({ seed: 4, junctions: 400 });
    const all = createAddresses(small);
    let count = 0;
    for (const address of all.all()) {
      count++;
      expect(all.addressAt(address.street, address.number)).toEqual(address);
      expect(address.offsetM).toBeLessThanOrEqual(small.edgeLengthM[address.edge]!);
    }
    expect(count).toBeGreaterThan(1000);
  });

  it("finds the node nearest to a point", () => {
    expect(addresses.nearestNode(city.nodeLng[77]!, city.nodeLat[77]!)).toBe(77);
  });
});

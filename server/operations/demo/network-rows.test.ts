import { describe, expect, it } from "vitest";
import { createNetwork } from "./network.ts";
import { edgeRows, landRows, networkFromRows, nodeRows, streetRows, zoneRows } from "./network-rows.ts";

const city = createNetwork({ seed: 3, junctions: 800 });
const rows = () => ({
  streets: [...streetRows(city)],
  nodes: [...nodeRows(city)],
  edges: [...edgeRows(city)],
});

describe("network rows", () => {
  it("come back as the same arrays, whatever their order", () => {
    const { streets, nodes, edges } = rows();
    const { name, timeZone, center, zones, land, ...network } = city;
    expect(
      networkFromRows({ streets: streets.reverse(), nodes: nodes.reverse(), edges: edges.reverse() }),
    ).toEqual(network);
    expect([name, timeZone, center.length, zones.length, land.length > 10]).toEqual([
      "Port Ellery",
      "Europe/London",
      2,
      10,
      true,
    ]);
  });

  it("read geometry as PostGIS prints it", () => {
    const { streets, nodes, edges } = rows();
    const plain = nodes.map(([id, wkt]): [number, string] => [id, wkt.replace("SRID=4326;", "")]);
    expect(networkFromRows({ streets, nodes: plain, edges }).nodeLng).toEqual(city.nodeLng);
  });

  it("close every area", () => {
    for (const area of [
      ...[...zoneRows(city)].map((row) => row[2]),
      ...[...landRows(city)].map((row) => row[3]),
    ]) {
      const points = area.slice("SRID=4326;MULTIPOLYGON(((".length, -3).split(",");
      expect(points[0]).toBe(points[points.length - 1]);
      expect(points.length).toBeGreaterThan(3);
    }
  });

  it("refuse rows that do not fit together and say which", () => {
    const { streets, nodes, edges } = rows();
    expect(() => networkFromRows({ streets, nodes: nodes.slice(1), edges })).toThrow(
      "street_node: got id 1, expected 0",
    );
    expect(() => networkFromRows({ streets, nodes: nodes.slice(0, -1), edges })).toThrow("to_node: got");
    expect(() => networkFromRows({ streets: [[0, "X", "path"]], nodes, edges: [] })).toThrow(
      'got class "path"',
    );
  });
});

import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createNetwork } from "./network.ts";
import {
  type EdgeRow,
  edgeRows,
  landRows,
  type NodeRow,
  networkFromRows,
  nodeRows,
  streetRows,
  zoneRows,
} from "./network-rows.ts";

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

describe("network rows in PostGIS", () => {
  const database = withTestDatabase();

  it("hold valid areas and come back from text as the same network", async () => {
    const { streets, nodes, edges } = rows();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const points = await client.query<{ text: string }>(
        "SELECT ST_AsText(wkt::geography) AS text FROM unnest($1::text[]) WITH ORDINALITY u(wkt, n) ORDER BY n",
        [nodes.map((row) => row[1])],
      );
      const lines = await client.query<{ text: string }>(
        "SELECT ST_AsText(wkt::geography) AS text FROM unnest($1::text[]) WITH ORDINALITY u(wkt, n) ORDER BY n",
        [edges.map((row) => row[9])],
      );
      const read = networkFromRows({
        streets,
        nodes: nodes.map(([id], i): NodeRow => [id, points.rows[i]?.text ?? ""]),
        edges: edges.map((row, i): EdgeRow => row.with(9, lines.rows[i]?.text ?? "") as EdgeRow),
      });
      expect(read.nodeLng).toEqual(city.nodeLng);
      expect(read.nodeLat).toEqual(city.nodeLat);
      expect(read.shape).toEqual(city.shape);

      const areas = [
        ...[...zoneRows(city)].map((row) => row[2]),
        ...[...landRows(city)].map((row) => row[3]),
      ];
      const invalid = await client.query<{ reason: string }>(
        "SELECT ST_IsValidReason(a::geometry) AS reason FROM unnest($1::text[]) a WHERE NOT ST_IsValid(a::geometry)",
        [areas],
      );
      expect(invalid.rows).toEqual([]);
      const overlap = await client.query<{ m2: number }>(
        `SELECT coalesce(max(ST_Area(ST_Intersection(a::geometry, b::geometry)::geography)), 0) AS m2
           FROM unnest($1::text[]) WITH ORDINALITY u(a, n), unnest($1::text[]) WITH ORDINALITY v(b, m) WHERE n < m`,
        [[...zoneRows(city)].map((row) => row[2])],
      );
      expect(overlap.rows[0]?.m2).toBeLessThan(1);
    } finally {
      await client.end();
    }
  });
});

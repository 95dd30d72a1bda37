import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createNetwork } from "./network.ts";
import { landRows, zoneRows } from "./network-rows.ts";

const city = createNetwork({ seed: 3, junctions: 800 });

describe("network rows", () => {
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
});

describe("network rows in PostGIS", () => {
  const database = withTestDatabase();

  it("hold valid areas, and zones that do not overlap", async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
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

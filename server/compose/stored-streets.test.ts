import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStreets, streetNamesOf, streetsVersionOf } from "#server/fleet/street-store.ts";
import { createNetwork } from "#server/operations/demo/network.ts";
import { edgeRows, nodeRows, streetRows } from "#server/operations/demo/network-rows.ts";
import { type Cell, copyRows } from "#server/platform/copy.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createTravelNetwork } from "#server/routing/core/streets/travel-network.ts";

const NODE = ["organisation_id", "id", "location"];
const STREET = ["organisation_id", "id", "name", "class"];
const EDGE = [
  ...["organisation_id", "id", "street_id", "from_node", "to_node", "is_one_way", "length_m", "speed_kmh"],
  ...["number_from", "number_to", "line"],
];

describe("readStreets", () => {
  const database = withTestDatabase();
  const city = createNetwork({ seed: 3, junctions: 800 });
  let open: ReturnType<typeof openDb>;
  beforeAll(async () => {
    open = openDb({ url: database.url, poolSize: 3 });
    const client = await open.pool.connect();
    const owned = (rows: Iterable<readonly Cell[]>): Cell[][] => [...rows].map((row) => [7, ...row]);
    try {
      await copyRows(client, "street", STREET, owned(streetRows(city)));
      await copyRows(client, "street_node", NODE, owned(nodeRows(city)));
      await copyRows(client, "street_edge", EDGE, owned(edgeRows(city)).reverse());
    } finally {
      client.release();
    }
  });
  afterAll(() => open.close());

  it("gives back the network that was stored, to the last digit", async () => {
    expect(await readStreets(open.db, 7)).toEqual({
      nodeLng: city.nodeLng,
      nodeLat: city.nodeLat,
      edgeId: Int32Array.from(city.edgeFrom.keys()),
      edgeFrom: city.edgeFrom,
      edgeTo: city.edgeTo,
      edgeStreet: city.edgeStreet,
      edgeIsOneWay: city.edgeIsOneWay,
      edgeLengthM: city.edgeLengthM,
      edgeSpeedKmh: Float64Array.from(city.edgeSpeedKmh),
      shapeOffsets: city.shapeOffsets,
      shape: city.shape,
      streetNames: city.streetNames,
      streetRanks: city.streetRanks,
    });
  });

  it("gives what travel times are reckoned over", async () => {
    const stored = await readStreets(open.db, 7);
    if (stored === undefined) throw new Error("stored streets: got none, expected those of organisation 7");
    const places = Float64Array.from(
      [3, 200, 444, 700].flatMap((node) => [city.nodeLng[node]!, city.nodeLat[node]!]),
    );
    const made = createTravelNetwork({ ...city, edgeId: Int32Array.from(city.edgeFrom.keys()) });
    const matrix = createTravelNetwork(stored).matrix(places, places, []);
    expect(matrix).toEqual(made.matrix(places, places, []));
    expect(matrix.durationS.filter((seconds) => seconds > 0 && seconds < 3_600).length).toBe(12);
  });

  it("gives nothing of an organisation without streets", async () => {
    expect(await readStreets(open.db, 8)).toBeUndefined();
  });

  it("finds names by a part of them, those that begin with it first", async () => {
    const names = [...new Set(city.streetNames)];
    const search = (names[0] ?? "").slice(0, 3).toUpperCase();
    const at = (name: string): number => name.toLowerCase().indexOf(search.toLowerCase());
    const holding = names.filter((name) => at(name) >= 0);
    const found = await streetNamesOf(open.db, 7, search, 500);
    expect(found.toSorted()).toEqual(holding.toSorted());
    expect(found.map((name) => at(name) > 0)).toEqual(found.map((name) => at(name) > 0).toSorted());
    expect(await streetNamesOf(open.db, 7, search, 1)).toEqual(found.slice(0, 1));
    expect(await streetNamesOf(open.db, 7, "50 % of_streets", 5)).toEqual([]);
    expect(await streetNamesOf(open.db, 8, search, 5)).toEqual([]);
  });

  it("has another version once a row was written again, and the same until then", async () => {
    const before = await streetsVersionOf(open.db, 7);
    expect(await streetsVersionOf(open.db, 7)).toBe(before);
    await open.pool.query(
      "UPDATE street_edge SET is_one_way = is_one_way WHERE organisation_id = 7 AND id = 0",
    );
    expect(await streetsVersionOf(open.db, 7)).not.toBe(before);
  });

  it("refuses an edge whose node is not there, and names both", async () => {
    const row = "(9, 5, 'SRID=4326;POINT(0 51)')";
    await open.pool.query(`INSERT INTO street_node (organisation_id, id, location) VALUES ${row}`);
    await open.pool.query(
      "INSERT INTO street (organisation_id, id, name, class) VALUES (9, 1, 'X', 'service')",
    );
    await open.pool.query(
      `INSERT INTO street_edge (organisation_id, id, street_id, from_node, to_node, is_one_way, length_m, speed_kmh, line)
       VALUES (9, 3, 1, 5, 6, false, 10, 30, 'SRID=4326;LINESTRING(0 51,0 52)')`,
    );
    await expect(readStreets(open.db, 9)).rejects.toThrow(
      "street_edge 3: got node 6, expected one of the 1 stored",
    );
  });
});

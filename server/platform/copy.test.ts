import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyLine, copyRows, openCopy, pointHex } from "./copy.ts";
import { openDb } from "./db.ts";
import { withTestDatabase } from "./test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());

const withClient = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await opened.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
};

describe("copy", () => {
  it("escapes what the text format gives a meaning to", () => {
    expect(copyLine([1, "a\tb\\c\nd", null, true, ["x", 'y"z'], [1, 2]])).toBe(
      '1\ta\\tb\\\\c\\nd\t\\N\ttrue\t{"x","y\\\\"z"}\t{1,2}\n',
    );
  });

  it("stores text, nothing, lists and points as they were given", async () => {
    const rows = Array.from(
      { length: 3_000 },
      (_, i) =>
        [
          i,
          `tab\t back\\slash "quoted" {brace}, line\nbreak ${i}`,
          i % 2 ? null : "\\N",
          ["a b", 'c"d\\e', "f,g"],
          pointHex(-5.6 + i / 1e4, 51.3),
        ] as const,
    );
    const read = await withClient(async (client) => {
      await client.query(
        "CREATE TABLE copied (id int, body text, maybe text, list text[], place geography(Point, 4326))",
      );
      expect(await copyRows(client, "copied", ["id", "body", "maybe", "list", "place"], rows)).toBe(3_000);
      return (
        await client.query(
          "SELECT id, body, maybe, list, ST_X(place::geometry) AS lng, ST_Y(place::geometry) AS lat FROM copied ORDER BY id",
        )
      ).rows;
    });
    expect(read.map(({ id, body, maybe, list }) => [id, body, maybe, list])).toEqual(
      rows.map(([id, body, maybe, list]) => [id, body, maybe, list]),
    );
    expect(read[2_999]).toMatchObject({ lng: -5.6 + 2_999 / 1e4, lat: 51.3 });
  });

  it("refuses a row of another length, and says so when the server refuses one", async () => {
    await withClient(async (client) => {
      await client.query("CREATE TABLE refused (id int PRIMARY KEY)");
      await expect(copyRows(client, "refused", ["id"], [[1], [1]])).rejects.toThrow(/duplicate key/);
    });
    await withClient(async (client) => {
      const copy = openCopy(client, "refused", ["id"]);
      await expect(copy.write([1, 2])).rejects.toThrow(/got 2 cells, expected 1/);
      await copy.end();
    });
  });
});

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb, sql } from "#server/platform/db.ts";
import { csvBody, csvCell, exportList, geojsonBody } from "#server/platform/export.ts";
import { defineList } from "#server/platform/list.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const joined = async (body: AsyncIterable<string>) => {
  let text = "";
  for await (const part of body) text += part;
  return text;
};
async function* chunked<T>(rows: readonly T[], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

describe("an export", () => {
  it("is CSV that reads back cell by cell, but for the apostrophe before a formula", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ a: fc.string({ unit: "grapheme" }), b: fc.option(fc.integer()), c: fc.string() }),
        ),
        async (rows) => {
          const text = await joined(csvBody(["a", "b", "c"], chunked(rows, 2)));
          const plain = (cell: string) =>
            /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell;
          expect(parse(text, { record_delimiter: "\r\n" })).toEqual([
            ["a", "b", "c"],
            ...rows.map(({ a, b, c }) => [plain(a), b === null ? "" : String(b), plain(c)]),
          ]);
        },
      ),
    );
  });

  it("runs no formula in a spreadsheet and keeps the sign of numbers", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"])
      expect(csvCell(text)).toMatch(/^"?'/);
    expect([csvCell(-1.5), csvCell(["a", "b"]), csvCell(null), csvCell('a "b"')]).toEqual([
      "-1.5",
      "a;b",
      "",
      '"a ""b"""',
    ]);
  });

  it("is a GeoJSON collection whatever the chunks, with null for a row without a place", async () => {
    const rows = [
      { id: 1, lng: 1.5, lat: 2, name: "a" },
      { id: 2, lng: null, lat: null, name: "b" },
      { id: 3, lng: 0, lat: 0, name: "c" },
    ];
    for (const size of [1, 2, 5]) {
      const parsed = JSON.parse(await joined(geojsonBody({ lng: "lng", lat: "lat" }, chunked(rows, size))));
      expect(parsed.features.map((each: { geometry: unknown }) => each.geometry)).toEqual([
        { type: "Point", coordinates: [1.5, 2] },
        null,
        { type: "Point", coordinates: [0, 0] },
      ]);
      expect(parsed.features[1].properties).toEqual({ id: 2, name: "b" });
    }
    expect(JSON.parse(await joined(geojsonBody({ lng: "lng", lat: "lat" }, chunked([], 1))))).toEqual({
      type: "FeatureCollection",
      features: [],
    });
  });

  describe("of a list", () => {
    const database = withTestDatabase();
    let open: ReturnType<typeof openDb>;
    beforeAll(async () => {
      open = openDb({ url: database.url, poolSize: 1 });
      await open.pool.query(
        "CREATE TABLE word (id int PRIMARY KEY, name text); INSERT INTO word VALUES (1, 'b'), (2, 'a,c')",
      );
    });
    afterAll(() => open.close());
    const words = defineList<{ id: number; name: string }, null>({
      name: "words",
      from: sql`word w`,
      id: sql`w.id`,
      columns: { id: { sql: sql`w.id`, type: "int" }, name: { sql: sql`w.name`, type: "text" } },
      scope: () => sql`true`,
      defaultSort: [{ column: "name", descending: false }],
    });
    const asked = { scope: null, query: { filters: [], sort: [] }, on: new Date("2026-11-23T10:00:00Z") };

    it("has the list's order and a dated name, and refuses points of what has no place", async () => {
      const file = exportList(words, { db: open.db, format: "csv", ...asked });
      expect(file.fileName).toBe("words-2026-11-23.csv");
      expect(await joined(file.body)).toBe('id,name\r\n2,"a,c"\r\n1,b\r\n');
      expect(() => exportList(words, { db: open.db, format: "geojson", ...asked })).toThrow(/has no places/);
    });
  });
});

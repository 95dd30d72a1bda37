import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb, type Sql, sql } from "#server/platform/db.ts";
import type { Filter, ListQuery } from "#server/platform/list.schema.ts";
import { defineList } from "#server/platform/list.ts";
import { byKey, byText, type ListJoin, type ListLookup } from "#server/platform/list-column.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

type Row = {
  id: number;
  name: string | null;
  owner: string | null;
  size: number | null;
  weight: number | null;
  at: string | null;
  day: string | null;
  isOpen: boolean | null;
  tags: string[] | null;
  parts: number;
};

const DATA_ROWS = 240;
const random = (values: readonly unknown[], i: number, stride: number) =>
  values[(i * stride) % values.length];
const NAMES = [
  "Elm 1",
  "elm 10",
  "Oak_2",
  "50% off",
  "back\\slash",
  "Öst",
  "",
  null,
  "Mill Lane",
  "zebra",
] as const;
const OWNERS: readonly (string | null)[] = [null, "Ann", "ann", "Bo", "O'Neil"];
const TAGS = [[], ["glass"], ["glass", "paper"], ["refuse"], null] as const;

// The rows, and the same rows in the database: the oracle filters and sorts these.
const data: Row[] = Array.from({ length: DATA_ROWS }, (_, i) => ({
  id: i + 1,
  name: random(NAMES, i, 7) as string | null,
  owner: random(OWNERS, i, 3) as string | null,
  size: random([null, -3, 0, 4, 4, 9, 2_000_000_000], i, 5) as number | null,
  weight: random([null, 0.5, -1.25, 1e9], i, 3) as number | null,
  at: random(
    [null, "2026-11-23T09:00:00.000Z", "2026-11-23T09:00:00.123Z", "2025-01-01T00:00:00.000Z"],
    i,
    3,
  ) as string | null,
  day: random([null, "2026-03-29", "2026-10-25", "2024-02-29"], i, 5) as string | null,
  isOpen: random([null, true, false], i, 2) as boolean | null,
  tags: random(TAGS, i, 2) as string[] | null,
  parts: i % 4,
}));

type Asker = { limit: number };
const CODES = 7;
const CODE = sql`'Code-' || t.id % ${CODES}`;
const codeOf = (id: number) => `Code-${id % CODES}`;
const listWith = (
  owner: ListJoin<Asker>,
  { name, code }: Partial<Record<"name" | "code", ListLookup<Asker>>> = {},
  mostKeys?: number,
) =>
  defineList<Row, Asker>({
    ...(mostKeys === undefined ? {} : { mostKeys }),
    name: "things",
    from: sql`thing t`,
    id: sql`t.id`,
    columns: {
      id: { sql: sql`t.id`, type: "int", isNeverNull: true },
      name: { sql: sql`t.name`, type: "text", search: true, ...(name && { lookup: name }) },
      owner: { sql: sql`o.name`, type: "text", join: "owner", search: true },
      size: { sql: sql`t.size`, type: "int" },
      weight: { sql: sql`t.weight`, type: "float" },
      at: { sql: sql`t.at`, type: "time" },
      day: { sql: sql`t.day`, type: "date" },
      isOpen: { sql: sql`t.is_open`, type: "bool" },
      tags: { sql: sql`t.tags`, type: "text[]" },
      parts: {
        sql: sql`(SELECT count(*) FROM part p WHERE p.thing_id = t.id)`,
        type: "int",
        bulk: { sql: sql`coalesce(pc.n, 0)`, join: "partCounts" },
      },
    },
    hidden: {
      secret: { sql: sql`t.id * 2`, type: "int", sort: false },
      code: { sql: CODE, type: "text", search: true, sort: false, ...(code && { lookup: code }) },
    },
    joins: {
      owner,
      partCounts: {
        sql: sql`LEFT JOIN (SELECT thing_id, count(*) AS n FROM part GROUP BY thing_id) pc ON pc.thing_id = t.id`,
      },
    },
    scope: ({ limit }) => sql`t.id <= ${limit}`,
    defaultSort: [{ column: "name", descending: false }],
  });
const joinOwner = sql`LEFT JOIN owner o ON o.id = t.owner_id`;
const list = listWith({ sql: joinOwner });
/** The same list, whose owners are looked up instead of joined when it is searched. */
const lookedUp = listWith({
  sql: joinOwner,
  lookup: byKey(sql`t.owner_id`, sql`o`, sql`owner o`, sql`o.id > 0`),
});

const everyText = {
  name: byText<Asker>(sql`t.name`, sql`SELECT DISTINCT name FROM thing`),
  code: byText<Asker>(
    sql`(${CODE})`,
    ({ limit }) => sql`SELECT DISTINCT ${CODE} FROM thing t WHERE t.id <= ${limit}`,
  ),
};
const ownerLookup = byKey<Asker>(sql`t.owner_id`, sql`o`, sql`owner o`);
/** The same list, all of whose texts are looked up, so that it is searched by what was found there. */
const allLookedUp = listWith({ sql: joinOwner, lookup: ownerLookup }, everyText);
/** The same list, in which a word may stand for one key at most before it is looked up among all rows. */
const oneKeyLookedUp = listWith({ sql: joinOwner, lookup: ownerLookup }, everyText, 1);

const bytes = (text: string) => Buffer.from(text, "utf8");
const compare = (a: unknown, b: unknown): number => {
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(bytes(a), bytes(b));
  return Number(a) - Number(b);
};

const isHit = (row: Row, { column, op, value }: Filter): boolean => {
  const held = row[column as keyof Row];
  if (op === "is-null") return (held === null) === value;
  if (op === "ne") return Array.isArray(held) ? !held.includes(value as string) : held !== value;
  if (held === null) return false;
  if (Array.isArray(held))
    return op === "in"
      ? (value as string[]).some((each) => held.includes(each))
      : held.includes(value as string);
  switch (op) {
    case "eq":
      return compare(held, value) === 0;
    case "in":
      return (value as unknown[]).some((each) => compare(held, each) === 0);
    case "contains":
      return String(held).toLowerCase().includes(String(value).toLowerCase());
    case "gt":
      return compare(held, value) > 0;
    case "gte":
      return compare(held, value) >= 0;
    case "lt":
      return compare(held, value) < 0;
    case "lte":
      return compare(held, value) <= 0;
    case "between": {
      const [low, high] = value as [unknown, unknown];
      return compare(held, low) >= 0 && compare(held, high) <= 0;
    }
  }
};

/** The list by brute force. */
const expected = (query: ListQuery, limit: number): Row[] => {
  const words = (query.search ?? "").split(/\s+/).filter(Boolean);
  const hits = data.filter(
    (row) =>
      row.id <= limit &&
      query.filters.every((filter) => isHit(row, filter)) &&
      words.every((word) =>
        [row.name, row.owner, codeOf(row.id)].some((text) =>
          text?.toLowerCase().includes(word.toLowerCase()),
        ),
      ),
  );
  const order = query.sort.length > 0 ? query.sort : [{ column: "name", descending: false }];
  return hits.sort((a, b) => {
    for (const { column, descending } of order) {
      const x = a[column as keyof Row];
      const y = b[column as keyof Row];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      const by = compare(x, y);
      if (by !== 0) return descending ? -by : by;
    }
    return a.id - b.id;
  });
};

const valuesOf: Record<string, unknown[]> = {
  name: [...NAMES.filter((name) => name !== null), "nobody"],
  owner: [...OWNERS.filter((owner) => owner !== null), "x"],
  size: [-3, 0, 4, 9, 7, 2_000_000_000],
  weight: [0.5, -1.25, 0, 1e9],
  at: ["2026-11-23T09:00:00.000Z", "2026-11-23T09:00:00.123Z", "2025-06-01T00:00:00.000Z"],
  day: ["2026-03-29", "2026-10-25", "2024-02-29"],
  parts: [0, 1, 2, 3],
};
const ordered = ["size", "weight", "at", "day", "parts"];

const filterArbitrary: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...Object.keys(valuesOf)).chain((column) => {
    const value = fc.constantFrom(...(valuesOf[column] as string[]));
    const ops = ordered.includes(column) ? ["eq", "ne", "gt", "gte", "lt", "lte"] : ["eq", "ne", "contains"];
    return fc.oneof(
      fc.record({ column: fc.constant(column), op: fc.constantFrom(...ops), value }),
      fc.record({
        column: fc.constant(column),
        op: fc.constant("in"),
        value: fc.array(value, { maxLength: 4 }),
      }),
      fc.record({ column: fc.constant(column), op: fc.constant("is-null"), value: fc.boolean() }),
      ...(ordered.includes(column)
        ? [
            fc.record({
              column: fc.constant(column),
              op: fc.constant("between"),
              value: fc.tuple(value, value),
            }),
          ]
        : []),
    ) as fc.Arbitrary<Filter>;
  }),
  fc.record({
    column: fc.constant("isOpen"),
    op: fc.constantFrom("eq", "ne", "is-null"),
    value: fc.boolean(),
  }) as fc.Arbitrary<Filter>,
  fc.record({
    column: fc.constant("tags"),
    op: fc.constantFrom("eq", "ne", "contains"),
    value: fc.constantFrom("glass", "paper", "x"),
  }) as fc.Arbitrary<Filter>,
  fc.record({
    column: fc.constant("tags"),
    op: fc.constant("in"),
    value: fc.subarray(["glass", "paper", "x"]),
  }) as fc.Arbitrary<Filter>,
);
const sortable = ["id", "name", "owner", "size", "weight", "at", "day", "isOpen", "parts"];
const queryArbitrary: fc.Arbitrary<ListQuery> = fc.record(
  {
    search: fc.constantFrom(
      "elm",
      "ANN",
      "1",
      "code-3",
      "E-2 ann",
      " ",
      "50%",
      "_",
      "\\",
      "mill ann",
      "e ann",
      "an o 1",
      "nothing at all",
    ),
    filters: fc.array(filterArbitrary, { maxLength: 3 }),
    sort: fc.array(fc.record({ column: fc.constantFrom(...sortable), descending: fc.boolean() }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ["filters", "sort"] },
);

describe("a list", () => {
  const database = withTestDatabase();
  let open: ReturnType<typeof openDb>;
  beforeAll(async () => {
    open = openDb({ url: database.url, poolSize: 2 });
    await open.pool.query(`
      CREATE TABLE owner (id int PRIMARY KEY, name text NOT NULL);
      CREATE TABLE thing (id int PRIMARY KEY, name text, owner_id int, size int, weight float8, at timestamptz(3),
        day date, is_open boolean, tags text[]);
      CREATE TABLE part (thing_id int NOT NULL)`);
    const owners = OWNERS.filter((owner) => owner !== null);
    await open.pool.query(
      "INSERT INTO owner SELECT n, o FROM unnest($1::text[]) WITH ORDINALITY AS u(o, n)",
      [owners],
    );
    for (const row of data) {
      await open.pool.query("INSERT INTO thing VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
        row.id,
        row.name,
        row.owner === null ? null : owners.indexOf(row.owner) + 1,
        row.size,
        row.weight,
        row.at,
        row.day,
        row.isOpen,
        row.tags,
      ]);
      await open.pool.query("INSERT INTO part SELECT $1 FROM generate_series(1, $2)", [row.id, row.parts]);
    }
  });
  afterAll(() => open.close());

  it.each([
    ["joined", list],
    ["looked up", lookedUp],
    ["and all other texts looked up", allLookedUp],
    ["and all other texts looked up, words of many keys apart", oneKeyLookedUp],
  ])(
    "gives the page, total and stream that filtering and sorting by hand gives, its owners %s",
    async (_, list) => {
      await fc.assert(
        fc.asyncProperty(
          queryArbitrary,
          fc.constantFrom(0, 3, 100, DATA_ROWS),
          fc.integer({ min: 0, max: 60 }),
          fc.integer({ min: 1, max: 90 }),
          async (query, limitId, offset, limit) => {
            const asker = { limit: limitId };
            const rows = expected(query, limitId);
            const page = await list.page(open.db, asker, { ...query, offset, limit });
            expect(page.rows).toEqual(rows.slice(offset, offset + limit));
            expect(page.total).toBe(rows.length);
            expect(await list.count(open.db, asker, query)).toBe(rows.length);
            const streamed: Row[] = [];
            for await (const chunk of list.stream(open.db, asker, query)) streamed.push(...chunk);
            expect(streamed).toEqual(rows);
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  it("streams in chunks that join without a gap", async () => {
    await open.pool.query("CREATE TABLE many (id int PRIMARY KEY)");
    await open.pool.query("INSERT INTO many SELECT generate_series(1, 4500)");
    const many = defineList<{ id: number }, null>({
      name: "many",
      from: sql`many m`,
      id: sql`m.id`,
      columns: { id: { sql: sql`m.id`, type: "int" } },
      scope: () => sql`true`,
      defaultSort: [{ column: "id", descending: true }],
    });
    const sizes: number[] = [];
    const ids: number[] = [];
    for await (const chunk of many.stream(open.db, null)) {
      sizes.push(chunk.length);
      ids.push(...chunk.map((row) => row.id));
    }
    expect(sizes).toEqual([2000, 2000, 500]);
    expect(ids).toEqual(Array.from({ length: 4500 }, (_, i) => 4500 - i));
  });

  const everything = { limit: DATA_ROWS };
  const page = (query: Partial<ListQuery>, extra?: Sql) =>
    list.page(open.db, everything, { filters: [], sort: [], offset: 0, limit: 500, ...query }, extra);
  const filtered = (column: string, op: Filter["op"], value: Filter["value"]) =>
    page({ filters: [{ column, op, value }] });

  it("gets one row by its key, and none that the asker may not see", async () => {
    expect(await list.get(open.db, everything, 7)).toEqual(data[6]);
    await expect(list.get(open.db, { limit: 6 }, 7)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("takes a further condition and filters by hidden columns without showing them", async () => {
    const { rows, total } = await page(
      { filters: [{ column: "secret", op: "lte", value: 20 }] },
      sql`t.id > 4`,
    );
    expect(rows.map((row) => row.id).sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(total).toBe(6);
    expect(rows[0]).not.toHaveProperty("secret");
  });

  it("looks once for a word said again, and refuses more words than ten", async () => {
    const of = (search: string) => list.sqlWhere(everything, { filters: [], search });
    expect(of("elm 1 elm elm 1")).toEqual(of("elm 1"));
    const words = Array.from({ length: 11 }, (_, n) => `w${n}`);
    expect((await page({ search: [...words.slice(1), ...words.slice(1)].join(" ") })).total).toBe(0);
    for (const each of [list, allLookedUp])
      await expect(
        each.page(open.db, everything, {
          filters: [],
          sort: [],
          offset: 0,
          limit: 5,
          search: words.join(" "),
        }),
      ).rejects.toMatchObject({
        ...{ code: "BAD_REQUEST", message: "search: found 11 different words, expected at most 10" },
      });
  });

  it("leaves joins out that a query does not need", () => {
    const none = list.sqlWhere(everything, { filters: [] });
    expect(none.from.sql).not.toContain("owner");
    const needed = list.sqlWhere(everything, { filters: [{ column: "owner", op: "eq", value: "Ann" }] });
    expect(needed.from.sql).toContain("LEFT JOIN owner");
    expect(needed.from.sql).not.toContain("pc");
  });

  it.each([
    ["colour", "eq", 1, /things: found filter on column "colour", expected one of .*id, name, owner/],
    ["constructor", "eq", 1, /found filter on column "constructor"/],
    ["size", "eq", "4", /filter on size: found eq "4", expected a whole number/],
    ["size", "eq", 4.5, /expected a whole number/],
    ["size", "contains", "4", /expected one of eq, ne, in, gt/],
    ["size", "between", [1], /expected two values, each a whole number/],
    ["size", "in", 4, /expected a list, each a whole number/],
    ["size", "gt", [4], /expected one value, a whole number/],
    ["at", "gt", "yesterday", /expected an ISO time/],
    ["at", "gt", "2026-11-23T09:00", /expected an ISO time/],
    ["day", "eq", "2026-02-30", /expected a day/],
    ["isOpen", "eq", "yes", /expected true or false/],
    ["name", "is-null", "no", /expected true or false/],
    ["name", "eq", true, /expected text/],
  ] as const)("refuses a filter %s %s %j with a sentence", async (column, op, value, message) => {
    const refused = filtered(column, op, value as Filter["value"]);
    await expect(refused).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(filtered(column, op, value as Filter["value"])).rejects.toThrow(message);
  });

  it("refuses to sort by what has no order, and names what has", async () => {
    await expect(page({ sort: [{ column: "tags", descending: false }] })).rejects.toThrow(
      /found sort on column "tags", expected one of id, name/,
    );
    await expect(page({ sort: [{ column: "secret", descending: false }] })).rejects.toThrow(/"secret"/);
  });
});

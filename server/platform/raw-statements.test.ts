import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PrismaClient } from "#prisma/generated/client.ts";
import { type Db, openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
let prisma: PrismaClient;
let db: Db;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 3 });
  db = opened.db;
  const connectionString = `${database.url}${database.url.includes("?") ? "&" : "?"}options=-c%20timezone%3DUTC`;
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
});
afterAll(async () => {
  await opened.close();
  await prisma.$disconnect();
});

const VALUES = [
  "NULL::int",
  "7::int2",
  "-3::int4",
  "9007199254740993::int8",
  "26::oid",
  "1.5::float4",
  "'NaN'::float8",
  "'Infinity'::float8",
  "123456789.000000001::numeric",
  "true",
  "'text'::text",
  "'name'::name",
  "'a'::char(3)",
  "'2026-02-03'::date",
  "'2026-02-03 04:05:06.789123'::timestamp",
  "'2026-02-03 04:05:06+02'::timestamptz",
  "'0001-02-03 04:05:06+00'::timestamptz",
  "'04:05:06.5'::time",
  `'{"a":[1,null,"x"]}'::jsonb`,
  `'"text"'::json`,
  "'null'::jsonb",
  "'00000000-0000-4000-8000-000000000001'::uuid",
  "ARRAY[1,NULL,3]::int[]",
  "ARRAY[1,9007199254740993]::int8[]",
  "ARRAY[0.5,2]::float8[]",
  "ARRAY[0.1]::numeric[]",
  "ARRAY['a','b,c',NULL]::text[]",
  "ARRAY[true,false]",
  "ARRAY['2026-02-03']::date[]",
  "ARRAY['2026-02-03 04:05:06+00',NULL]::timestamptz[]",
  `ARRAY['{"a":1}']::jsonb[]`,
  "ARRAY[]::int[]",
  "'{\"(\",NULL}'::varchar[]",
];

describe("raw statements", () => {
  it.each(VALUES)("reads %s as Prisma does", async (value) => {
    const statement = () => sql`SELECT ${sql([value])} AS value`;
    expect(await db.$queryRaw(statement())).toEqual(await prisma.$queryRaw(statement()));
  });

  it("reads bytes", async () => {
    const [row] = await db.$queryRaw<{ value: Uint8Array }[]>(sql`SELECT '\\x00ff'::bytea AS value`);
    expect([...(row?.value ?? [])]).toEqual([0, 255]);
  });

  it.each([
    ["timestamptz", new Date("2026-02-03T04:05:06.789Z")],
    ["date", new Date("2026-02-03T00:00:00Z")],
    ["int", 7],
    ["int8", 9007199254740993n],
    ["float8", 0.1],
    ["text", "it's"],
    ["jsonb", { a: [1, "x"], b: null }],
    ["int[]", [1, 2]],
    ["int[]", []],
    ["text[]", ["a,b", '"', null]],
    ["timestamptz[]", [new Date("2026-02-03T04:05:06Z")]],
    ["bool", false],
    ["text", null],
  ])("sends a %s as Prisma does", async (type, value) => {
    const statement = () => sql`SELECT ${value}::${sql([type])} AS value`;
    const [own] = await db.$queryRaw<{ value: unknown }[]>(statement());
    expect([own]).toEqual(await prisma.$queryRaw(statement()));
    expect(own?.value).toEqual(value);
  });

  it("takes a template, and refuses an undefined value", async () => {
    expect(await db.$queryRaw`SELECT ${1}::int + ${2}::int AS sum`).toEqual([{ sum: 3 }]);
    await expect(db.$queryRaw`SELECT ${undefined}::int`).rejects.toThrow("undefined value");
  });

  it("tells how many rows a statement wrote", async () => {
    const rows = sql`SELECT 'raw' || n, 1 FROM generate_series(1, 3) AS n`;
    expect(await db.$executeRaw`CREATE TABLE raw_written (name text, n int)`).toBe(0);
    expect(await db.$executeRaw(sql`INSERT INTO raw_written ${rows}`)).toBe(3);
  });
});

describe("raw statements of a transaction", () => {
  const count = async () =>
    (await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM raw_held`)[0]?.n;
  beforeAll(() => db.$executeRaw`CREATE TABLE raw_held (n int)`);

  it("run on its connection, among Prisma's own, and are taken back with it", async () => {
    const failed = db.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO raw_held VALUES (1)`;
      await tx.organisation.create({ data: { name: "Held", slug: "held", timeZone: "UTC", kind: "own" } });
      const [seen] = await tx.$queryRaw<{ n: number; own: number }[]>`
        SELECT (SELECT count(*)::int FROM raw_held) AS n,
               (SELECT count(*)::int FROM organisation WHERE slug = 'held') AS own`;
      expect(seen).toEqual({ n: 1, own: 1 });
      // Another connection sees nothing of it.
      expect(await count()).toBe(0);
      throw new Error("taken back");
    });
    await expect(failed).rejects.toThrow("taken back");
    expect(await count()).toBe(0);
    expect(await db.organisation.count({ where: { slug: "held" } })).toBe(0);
  });

  it("are kept apart where transactions run at once", async () => {
    const pid = (tx: Pick<Db, "$queryRaw">) =>
      tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const pids = await Promise.all(
      [1, 2].map(() =>
        db.$transaction(async (tx) => {
          const [first] = await pid(tx);
          await tx.$queryRaw`SELECT 1 FROM pg_sleep(0.05)`;
          const [second] = await pid(tx);
          expect(second).toEqual(first);
          return first?.pid;
        }),
      ),
    );
    expect(new Set(pids).size).toBe(2);
  });

  it("are refused after its end", async () => {
    let held: Pick<Db, "$executeRaw"> | null = null;
    await db.$transaction(async (tx) => {
      held = tx;
      await tx.$executeRaw`SELECT 1`;
    });
    await expect((held as unknown as Db).$executeRaw`INSERT INTO raw_held VALUES (2)`).rejects.toThrow(
      "after its end",
    );
    const late = db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM pg_sleep(0.3)`;
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.$executeRaw`INSERT INTO raw_held VALUES (3)`;
      },
      { timeout: 100 },
    );
    await expect(late).rejects.toThrow();
    expect(await count()).toBe(0);
  });
});

import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { type Migration, migrate, pending, readMigrations } from "#server/platform/migrate.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const a: Migration = { name: "1_a", sql: "CREATE TABLE a (id int)", checksum: "aa" };
const b: Migration = { name: "2_b", sql: "CREATE TABLE b (id int)", checksum: "bb" };
const done = ({ name, checksum }: Migration) => ({ name, checksum, isFinished: true });

describe("pending", () => {
  it("is what the ledger lacks, in order", () => {
    expect(pending([a, b], [])).toEqual([a, b]);
    expect(pending([a, b], [done(a)])).toEqual([b]);
    expect(pending([a, b], [done(a), done(b)])).toEqual([]);
  });

  it("refuses a migration changed after it was applied", () => {
    expect(() => pending([{ ...a, checksum: "other" }], [done(a)])).toThrow(
      /1_a was changed .* found other, expected aa/,
    );
  });

  it("refuses a database made by a newer version", () => {
    expect(() => pending([a], [done(a), done(b)])).toThrow(/2_b/);
  });

  it("refuses a migration another tool left half applied", () => {
    expect(() => pending([a], [{ ...done(a), isFinished: false }])).toThrow(/not finished/);
  });
});

describe("migrate", () => {
  const database = withTestDatabase();
  const connected = async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return client;
  };

  it("finds nothing to do in a database made from the same migrations", async () => {
    const client = await connected();
    expect(await migrate(client, await readMigrations("prisma/migrations"))).toEqual([]);
    await client.end();
  });

  it("takes a failing migration back whole and says which it was", async () => {
    const client = await connected();
    const known = await readMigrations("prisma/migrations");
    const failing = {
      name: "99999999999999_x",
      sql: "CREATE TABLE half (id int); SELECT 1/0",
      checksum: "xx",
    };
    await expect(migrate(client, [...known, failing])).rejects.toThrow(
      /99999999999999_x failed .* division by zero/,
    );
    const { rows } = await client.query("SELECT to_regclass('half') AS half");
    expect(rows).toEqual([{ half: null }]);
    await client.end();
  });

  it("applies each migration once when two processes start together", async () => {
    const known = await readMigrations("prisma/migrations");
    const extra = { name: "99999999999999_y", sql: "CREATE TABLE once (id int)", checksum: "yy" };
    const clients = await Promise.all([connected(), connected()]);
    const applied = await Promise.all(clients.map((client) => migrate(client, [...known, extra])));
    expect(applied.flat()).toEqual(["99999999999999_y"]);
    await Promise.all(clients.map((client) => client.end()));
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb, sql } from "#server/platform/db.ts";
import { keepPartitions, PARTITION_PLANS } from "#server/platform/partitions.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

describe("partitions", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;

  beforeAll(() => {
    opened = openDb({ url: database.url, poolSize: 2 });
  });
  afterAll(() => opened.close());

  const store = (at: string) =>
    opened.db.$executeRaw(sql`
      INSERT INTO sample (at, step_s, name, kind, count, sum, min, max)
      VALUES (${new Date(at)}, 1, 'x', 'counter', 1, 1, 1, 1)`);
  const homes = () =>
    opened.db.$queryRaw<{ home: string; rows: number }[]>(
      sql`SELECT tableoid::regclass::text AS home, count(*)::int AS rows FROM sample GROUP BY 1 ORDER BY 1`,
    );
  const samples = { table: "sample", step: "month", aheadDays: 35, keepDays: 60 } as const;

  it("makes what is due once, moves early rows home, and drops what is past its time", async () => {
    const now = new Date("2026-11-23T10:00:00Z");
    for (const at of ["2020-01-01T00:00:00Z", "2026-10-05T00:00:00Z", "2026-11-23T09:00:00Z"])
      await store(at);
    expect(await homes()).toEqual([{ home: "sample_default", rows: 3 }]);
    expect(await keepPartitions(opened.db, samples, now)).toEqual({ made: 3, dropped: 0 });
    expect(await homes()).toEqual([
      { home: "sample_202610", rows: 1 },
      { home: "sample_202611", rows: 1 },
    ]);
    expect(await keepPartitions(opened.db, samples, now)).toEqual({ made: 0, dropped: 0 });
    expect(await keepPartitions(opened.db, samples, new Date("2027-01-05T00:00:00Z"))).toEqual({
      made: 2,
      dropped: 1,
    });
    expect(await homes()).toEqual([{ home: "sample_202611", rows: 1 }]);
  });

  it("waits for who is writing, and neither is refused", async () => {
    const waiting = async (): Promise<boolean> => {
      const [row] = await opened.db.$queryRaw<{ count: number }[]>(sql`
        SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE NOT granted AND d.datname = current_database() AND relation IN ('sample'::regclass, 'sample_default'::regclass)`);
      return (row?.count ?? 0) > 0;
    };
    const writer = openDb({ url: database.url, poolSize: 1 });
    try {
      let kept: Promise<unknown> = Promise.resolve();
      await writer.db.$transaction(async (tx) => {
        // What a statement takes before it knows where its row goes.
        await tx.$executeRaw(sql`LOCK TABLE ONLY sample IN ROW EXCLUSIVE MODE`);
        kept = keepPartitions(opened.db, samples, new Date("2031-05-05T00:00:00Z"));
        while (!(await waiting())) await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.$executeRaw(sql`
          INSERT INTO sample (at, step_s, name, kind, count, sum, min, max)
          VALUES ('2031-05-04T00:00:00Z', 1, 'x', 'counter', 1, 1, 1, 1)`);
      });
      expect(await kept).toMatchObject({ made: 2 });
      expect(await homes()).toContainEqual({ home: "sample_203105", rows: 1 });
    } finally {
      await writer.close();
    }
  });

  it("keeps every table of the plan", async () => {
    for (const plan of PARTITION_PLANS) {
      const { made } = await keepPartitions(opened.db, plan, new Date("2028-03-10T00:00:00Z"));
      expect(made).toBeGreaterThanOrEqual(2);
    }
  });
});

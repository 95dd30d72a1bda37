import { type Db, rawSql, sql } from "#server/platform/db.ts";

/** How a table partitioned by time is kept: a partition per `step`, so many days ahead, and so many days kept. */
export type PartitionPlan = {
  table: "position" | "sample" | "prediction";
  step: "day" | "month";
  aheadDays: number;
  keepDays: number;
};

/** The tables partitioned by time and for how long each is kept. */
export const PARTITION_PLANS: readonly PartitionPlan[] = [
  { table: "position", step: "day", aheadDays: 3, keepDays: 14 },
  { table: "sample", step: "month", aheadDays: 35, keepDays: 400 },
  { table: "prediction", step: "month", aheadDays: 70, keepDays: 800 },
];

const DAY_MS = 86_400_000;

/**
 * Makes the partitions of a table that are due and drops those past their time, both told by `now`. Rows that came
 * before their partition and lie in the default one move to their place; maps to the partitions made and dropped.
 */
export const keepPartitions = (
  db: Db,
  { table, step, aheadDays, keepDays }: PartitionPlan,
  now: Date,
): Promise<{ made: number; dropped: number }> =>
  db.$transaction(
    async (tx) => {
      const keepFrom = new Date(now.getTime() - keepDays * DAY_MS);
      const home = rawSql(`"${table}_default"`);
      // PostgreSQL refuses a new partition while the default one holds rows of its range, so they step aside first.
      // In the order in which who writes a row takes them: the table, then its partition. The other way round each would
      // wait for the other.
      await tx.$executeRaw(sql`LOCK TABLE ONLY ${rawSql(`"${table}"`)} IN ACCESS EXCLUSIVE MODE`);
      await tx.$executeRaw(sql`LOCK TABLE ${home} IN ACCESS EXCLUSIVE MODE`);
      await tx.$executeRaw(sql`CREATE TEMP TABLE stray ON COMMIT DROP AS SELECT * FROM ${home}`);
      await tx.$executeRaw(sql`TRUNCATE ${home}`);
      const column = rawSql(table === "prediction" ? "for_at" : "at");
      const strays = await tx.$queryRaw<{ first: Date | null; last: Date | null }[]>(
        sql`SELECT min(${column}) AS first, max(${column}) AS last FROM stray
            WHERE ${column} >= ${keepFrom} AND ${column} < ${now}`,
      );
      const first = strays[0]?.first ?? now;
      const until = new Date(now.getTime() + aheadDays * DAY_MS);
      const [ensured] = await tx.$queryRaw<{ made: number }[]>(
        sql`SELECT ensure_partitions(${table}, ${first < now ? first : now}, ${until}, ${step}) AS made`,
      );
      await tx.$executeRaw(
        sql`INSERT INTO ${rawSql(`"${table}"`)} SELECT * FROM stray WHERE ${column} >= ${keepFrom}`,
      );
      const [gone] = await tx.$queryRaw<{ dropped: number }[]>(
        sql`SELECT drop_partitions(${table}, ${keepFrom}) AS dropped`,
      );
      return { made: ensured?.made ?? 0, dropped: gone?.dropped ?? 0 };
    },
    { timeout: 300_000, maxWait: 30_000 },
  );

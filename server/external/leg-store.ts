import { type Db, sql } from "#server/platform/db.ts";

/** Time and distance from one cell to another; null where no way leads. */
export type StoredLeg = { from: number; to: number; durationS: number | null; distanceM: number | null };

/** The legs of a source between cells, as far as they were read since `sinceMs`. */
export const readLegs = async (
  db: Db,
  source: string,
  { from, to, sinceMs }: { from: readonly number[]; to: readonly number[]; sinceMs: number },
): Promise<StoredLeg[]> => {
  const rows = await db.$queryRaw<{ f: bigint; t: bigint; d: number | null; m: number | null }[]>(sql`
    SELECT from_cell AS f, to_cell AS t, duration_s AS d, distance_m AS m FROM external_leg
    WHERE source = ${source} AND from_cell = ANY(${[...from]}::bigint[]) AND to_cell = ANY(${[...to]}::bigint[])
      AND read_at >= ${new Date(sinceMs)}`);
  return rows.map(({ f, t, d, m }) => ({ from: Number(f), to: Number(t), durationS: d, distanceM: m }));
};

/** Keeps legs of a source; one that is kept already stands in place of the one before. */
export const keepLegs = async (
  db: Db,
  source: string,
  legs: readonly StoredLeg[],
  nowMs: number,
): Promise<void> => {
  if (legs.length === 0) return;
  await db.$executeRaw(sql`
    INSERT INTO external_leg (source, from_cell, to_cell, duration_s, distance_m, read_at)
    SELECT ${source}, l.f, l.t, l.d, l.m, ${new Date(nowMs)}
    FROM unnest(${legs.map(({ from }) => from)}::bigint[], ${legs.map(({ to }) => to)}::bigint[],
      ${legs.map(({ durationS }) => durationS)}::float4[], ${legs.map(({ distanceM }) => distanceM)}::float4[])
      AS l (f, t, d, m)
    -- In one order, so that two tables that share places do not wait for each other.
    ORDER BY l.f, l.t
    ON CONFLICT (source, from_cell, to_cell) DO UPDATE SET
      duration_s = excluded.duration_s, distance_m = excluded.distance_m, read_at = excluded.read_at`);
};

import { TravelLearned } from "#server/external/schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** The newest of what was learned of an organisation's travel times, with the last day it stands on; null before the first. */
export const readLearned = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
): Promise<{ madeFrom: string; learned: TravelLearned } | null> => {
  const [row] = await db.$queryRaw<{ madeFrom: string; learned: unknown }[]>(sql`
    SELECT to_char(made_from, 'YYYY-MM-DD') AS "madeFrom", learned FROM travel_correction
    WHERE organisation_id = ${organisationId} ORDER BY made_from DESC LIMIT 1`);
  return row === undefined ? null : { madeFrom: row.madeFrom, learned: TravelLearned.parse(row.learned) };
};

/** Stores what was learned as of a day, in the place of that of the same day. */
export const writeLearned = (
  db: Pick<Db, "$executeRaw">,
  organisationId: number,
  madeFrom: string,
  learned: TravelLearned,
) =>
  db.$executeRaw(sql`
    INSERT INTO travel_correction (organisation_id, made_from, learned)
    VALUES (${organisationId}, ${madeFrom}::date, ${JSON.stringify(learned)}::jsonb)
    ON CONFLICT (organisation_id, made_from) DO UPDATE SET made_at = now(), learned = excluded.learned`);

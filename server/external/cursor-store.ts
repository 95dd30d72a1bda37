import { type Db, sql } from "#server/platform/db.ts";

type Runner = Pick<Db, "$queryRaw" | "$executeRaw">;

/** Where reading a stream of a service goes on, and what its next page is understood by. */
export type Cursor = { cursor: string; readTo: Date; state: unknown };

/** Where reading goes on; null before the first time. */
export const readCursor = async (
  db: Runner,
  organisationId: number,
  service: string,
  stream: string,
): Promise<Cursor | null> => {
  const [row] = await db.$queryRaw<Cursor[]>(sql`
    SELECT cursor, read_to AS "readTo", state FROM external_cursor
    WHERE organisation_id = ${organisationId} AND service = ${service} AND stream = ${stream}`);
  return row ?? null;
};

/** Stores where reading goes on, after what was read is stored. */
export const writeCursor = async (
  db: Runner,
  organisationId: number,
  service: string,
  stream: string,
  { cursor, readTo, state }: Cursor,
): Promise<void> => {
  await db.$executeRaw(sql`
    INSERT INTO external_cursor (organisation_id, service, stream, cursor, read_to, state)
    VALUES (${organisationId}, ${service}, ${stream}, ${cursor}, ${readTo}, ${JSON.stringify(state)}::jsonb)
    ON CONFLICT (organisation_id, service, stream) DO UPDATE SET cursor = excluded.cursor,
      read_to = excluded.read_to, state = excluded.state, updated_at = now()`);
};

import { type Db, sql } from "#server/platform/db.ts";

/** The version of an organisation's data, raised with every change of the fleet or the day. */
export const readVersion = async (db: Pick<Db, "$queryRaw">, organisationId: number): Promise<string> => {
  const [row] = await db.$queryRaw<{ version: bigint }[]>(
    sql`SELECT data_version AS version FROM organisation WHERE id = ${organisationId}`,
  );
  return String(row?.version ?? 0);
};

/** Raises the version of an organisation's data. */
export const raiseVersion = (db: Pick<Db, "$executeRaw">, organisationId: number) =>
  db.$executeRaw(sql`UPDATE organisation SET data_version = data_version + 1 WHERE id = ${organisationId}`);

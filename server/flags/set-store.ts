import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** A version of the set of flags as it is stored. */
export type StoredVersion = {
  id: number;
  source: unknown;
  compiled: string;
  changedBy: string;
  changedAt: Date;
  action: string;
  flag: string;
};

/** The channel of PostgreSQL on which a change is told at its commit. */
export const FLAGS_CHANNEL = "flags";

const ONE_AT_A_TIME = 0x1f1a6;

/** Lets one change the set at a time, until the transaction ends. */
export const lockFlags = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME}::int)`);
};

/** The newest version; null before the first one. */
export const newestVersion = (db: Db | Tx): Promise<StoredVersion | null> =>
  db.flagVersion.findFirst({ orderBy: { id: "desc" } });

/** A version by its number; null where there is none. */
export const readVersion = (db: Db | Tx, id: number): Promise<StoredVersion | null> =>
  db.flagVersion.findUnique({ where: { id } });

/** The newest versions that touched a flag, or with null any, newest first. */
export const listVersions = (
  db: Db,
  flag: string | null,
  limit: number,
): Promise<Omit<StoredVersion, "source" | "compiled">[]> =>
  db.flagVersion.findMany({
    where: flag === null ? {} : { flag },
    orderBy: { id: "desc" },
    take: limit,
    omit: { source: true, compiled: true },
  });

/** Tells every process, once the transaction commits, that there is something to read. */
export const tellProcesses = async (tx: Tx | Db): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_notify(${FLAGS_CHANNEL}, '')`);
};

/** Writes the next version; it is in force once the transaction commits. Maps to its number. */
export const addVersion = async (
  tx: Tx,
  { source, ...rest }: Omit<StoredVersion, "id" | "changedAt">,
): Promise<number> => {
  const { id } = await tx.flagVersion.create({ data: { ...rest, source: source as never } });
  await tellProcesses(tx);
  return id;
};

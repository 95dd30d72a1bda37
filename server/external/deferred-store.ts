import type { Deferred } from "#server/external/gateway.ts";
import type { ServiceName } from "#server/external/schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** Work that was kept for later, with how often it was tried. */
export type KeptWork = Pick<Deferred, "work" | "organisationId" | "payload"> & {
  id: bigint;
  attempts: number;
  dueAtMs: number;
};

/** Keeps work for later; the same work asked for again keeps the earlier time by which it is due. */
export const keepWork = async (db: Db, work: Deferred): Promise<void> => {
  await db.$executeRaw(sql`
    INSERT INTO external_deferred (organisation_id, service, work, key, payload, due_at)
    VALUES (${work.organisationId}, ${work.service}, ${work.work}, ${work.key},
      ${JSON.stringify(work.payload)}::jsonb, ${new Date(work.dueAtMs)})
    ON CONFLICT (service, work, key) DO UPDATE SET due_at = least(external_deferred.due_at, excluded.due_at)`);
};

/** The work of a service that is due first, at most so many; only what is due by `untilMs` where that is given. */
export const readWork = async (
  db: Db,
  service: ServiceName,
  { most, untilMs }: { most: number; untilMs: number | null },
): Promise<KeptWork[]> => {
  const rows = await db.externalDeferred.findMany({
    where: { service, ...(untilMs === null ? {} : { dueAt: { lte: new Date(untilMs) } }) },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(({ dueAt, ...row }) => ({ ...row, dueAtMs: dueAt.getTime() }));
};

/** Lets go of work that is done. */
export const dropWork = async (db: Db, id: bigint): Promise<void> => {
  await db.externalDeferred.deleteMany({ where: { id } });
};

/** Notes that work failed, and when it is due again. */
export const putOffWork = async (
  db: Db,
  id: bigint,
  { error, dueAtMs }: { error: string; dueAtMs: number },
): Promise<void> => {
  await db.externalDeferred.updateMany({
    where: { id },
    data: { attempts: { increment: 1 }, error, dueAt: new Date(dueAtMs) },
  });
};

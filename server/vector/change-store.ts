import { type Db, joinSql, sql, type Tx } from "#server/platform/db.ts";
import { backOffMs } from "#server/platform/outbox.ts";
import type { PassageKind } from "#server/vector/schema.ts";

/** A record whose passage must be made anew. */
export type PassageChange = { kind: PassageKind; recordId: number; attempts: number };

/** A record that was given up, and why. */
export type DeadChange = PassageChange & { failedAt: Date; error: string };

/** How failures are met: so many tries, the first wait, the longest. */
export type Patience = { maxAttempts: number; baseMs: number; maxMs: number };

/** Notes that records changed; one that was noted before, or given up, is due at once. */
export const markChanged = async (
  db: Db | Tx,
  organisationId: number,
  kind: PassageKind,
  ids: readonly number[],
): Promise<void> => {
  if (ids.length === 0) return;
  // In order, so that two who note the same records wait for each other instead of deadlocking.
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  await db.$executeRaw(sql`
    INSERT INTO passage_change (organisation_id, kind, record_id)
    SELECT ${organisationId}::int, ${kind}::text, id FROM unnest(${sorted}::int[]) AS id
    ON CONFLICT (organisation_id, kind, record_id) DO UPDATE
    SET changed_at = now(), attempts = 0, available_at = now(), failed_at = NULL, error = NULL`);
};

/** Takes the changes of an organisation that are due, oldest first; they are locked until the transaction ends. */
export const takeDue = (tx: Tx, organisationId: number, at: Date, limit: number): Promise<PassageChange[]> =>
  tx.$queryRaw<PassageChange[]>(sql`
    SELECT kind, record_id AS "recordId", attempts FROM passage_change
    WHERE organisation_id = ${organisationId} AND failed_at IS NULL AND available_at <= ${at}
    ORDER BY available_at, kind, record_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`);

const keyed = (changes: readonly PassageChange[]) =>
  joinSql(changes.map(({ kind, recordId }) => sql`(${kind}::text, ${recordId}::int)`));

/** Lets go of changes whose passages are stored. */
export const settle = async (
  tx: Tx,
  organisationId: number,
  changes: readonly PassageChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  await tx.$executeRaw(sql`
    DELETE FROM passage_change
    WHERE organisation_id = ${organisationId} AND (kind, record_id) IN (${keyed(changes)})`);
};

/** Puts a change that failed off, or gives it up after the last try. */
export const putOff = async (
  tx: Tx,
  organisationId: number,
  { kind, recordId, attempts }: PassageChange,
  error: string,
  at: number,
  { maxAttempts, baseMs, maxMs }: Patience,
): Promise<void> => {
  const tries = attempts + 1;
  const failedAt = tries >= maxAttempts ? new Date(at) : null;
  const availableAt = new Date(at + backOffMs(tries, baseMs, maxMs));
  await tx.$executeRaw(sql`
    UPDATE passage_change
    SET attempts = ${tries}, error = ${error}, failed_at = ${failedAt}::timestamptz, available_at = ${availableAt}::timestamptz
    WHERE organisation_id = ${organisationId} AND kind = ${kind} AND record_id = ${recordId}`);
};

/** Organisations that have changes due. */
export const organisationsDue = async (db: Db, at: Date): Promise<number[]> => {
  const rows = await db.$queryRaw<{ id: number }[]>(sql`
    SELECT DISTINCT organisation_id AS id FROM passage_change
    WHERE failed_at IS NULL AND available_at <= ${at} ORDER BY id`);
  return rows.map(({ id }) => id);
};

/** Changes that wait, and the oldest of them. */
export const waiting = async (
  db: Db,
  organisationId: number,
): Promise<{ count: number; oldestAt: Date | null }> => {
  const [row] = await db.$queryRaw<{ count: number; oldestAt: Date | null }[]>(sql`
    SELECT count(*)::int AS count, min(changed_at) AS "oldestAt" FROM passage_change
    WHERE organisation_id = ${organisationId} AND failed_at IS NULL`);
  return row ?? { count: 0, oldestAt: null };
};

/** Changes given up, newest first. */
export const deadChanges = (db: Db, organisationId: number, limit: number): Promise<DeadChange[]> =>
  db.$queryRaw<DeadChange[]>(sql`
    SELECT kind, record_id AS "recordId", attempts, failed_at AS "failedAt", error FROM passage_change
    WHERE organisation_id = ${organisationId} AND failed_at IS NOT NULL
    ORDER BY failed_at DESC, kind, record_id LIMIT ${limit}`);

/** How many changes were given up. */
export const countDead = async (db: Db, organisationId: number): Promise<number> => {
  const [row] = await db.$queryRaw<{ count: number }[]>(sql`
    SELECT count(*)::int AS count FROM passage_change
    WHERE organisation_id = ${organisationId} AND failed_at IS NOT NULL`);
  return row?.count ?? 0;
};

/** Gives a change that was given up, or with null all of them, a new set of tries; maps to how many there were. */
export const reviveChanges = (
  tx: Db | Tx,
  organisationId: number,
  one: Pick<PassageChange, "kind" | "recordId"> | null,
): Promise<number> =>
  tx.$executeRaw(sql`
    UPDATE passage_change SET attempts = 0, failed_at = NULL, error = NULL, available_at = now()
    WHERE organisation_id = ${organisationId} AND failed_at IS NOT NULL
      AND ${one === null ? sql`true` : sql`kind = ${one.kind} AND record_id = ${one.recordId}`}`);

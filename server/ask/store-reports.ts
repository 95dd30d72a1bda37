import type { NewReport } from "#server/ask/reports.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql, type Tx } from "#server/platform/db.ts";

/** A kept plan as it is stored; what was kept is read anew, since plans change with the product. */
export type StoredReport = {
  id: number;
  name: string;
  question: string;
  plan: unknown;
  span: unknown;
  isShared: boolean;
  userId: string;
  userName: string;
  createdAt: Date;
  updatedAt: Date;
};

const COLUMNS = sql`id, name, question, plan, span, is_shared AS "isShared", user_id AS "userId",
  user_name AS "userName", created_at AS "createdAt", updated_at AS "updatedAt"`;

const seen = ({ organisationId, userId }: Scope): Sql =>
  sql`organisation_id = ${organisationId} AND (user_id = ${userId} OR is_shared)`;

/** The kept plans a user sees, by name: his own and those that are shared. */
export const readReports = (db: Db | Tx, scope: Scope): Promise<StoredReport[]> =>
  db.$queryRaw<StoredReport[]>(
    sql`SELECT ${COLUMNS} FROM ask_report WHERE ${seen(scope)} ORDER BY lower(name), id`,
  );

/** One kept plan that a user sees. */
export const readReport = async (db: Db | Tx, scope: Scope, id: number): Promise<StoredReport | undefined> =>
  (
    await db.$queryRaw<StoredReport[]>(
      sql`SELECT ${COLUMNS} FROM ask_report WHERE id = ${id} AND ${seen(scope)}`,
    )
  )[0];

/** Stores a plan under a name; undefined where its owner has another of that name. */
export const insertReport = async (
  tx: Tx,
  { organisationId, userId, userName }: Scope,
  { name, question, plan, span, isShared }: NewReport,
): Promise<StoredReport | undefined> =>
  (
    await tx.$queryRaw<StoredReport[]>(sql`
      INSERT INTO ask_report (organisation_id, name, question, plan, span, is_shared, user_id, user_name)
      VALUES (${organisationId}, ${name}, ${question}, ${JSON.stringify(plan)}::jsonb,
        ${span === null ? null : JSON.stringify(span)}::jsonb, ${isShared}, ${userId}, ${userName})
      ON CONFLICT (organisation_id, user_id, name) DO NOTHING RETURNING ${COLUMNS}`)
  )[0];

/** Puts a kept plan back as it was, under its own id. */
export const restoreReport = (tx: Tx, organisationId: number, row: StoredReport): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO ask_report (id, organisation_id, name, question, plan, span, is_shared, user_id, user_name, created_at, updated_at)
    VALUES (${row.id}, ${organisationId}, ${row.name}, ${row.question}, ${JSON.stringify(row.plan)}::jsonb,
      ${row.span === null ? null : JSON.stringify(row.span)}::jsonb, ${row.isShared}, ${row.userId}, ${row.userName},
      ${new Date(row.createdAt)}, ${new Date(row.updatedAt)})
    ON CONFLICT DO NOTHING`);

/** Renames a kept plan and says who sees it; 0 where its owner has another of that name. */
export const updateReport = (
  tx: Tx,
  organisationId: number,
  { id, name, isShared, userId }: Pick<StoredReport, "id" | "name" | "isShared" | "userId">,
): Promise<number> =>
  tx.$executeRaw(sql`
    UPDATE ask_report r SET name = ${name}, is_shared = ${isShared}, updated_at = now()
    WHERE id = ${id} AND organisation_id = ${organisationId} AND NOT EXISTS (
      SELECT FROM ask_report o WHERE o.organisation_id = r.organisation_id AND o.user_id = ${userId}
        AND o.name = ${name} AND o.id <> r.id)`);

/** Takes a kept plan away. */
export const deleteReport = (tx: Tx, organisationId: number, id: number): Promise<number> =>
  tx.$executeRaw(sql`DELETE FROM ask_report WHERE id = ${id} AND organisation_id = ${organisationId}`);

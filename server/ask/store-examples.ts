import type { NewExample } from "#server/ask/examples.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, noSql, sql, type Tx } from "#server/platform/db.ts";

/** A judged answer as it is stored. */
export type StoredExample = {
  id: number;
  question: string;
  plan: unknown;
  reader: string;
  verdict: "up" | "down";
  meant: unknown;
  correction: string | null;
  role: string;
  userId: string;
  userName: string;
  createdAt: Date;
};

const COLUMNS = sql`id, question, plan, reader, verdict, meant, correction, role, user_id AS "userId",
  user_name AS "userName", created_at AS "createdAt"`;

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** The newest judged answers of an organisation; all of them without a limit. */
export const readExamples = (
  db: Db | Tx,
  organisationId: number,
  limit: number | null,
): Promise<StoredExample[]> =>
  db.$queryRaw<StoredExample[]>(sql`
    SELECT ${COLUMNS} FROM ask_example WHERE organisation_id = ${organisationId}
    ORDER BY created_at DESC, id DESC ${limit === null ? noSql : sql`LIMIT ${limit}`}`);

/** One judged answer of an organisation. */
export const readExample = async (
  db: Db | Tx,
  organisationId: number,
  id: number,
): Promise<StoredExample | undefined> =>
  (
    await db.$queryRaw<StoredExample[]>(
      sql`SELECT ${COLUMNS} FROM ask_example WHERE id = ${id} AND organisation_id = ${organisationId}`,
    )
  )[0];

/** How many answers were judged well and how many badly. */
export const countExamples = async (
  db: Db | Tx,
  organisationId: number,
): Promise<{ up: number; down: number }> => {
  const rows = await db.$queryRaw<{ up: number; down: number }[]>(sql`
    SELECT count(*) FILTER (WHERE verdict = 'up')::int AS up, count(*) FILTER (WHERE verdict = 'down')::int AS down
    FROM ask_example WHERE organisation_id = ${organisationId}`);
  return rows[0] ?? { up: 0, down: 0 };
};

/** Stores a judgement; one user's later word on a question takes the place of the earlier. */
export const upsertExample = async (
  tx: Tx,
  { organisationId, userId, userName, role }: Scope,
  { question, plan, reader, verdict, meant, correction }: NewExample,
): Promise<number | undefined> => {
  const rows = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO ask_example (organisation_id, question, plan, reader, verdict, meant, correction, role, user_id, user_name)
    VALUES (${organisationId}, ${question}, ${json(plan)}::jsonb, ${reader}, ${verdict}, ${json(meant)}::jsonb,
      ${correction}, ${role}, ${userId}, ${userName})
    ON CONFLICT (organisation_id, user_id, question) DO UPDATE SET plan = excluded.plan, reader = excluded.reader,
      verdict = excluded.verdict, meant = excluded.meant, correction = excluded.correction, role = excluded.role,
      user_name = excluded.user_name, created_at = now()
    RETURNING id`);
  return rows[0]?.id;
};

/** Takes a judged answer away. */
export const deleteExample = (tx: Tx, organisationId: number, id: number): Promise<number> =>
  tx.$executeRaw(sql`DELETE FROM ask_example WHERE id = ${id} AND organisation_id = ${organisationId}`);

import type { MailingRow, Proposal } from "#server/ask/proposal.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** A mailing as it is stored. */
export type StoredMailing = Omit<MailingRow, "dueAt" | "sentAt"> & {
  organisationId: number;
  userId: string;
  weekdays: number[];
  minute: number;
  nth: number | null;
  dueAt: Date;
  sentAt: Date | null;
};

/** Of his own somebody is shown so many; what is due is all of them, or the last would never go out. */
const MOST_OWN = 1_000;

const COLUMNS = sql`id, organisation_id AS "organisationId", user_id AS "userId", question, words, weekdays, minute, nth,
  format, emails, due_at AS "dueAt", sent_at AS "sentAt", fault`;

/** Makes a mailing of who confirmed it; maps to its id. */
export const insertMailing = async (
  tx: Tx,
  scope: Scope,
  { question, weekdays, minute, nth, format, emails }: Extract<Proposal, { action: "mailing" }>,
  { words, dueAt }: { words: string; dueAt: Date },
): Promise<number> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO ask_mailing (organisation_id, user_id, question, words, weekdays, minute, nth, format, emails, due_at)
    VALUES (${scope.organisationId}, ${scope.userId}, ${question}, ${words}, ${weekdays}::int[], ${minute}, ${nth ?? null}::int,
      ${format},
      ${emails}::text[], ${dueAt}) RETURNING id`);
  if (row === undefined) throw new Error("a mailing was inserted without an id, expected one");
  return row.id;
};

/** Mailings that have not ended; of one user where a scope is given. */
export const readMailings = (db: Db, scope: Scope | null): Promise<StoredMailing[]> =>
  db.$queryRaw<StoredMailing[]>(sql`
    SELECT ${COLUMNS} FROM ask_mailing WHERE ended_at IS NULL
      AND (${scope?.userId ?? null}::text IS NULL OR (user_id = ${scope?.userId ?? null} AND organisation_id = ${scope?.organisationId ?? null}))
    ORDER BY id LIMIT ${scope === null ? null : MOST_OWN}`);

/** A mailing by its id; undefined where it ended or never was. */
export const readMailingById = async (db: Db, id: number): Promise<StoredMailing | undefined> => {
  const [row] = await db.$queryRaw<StoredMailing[]>(
    sql`SELECT ${COLUMNS} FROM ask_mailing WHERE id = ${id} AND ended_at IS NULL`,
  );
  return row;
};

/** Mailings as their owner sees them. */
export const shownMailings = async (db: Db, scope: Scope): Promise<MailingRow[]> =>
  (await readMailings(db, scope)).map(({ id, question, words, format, emails, dueAt, sentAt, fault }) => ({
    ...{ id, question, words, format, emails, fault },
    dueAt: dueAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));

/** Puts a due mailing off to its next time; false where another process was quicker or it ended. */
export const putOff = async (tx: Tx, id: number, from: Date, to: Date): Promise<boolean> =>
  (await tx.$executeRaw(sql`
    UPDATE ask_mailing SET due_at = ${to} WHERE id = ${id} AND due_at = ${from} AND ended_at IS NULL`)) > 0;

/** Notes how a mailing went: when it was sent, or why it was not. */
export const writeMailed = async (
  tx: Tx,
  id: number,
  { sentAt, fault }: { sentAt: Date | null; fault: string | null },
): Promise<void> => {
  await tx.$executeRaw(sql`
    UPDATE ask_mailing SET sent_at = coalesce(${sentAt}::timestamptz, sent_at), fault = ${fault} WHERE id = ${id}`);
};

/** Ends a mailing of who asks; false where he has no such one. */
export const endMailing = async (tx: Tx, scope: Scope, id: number): Promise<boolean> =>
  (await tx.$executeRaw(sql`
    UPDATE ask_mailing SET ended_at = now() WHERE id = ${id} AND organisation_id = ${scope.organisationId}
      AND user_id = ${scope.userId} AND ended_at IS NULL`)) > 0;

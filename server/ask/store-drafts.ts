import { type Quiet, quietWords } from "#server/ask/core/quiet.ts";
import {
  type AlertRow,
  type AskDraftRow,
  DRAFT_LIFE_MINUTES,
  type NoticeRow,
  type Proposal,
  type RowBound,
} from "#server/ask/proposal.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

const only = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error("an insert returned no row, expected one");
  return row;
};

type Draft = { question: string; words: string; proposal: Proposal };

/** Stores a draft that waits, or finds it where the same question left it before; maps to its id. */
export const insertDraft = async (
  db: Db,
  scope: Scope,
  { question, words, proposal }: Draft,
): Promise<number> => {
  const rows = await db.$queryRaw<{ id: number }[]>(sql`
    WITH given AS (SELECT ${JSON.stringify(proposal)}::jsonb AS body),
    waiting AS (
      SELECT id FROM ask_draft WHERE organisation_id = ${scope.organisationId} AND user_id = ${scope.userId}
        AND question = ${question} AND body = (SELECT body FROM given) AND decided_at IS NULL AND expires_at > now()
      ORDER BY id DESC LIMIT 1),
    made AS (
      INSERT INTO ask_draft (organisation_id, user_id, action, question, words, body, expires_at)
      SELECT ${scope.organisationId}::int, ${scope.userId}::text, ${proposal.action}::text, ${question}::text, ${words}::text, body,
        now() + make_interval(mins => ${DRAFT_LIFE_MINUTES}::int)
      FROM given WHERE NOT EXISTS (SELECT FROM waiting)
      RETURNING id)
    SELECT id FROM waiting UNION ALL SELECT id FROM made`);
  return only(rows).id;
};

/** Drafts of who asks, newest first. */
export const listDrafts = async (db: Db, scope: Scope): Promise<AskDraftRow[]> => {
  const rows = await db.$queryRaw<
    (Omit<AskDraftRow, "createdAt" | "expiresAt" | "decidedAt"> & {
      createdAt: Date;
      expiresAt: Date;
      decidedAt: Date | null;
    })[]
  >(sql`
    SELECT id, action, question, words, created_at AS "createdAt", expires_at AS "expiresAt", decided_at AS "decidedAt", is_confirmed AS "isConfirmed"
    FROM ask_draft WHERE organisation_id = ${scope.organisationId} AND user_id = ${scope.userId} ORDER BY id DESC LIMIT 100`);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
};

/** Marks a waiting draft of who asks as decided, while it lives; null where there is none that waits. */
export const decideDraft = async (
  tx: Tx,
  scope: Scope,
  id: number,
  isConfirmed: boolean,
): Promise<{ question: string; words: string; body: unknown } | null> => {
  const [row] = await tx.$queryRaw<{ question: string; words: string; body: unknown }[]>(sql`
    UPDATE ask_draft SET decided_at = now(), is_confirmed = ${isConfirmed}
    WHERE id = ${id} AND organisation_id = ${scope.organisationId} AND user_id = ${scope.userId} AND decided_at IS NULL
      AND (expires_at > now() OR NOT ${isConfirmed}::boolean)
    RETURNING question, words, body`);
  return row ?? null;
};

/** Lets a draft wait again: what it proposed could not be done. */
export const reopenDraft = async (tx: Tx, id: number): Promise<void> => {
  await tx.$executeRaw(sql`UPDATE ask_draft SET decided_at = NULL, is_confirmed = false WHERE id = ${id}`);
};

/** Makes an alert of who confirmed it; maps to its id. */
export const insertRule = async (
  tx: Tx,
  scope: Scope,
  { question, words, forS, bound }: Pick<Rule, "question" | "words" | "forS" | "bound">,
): Promise<number> => {
  const rows = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO ask_rule (organisation_id, user_id, question, words, for_s, bound)
    VALUES (${scope.organisationId}, ${scope.userId}, ${question}, ${words}, ${forS}, ${bound === null ? null : JSON.stringify(bound)}::jsonb) RETURNING id`);
  return only(rows).id;
};

/** An alert as it is counted. */
export type Rule = {
  id: number;
  organisationId: number;
  userId: string;
  question: string;
  words: string;
  forS: number;
  bound: RowBound | null;
  quiet: Quiet[];
  crossedAt: Date | null;
  raisedAt: Date | null;
  fault: string | null;
};

/** Of his own somebody is shown so many; what is counted is all of them, or the last would never be raised. */
const MOST_OWN = 1_000;

/** Every alert that has not ended; of one user where a scope is given. */
export const readRules = (db: Db, scope: Scope | null): Promise<Rule[]> =>
  db.$queryRaw<Rule[]>(sql`
    SELECT id, organisation_id AS "organisationId", user_id AS "userId", question, words, for_s AS "forS", bound, quiet, crossed_at AS "crossedAt", raised_at AS "raisedAt", fault
    FROM ask_rule WHERE ended_at IS NULL
      AND (${scope?.userId ?? null}::text IS NULL OR (user_id = ${scope?.userId ?? null} AND organisation_id = ${scope?.organisationId ?? null}))
    ORDER BY id LIMIT ${scope === null ? null : MOST_OWN}`);

/** Alerts as their owner sees them at a moment. */
export const shownRules = async (
  db: Db,
  scope: Scope,
  clock: { now: string; timeZone: string },
): Promise<AlertRow[]> =>
  (await readRules(db, scope)).map(({ words, quiet, crossedAt, raisedAt, ...rule }) => ({
    ...{ id: rule.id, question: rule.question, forS: rule.forS, bound: rule.bound, fault: rule.fault },
    words: `${words}${quietWords(quiet, clock)}`,
    crossedAt: crossedAt?.toISOString() ?? null,
    raisedAt: raisedAt?.toISOString() ?? null,
  }));

/** Has an alert leave out what it is told to; false where it ended meanwhile. */
export const writeQuiet = async (tx: Tx, id: number, quiet: readonly Quiet[]): Promise<boolean> =>
  (await tx.$executeRaw(sql`
    UPDATE ask_rule SET quiet = ${JSON.stringify(quiet)}::jsonb WHERE id = ${id} AND ended_at IS NULL`)) > 0;

/** Keeps how an alert stands after it was counted; false where it ended or another count was quicker. */
export const writeRuleState = async (
  tx: Tx,
  { id, crossedAt, raisedAt }: Rule,
  next: Pick<Rule, "crossedAt" | "raisedAt" | "fault">,
): Promise<boolean> =>
  (await tx.$executeRaw(sql`
    UPDATE ask_rule SET crossed_at = ${next.crossedAt}::timestamptz, raised_at = ${next.raisedAt}::timestamptz, fault = ${next.fault}
    WHERE id = ${id} AND ended_at IS NULL AND crossed_at IS NOT DISTINCT FROM ${crossedAt}::timestamptz
      AND raised_at IS NOT DISTINCT FROM ${raisedAt}::timestamptz`)) > 0;

/** Ends an alert of who asks; false where he has no such one. */
export const endRule = async (tx: Tx, scope: Scope, id: number): Promise<boolean> =>
  (await tx.$executeRaw(sql`
    UPDATE ask_rule SET ended_at = now() WHERE id = ${id} AND organisation_id = ${scope.organisationId}
      AND user_id = ${scope.userId} AND ended_at IS NULL`)) > 0;

/** Notes that an alert was raised. */
export const insertNotice = async (tx: Tx, rule: Rule, at: Date, count: number): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO ask_notice (organisation_id, rule_id, user_id, at, words, count)
    VALUES (${rule.organisationId}, ${rule.id}, ${rule.userId}, ${at}, ${rule.words}, ${count})`);
};

/** Notices of who asks since a moment, newest first. */
export const listNotices = async (db: Db, scope: Scope, since: Date): Promise<NoticeRow[]> => {
  const rows = await db.$queryRaw<(Omit<NoticeRow, "at"> & { at: Date })[]>(sql`
    SELECT id, rule_id AS "ruleId", at, words, count FROM ask_notice
    WHERE organisation_id = ${scope.organisationId} AND user_id = ${scope.userId} AND at > ${since}
    ORDER BY id DESC LIMIT 100`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
};

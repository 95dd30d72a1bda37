import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

/** A change of the record as an engineer reads it. */
export type ChangeRow = { id: number; when: Date; actor: string; subject: string; was: string; now: string };

/** Which changes are looked at: of kinds of things, of those whose name begins with a prefix, and by people whose name holds another. */
export type ChangesAsked = {
  entities: readonly string[];
  prefix?: string | undefined;
  actor?: string | undefined;
};

type Span = { from: Date; to: Date };

const changesSql = (
  scope: Scope,
  { entities, prefix = "", actor = "" }: ChangesAsked,
  { from, to }: Span,
): Sql =>
  sql`audit WHERE organisation_id IN (0, ${scope.organisationId}) AND entity = ANY(${[...entities]}::text[])
      AND starts_with(entity_id, ${prefix}) AND strpos(lower(actor), lower(${actor})) > 0
      AND at >= ${from} AND at <= ${to}`;

/** The changes in a span of real time, newest first unless the oldest are wanted, as many as `limit`. */
export const readChanges = (
  db: Db,
  scope: Scope,
  {
    isOldestFirst = false,
    limit,
    ...asked
  }: ChangesAsked & { isOldestFirst?: boolean | undefined; limit: number },
  span: Span,
): Promise<ChangeRow[]> =>
  db.$queryRaw<ChangeRow[]>(sql`
    SELECT id::int AS id, at AS "when", actor, entity || ' ' || entity_id AS subject,
      coalesce(before->>'value', before::text, '') AS was, coalesce(after->>'value', after::text, '') AS now
    FROM ${changesSql(scope, asked, span)} ORDER BY id ${isOldestFirst ? sql`ASC` : sql`DESC`} LIMIT ${limit}`);

/** How many changes there were of a thing, or by a person, and the time of the last. */
export type ChangeCount = { key: string; value: number; last: Date };

const CHANGES_BY = { subject: sql`entity || ' ' || entity_id`, actor: sql`actor` } as const;

/** The number of changes in a span of real time for each thing or person, the most first. */
export const countChanges = (
  db: Db,
  scope: Scope,
  asked: ChangesAsked,
  span: Span,
  by: keyof typeof CHANGES_BY,
): Promise<ChangeCount[]> =>
  db.$queryRaw<ChangeCount[]>(sql`
    SELECT ${CHANGES_BY[by]} AS key, count(*)::int AS value, max(at) AS last
    FROM ${changesSql(scope, asked, span)} GROUP BY 1 ORDER BY 2 DESC, 1`);

/** A release of a flag as an engineer reads it. */
export type ReleaseRow = {
  id: number;
  flag: string;
  status: string;
  startedBy: string;
  startedAt: Date;
  finishedAt: Date | null;
};

/** Releases that began or ended in a span of real time, newest first; the flags are the platform's, and so are they. */
export const readReleases = (db: Db, from: Date, to: Date): Promise<ReleaseRow[]> =>
  db.$queryRaw<ReleaseRow[]>(sql`
    SELECT id, flag, status, started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt"
    FROM flag_release WHERE (started_at >= ${from} AND started_at <= ${to}) OR (finished_at >= ${from} AND finished_at <= ${to})
    ORDER BY id DESC LIMIT 200`);

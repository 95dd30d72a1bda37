import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** A change of the record as an engineer reads it. */
export type ChangeRow = { id: number; when: Date; actor: string; subject: string; was: string; now: string };

/** Changes of kinds of things in a span of real time, newest first; only of things whose name begins with a prefix and by people whose name holds another, where these are given. */
export const readChanges = (
  db: Db,
  scope: Scope,
  {
    entities,
    prefix = "",
    actor = "",
  }: { entities: readonly string[]; prefix?: string | undefined; actor?: string | undefined },
  { from, to }: { from: Date; to: Date },
): Promise<ChangeRow[]> =>
  db.$queryRaw<ChangeRow[]>(sql`
    SELECT id::int AS id, at AS "when", actor, entity || ' ' || entity_id AS subject,
      coalesce(before->>'value', before::text, '') AS was, coalesce(after->>'value', after::text, '') AS now
    FROM audit WHERE organisation_id IN (0, ${scope.organisationId}) AND entity = ANY(${[...entities]}::text[])
      AND starts_with(entity_id, ${prefix}) AND strpos(lower(actor), lower(${actor})) > 0
      AND at >= ${from} AND at <= ${to} ORDER BY id DESC LIMIT 200`);

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

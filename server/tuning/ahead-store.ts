import * as z from "zod";
import { type Db, sql } from "#server/platform/db.ts";

/** The person who changed a setting last, where that is no more than so many minutes ago; else null. */
export const readLastPersonSince = async (
  db: Db,
  organisationIds: readonly number[],
  key: string,
  minutes: number,
): Promise<string | null> => {
  const [last] = await db.$queryRaw<{ actor: string; isPerson: boolean; isNew: boolean }[]>(sql`
    SELECT actor, coalesce(user_id, '') NOT LIKE 'system:%' AS "isPerson",
      at > now() - make_interval(mins => ${minutes}::int) AS "isNew"
    FROM audit
    WHERE organisation_id = ANY(${organisationIds}::int[]) AND entity = 'setting' AND entity_id = ${key}
    ORDER BY id DESC LIMIT 1`);
  return last?.isPerson && last.isNew ? last.actor : null;
};

const Stored = z.object({ value: z.unknown() });

/**
 * What stood before a user began to change a setting, where nobody else changed it since: its value, undefined for that
 * in code; null where the last change was somebody else's.
 */
export const readValueBefore = async (
  db: Db,
  organisationIds: readonly number[],
  key: string,
  userId: string,
): Promise<{ value: unknown } | null> => {
  const of = sql`organisation_id = ANY(${organisationIds}::int[]) AND entity = 'setting' AND entity_id = ${key}`;
  const [first] = await db.$queryRaw<{ before: unknown }[]>(sql`
    SELECT before FROM audit
    WHERE ${of} AND user_id = ${userId}
      AND id > coalesce((SELECT max(id) FROM audit WHERE ${of} AND user_id IS DISTINCT FROM ${userId}), 0)
    ORDER BY id LIMIT 1`);
  if (first === undefined) return null;
  return { value: first.before === null ? undefined : Stored.parse(first.before).value };
};

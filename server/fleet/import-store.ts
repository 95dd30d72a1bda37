import type { PoolClient } from "pg";
import { AppError } from "#server/lib/errors.ts";
import { RAISE_ALL } from "#server/platform/source-version.ts";

/** The organisation an import goes into: null id where it is new. */
export type Target = { id: number | null; slug: string; name: string; timeZone: string | null };

/** Finds the organisation of a slug, locked against other imports of it until the transaction ends. */
export const findTarget = async (client: PoolClient, slug: string, name: string): Promise<Target> => {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('import'), hashtext($1))", [slug]);
  const { rows } = await client.query<{ id: number; kind: string; name: string; timeZone: string }>(
    `SELECT id, kind, name, time_zone AS "timeZone" FROM organisation WHERE slug = $1`,
    [slug],
  );
  const [found] = rows;
  if (found?.kind === "demo")
    throw new AppError(
      "CONFLICT",
      `organisation ${slug} is the demo city: import into another, with --organisation`,
    );
  return found
    ? { id: found.id, slug, name: found.name, timeZone: found.timeZone }
    : { id: null, slug, name, timeZone: null };
};

/** Makes the organisation of an import. */
export const insertOrganisation = async (
  client: PoolClient,
  { slug, name, timeZone }: { slug: string; name: string; timeZone: string },
): Promise<number> => {
  const { rows } = await client.query<{ id: number }>(
    // The first organisation of an installation runs its platform.
    `INSERT INTO organisation (slug, name, time_zone, kind, bounds, is_operator)
     VALUES ($1, $2, $3, 'import', '{}', NOT EXISTS (SELECT FROM organisation WHERE is_operator)) RETURNING id`,
    [slug, name, timeZone],
  );
  const id = rows[0]?.id;
  if (id === undefined)
    throw new AppError("INTERNAL", `organisation ${slug}: the insert gave no id, expected one`);
  return id;
};

/** What is noted of an import that changed something. */
export type RunNote = {
  organisationId: number;
  source: string;
  sha256: string;
  counts: unknown;
  actor: { id: string | null; name: string };
  startedAt: Date;
};

/** Notes an import in the transaction that makes it: run, audit row, outbox, and the organisation's bounds and version. */
export const noteRun = async (client: PoolClient, note: RunNote): Promise<void> => {
  const { organisationId, source, sha256, actor, startedAt } = note;
  const counts = JSON.stringify(note.counts);
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO import_run (organisation_id, source, sha256, counts, actor, started_at, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp()) RETURNING id`,
    [organisationId, source, sha256, counts, actor.name, startedAt],
  );
  const id = rows[0]?.id;
  await client.query(
    `UPDATE organisation SET bounds = coalesce((
       SELECT ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)] FROM (
         SELECT ST_Extent(location::geometry)::box2d AS box FROM (
           SELECT location FROM depot WHERE organisation_id = $1
           UNION ALL SELECT location FROM facility WHERE organisation_id = $1
           UNION ALL SELECT location FROM site WHERE organisation_id = $1) places) extent
       WHERE box IS NOT NULL), '{}') WHERE id = $1`,
    [organisationId],
  );
  await client.query(RAISE_ALL, [organisationId]);
  await client.query(
    `INSERT INTO audit (organisation_id, user_id, actor, action, entity, entity_id, after)
     VALUES ($1, $2, $3, 'fleet.import', 'import_run', $4, $5)`,
    [organisationId, actor.id, actor.name, String(id), counts],
  );
  await client.query(
    "INSERT INTO outbox (organisation_id, topic, payload) VALUES ($1, 'fleet.imported', $2)",
    [organisationId, JSON.stringify({ organisationId, importRunId: id })],
  );
};

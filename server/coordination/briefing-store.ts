import { type Shipped, TOLD_ACTIONS } from "#server/coordination/core/briefing.ts";
import { Briefing, type BriefingPart, type Slot } from "#server/coordination/schema.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** The depots of an organisation by the zone in which they live. */
export const readZones = (
  db: Db,
  organisationId: number,
): Promise<{ timeZone: string; depotIds: number[] }[]> =>
  db.$queryRaw<{ timeZone: string; depotIds: number[] }[]>(sql`
    SELECT time_zone AS "timeZone", array_agg(id ORDER BY id) AS "depotIds" FROM depot
    WHERE organisation_id = ${organisationId} GROUP BY time_zone ORDER BY time_zone`);

/** Whether the briefing of a slot is there. */
export const hasBriefing = async (
  db: Db,
  organisationId: number,
  { timeZone, day, slot }: { timeZone: string; day: string; slot: Slot },
): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ found: boolean }[]>(sql`
    SELECT EXISTS (SELECT FROM briefing WHERE organisation_id = ${organisationId} AND time_zone = ${timeZone}
      AND day = ${day}::date AND slot = ${slot}) AS found`);
  return row?.found ?? false;
};

/** What the audit log says of plans, flags, releases and milestones since the briefing before, and where it ends. */
export const readChanges = async (
  db: Db,
  organisationId: number,
  timeZone: string,
): Promise<{ auditId: number; changes: Shipped[] }> => {
  // Where it ends is read first: what is committed meanwhile is told by the next one.
  const [end] = await db.$queryRaw<{ id: number }[]>(
    sql`SELECT coalesce(max(id), 0)::int AS id FROM audit WHERE organisation_id = ${organisationId}`,
  );
  const auditId = end?.id ?? 0;
  // The first briefing tells of the day before it.
  const rows = await db.$queryRaw<(Shipped & { last: number })[]>(sql`
    WITH before AS (
      SELECT coalesce(
        (SELECT max(audit_id) FROM briefing WHERE organisation_id = ${organisationId} AND time_zone = ${timeZone}),
        (SELECT max(id) FROM audit WHERE organisation_id = ${organisationId} AND at < now() - interval '1 day'), 0) AS id)
    SELECT a.id AS last, a.action, a.actor, coalesce(a.after->>'title', a.entity || ' ' || a.entity_id) AS subject
    FROM audit a, before
    WHERE a.organisation_id = ${organisationId} AND a.id > before.id AND a.id <= ${auditId} AND a.action = ANY(${[...TOLD_ACTIONS]})
      AND a.undone_at IS NULL AND a.undo_of IS NULL
    ORDER BY a.id LIMIT 1000`);
  return { auditId, changes: rows.map(({ last: _, ...change }) => change) };
};

/** Keeps a briefing; null where its slot has one already. */
export const insertBriefing = async (
  tx: Tx,
  organisationId: number,
  { parts, auditId, ...row }: Omit<Briefing, "id"> & { auditId: number; parts: BriefingPart[] },
): Promise<number | null> => {
  const [made] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO briefing (organisation_id, time_zone, depot_ids, day, slot, made_at, audit_id, body)
    VALUES (${organisationId}, ${row.timeZone}, ${row.depotIds}, ${row.day}::date, ${row.slot},
      ${row.madeAt}::timestamptz, ${auditId}, ${JSON.stringify(parts)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`);
  return made?.id ?? null;
};

/** The newest briefings, those of depots outside `depotIds` left out where it is given. */
export const listBriefings = async (
  db: Db,
  organisationId: number,
  depotIds: readonly number[] | null,
  limit: number,
): Promise<Briefing[]> => {
  const rows = await db.$queryRaw<(Omit<Briefing, "madeAt"> & { madeAt: Date })[]>(sql`
    SELECT id, time_zone AS "timeZone", depot_ids AS "depotIds", day::text AS day, slot, made_at AS "madeAt", body AS parts
    FROM briefing WHERE organisation_id = ${organisationId}
      AND (${depotIds}::int[] IS NULL OR depot_ids <@ ${depotIds}::int[])
    ORDER BY day DESC, slot DESC, time_zone LIMIT ${limit}`);
  return rows.map((row) => Briefing.parse({ ...row, madeAt: row.madeAt.toISOString() }));
};

import { type Shipped, TOLD_ACTIONS } from "#server/coordination/core/briefing.ts";
import { Briefing, type BriefingPart, type Slot } from "#server/coordination/schema.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";
import { Ways } from "#server/platform/ways.schema.ts";

/** The action of the audit log that says that a briefing went out. */
export const BRIEFING_SENT = "briefing.send";

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
  { parts, auditId, ...row }: Omit<Briefing, "id" | "sent"> & { auditId: number; parts: BriefingPart[] },
): Promise<number | null> => {
  const [made] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO briefing (organisation_id, time_zone, depot_ids, day, slot, made_at, audit_id, body)
    VALUES (${organisationId}, ${row.timeZone}, ${row.depotIds}, ${row.day}::date, ${row.slot},
      ${row.madeAt}::timestamptz, ${auditId}, ${JSON.stringify(parts)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`);
  return made?.id ?? null;
};

const SELECTED = sql`
  SELECT id, time_zone AS "timeZone", depot_ids AS "depotIds", day::text AS day, slot, made_at AS "madeAt", body AS parts,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('way', a.after->>'way', 'count', a.after->'count', 'at', a.at) ORDER BY a.id), '[]')
     FROM audit a WHERE a.organisation_id = b.organisation_id AND a.entity = 'briefing' AND a.entity_id = b.id::text
       AND a.action = ${BRIEFING_SENT}) AS sent
  FROM briefing b`;

type Stored = Omit<Briefing, "madeAt" | "sent"> & {
  madeAt: Date;
  sent: { way: string; count: number; at: string }[];
};
const toBriefing = ({ madeAt, sent, ...row }: Stored): Briefing =>
  Briefing.parse({
    ...row,
    madeAt: madeAt.toISOString(),
    sent: sent.map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
  });

/** The newest briefings, those of depots outside `depotIds` left out where it is given. */
export const listBriefings = async (
  db: Db,
  organisationId: number,
  depotIds: readonly number[] | null,
  limit: number,
): Promise<Briefing[]> => {
  const rows = await db.$queryRaw<Stored[]>(sql`
    ${SELECTED} WHERE organisation_id = ${organisationId}
      AND (${depotIds}::int[] IS NULL OR depot_ids <@ ${depotIds}::int[])
    ORDER BY day DESC, slot DESC, time_zone LIMIT ${limit}`);
  return rows.map(toBriefing);
};

/** One briefing; null where the organisation has none of that number. */
export const readBriefing = async (db: Db, organisationId: number, id: number): Promise<Briefing | null> => {
  const [row] = await db.$queryRaw<Stored[]>(
    sql`${SELECTED} WHERE organisation_id = ${organisationId} AND id = ${id}`,
  );
  return row === undefined ? null : toBriefing(row);
};

/** Where the briefings of an organisation go beside the screen; nowhere where nobody said. */
export const readBriefingWays = async (db: Db | Tx, organisationId: number): Promise<Ways> => {
  const [row] = await db.$queryRaw<Ways[]>(
    sql`SELECT emails, webhook FROM briefing_ways WHERE organisation_id = ${organisationId}`,
  );
  return row === undefined ? { emails: [], webhook: null } : Ways.parse(row);
};

/** Writes where the briefings of an organisation go. */
export const writeBriefingWays = async (
  tx: Tx,
  organisationId: number,
  { emails, webhook }: Ways,
): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO briefing_ways (organisation_id, emails, webhook) VALUES (${organisationId}, ${emails}, ${webhook})
    ON CONFLICT (organisation_id) DO UPDATE SET emails = excluded.emails, webhook = excluded.webhook`);
};

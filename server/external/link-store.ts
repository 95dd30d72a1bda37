import { type Db, sql, type Tx } from "#server/platform/db.ts";

type Runner = Pick<Db, "$queryRaw" | "$executeRaw">;

/** A record of ours and the one it is at a service, with the fields as both last had them alike. */
export type Link = {
  ourId: number;
  externalId: string;
  base: Record<string, string>;
  /** When the other side last changed its record, in its own words; null where it never said. */
  theirVersion: string | null;
};

/** Whose links, of which service and which kind of record. */
export type LinkPlace = { organisationId: number; service: string; kind: string };

/** Every link of one kind; or those of some records of ours, or of theirs. */
export const readLinks = (
  db: Runner,
  { organisationId, service, kind }: LinkPlace,
  {
    ourIds = null,
    theirIds = null,
  }: { ourIds?: readonly number[] | null; theirIds?: readonly string[] | null } = {},
): Promise<Link[]> =>
  db.$queryRaw<Link[]>(sql`
    SELECT our_id AS "ourId", external_id AS "externalId", base, their_version AS "theirVersion" FROM external_link
    WHERE organisation_id = ${organisationId} AND service = ${service} AND kind = ${kind}
      AND (${ourIds === null} OR our_id = ANY(${ourIds ?? []}::int[]))
      AND (${theirIds === null} OR external_id = ANY(${theirIds ?? []}::text[])) ORDER BY our_id`);

/** How many records of each kind are at a service. */
export const countLinks = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  service: string,
): Promise<Map<string, number>> => {
  const rows = await db.$queryRaw<{ kind: string; count: number }[]>(sql`
    SELECT kind, count(*)::int FROM external_link
    WHERE organisation_id = ${organisationId} AND service = ${service} GROUP BY kind`);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
};

/** Writes links and counts their versions on; a record of ours is at one of theirs at most, the newest word counts. */
export const writeLinks = async (db: Db, place: LinkPlace, links: readonly Link[]): Promise<void> => {
  if (links.length > 0) await db.$transaction((tx) => write(tx, place, links));
};

const write = async (tx: Tx, { organisationId, service, kind }: LinkPlace, links: readonly Link[]) => {
  // Of two that write the same record at once the second would meet the name of theirs, which no conflict clause names.
  const lock = `links/${organisationId}/${service}/${kind}`;
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${lock}))`);
  await tx.$executeRaw(sql`
    DELETE FROM external_link l USING unnest(${links.map((l) => l.ourId)}::int[],
      ${links.map((l) => l.externalId)}::text[]) AS n(our_id, external_id)
    WHERE l.organisation_id = ${organisationId} AND l.service = ${service} AND l.kind = ${kind}
      AND l.external_id = n.external_id AND l.our_id <> n.our_id`);
  await tx.$executeRaw(sql`
    INSERT INTO external_link (organisation_id, service, kind, our_id, external_id, base, their_version)
    SELECT ${organisationId}, ${service}, ${kind}, n.our_id, n.external_id, n.base::jsonb, n.their_version
    FROM unnest(${links.map((l) => l.ourId)}::int[], ${links.map((l) => l.externalId)}::text[],
      ${links.map((l) => JSON.stringify(l.base))}::text[], ${links.map((l) => l.theirVersion)}::text[])
      AS n(our_id, external_id, base, their_version)
    ON CONFLICT (organisation_id, service, kind, our_id) DO UPDATE SET external_id = excluded.external_id,
      base = excluded.base, their_version = excluded.their_version, version = external_link.version + 1,
      synced_at = now()`);
};

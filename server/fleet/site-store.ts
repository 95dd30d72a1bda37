import { type Db, sql, type Tx } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** A site of a customer with what others keep of it: where it is, what is collected there, and when. */
export type SiteCard = {
  id: number;
  externalId: string;
  /** The external id of its customer. */
  customerId: string;
  name: string;
  /** Street and number; empty where it has none. */
  address: string;
  depot: string;
  streams: string[];
  containers: number;
  windowStartMin: number;
  windowEndMin: number;
};

/** What of a site may be changed. */
export type SiteFields = Pick<SiteCard, "name" | "windowStartMin" | "windowEndMin">;

/** Sites of the first so many customers that are no households, by id; or those with some external ids. */
export const businessSitesOf = (
  db: Reader,
  organisationId: number,
  { externalIds, mostCustomers }: { externalIds: readonly string[] | null; mostCustomers: number | null },
): Promise<SiteCard[]> =>
  db.$queryRaw<SiteCard[]>(sql`
    SELECT s.id, s.external_id AS "externalId", c.external_id AS "customerId", s.name,
      concat_ws(' ', s.house_number, s.street) AS address, d.name AS depot, s.streams,
      (SELECT count(*)::int FROM container k WHERE k.site_id = s.id) AS containers,
      s.window_start_min AS "windowStartMin", s.window_end_min AS "windowEndMin"
    FROM (SELECT id, external_id FROM customer WHERE organisation_id = ${organisationId} AND kind <> 'household'
      ORDER BY id LIMIT ${mostCustomers}) c
    JOIN site s ON s.customer_id = c.id AND s.organisation_id = ${organisationId}
    JOIN depot d ON d.id = s.depot_id
    WHERE ${externalIds === null} OR s.external_id = ANY(${externalIds ?? []}::text[])
    ORDER BY s.id`);

/** The fields of a site that may be changed, kept from others until the transaction ends; null where there is none. */
export const lockSite = async (tx: Tx, organisationId: number, id: number): Promise<SiteFields | null> => {
  const [row] = await tx.$queryRaw<SiteFields[]>(sql`
    SELECT name, window_start_min AS "windowStartMin", window_end_min AS "windowEndMin" FROM site
    WHERE id = ${id} AND organisation_id = ${organisationId} FOR UPDATE`);
  return row ?? null;
};

/** Writes some fields of a site. */
export const updateSite = async (
  tx: Tx,
  organisationId: number,
  id: number,
  fields: Partial<SiteFields>,
): Promise<void> => {
  await tx.site.updateMany({ where: { id, organisationId }, data: fields });
};

/** A site by its external id, with what an order at it needs; null where there is none. */
export const siteForOrder = async (db: Reader, organisationId: number, externalId: string) => {
  const [row] = await db.$queryRaw<
    { id: number; depotId: number; customerId: number | null; isHousehold: boolean; streams: string[] }[]
  >(sql`
    SELECT s.id, s.depot_id AS "depotId", s.customer_id AS "customerId", s.streams,
      c.kind IS NOT DISTINCT FROM 'household' AS "isHousehold"
    FROM site s LEFT JOIN customer c ON c.id = s.customer_id
    WHERE s.organisation_id = ${organisationId} AND s.external_id = ${externalId}`);
  return row ?? null;
};

/** The customer of a site; null where it has none. */
export const customerOfSite = async (
  db: Reader,
  organisationId: number,
  id: number,
): Promise<number | null> => {
  const [row] = await db.$queryRaw<{ customerId: number | null }[]>(sql`
    SELECT customer_id AS "customerId" FROM site WHERE id = ${id} AND organisation_id = ${organisationId}`);
  return row?.customerId ?? null;
};

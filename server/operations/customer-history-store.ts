import { type Db, sql } from "#server/platform/db.ts";

/** What is on record of a customer; days count from the first that was asked for, ascending. */
export type CustomerRecord = {
  customerId: number;
  isBusiness: boolean;
  sites: number;
  complaints: number[];
  misses: number[];
  troubles: number[];
};

/** What is on record of every customer over some days, both ends included: complaints, misses, exceptions. */
export const readCustomerHistories = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  first: string,
  last: string,
): Promise<CustomerRecord[]> => {
  const customers = await db.$queryRaw<Pick<CustomerRecord, "customerId" | "isBusiness" | "sites">[]>(sql`
    SELECT c.id AS "customerId", c.kind <> 'household' AS "isBusiness", count(s.id)::int AS sites
    FROM customer c LEFT JOIN site s ON s.customer_id = c.id
    WHERE c.organisation_id = ${organisationId} GROUP BY c.id ORDER BY c.id`);
  const rows = await db.$queryRaw<{ kind: "complaints" | "misses" | "troubles"; id: number; day: number }[]>(
    sql`
    SELECT 'complaints' AS kind, r.customer_id AS id, (r.at AT TIME ZONE d.time_zone)::date - ${first}::date AS day
    FROM resident_call r JOIN depot d ON d.id = r.depot_id
    WHERE r.organisation_id = ${organisationId} AND r.reason IN ('complaint', 'missed-pickup')
      AND r.customer_id IS NOT NULL
      AND (r.at AT TIME ZONE d.time_zone)::date BETWEEN ${first}::date AND ${last}::date
    UNION ALL
    SELECT 'misses', s.customer_id, t.service_day - ${first}::date FROM stop t JOIN site s ON s.id = t.site_id
    WHERE t.organisation_id = ${organisationId} AND t.status = 'missed' AND s.customer_id IS NOT NULL
      AND t.service_day BETWEEN ${first}::date AND ${last}::date
    UNION ALL
    -- A missed pickup is counted as what it is, above.
    SELECT 'troubles', s.customer_id, e.service_day - ${first}::date FROM exception e JOIN site s ON s.id = e.site_id
    WHERE e.organisation_id = ${organisationId} AND e.kind <> 'missed-pickup' AND s.customer_id IS NOT NULL
      AND e.service_day BETWEEN ${first}::date AND ${last}::date
    ORDER BY 3`,
  );
  const byId = new Map(
    customers.map((each): [number, CustomerRecord] => [
      each.customerId,
      { ...each, complaints: [], misses: [], troubles: [] },
    ]),
  );
  for (const { kind, id, day } of rows) byId.get(id)?.[kind].push(day);
  return [...byId.values()];
};

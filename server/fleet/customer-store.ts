import { type Db, sql, type Tx } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** A customer with what others keep of him: who he is, how he is served, and how likely he is to complain and leave. */
export type CustomerCard = {
  id: number;
  externalId: string;
  accountNumber: string;
  name: string;
  kind: string;
  phone: string | null;
  email: string | null;
  /** `YYYY-MM-DD`. */
  since: string;
  sites: number;
  complaintRisk: number | null;
  leaveIndex: number | null;
};

/** What of a customer may be changed. */
export type CustomerFields = Pick<CustomerCard, "name" | "kind" | "phone" | "email">;

/** Customers that are no households, by id; or those with some external ids. */
export const businessCustomersOf = (
  db: Reader,
  organisationId: number,
  { externalIds, most }: { externalIds: readonly string[] | null; most: number | null },
): Promise<CustomerCard[]> =>
  db.$queryRaw<CustomerCard[]>(sql`
    SELECT c.id, c.external_id AS "externalId", c.account_number AS "accountNumber", c.name, c.kind, c.phone, c.email,
      to_char(c.since, 'YYYY-MM-DD') AS since,
      (SELECT count(*)::int FROM site s WHERE s.customer_id = c.id) AS sites,
      r.complaint_risk AS "complaintRisk", r.leave_index AS "leaveIndex"
    FROM (SELECT * FROM customer WHERE organisation_id = ${organisationId} AND kind <> 'household'
      ORDER BY id LIMIT ${most}) c
    LEFT JOIN customer_risk r ON r.organisation_id = c.organisation_id AND r.customer_id = c.id
    WHERE ${externalIds === null} OR c.external_id = ANY(${externalIds ?? []}::text[])
    ORDER BY c.id`);

/** The fields of a customer that may be changed, kept from others until the transaction ends; null where there is none. */
export const lockCustomer = async (
  tx: Tx,
  organisationId: number,
  id: number,
): Promise<CustomerFields | null> => {
  const [row] = await tx.$queryRaw<CustomerFields[]>(sql`
    SELECT name, kind, phone, email FROM customer
    WHERE id = ${id} AND organisation_id = ${organisationId} FOR UPDATE`);
  return row ?? null;
};

/** Writes some fields of a customer. */
export const updateCustomer = async (
  tx: Tx,
  organisationId: number,
  id: number,
  fields: Partial<CustomerFields>,
): Promise<void> => {
  await tx.customer.updateMany({ where: { id, organisationId }, data: fields });
};

import { type Db, type Sql, sql, type Tx } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** An order of a customer with what others keep of it. */
export type OrderCard = {
  id: number;
  externalId: string;
  /** The external ids of its site and its customer; null where nobody is named. */
  siteId: string;
  site: string;
  customerId: string | null;
  kind: string;
  stream: string;
  /** requested | scheduled | done | cancelled */
  status: string;
  description: string;
  /** `YYYY-MM-DD`. */
  scheduledFor: string | null;
  /** ISO text. */
  doneAt: string | null;
};

/** What of an order may be changed. */
export type OrderFields = Pick<OrderCard, "status" | "description">;

/** Days after which an order that is done or called off is told to nobody any more. */
const TOLD_DAYS = 90;

// One that was made here has no name elsewhere but its number.
const NAME = sql`coalesce(o.external_id, 'order-' || o.id)`;
const NUMBER = /^order-(\d{1,9})$/;

const toldOf = (
  organisationId: number,
): Sql => sql`(o.status IN ('requested', 'scheduled') OR o.requested_at >
  (SELECT max(requested_at) FROM service_order WHERE organisation_id = ${organisationId})
    - make_interval(days => ${TOLD_DAYS}))`;

// By what is indexed: every look of every minute asks for some.
const namedOf = (externalIds: readonly string[]): Sql => {
  const numbers = externalIds.flatMap((name) => NUMBER.exec(name)?.slice(1).map(Number) ?? []);
  return sql`(o.external_id = ANY(${externalIds}::text[]) OR (o.external_id IS NULL AND o.id = ANY(${numbers}::int[])))`;
};

/**
 * Orders of customers that are no households, the newest first: those that are open or not long over; or those with
 * some external ids.
 */
export const businessOrdersOf = (
  db: Reader,
  organisationId: number,
  { externalIds, most }: { externalIds: readonly string[] | null; most: number | null },
): Promise<OrderCard[]> =>
  db.$queryRaw<OrderCard[]>(sql`
    SELECT o.id, ${NAME} AS "externalId", s.external_id AS "siteId", s.name AS site, c.external_id AS "customerId",
      o.kind, o.stream, o.status, o.description, to_char(o.scheduled_for, 'YYYY-MM-DD') AS "scheduledFor",
      to_char(o.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "doneAt"
    FROM service_order o
    JOIN site s ON s.id = o.site_id
    LEFT JOIN customer c ON c.id = coalesce(o.customer_id, s.customer_id)
    WHERE o.organisation_id = ${organisationId} AND c.kind IS DISTINCT FROM 'household'
      AND ${externalIds === null ? toldOf(organisationId) : namedOf(externalIds)}
    ORDER BY o.requested_at DESC, o.id DESC LIMIT ${most}`);

/** The fields of an order that may be changed, kept from others until the transaction ends; null where there is none. */
export const lockOrder = async (tx: Tx, organisationId: number, id: number): Promise<OrderFields | null> => {
  const [row] = await tx.$queryRaw<OrderFields[]>(sql`
    SELECT status, description FROM service_order
    WHERE id = ${id} AND organisation_id = ${organisationId} FOR UPDATE`);
  return row ?? null;
};

/** Writes some fields of an order. */
export const updateOrder = async (
  tx: Tx,
  organisationId: number,
  id: number,
  fields: Partial<OrderFields>,
): Promise<void> => {
  await tx.serviceOrder.updateMany({ where: { id, organisationId }, data: fields });
};

/** An order that was asked for elsewhere. */
export type AskedOrder = {
  externalId: string;
  depotId: number;
  siteId: number;
  customerId: number | null;
  kind: string;
  stream: string;
  description: string;
  requestedAt: Date;
};

/** Writes an order that was asked for elsewhere; null where it is written already. */
export const insertOrder = async (
  tx: Tx,
  organisationId: number,
  order: AskedOrder,
): Promise<number | null> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO service_order (organisation_id, external_id, depot_id, site_id, customer_id, kind, stream, status,
      description, requested_at)
    VALUES (${organisationId}, ${order.externalId}, ${order.depotId}, ${order.siteId}, ${order.customerId},
      ${order.kind}, ${order.stream}, 'requested', ${order.description}, ${order.requestedAt})
    ON CONFLICT (organisation_id, external_id) DO NOTHING RETURNING id`);
  return row?.id ?? null;
};

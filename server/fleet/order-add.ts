import { type AskedOrder, businessOrdersOf, insertOrder, type OrderCard } from "#server/fleet/order-store.ts";
import { tellOf } from "#server/fleet/record-changes.ts";
import { siteForOrder } from "#server/fleet/site-store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

/** An order as it is asked for elsewhere, by the external id of its site. */
export type OrderAsked = Pick<AskedOrder, "externalId" | "kind" | "description" | "requestedAt"> & {
  siteId: string;
  /** Null where the site has one stream alone. */
  stream: string | null;
};

const BULKY = "bulky";

/** Writes an order that was asked for elsewhere, once however often it is told; rejects where it cannot be one. */
export const addOrder = async (db: Db, scope: Scope, asked: OrderAsked): Promise<OrderCard> => {
  const { organisationId } = scope;
  const { externalId, kind, description, requestedAt } = asked;
  const site = await siteForOrder(db, organisationId, asked.siteId);
  if (site === null)
    throw new AppError(
      "BAD_REQUEST",
      `order ${externalId}: found site ${asked.siteId}, expected one there is`,
    );
  if (site.isHousehold)
    throw new AppError(
      "BAD_REQUEST",
      `order ${externalId}: found site ${asked.siteId} of a household, expected a business's`,
    );
  const [first, ...more] = kind === "bulky-pickup" ? [BULKY] : site.streams;
  const stream = asked.stream ?? (more.length === 0 ? first : undefined);
  const may = kind === "bulky-pickup" ? [...site.streams, BULKY] : site.streams;
  if (stream === undefined || !may.includes(stream))
    throw new AppError(
      "BAD_REQUEST",
      `order ${externalId}: found stream ${asked.stream ?? "none"}, expected one of ${may.join(", ")}`,
    );
  await db.$transaction(async (tx) => {
    const { depotId, id: siteId, customerId } = site;
    const id = await insertOrder(tx, organisationId, {
      ...{ externalId, depotId, siteId, customerId, kind, stream, description, requestedAt },
    });
    if (id === null) return;
    // Taken back it is called off and stays: whoever asked for it is told.
    await record(tx, scope, {
      ...{ action: "service-order.add", entity: "service-order", entityId: id },
      ...{ before: { status: "cancelled" }, after: { status: "requested" } },
    });
    await tellOf(tx, organisationId, "service-order", id);
  });
  const [order] = await businessOrdersOf(db, organisationId, { externalIds: [externalId], most: 1 });
  if (order === undefined) throw new AppError("INTERNAL", `order ${externalId}: found none, expected one`);
  return order;
};

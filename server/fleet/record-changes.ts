import { type CustomerFields, lockCustomer, updateCustomer } from "#server/fleet/customer-store.ts";
import { lockOrder, type OrderFields, updateOrder } from "#server/fleet/order-store.ts";
import { lockSite, type SiteFields, updateSite } from "#server/fleet/site-store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** Topics of the announcements that a record of the fleet changed. */
export const RECORD_CHANGED = {
  customer: "customer.changed",
  site: "site.changed",
  "service-order": "service-order.changed",
} as const;

/** A kind of records that are changed by what was read of them. */
export type RecordKind<F> = {
  /** As the audit log calls it. */
  entity: keyof typeof RECORD_CHANGED;
  /** The fields that may be changed, kept from others until the transaction ends; null where there is no such record. */
  lock: (tx: Tx, organisationId: number, id: number) => Promise<F | null>;
  update: (tx: Tx, organisationId: number, id: number, fields: Partial<F>) => Promise<void>;
};

/** Customers, as records that are changed by what was read of them. */
export const CUSTOMERS: RecordKind<CustomerFields> = {
  ...{ entity: "customer", lock: lockCustomer, update: updateCustomer },
};
/** Sites, as records that are changed by what was read of them. */
export const SITES: RecordKind<SiteFields> = { entity: "site", lock: lockSite, update: updateSite };
/** Orders of customers, as records that are changed by what was read of them. */
export const ORDERS: RecordKind<OrderFields> = {
  ...{ entity: "service-order", lock: lockOrder, update: updateOrder },
};

/** A change of a record that was decided from how it stood. */
export type RecordChanging<F> = {
  id: number;
  /** The fields as they were read. */
  from: Partial<F>;
  to: Partial<F>;
  /** Whether another change of the same fields gave way to this one. */
  isConflict: boolean;
  /** What another wrote into fields that are ours alone, and what stands there instead; null where nobody did. */
  refused: { theirs: Readonly<Record<string, string>>; ours: Readonly<Record<string, string>> } | null;
};

/** Tells the rest of the product that a record changed. */
export const tellOf = (
  tx: Tx,
  organisationId: number,
  entity: keyof typeof RECORD_CHANGED,
  id: number,
): Promise<void> => announce(tx, { organisationId, topic: RECORD_CHANGED[entity], payload: { id } });

/** Takes a change of a record back, unless it was changed since. */
export const recordUndoer =
  <F extends object>({ entity, lock, update }: RecordKind<F>): Undoer =>
  async (tx, scope, row) => {
    const { organisationId } = scope;
    const id = Number(row.entityId);
    assertUnchanged(row, await lock(tx, organisationId, id));
    await update(tx, organisationId, id, row.before as Partial<F>);
    await tellOf(tx, organisationId, entity, id);
  };

/** Changes a record, unless it was changed since it was read; a conflict leaves a row that tells who gave way. */
export const changeRecord = <F extends object>(
  db: Db,
  scope: Scope,
  { entity, lock, update }: RecordKind<F>,
  { id, from, to, isConflict, refused }: RecordChanging<F>,
): Promise<void> =>
  db.$transaction(async (tx) => {
    const { organisationId } = scope;
    const now = await lock(tx, organisationId, id);
    if (now === null) throw new AppError("NOT_FOUND", `there is no ${entity} ${id} to change`);
    const moved = Object.entries(from).find(([field, value]) => Reflect.get(now, field) !== value);
    if (moved !== undefined)
      throw new AppError(
        "CONFLICT",
        `${entity} ${id} changed since: found another ${moved[0]} than was read`,
      );
    if (Object.keys(to).length > 0) {
      await update(tx, organisationId, id, to);
      const action = `${entity}.${isConflict ? "conflict" : "change"}`;
      await record(tx, scope, { action, entity, entityId: id, before: from, after: to });
      await tellOf(tx, organisationId, entity, id);
    }
    // Nothing changed here, so there is no way back either: whoever disagrees changes the record.
    if (refused !== null)
      await record(tx, scope, {
        ...{ action: `${entity}.kept`, entity: `${entity}-elsewhere`, entityId: id },
        ...{ before: refused.theirs, after: refused.ours },
      });
  });

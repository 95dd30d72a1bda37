import { type CustomerFields, lockCustomer, updateCustomer } from "#server/fleet/customer-store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** Topic of the announcement that a customer changed. */
export const CUSTOMER_CHANGED = "customer.changed";

/** A change of a customer that was decided from how he stood. */
export type CustomerChanging = {
  id: number;
  /** The fields as they were read. */
  from: Partial<CustomerFields>;
  to: Partial<CustomerFields>;
  /** Whether another change of the same fields gave way to this one. */
  isConflict: boolean;
  /** What another wrote into fields that are ours alone, and what stands there instead; null where nobody did. */
  refused: { theirs: Readonly<Record<string, string>>; ours: Readonly<Record<string, string>> } | null;
};

const tell = (tx: Tx, organisationId: number, id: number): Promise<void> =>
  announce(tx, { organisationId, topic: CUSTOMER_CHANGED, payload: { id } });

/** Takes a change of a customer back, unless it was changed since. */
export const customerUndoer: Undoer = async (tx, scope, row) => {
  const { organisationId } = scope;
  const id = Number(row.entityId);
  assertUnchanged(row, await lockCustomer(tx, organisationId, id));
  await updateCustomer(tx, organisationId, id, row.before as Partial<CustomerFields>);
  await tell(tx, organisationId, id);
};

/** Changes a customer, unless he was changed since he was read; a conflict leaves a row that tells who gave way. */
export const changeCustomer = (
  db: Db,
  scope: Scope,
  { id, from, to, isConflict, refused }: CustomerChanging,
): Promise<void> =>
  db.$transaction(async (tx) => {
    const { organisationId } = scope;
    const now = await lockCustomer(tx, organisationId, id);
    if (now === null) throw new AppError("NOT_FOUND", `there is no customer ${id} to change`);
    const moved = Object.entries(from).find(([field, value]) => Reflect.get(now, field) !== value);
    if (moved !== undefined)
      throw new AppError("CONFLICT", `customer ${id} changed since: found another ${moved[0]} than was read`);
    if (Object.keys(to).length > 0) {
      await updateCustomer(tx, organisationId, id, to);
      const action = isConflict ? "customer.conflict" : "customer.change";
      await record(tx, scope, { action, entity: "customer", entityId: id, before: from, after: to });
      await tell(tx, organisationId, id);
    }
    // Nothing changed here, so there is no way back either: whoever disagrees changes the customer.
    if (refused !== null)
      await record(tx, scope, {
        ...{ action: "customer.kept", entity: "customer-elsewhere", entityId: id },
        ...{ before: refused.theirs, after: refused.ours },
      });
  });

import { createCustomerRisks } from "#server/forecast/customer-risks.ts";
import type { Clock } from "#server/operations/clock.ts";
import { readCustomerHistories } from "#server/operations/customer-history-store.ts";
import type { Db } from "#server/platform/db.ts";

/** Opens the risks of customers over what happened to them. */
export const openCustomerRisks = (db: Db, clock: Pick<Clock, "read">) =>
  createCustomerRisks({
    db,
    histories: (organisationId, first, last) => readCustomerHistories(db, organisationId, first, last),
    today: (organisationId) => clock.read(organisationId).serviceDay,
  });

import { accountsRouter } from "#server/accounts/router.ts";
import type { Accounts } from "#server/accounts/service.ts";
import { operationsRouter } from "#server/operations/router.ts";
import type { Operations } from "#server/operations/service.ts";
import { router } from "#server/trpc.ts";

/** Services behind the procedures. */
export type Services = { accounts: Accounts; operations: Operations };

/** Every procedure of the product, by domain. */
export const createRoot = ({ accounts, operations }: Services) =>
  router({
    accounts: accountsRouter(accounts),
    operations: operationsRouter(operations),
  });

/** The type of all procedures, for the browser's client. */
export type AppRouter = ReturnType<typeof createRoot>;

import type { Scope } from "#server/lib/scope.ts";

/** The manager of an organisation, over all of its depots, as tests ask for him. */
export const managerOf = (organisationId: number): Scope => ({
  ...{ organisationId, userId: "mo", userName: "Mo", role: "manager" },
  ...{ depotIds: null, driverId: null, isOperator: true },
});

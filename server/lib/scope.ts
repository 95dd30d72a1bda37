/** The roles a user can have, in the words of the product. */
export const ROLES = ["dispatcher", "manager", "driver", "engineer", "admin"] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Who asks and what he may see: every service takes it first. */
export type Scope = {
  organisationId: number;
  userId: string;
  userName: string;
  role: Role;
  /** Depots the user is limited to; null means every depot of the organisation. */
  depotIds: number[] | null;
  /** The fleet driver behind a user of the role driver. */
  driverId: number | null;
};

/** Whether `scope` may see rows of `depotId`. */
export const seesDepot = (scope: Scope, depotId: number): boolean =>
  scope.depotIds === null || scope.depotIds.includes(depotId);

import { AppError } from "#server/lib/errors.ts";

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
  /** Whether the organisation signed in to runs the platform: no other changes what is all organisations'. */
  isOperator: boolean;
};

/** Whether `scope` may see rows of `depotId`. */
export const seesDepot = (scope: Scope, depotId: number): boolean =>
  scope.depotIds === null || scope.depotIds.includes(depotId);

/** Refuses what is all organisations' to who is not signed in to the one that runs the platform. */
export const assertOperator = ({ isOperator }: Pick<Scope, "isOperator">, what: string): void => {
  if (!isOperator)
    throw new AppError(
      "FORBIDDEN",
      `${what} is for the organisation that runs the platform; you are signed in to another`,
    );
};

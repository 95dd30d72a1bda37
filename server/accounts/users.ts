import { generatePassword, hashPassword } from "#server/accounts/password.ts";
import {
  type Credential,
  type NewSignIn,
  NewUser,
  type UserChange,
  type UserRow,
} from "#server/accounts/schema.ts";
import {
  endSessions,
  hasAdmin,
  type KnownUser,
  listMembers,
  lockMember,
  lockOrganisation,
  lockUser,
  type Member,
  type Owner,
  organisationsBeyond,
  organisationsWithoutAdmin,
  revokeTokens,
  savePassword,
} from "#server/accounts/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import { assertUnchanged, type Change, record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";

/** What the users need to know of the fleet. */
export type FleetFacts = {
  depots: (organisationId: number) => Promise<{ id: number; name: string }[]>;
  hasDriver: (organisationId: number, driverId: number) => Promise<boolean>;
};

type State = { role: string; depotIds: number[]; banned: boolean };

const stateOf = ({ role, depotIds, banned }: Member): State => ({ role, depotIds, banned });

const toRow = ({ driverId: _, ...member }: Member): UserRow => ({
  ...member,
  role: member.role as Role,
  createdAt: member.createdAt.toISOString(),
  leftAt: member.leftAt?.toISOString() ?? null,
});

// A role holds in every organisation of a user, so who changes it must be at home in all of them.
const assertMayChange = async (tx: Tx, scope: Scope, member: Member): Promise<void> => {
  const [beyond] = await organisationsBeyond(tx, member.id, scope.userId);
  if (beyond !== undefined)
    throw new AppError(
      "FORBIDDEN",
      `${member.name} also works in ${beyond.name}, where you are no member: an admin of both can change this user`,
    );
};

// Who lets somebody in must know him from all organisations he works in, and a role holds in every one of them.
const assertMayAdmit = async (tx: Tx, scope: Scope, known: KnownUser, role: string): Promise<void> => {
  const isMember = known.memberships.some(({ organisationId }) => organisationId === scope.organisationId);
  const isForeign = (await organisationsBeyond(tx, known.id, scope.userId)).length > 0;
  if (isMember || isForeign || known.role === "driver")
    throw new AppError("CONFLICT", `email: found ${known.email}, which a user has already; expected another`);
  if (known.role !== role)
    throw new AppError(
      "CONFLICT",
      `role: found ${role}, expected ${known.role}: ${known.name} has a sign-in of that role, which holds in every organisation`,
    );
  if (known.banned)
    throw new AppError(
      "CONFLICT",
      `${known.name} is shut out of every organisation: give the access back first, where ${known.name} works`,
    );
};

const assertAdminLeft = async (tx: Tx, member: Member): Promise<void> => {
  const [name] = await organisationsWithoutAdmin(tx, member.id);
  if (name !== undefined)
    throw new AppError("CONFLICT", `${member.name} is the last admin of ${name}: name another admin first`);
};

const apply = async (tx: Tx, scope: Scope, member: Member, to: State): Promise<void> => {
  const { organisationId } = scope;
  await tx.membership.update({
    where: { userId_organisationId: { userId: member.id, organisationId } },
    data: { depotIds: to.depotIds },
  });
  await tx.user.update({ where: { id: member.id }, data: { role: to.role, banned: to.banned } });
  await tx.user.updateMany({ where: { id: member.id, organisationId }, data: { depotIds: to.depotIds } });
  if (to.banned) await endSessions(tx, member.id);
  else await revokeTokens(tx, member.id);
  if (member.role === "admin" && (to.role !== "admin" || to.banned)) await assertAdminLeft(tx, member);
};

/** Takes a change of a user's role, depots or access back, unless the user changed since. */
export const undoUserChange: Undoer = async (tx, scope, row) => {
  const member = await lockMember(tx, scope.organisationId, row.entityId);
  assertUnchanged(row, stateOf(member));
  await assertMayChange(tx, scope, member);
  await apply(tx, scope, member, row.before as State);
};

type Admitted = { name: string; email: string; role: string; depotIds: number[] };

/** The change by which somebody who has a sign-in is let into another organisation. */
export const admission = ({ id, name, email, role }: Owner, depotIds: number[]): Change => {
  const after: Admitted = { name, email, role, depotIds };
  return { action: "user.admit", entity: "user", entityId: id, before: null, after };
};

/** Takes an admission back, or takes that back again; who works there now goes on in another organisation of his. */
export const undoUserAdmit: Undoer = async (tx, scope, row) => {
  const { organisationId } = scope;
  const userId = row.entityId;
  if (row.before !== null) {
    const { role, depotIds } = row.before as Admitted;
    const known = await lockUser(tx, { id: userId });
    if (known === undefined) throw new AppError("NOT_FOUND", `user ${userId}: found none`);
    const isMember = known.memberships.some((each) => each.organisationId === organisationId);
    assertUnchanged(row, isMember ? { userId } : null);
    await assertMayAdmit(tx, scope, known, role);
    await tx.membership.create({ data: { userId, organisationId, depotIds } });
    return;
  }
  const member = await lockMember(tx, organisationId, userId);
  assertUnchanged(row, member);
  const left = await tx.membership.findFirst({
    where: { userId, organisationId: { not: organisationId } },
    orderBy: { organisationId: "asc" },
  });
  if (left === null)
    throw new AppError("CONFLICT", `${member.name} works in no other organisation: take his access instead`);
  // Locked before the last admin is looked for: of two admins taken out at once the second sees the first gone.
  await lockOrganisation(tx, organisationId);
  await tx.membership.delete({ where: { userId_organisationId: { userId, organisationId } } });
  if (member.role === "admin" && !(await hasAdmin(tx, organisationId)))
    throw new AppError("CONFLICT", `${member.name} is the last admin here: let another in first`);
  const moved = await tx.user.updateMany({
    where: { id: userId, organisationId },
    data: { organisationId: left.organisationId, depotIds: left.depotIds, leftAt: null },
  });
  if (moved.count > 0) await revokeTokens(tx, userId);
};

/** The users of an organisation, as its admin keeps them; every change is noted and revokes the user's tokens. */
export const createUsers = ({
  db,
  fleet,
  onRevoke,
}: {
  db: Db;
  fleet: FleetFacts;
  /** Called after a change that makes tokens worthless. */
  onRevoke: () => void;
}) => {
  const assertDepots = async (organisationId: number, depotIds: number[]): Promise<void> => {
    if (depotIds.length === 0) return;
    const known = await fleet.depots(organisationId);
    const unknown = depotIds.find((id) => !known.some((depot) => depot.id === id));
    if (unknown !== undefined)
      throw new AppError(
        "BAD_REQUEST",
        `depotIds: found ${unknown}, expected some of ${known.map((depot) => `${depot.id} (${depot.name})`).join(", ")}`,
      );
  };

  const assertDriver = async (organisationId: number, user: NewUser): Promise<void> => {
    if (user.role !== "driver" && user.driverId !== null)
      throw new AppError("BAD_REQUEST", `driverId: found one for the role ${user.role}, expected none`);
    if (user.role !== "driver") return;
    if (user.driverId === null || !(await fleet.hasDriver(organisationId, user.driverId)))
      throw new AppError(
        "BAD_REQUEST",
        `driverId: found ${user.driverId ?? "none"}, expected a driver of this organisation`,
      );
  };

  return {
    /** The users of the organisation. */
    async list(scope: Scope): Promise<UserRow[]> {
      return (await listMembers(db, scope.organisationId)).map(toRow);
    },

    /**
     * Makes a user with a generated password, which is told this once. Who has a sign-in already, in organisations of
     * which the asker is a member too, is let into this one instead and keeps his password.
     */
    async create(scope: Scope, input: NewUser): Promise<NewSignIn> {
      const user = NewUser.parse(input);
      const { organisationId } = scope;
      const email = user.email.toLowerCase();
      await assertDepots(organisationId, user.depotIds);
      await assertDriver(organisationId, user);
      const id = crypto.randomUUID();
      const password = generatePassword();
      const hash = await hashPassword(password);
      return await db.$transaction(async (tx) => {
        const known = await lockUser(tx, { email });
        if (known !== undefined) {
          await assertMayAdmit(tx, scope, known, user.role);
          const { depotIds } = user;
          await tx.membership.create({ data: { userId: known.id, organisationId, depotIds } });
          await record(tx, scope, admission(known, depotIds));
          return { id: known.id, email, password: null };
        }
        const { name, role, depotIds, driverId } = user;
        await tx.user.create({
          data: { id, name, email, emailVerified: true, role, depotIds, driverId, organisationId },
        });
        await tx.membership.create({ data: { userId: id, organisationId, depotIds } });
        await savePassword(tx, id, hash);
        const after = { name, email, role, depotIds, driverId, banned: false };
        await record(tx, scope, { action: "user.create", entity: "user", entityId: id, before: null, after });
        return { id, email, password };
      });
    },

    /** Changes a user's role, depots or access. */
    async change(scope: Scope, { id, role, depotIds, banned }: UserChange): Promise<void> {
      if (depotIds !== undefined) await assertDepots(scope.organisationId, depotIds);
      await db.$transaction(async (tx) => {
        const member = await lockMember(tx, scope.organisationId, id);
        await assertMayChange(tx, scope, member);
        if (id === scope.userId && banned === true)
          throw new AppError("CONFLICT", "you cannot ban yourself: another admin can");
        const before = stateOf(member);
        const after: State = {
          role: role ?? before.role,
          depotIds: depotIds ?? before.depotIds,
          banned: banned ?? before.banned,
        };
        if (after.role === "driver" && member.driverId === null)
          throw new AppError(
            "BAD_REQUEST",
            `${member.name} is linked to no driver: make a user for the driver`,
          );
        await apply(tx, scope, member, after);
        await record(tx, scope, { action: "user.change", entity: "user", entityId: id, before, after });
      });
      onRevoke();
    },

    /** Puts a generated password in the place of a user's own, told this once, and signs him out everywhere. */
    async resetPassword(scope: Scope, id: string): Promise<Credential> {
      const password = generatePassword();
      const hash = await hashPassword(password);
      const email = await db.$transaction(async (tx) => {
        const member = await lockMember(tx, scope.organisationId, id);
        await assertMayChange(tx, scope, member);
        await savePassword(tx, id, hash);
        await endSessions(tx, id);
        const change = { entity: "user", entityId: id, before: null, after: null };
        await record(tx, scope, { action: "user.reset-password", ...change });
        return member.email;
      });
      onRevoke();
      return { id, email, password };
    },

    /** Ends every session of the user who asks, on every device. */
    async signOutEverywhere(scope: Scope): Promise<void> {
      await db.$transaction((tx) => endSessions(tx, scope.userId));
      onRevoke();
    },
  };
};

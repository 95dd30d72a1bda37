import { generatePassword, hashPassword } from "#server/accounts/password.ts";
import type { Me } from "#server/accounts/schema.ts";
import {
  endSessions,
  type Importer,
  lockIfMember,
  lockOrganisation,
  ownersOf,
  revokeTokens,
  savePassword,
} from "#server/accounts/store.ts";
import { admission, type FleetFacts } from "#server/accounts/users.ts";
import { AppError } from "#server/lib/errors.ts";
import { ROLES, type Role, type Scope } from "#server/lib/scope.ts";
import { record, recordAll, systemScope } from "#server/platform/audit.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** A sign-in as it is printed once. */
export type SignIn = { role: Role; name: string; email: string; password: string };

const nameOf = (role: Role): string => `Demo ${role}`;

/** Who works where: the user's own view, his organisations, and the sign-ins of a new organisation. */
export const createOrganisations = ({
  db,
  fleet,
  now,
  onRevoke,
}: {
  db: Db;
  fleet: FleetFacts;
  /** Now by the clock of an organisation's day. */
  now: (organisationId: number) => Promise<Date>;
  onRevoke: () => void;
}) => ({
  /** Who is signed in and where he works. */
  async me(scope: Scope): Promise<Me> {
    const user = await db.user.findUnique({
      where: { id: scope.userId },
      include: { organisation: true, memberships: { include: { organisation: true } } },
    });
    if (user === null) throw new AppError("UNAUTHORIZED", "your account is gone: sign in with another");
    const { id, slug, name, kind, timeZone, currency, bounds, isOperator } = user.organisation;
    const depots = await fleet.depots(id);
    const operator = isOperator
      ? user.organisation
      : await db.organisation.findFirst({ where: { isOperator: true } });
    return {
      userId: user.id,
      name: user.name,
      email: user.email,
      role: scope.role,
      depotIds: scope.depotIds,
      organisation: {
        ...{ id, slug, name, kind: kind as Me["organisation"]["kind"], timeZone, currency, bounds },
        isOperator,
      },
      operator: operator?.name ?? null,
      organisations: user.memberships
        .map(({ organisation: each }) => ({ id: each.id, name: each.name, kind: each.kind }))
        .sort((a, b) => a.id - b.id),
      depots: depots.filter((depot) => scope.depotIds?.includes(depot.id) ?? true),
      leftAt: user.leftAt?.toISOString() ?? null,
    };
  },

  /** Moves a user to another organisation of his; his tokens must be fetched anew. */
  async switchOrganisation(scope: Scope, organisationId: number): Promise<void> {
    await db.$transaction(async (tx) => {
      // Locked: an undo that takes the membership away comes before this, or finds the user here and moves him on.
      const membership = await lockIfMember(tx, organisationId, scope.userId);
      if (membership === undefined)
        throw new AppError("FORBIDDEN", `organisation ${organisationId}: you are no member of it`);
      const { depotIds } = membership;
      await tx.user.update({ where: { id: scope.userId }, data: { organisationId, depotIds, leftAt: null } });
      await revokeTokens(tx, scope.userId);
      const change = { action: "user.switch", entity: "user", entityId: scope.userId };
      const [before, after] = [{ organisationId: scope.organisationId }, { organisationId }];
      await record(tx, scope, { ...change, before, after });
    });
    onRevoke();
  },

  /** The currency an organisation reckons in, as ISO 4217 names it. */
  async currencyOf(organisationId: number): Promise<string> {
    const found = await db.organisation.findUnique({
      where: { id: organisationId },
      select: { currency: true },
    });
    if (found === null)
      throw new AppError("NOT_FOUND", `organisation ${organisationId}: found none, expected one`);
    return found.currency;
  },

  /** Notes the end of a visit, for "what changed since I left". */
  async leave(scope: Scope): Promise<void> {
    const leftAt = await now(scope.organisationId);
    await db.user.update({ where: { id: scope.userId }, data: { leftAt } });
  },

  /** When a user's last visit ended, as ISO text; null where he never left. */
  async leftAt(userId: string): Promise<string | null> {
    // Asked with every look at the first page: Prisma takes longer to put the question than the database to answer it.
    const [user] = await db.$queryRaw<{ leftAt: Date | null }[]>(
      sql`SELECT left_at AS "leftAt" FROM app_user WHERE id = ${userId}`,
    );
    return user?.leftAt?.toISOString() ?? null;
  },

  /** Whether a user works in an organisation without a limit to some of its depots. */
  async worksInAllOf(organisationId: number, userId: string): Promise<boolean> {
    const where = { userId_organisationId: { userId, organisationId } };
    const membership = await db.membership.findUnique({ where, select: { depotIds: true } });
    return membership?.depotIds.length === 0;
  },

  /** Lets an organisation run the platform from now on, in the place of the one that did; noted in the log of each. */
  async setOperator(slug: string): Promise<{ id: number; name: string }> {
    const next = await db.$transaction(async (tx) => {
      await tx.$queryRaw(sql`SELECT id FROM organisation ORDER BY id FOR UPDATE`);
      const found = await tx.organisation.findUnique({ where: { slug } });
      if (found === null)
        throw new AppError(
          "NOT_FOUND",
          `operator: found no organisation "${slug}", expected one that is there`,
        );
      if (found.isOperator)
        throw new AppError("CONFLICT", `operator: ${found.name} runs the platform already, expected another`);
      const last = await tx.organisation.findFirst({ where: { isOperator: true } });
      await tx.organisation.updateMany({ where: { isOperator: true }, data: { isOperator: false } });
      await tx.organisation.update({ where: { id: found.id }, data: { isOperator: true } });
      for (const { id } of last === null ? [found] : [last, found])
        await record(tx, systemScope(id, "shell"), {
          ...{ action: "organisation.operator", entity: "organisation", entityId: id },
          ...{ before: { operator: last?.slug ?? null }, after: { operator: slug } },
        });
      return found;
    });
    onRevoke();
    return { id: next.id, name: next.name };
  },

  /**
   * Lets those into an imported organisation whose it is: who imported it and the admins of the organisation in which he
   * worked as he did, or, where it was imported from the shell, the office of the one that runs the platform. One that
   * has members keeps them as they are: they say who else comes in.
   */
  async grantOrganisation(organisationId: number, importedBy: Importer) {
    await db.$transaction(async (tx) => {
      await lockOrganisation(tx, organisationId);
      if ((await tx.membership.count({ where: { organisationId } })) > 0) return;
      const owners = await ownersOf(tx, importedBy);
      await tx.membership.createMany({
        data: owners.map(({ id }) => ({ userId: id, organisationId, depotIds: [] })),
      });
      const scope = systemScope(organisationId, importedBy.name);
      const by = importedBy.id === null ? scope : { ...scope, userId: importedBy.id };
      await recordAll(
        tx,
        by,
        owners.map((owner) => admission(owner, [])),
      );
    });
  },

  /**
   * Makes one user per role in an organisation, or gives those it has new passwords; the driver is linked to a driver
   * of the fleet. The passwords are told this once.
   */
  async createSignIns(organisationId: number, driver: { id: number; name: string }): Promise<SignIn[]> {
    const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    const drafts = await Promise.all(
      ROLES.map(async (role) => {
        const password = generatePassword();
        const name = role === "driver" ? driver.name : nameOf(role);
        return { role, name, email: `${role}@${slug}.example`, password, hash: await hashPassword(password) };
      }),
    );
    const scope = systemScope(organisationId, "seed");
    await db.$transaction(async (tx) => {
      for (const { role, name, email, hash } of drafts) {
        const driverId = role === "driver" ? driver.id : null;
        const data = { name, role, organisationId, depotIds: [], driverId, banned: false };
        const { id } = await tx.user.upsert({
          where: { email },
          create: { id: crypto.randomUUID(), email, emailVerified: true, ...data },
          update: data,
        });
        await tx.membership.upsert({
          where: { userId_organisationId: { userId: id, organisationId } },
          create: { userId: id, organisationId },
          update: { depotIds: [] },
        });
        await savePassword(tx, id, hash);
        await endSessions(tx, id);
        const after = { name, email, role };
        await record(tx, scope, { action: "user.create", entity: "user", entityId: id, before: null, after });
      }
    });
    onRevoke();
    return drafts.map(({ hash: _, ...signIn }) => signIn);
  },
});

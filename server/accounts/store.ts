import type { LiveSession } from "#server/accounts/tokens.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** A user as a member of one organisation. */
export type Member = {
  id: string;
  name: string;
  email: string;
  role: string;
  depotIds: number[];
  driverId: number | null;
  banned: boolean;
  createdAt: Date;
  leftAt: Date | null;
  /** Whether the organisation runs the platform. */
  isOperator: boolean;
};

const MEMBER = sql`
  u.id, u.name, u.email, u.role, m.depot_ids AS "depotIds", u.driver_id AS "driverId",
  COALESCE(u.banned, false) AS banned, u.created_at AS "createdAt", u.left_at AS "leftAt",
  (SELECT is_operator FROM organisation WHERE id = m.organisation_id) AS "isOperator"`;

/** Members of an organisation by name. */
export const listMembers = (db: Db, organisationId: number): Promise<Member[]> =>
  db.$queryRaw<Member[]>(sql`
    SELECT ${MEMBER} FROM membership m JOIN app_user u ON u.id = m.user_id
    WHERE m.organisation_id = ${organisationId} ORDER BY u.name, u.id`);

/** Names of members of an organisation by id, also of those who left. */
export const namesOf = async (
  db: Db,
  organisationId: number,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.user.findMany({
    where: { id: { in: [...new Set(userIds)] }, memberships: { some: { organisationId } } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
};

/** A member of an organisation; undefined where there is none. */
export const findMember = async (
  db: Db,
  organisationId: number,
  userId: string,
): Promise<Member | undefined> => {
  const [member] = await db.$queryRaw<Member[]>(sql`
    SELECT ${MEMBER} FROM membership m JOIN app_user u ON u.id = m.user_id
    WHERE m.organisation_id = ${organisationId} AND u.id = ${userId}`);
  return member;
};

/** A member of an organisation, locked until the transaction ends; undefined where there is none. */
export const lockIfMember = async (
  tx: Tx,
  organisationId: number,
  userId: string,
): Promise<Member | undefined> => {
  const [member] = await tx.$queryRaw<Member[]>(sql`
    SELECT ${MEMBER} FROM membership m JOIN app_user u ON u.id = m.user_id
    WHERE m.organisation_id = ${organisationId} AND u.id = ${userId} FOR UPDATE OF u, m`);
  return member;
};

/** A member of an organisation, locked until the transaction ends; NOT_FOUND where there is none. */
export const lockMember = async (tx: Tx, organisationId: number, userId: string): Promise<Member> => {
  const member = await lockIfMember(tx, organisationId, userId);
  if (member === undefined)
    throw new AppError("NOT_FOUND", `user ${userId}: found none in this organisation`);
  return member;
};

/** Holds an organisation until the transaction ends, so that changes of who works there see each other. */
export const lockOrganisation = async (tx: Tx, organisationId: number): Promise<void> => {
  await tx.$queryRaw(sql`SELECT id FROM organisation WHERE id = ${organisationId} FOR UPDATE`);
};

/** Organisations of `userId` that `otherId` is no member of. */
export const organisationsBeyond = (
  tx: Tx,
  userId: string,
  otherId: string,
): Promise<{ id: number; name: string }[]> =>
  tx.$queryRaw(sql`
    SELECT o.id, o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.user_id = ${userId}
      AND NOT EXISTS (SELECT FROM membership x WHERE x.user_id = ${otherId} AND x.organisation_id = o.id)`);

/**
 * Organisations of a user that have no admin who can sign in; locks them first, so that two admins who step down at
 * once see each other.
 */
export const organisationsWithoutAdmin = async (tx: Tx, userId: string): Promise<string[]> => {
  await tx.$queryRaw(sql`
    SELECT o.id FROM organisation o JOIN membership m ON m.organisation_id = o.id
    WHERE m.user_id = ${userId} ORDER BY o.id FOR UPDATE OF o`);
  const rows = await tx.$queryRaw<{ name: string }[]>(sql`
    SELECT o.name FROM organisation o JOIN membership m ON m.organisation_id = o.id
    WHERE m.user_id = ${userId} AND NOT EXISTS (
      SELECT FROM membership x JOIN app_user u ON u.id = x.user_id
      WHERE x.organisation_id = o.id AND u.role = 'admin' AND COALESCE(u.banned, false) = false)`);
  return rows.map((row) => row.name);
};

/** A user as he is let into an organisation. */
export type Owner = { id: string; name: string; email: string; role: string };

/** A user wherever he works. */
export type KnownUser = Owner & { banned: boolean; memberships: { organisationId: number }[] };

/** A user by his address or id, locked until the transaction ends; undefined where there is none. */
export const lockUser = async (
  tx: Tx,
  by: { email: string } | { id: string },
): Promise<KnownUser | undefined> => {
  const isHe = "email" in by ? sql`email = ${by.email}` : sql`id = ${by.id}`;
  const [user] = await tx.$queryRaw<Omit<KnownUser, "memberships">[]>(sql`
    SELECT id, name, email, role, COALESCE(banned, false) AS banned FROM app_user WHERE ${isHe} FOR UPDATE`);
  if (user === undefined) return undefined;
  // Read by a statement after the lock: it sees what who held the lock before wrote.
  const memberships = await tx.membership.findMany({
    where: { userId: user.id },
    select: { organisationId: true },
  });
  return { ...user, memberships };
};

/** Who imported an organisation, and where he worked when he did; without an id, the shell. */
export type Importer = { id: null; name: string } | { id: string; name: string; organisationId: number };

/**
 * Whose an imported organisation is: who imported it and the admins of the organisation he worked in as he did, or,
 * without him, the office users of the one that runs the platform who see all of its depots.
 */
export const ownersOf = (tx: Tx, importer: Importer): Promise<Owner[]> => {
  const isOwner =
    importer.id === null
      ? sql`o.is_operator AND u.role <> 'driver' AND m.depot_ids = '{}'`
      : sql`u.id = ${importer.id} OR u.role = 'admin' AND o.id = ${importer.organisationId}`;
  return tx.$queryRaw<Owner[]>(sql`
    SELECT DISTINCT u.id, u.name, u.email, u.role
    FROM app_user u JOIN membership m ON m.user_id = u.id JOIN organisation o ON o.id = m.organisation_id
    WHERE ${isOwner} ORDER BY u.id`);
};

/** Whether an organisation has an admin who can sign in. */
export const hasAdmin = async (tx: Tx, organisationId: number): Promise<boolean> => {
  const [row] = await tx.$queryRaw<{ has: boolean }[]>(sql`
    SELECT EXISTS (SELECT FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE m.organisation_id = ${organisationId} AND u.role = 'admin'
        AND COALESCE(u.banned, false) = false) AS has`);
  return row?.has ?? false;
};

/** The session if it is alive and its user may work; null otherwise. */
export const findLiveSession = async (db: Db, sessionId: string): Promise<LiveSession | null> => {
  const [row] = await db.$queryRaw<LiveSession[]>(sql`
    SELECT u.id AS "userId", u.token_version AS "tokenVersion", o.is_operator AS "isOperator"
    FROM session s JOIN app_user u ON u.id = s.user_id JOIN organisation o ON o.id = u.organisation_id
    WHERE s.id = ${sessionId} AND s.expires_at > now() AND COALESCE(u.banned, false) = false`);
  return row ?? null;
};

/** Makes every token issued to a user so far worthless. */
export const revokeTokens = async (tx: Tx, userId: string): Promise<void> => {
  await tx.user.update({ where: { id: userId }, data: { tokenVersion: { increment: 1 } } });
};

/** Ends every session of a user, and with them his tokens. */
export const endSessions = async (tx: Tx, userId: string): Promise<void> => {
  await tx.session.deleteMany({ where: { userId } });
  await revokeTokens(tx, userId);
};

/** Puts a password hash in the place of a user's old one. */
export const savePassword = async (tx: Tx, userId: string, password: string): Promise<void> => {
  const changed = await tx.account.updateMany({
    where: { userId, providerId: "credential" },
    data: { password },
  });
  if (changed.count === 0)
    await tx.account.create({
      data: { id: crypto.randomUUID(), accountId: userId, providerId: "credential", userId, password },
    });
};

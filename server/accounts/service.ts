import type { JSONWebKeySet } from "jose";
import { createApiKeys, undoApiKeyRevoke } from "#server/accounts/api-keys.ts";
import { AUTH_PATHS, CLIENT_ADDRESS_HEADER, createAuth } from "#server/accounts/auth.ts";
import { createOrganisations } from "#server/accounts/organisations.ts";
import type { AuditQuery, AuditRow } from "#server/accounts/schema.ts";
import { createSettingsPage, type SettingsPort } from "#server/accounts/settings.ts";
import { findLiveSession, findMember, namesOf } from "#server/accounts/store.ts";
import { createTokens } from "#server/accounts/tokens.ts";
import { createUsers, type FleetFacts, undoUserAdmit, undoUserChange } from "#server/accounts/users.ts";
import { ROLES, type Role, type Scope } from "#server/lib/scope.ts";
import type { Audit, Undoer } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

/** Ways back from changes of accounts, by action. */
export const ACCOUNT_UNDOERS: Readonly<Record<string, Undoer>> = {
  "user.change": undoUserChange,
  "user.admit": undoUserAdmit,
  "api-key.revoke": undoApiKeyRevoke,
};

/** What {@link createAccounts} needs. */
export type AccountsDeps = {
  db: Db;
  audit: Pick<Audit, "list" | "undo" | "isUndoable">;
  fleet: FleetFacts;
  settings: SettingsPort;
  /** Now by the clock of an organisation's day. */
  now: (organisationId: number) => Promise<Date>;
  /** Keeps the signing keys and the cookies. */
  secret: string;
  publicUrl: string;
  trustedOrigins?: string[];
};

const isRole = (role: unknown): role is Role => ROLES.some((each) => each === role);

/** Organisations, users, roles, keys and sign-in: who asks, and what he may see. */
export const createAccounts = ({
  db,
  audit,
  fleet,
  settings,
  now,
  secret,
  publicUrl,
  trustedOrigins,
}: AccountsDeps) => {
  const auth = createAuth({
    db,
    secret,
    publicUrl,
    ...(trustedOrigins === undefined ? {} : { trustedOrigins }),
    onSessionEnd: (id) => tokens.forgetSession(id),
  });
  const tokens = createTokens({
    keys: () => auth.api.getJwks() as Promise<JSONWebKeySet>,
    findSession: (id) => findLiveSession(db, id),
  });
  const onRevoke = tokens.forget;

  return {
    users: createUsers({ db, fleet, onRevoke }),
    apiKeys: createApiKeys({ db }),
    settings: createSettingsPage(settings),
    ...createOrganisations({ db, fleet, now, onRevoke }),

    /** What is kept of tokens and sessions. */
    kept: tokens.kept,

    /** Maps a token to who holds it; null where it is not, or no longer, good. */
    authenticate: tokens.authenticate,

    /** Maps the session cookie of a request to who sent it; for reads only, as a foreign page can make a browser send it. */
    async authenticateCookie(headers: Headers): Promise<Scope | null> {
      const found = await auth.api.getSession({ headers });
      if (found === null || found.user.banned === true || !isRole(found.user.role)) return null;
      const { id, name, role, organisationId, depotIds, driverId } = found.user;
      const { isOperator } = await db.organisation.findUniqueOrThrow({
        where: { id: organisationId },
        select: { isOperator: true },
      });
      return {
        organisationId,
        userId: id,
        userName: name,
        role,
        depotIds: depotIds && depotIds.length > 0 ? depotIds : null,
        driverId: driverId ?? null,
        isOperator,
      };
    },

    /** What a member may do in an organisation now, for work done in his name; null where he may nothing any more. */
    async scopeOf(organisationId: number, userId: string): Promise<Scope | null> {
      const member = await findMember(db, organisationId, userId);
      if (member === undefined || member.banned || !isRole(member.role)) return null;
      const { name, role, depotIds, driverId, isOperator } = member;
      return {
        ...{ organisationId, userId, userName: name, role, driverId, isOperator },
        depotIds: depotIds.length > 0 ? depotIds : null,
      };
    },

    /** The address of a member, for work done in his name; null where he may nothing any more. */
    async emailOf(organisationId: number, userId: string): Promise<string | null> {
      const member = await findMember(db, organisationId, userId);
      return member === undefined || member.banned ? null : member.email;
    },

    /** The paths below `/api/auth` that are served, and the header that carries the caller's address to them. */
    authPaths: AUTH_PATHS,
    addressHeader: CLIENT_ADDRESS_HEADER,

    /** Answers the requests of sign-in, sign-out and token under `/api/auth`. */
    handleAuth: (request: Request): Promise<Response> => auth.handler(request),

    /** The changes of the organisation, newest first. */
    async auditLog(scope: Scope, query: AuditQuery): Promise<AuditRow[]> {
      const rows = await audit.list(scope, query);
      const userIds = rows
        .filter(({ entity }) => entity === "user" || entity === "ask")
        .map(({ entityId }) => entityId);
      const names = await namesOf(db, scope.organisationId, userIds);
      return rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actor,
        action: row.action,
        entity: row.entity,
        entityId: row.entityId,
        subject: names.get(row.entityId) ?? null,
        before: row.before,
        after: row.after,
        undoneAt: row.undoneAt?.toISOString() ?? null,
        undoOf: row.undoOf,
        isUndoable: audit.isUndoable(scope, row),
      }));
    },

    /** Takes a change back; maps to the id of the change that did. */
    async undo(scope: Scope, auditId: number): Promise<number> {
      const id = await audit.undo(scope, auditId);
      // The change taken back may have been one of a role, or of a setting.
      onRevoke();
      await settings.refresh();
      return id;
    },
  };
};

/** Organisations, users, roles, keys and sign-in. */
export type Accounts = ReturnType<typeof createAccounts>;

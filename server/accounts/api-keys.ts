import { createHash, randomBytes } from "node:crypto";
import { createRemembered, REMEMBER_MS } from "#server/accounts/remembered.ts";
import type { ApiKeyRow, ApiScope, NewApiKey } from "#server/accounts/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record, type Undoer } from "#server/platform/audit.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";

const MARK = "rsk_";
const PREFIX_LENGTH = 10;
// A write per call would make the key's row the busiest of the database.
const USE_NOTED_EVERY_MS = 60_000;
const KEY_BYTES = 400;

type InForce = {
  id: number;
  organisationId: number;
  name: string;
  scopes: string[];
  lastUsedAt: Date | null;
};

/** Whether a text has the form of a key of ours, and not of a token. */
export const isApiKey = (text: string): boolean => text.startsWith(MARK);

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

/** Revokes a key again, or brings a revoked one back: the other end of the change. */
export const undoApiKeyRevoke: Undoer = async (tx, scope, row) => {
  const { revokedAt } = row.before as { revokedAt: string | null };
  await tx.apiKey.updateMany({
    where: { id: Number(row.entityId), organisationId: scope.organisationId },
    data: { revokedAt: revokedAt === null ? null : new Date(revokedAt) },
  });
};

/**
 * Keys of machines: random, kept as SHA-256, each for some {@link ApiScope} of one organisation. What is known of a key is
 * read again when older than 0.9 s, so one that is revoked is refused within a second in every process, and at once in
 * this one.
 */
export const createApiKeys = ({ db, now = Date.now }: { db: Db; now?: () => number }) => {
  const inForce = createRemembered(async (hash: string): Promise<InForce | undefined> => {
    const [found] = await db.$queryRaw<InForce[]>`
      SELECT id, organisation_id AS "organisationId", name, scopes, last_used_at AS "lastUsedAt"
      FROM api_key WHERE hash = ${hash} AND revoked_at IS NULL`;
    return found;
  }, now);
  const kept: KnownCache = {
    ...{ name: "api-keys", isShared: false, endedBy: "word", of: "api-keys", staleMs: REMEMBER_MS },
    read: () => inForce.reading(KEY_BYTES),
    drop: () => inForce.forgetAll(),
  };

  return {
    /** What is remembered of keys. */
    kept,

    /** The keys of the organisation, newest first, without the keys themselves. */
    async list(scope: Scope): Promise<ApiKeyRow[]> {
      const keys = await db.apiKey.findMany({
        where: { organisationId: scope.organisationId },
        orderBy: { id: "desc" },
      });
      return keys.map(({ id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt }) => ({
        id,
        name,
        prefix,
        scopes,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        revokedAt: revokedAt?.toISOString() ?? null,
      }));
    },

    /** Makes a key; it is told this once. */
    async create(scope: Scope, { name, scopes }: NewApiKey) {
      const key = MARK + randomBytes(32).toString("base64url");
      const prefix = key.slice(0, PREFIX_LENGTH);
      const { organisationId, userId } = scope;
      const id = await db.$transaction(async (tx) => {
        const data = { organisationId, name, prefix, hash: hashOf(key), scopes, createdBy: userId };
        const made = await tx.apiKey.create({ data });
        const after = { name, prefix, scopes };
        const change = {
          action: "api-key.create",
          entity: "api-key",
          entityId: made.id,
          before: null,
          after,
        };
        await record(tx, scope, change);
        return made.id;
      });
      return { id, key };
    },

    /** Revokes a key at once. */
    async revoke(scope: Scope, id: number): Promise<void> {
      const { organisationId } = scope;
      const revokedAt = new Date(now());
      await db.$transaction(async (tx) => {
        const key = await tx.apiKey.findFirst({ where: { id, organisationId } });
        if (key === null) throw new AppError("NOT_FOUND", `API key ${id}: found none in this organisation`);
        const changed = await tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt } });
        if (changed.count === 0) throw new AppError("CONFLICT", `API key ${key.name} is revoked already`);
        const [before, after] = [{ revokedAt: null }, { revokedAt }];
        await record(tx, scope, { action: "api-key.revoke", entity: "api-key", entityId: id, before, after });
      });
      inForce.forgetAll();
    },

    /** Maps a key to the scope of its organisation, or throws UNAUTHORIZED, or FORBIDDEN where it is for other uses. */
    async authenticate(key: string, use: ApiScope): Promise<Scope> {
      // Asked with every report of a vehicle.
      const found = await inForce.of(hashOf(key));
      if (found === undefined)
        throw new AppError("UNAUTHORIZED", "API key: found none that is known and in force");
      if (!found.scopes.includes(use))
        throw new AppError(
          "FORBIDDEN",
          `API key ${found.name}: found ${found.scopes.join(", ")}, expected ${use}`,
        );
      if (now() - (found.lastUsedAt?.getTime() ?? 0) > USE_NOTED_EVERY_MS) {
        // Calls that come meanwhile find it noted.
        found.lastUsedAt = new Date(now());
        await db.apiKey.update({ where: { id: found.id }, data: { lastUsedAt: found.lastUsedAt } });
      }
      return {
        organisationId: found.organisationId,
        userId: `api-key:${found.id}`,
        userName: found.name,
        role: "engineer",
        depotIds: null,
        driverId: null,
        // A machine's key is for what its organisation does.
        isOperator: false,
      };
    },
  };
};

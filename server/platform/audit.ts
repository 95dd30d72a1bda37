import { AppError } from "#server/lib/errors.ts";
import { assertOperator, type Role, type Scope } from "#server/lib/scope.ts";
import { type Db, joinSql, type Sql, sql, type Tx } from "#server/platform/db.ts";

/** A change to note: its verb (`exception.take`), what it touched, and the row before and after. */
export type Change = {
  action: string;
  entity: string;
  entityId: string | number;
  /** Null where the change made the thing. */
  before: unknown;
  /** Null where the change removed the thing. */
  after: unknown;
};

/** A change as noted: who made it, when, and whether it was undone. */
export type AuditRow = Omit<Change, "entityId"> & {
  id: number;
  organisationId: number;
  userId: string | null;
  actor: string;
  at: Date;
  entityId: string;
  undoneAt: Date | null;
  /** The audit row that this one undid. */
  undoOf: number | null;
};

/**
 * Puts `row.before` in the place of `row.after`, inside the transaction; throws CONFLICT where it cannot. Undoing an
 * undo calls it with the two swapped. What it maps to, if anything, is done once the transaction has ended well: open pages
 * are told of what is so.
 */
export type Undoer = (tx: Tx, scope: Scope, row: AuditRow) => Promise<void | (() => Promise<void>)>;

/** Who does what he does by himself, such as the simulator or the tuner. */
export const systemScope = (organisationId: number, name: string): Scope => ({
  organisationId,
  userId: `system:${name}`,
  userName: name,
  role: "admin",
  depotIds: null,
  driverId: null,
  isOperator: true,
});

// Dates become ISO text and undefined goes; bigints (none of our ids) would be a fault and throw.
const toJson = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

const insert = async (tx: Tx, scope: Scope, change: Change, undoOf: number | null): Promise<number> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO audit (organisation_id, user_id, actor, action, entity, entity_id, before, after, undo_of)
    VALUES (${scope.organisationId}, ${scope.userId}, ${scope.userName}, ${change.action}, ${change.entity},
            ${String(change.entityId)}, ${toJson(change.before)}::jsonb, ${toJson(change.after)}::jsonb, ${undoOf})
    RETURNING id`);
  if (row === undefined) throw new AppError("INTERNAL", "audit: the insert gave no id, expected one");
  return row.id;
};

/** Notes a change in the transaction that makes it; maps to the id that `undo` takes. */
export const record = (tx: Tx, scope: Scope, change: Change): Promise<number> =>
  insert(tx, scope, change, null);

/** Notes many changes of one transaction in one statement; maps to their ids, in the order of the changes. */
export const recordAll = async (tx: Tx, scope: Scope, changes: readonly Change[]): Promise<number[]> => {
  const rows = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO audit (organisation_id, user_id, actor, action, entity, entity_id, before, after)
    SELECT ${scope.organisationId}, ${scope.userId}, ${scope.userName}, n.action, n.entity, n.entity_id,
      n.before::jsonb, n.after::jsonb
    FROM unnest(${changes.map(({ action }) => action)}::text[], ${changes.map(({ entity }) => entity)}::text[],
      ${changes.map(({ entityId }) => String(entityId))}::text[],
      ${changes.map(({ before }) => toJson(before))}::text[], ${changes.map(({ after }) => toJson(after))}::text[])
      WITH ORDINALITY AS n(action, entity, entity_id, before, after, place)
    ORDER BY n.place RETURNING id`);
  return rows.map(({ id }) => id).sort((a, b) => a - b);
};

const same = (a: unknown, b: unknown): boolean => {
  const [left, right] = [toJson(a), toJson(b)];
  // Key order of jsonb differs from ours, so objects are compared field by field.
  if (left === right || left === null || right === null) return left === right;
  const [x, y] = [JSON.parse(left), JSON.parse(right)] as [unknown, unknown];
  if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) return x === y;
  const fields = new Set([...Object.keys(x), ...Object.keys(y)]);
  return [...fields].every((field) => same(Reflect.get(x, field), Reflect.get(y, field)));
};

/**
 * Refuses an undo with CONFLICT unless `current` still has every field as the change left it: the check of an undoer
 * for rows that change without an audit row (by telemetry, say). `current` null means the row is gone.
 */
export const assertUnchanged = (row: AuditRow, current: object | null): void => {
  const after = (row.after ?? null) as Record<string, unknown> | null;
  const what = `${row.entity} ${row.entityId}`;
  if ((after === null) !== (current === null))
    throw new AppError(
      "CONFLICT",
      `${what} ${current === null ? "is gone" : "exists again"} since this change`,
    );
  if (after === null || current === null) return;
  for (const [field, value] of Object.entries(after)) {
    const now: unknown = Reflect.get(current, field);
    if (!same(now, value))
      throw new AppError(
        "CONFLICT",
        `${what} changed since: ${field} is now ${toJson(now)}, expected ${toJson(value)}`,
      );
  }
};

/** How often somebody made each kind of change since an instant, by the verb of the change; undone ones count too. */
export const countChanges = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  actor: string,
  since: Date,
): Promise<Map<string, number>> => {
  const rows = await db.$queryRaw<{ action: string; count: number }[]>(sql`
    SELECT action, count(*)::int FROM audit
    WHERE organisation_id = ${organisationId} AND actor = ${actor} AND at >= ${since} GROUP BY action`);
  return new Map(rows.map(({ action, count }) => [action, count]));
};

/** What {@link createAudit} lists by: all optional, newest first, `before` an id to go on from. */
export type AuditQuery = {
  entity?: string | undefined;
  entityId?: string | undefined;
  userId?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
};

const isHis = (scope: Scope, row: AuditRow): boolean =>
  row.userId === scope.userId || scope.role === "manager" || scope.role === "admin";

/**
 * Whether what a row `a` of the log changed lies in some depots, by its entity; null where the row names none. Who is
 * limited to depots sees those rows alone, and of what has no depots his own.
 */
export type ChangesInDepots = Readonly<Record<string, (depotIds: readonly number[]) => Sql>>;

/**
 * The record of changes and the way back: undo runs the undoer named by the row's action, else by its entity, and
 * notes itself as a change that can be undone in turn. An undo is a change like the one it takes back: with `roles`, by
 * the names of the undoers, only who may make a change may undo it, and with `platform` those that are all
 * organisations' are undone by the operator's people. With `inDepots` who is limited to depots sees and undoes what lies
 * there.
 */
export const createAudit = ({
  db,
  undoers,
  roles = null,
  platform = new Set(),
  inDepots = null,
}: {
  db: Db;
  undoers: Readonly<Record<string, Undoer>>;
  roles?: Readonly<Record<string, readonly Role[]>> | null;
  platform?: ReadonlySet<string>;
  inDepots?: ChangesInDepots | null;
}) => {
  const unruled = Object.keys(undoers).find((name) => roles !== null && roles[name] === undefined);
  if (unruled !== undefined)
    throw new Error(
      `audit: found no roles for the undoer ${unruled}, expected those that may make its change`,
    );

  const nameOf = ({ action, entity }: AuditRow): string => (undoers[action] === undefined ? entity : action);
  const undoerOf = (row: AuditRow): Undoer | undefined => undoers[nameOf(row)];
  const rolesOf = (row: AuditRow): readonly Role[] | null => roles?.[nameOf(row)] ?? null;

  /** The condition that somebody may see a row; null where he may see all of his organisation. */
  const seenBy = ({ depotIds, userId }: Scope): Sql | null => {
    if (depotIds === null || inDepots === null) return null;
    const parts = Object.entries(inDepots).map(([entity, of]) => sql`WHEN ${entity} THEN ${of(depotIds)}`);
    // A CASE, for only ids of the entity that is meant can be read as its numbers.
    return sql`coalesce(CASE a.entity ${joinSql(parts, " ")} END, a.user_id = ${userId})`;
  };

  const assertSeen = async (tx: Tx, scope: Scope, row: AuditRow): Promise<void> => {
    const seen = seenBy(scope);
    if (seen === null) return;
    const found = await tx.$queryRaw<unknown[]>(
      sql`SELECT a.id FROM audit a WHERE a.id = ${row.id} AND ${seen}`,
    );
    if (found.length === 0) throw new AppError("NOT_FOUND", `there is no change ${row.id} to undo`);
  };

  const take = async (tx: Tx, scope: Scope, auditId: number): Promise<AuditRow> => {
    // Two undos of one row wait for each other here, and the second finds it undone.
    await tx.$queryRaw(sql`SELECT id FROM audit WHERE id = ${auditId} FOR UPDATE`);
    const row = await tx.audit.findFirst({ where: { id: auditId, organisationId: scope.organisationId } });
    if (row === null) throw new AppError("NOT_FOUND", `there is no change ${auditId} to undo`);
    await assertSeen(tx, scope, row);
    const allowed = rolesOf(row);
    if (allowed !== null && !allowed.includes(scope.role))
      throw new AppError("FORBIDDEN", `${row.action} is for ${allowed.join(", ")}; you are ${scope.role}`);
    if (platform.has(nameOf(row))) assertOperator(scope, `the undo of ${row.action}`);
    if (!isHis(scope, row))
      throw new AppError(
        "FORBIDDEN",
        `this change is ${row.actor}'s: only ${row.actor}, a manager or an admin undoes it`,
      );
    if (row.undoneAt !== null)
      throw new AppError("CONFLICT", `this change was undone already, at ${row.undoneAt.toISOString()}`);
    return row;
  };

  const refuseIfChangedSince = async (tx: Tx, row: AuditRow): Promise<void> => {
    // A later change that was itself undone has left nothing behind, nor has the undo of a later one.
    const [later] = await tx.$queryRaw<{ actor: string; action: string }[]>(sql`
      SELECT actor, action FROM audit
      WHERE organisation_id = ${row.organisationId} AND entity = ${row.entity} AND entity_id = ${row.entityId}
        AND id > ${row.id} AND undone_at IS NULL AND (undo_of IS NULL OR undo_of <= ${row.id})
      ORDER BY id DESC LIMIT 1`);
    if (later !== undefined)
      throw new AppError(
        "CONFLICT",
        `${row.entity} ${row.entityId} changed since: ${later.actor} did ${later.action}; undo that first`,
      );
  };

  return {
    /** The changes of an organisation that somebody may see, newest first. */
    async list(
      scope: Scope,
      { entity, entityId, userId, before, limit = 50 }: AuditQuery = {},
    ): Promise<AuditRow[]> {
      const conditions = [
        sql`a.organisation_id = ${scope.organisationId}`,
        ...(entity === undefined ? [] : [sql`a.entity = ${entity}`]),
        ...(entityId === undefined ? [] : [sql`a.entity_id = ${entityId}`]),
        ...(userId === undefined ? [] : [sql`a.user_id = ${userId}`]),
        ...(before === undefined ? [] : [sql`a.id < ${before}`]),
        seenBy(scope) ?? [],
      ].flat();
      return db.$queryRaw<AuditRow[]>(sql`
        SELECT a.id, a.organisation_id AS "organisationId", a.user_id AS "userId", a.actor, a.at, a.action, a.entity,
          a.entity_id AS "entityId", a.before, a.after, a.undone_at AS "undoneAt", a.undo_of AS "undoOf"
        FROM audit a WHERE ${joinSql(conditions, " AND ")} ORDER BY a.id DESC LIMIT ${Math.min(limit, 500)}`);
    },
    /** Whether a change can be offered to somebody for undo: it has a way back, was not undone, and is one that he may make. */
    isUndoable: (scope: Scope, row: AuditRow): boolean =>
      row.undoneAt === null &&
      undoerOf(row) !== undefined &&
      isHis(scope, row) &&
      (scope.isOperator || !platform.has(nameOf(row))) &&
      (rolesOf(row)?.includes(scope.role) ?? true),
    /** Takes a change back in one transaction; maps to the id of the undo, which can itself be undone. */
    async undo(scope: Scope, auditId: number): Promise<number> {
      const { id, follow } = await db.$transaction(async (tx) => {
        const row = await take(tx, scope, auditId);
        const undoer = undoerOf(row);
        if (undoer === undefined) throw new AppError("CONFLICT", `${row.action} has no way back`);
        await refuseIfChangedSince(tx, row);
        const follow = await undoer(tx, scope, row);
        await tx.audit.update({ where: { id: row.id }, data: { undoneAt: new Date() } });
        // Undoing an undo brings the first change back to force.
        if (row.undoOf !== null)
          await tx.audit.update({ where: { id: row.undoOf }, data: { undoneAt: null } });
        const { action, entity, entityId, before, after } = row;
        const change = { action, entity, entityId, before: after, after: before };
        return { id: await insert(tx, scope, change, row.id), follow };
      });
      await follow?.();
      return id;
    },
  };
};
/** The record of changes and the way back. */
export type Audit = ReturnType<typeof createAudit>;

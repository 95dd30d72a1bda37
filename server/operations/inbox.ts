import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type ExceptionStep, stepException } from "#server/operations/core/exception-work.ts";
import {
  type ExceptionState,
  lockExceptions,
  writeExceptionStates,
} from "#server/operations/exception-store.ts";
import {
  type AuditRow,
  assertUnchanged,
  type Change,
  createAudit,
  type recordAll,
  type Undoer,
} from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { announceAll } from "#server/platform/outbox.ts";
import { raiseSource } from "#server/platform/source-version.ts";

/** What {@link createInbox} needs. */
export type InboxDeps = {
  db: Db;
  /** The organisation's day clock, ISO instant. */
  now: (organisationId: number) => string;
  recordAll: typeof recordAll;
  announceAll: typeof announceAll;
  /** Told after the commit which exceptions changed, to put them on the live channel. */
  changed: (organisationId: number, ids: number[]) => Promise<void>;
};

const stateOf = (value: unknown): ExceptionState => value as ExceptionState;

/** Work on exceptions: take, release, close and reopen, one or many, each with an audit row that undo works from. */
export const createInbox = ({ db, now, recordAll, announceAll, changed }: InboxDeps) => {
  /** Takes one step with every exception of `ids`, all or none; maps to how many really changed, and what undoes it. */
  const work = async (
    scope: Scope,
    ids: number[],
    step: ExceptionStep,
  ): Promise<{ changed: number; auditIds: number[] }> => {
    const wanted = [...new Set(ids)];
    const by = { userId: scope.userId, userName: scope.userName, at: now(scope.organisationId) };
    const done = await db.$transaction(async (tx) => {
      const found = await lockExceptions(tx, scope, wanted);
      if (found.length !== wanted.length) {
        const missing = wanted.filter((id) => !found.some((f) => f.id === id));
        throw new AppError("NOT_FOUND", `exception ${missing.join(", ")} does not exist in your depots`);
      }
      const moved: ExceptionState[] = [];
      const changes: Change[] = [];
      for (const before of found) {
        const result = stepException(before, step, by);
        if ("refusal" in result)
          throw new AppError("CONFLICT", `exception ${before.id} cannot be changed: ${result.refusal}`);
        if (result.next === before) continue;
        moved.push(result.next);
        const action = `exception.${step.kind}`;
        changes.push({ action, entity: "exception", entityId: before.id, before, after: result.next });
      }
      if (moved.length === 0) return { moved: [], auditIds: [] };
      // In sets: a thousand of them, one by one, would take longer than a transaction may.
      const { organisationId } = scope;
      await writeExceptionStates(tx, organisationId, moved);
      const auditIds = await recordAll(tx, scope, changes);
      const told = moved.map(({ id }) => ({
        ...{ organisationId, topic: "exception", payload: { id, action: step.kind } },
      }));
      await announceAll(tx, told);
      await raiseSource(tx, organisationId, "exceptions");
      return { moved: moved.map(({ id }) => id), auditIds };
    });
    const { moved, auditIds } = done;
    if (moved.length > 0) await changed(scope.organisationId, moved);
    return { changed: moved.length, auditIds };
  };

  /** Puts an exception back as the audit row found it, unless it was changed again since. */
  const undo: Undoer = async (tx: Tx, scope: Scope, row) => {
    const before = stateOf(row.before);
    const after = stateOf(row.after);
    const [current] = await lockExceptions(tx, scope, [after.id]);
    if (!current) throw new AppError("NOT_FOUND", `exception ${after.id} does not exist in your depots`);
    assertUnchanged(row, current);
    const { organisationId } = scope;
    await writeExceptionStates(tx, organisationId, [before]);
    const payload = { id: after.id, action: "undo" };
    await announceAll(tx, [{ organisationId, topic: "exception", payload }]);
    await raiseSource(tx, organisationId, "exceptions");
    return () => changed(organisationId, [after.id]);
  };

  const audit = createAudit({ db, undoers: {} });
  /** What was done with an exception, newest first. */
  const history = async (scope: Scope, id: number): Promise<AuditRow[]> => {
    const { organisationId, depotIds } = scope;
    const seen = { id, organisationId, ...(depotIds === null ? {} : { depotId: { in: depotIds } }) };
    if ((await db.exception.count({ where: seen })) === 0)
      throw new AppError("NOT_FOUND", `exception ${id} does not exist in your depots`);
    return audit.list(scope, { entity: "exception", entityId: String(id) });
  };

  return { work, undo, history };
};

/** Work on exceptions. */
export type Inbox = ReturnType<typeof createInbox>;

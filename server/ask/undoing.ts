import type { Scope } from "#server/lib/scope.ts";
import type { Audit, AuditRow } from "#server/platform/audit.ts";

/** The record of changes, as far as questions take changes back. */
export type Changes = Pick<Audit, "list" | "isUndoable" | "undo">;

const MOVES: ReadonlySet<string> = new Set(["board.move", "plan.accept"]);
const LOOKED_AT = 200;

/** The newest changes of who asks that can be undone: reassignments alone, or all. */
export const changesToUndo = async (
  changes: Pick<Changes, "list" | "isUndoable">,
  scope: Scope,
  { count, of }: { count: number; of: "reassignments" | "changes" },
): Promise<AuditRow[]> => {
  const own = await changes.list(scope, { userId: scope.userId, limit: LOOKED_AT });
  return own
    .filter((row) => row.undoOf === null && changes.isUndoable(scope, row))
    .filter(({ action }) => of === "changes" || MOVES.has(action))
    .slice(0, count);
};

/** The changes of settings whose keys begin alike, made since a moment, the newest first. */
export const settingChangesSince = async (
  changes: Pick<Changes, "list" | "isUndoable">,
  scope: Scope,
  { prefix, since }: { prefix: string; since: Date },
): Promise<AuditRow[]> => {
  const found = await changes.list(scope, { entity: "setting", limit: LOOKED_AT });
  return found.filter(
    (row) =>
      row.entityId.startsWith(prefix) &&
      row.at > since &&
      row.undoOf === null &&
      changes.isUndoable(scope, row),
  );
};

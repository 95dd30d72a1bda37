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
    .filter((row) => row.undoOf === null && changes.isUndoable(row))
    .filter(({ action }) => of === "changes" || MOVES.has(action))
    .slice(0, count);
};

import type { AskDraftRow } from "#server/ask/proposal.schema.ts";
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

/** How a proposal stands: still waiting, put aside or run out, or confirmed with what it changed and can be undone. */
export type ProposalState =
  | { kind: "unknown" | "over" }
  | { kind: "waiting"; draftId: number }
  | { kind: "done"; changes: AuditRow[] };

// What a confirmation writes, it writes at once.
const WRITTEN_MS = 60_000;

/** What came of the newest proposal of who asks that was put in these words. */
export const stateOfProposal = async (
  changes: Pick<Changes, "list" | "isUndoable">,
  scope: Scope,
  { drafts, words, nowMs }: { drafts: readonly AskDraftRow[]; words: string; nowMs: number },
): Promise<ProposalState> => {
  const draft = drafts.find((each) => each.words.replaceAll('"', "'") === words);
  if (draft === undefined) return { kind: "unknown" };
  if (draft.decidedAt === null)
    return Date.parse(draft.expiresAt) > nowMs ? { kind: "waiting", draftId: draft.id } : { kind: "over" };
  if (!draft.isConfirmed) return { kind: "over" };
  const own = await changes.list(scope, { userId: scope.userId, limit: LOOKED_AT });
  const at = own.findIndex(
    ({ action, entityId }) => action === "ask.confirm" && entityId === String(draft.id),
  );
  const confirmed = own[at];
  if (confirmed === undefined) return { kind: "done", changes: [] };
  const later = own.slice(0, at);
  const next = later.findLastIndex(({ action }) => action === "ask.confirm");
  const written = later
    .slice(next + 1)
    .filter((row) => row.at.getTime() - confirmed.at.getTime() <= WRITTEN_MS)
    .filter((row) => row.undoOf === null && changes.isUndoable(scope, row));
  return { kind: "done", changes: written };
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

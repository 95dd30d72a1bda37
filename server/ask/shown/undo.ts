import { columnOf } from "#server/ask/core/columns.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { Show } from "#server/ask/shown/shown.ts";
import { changesToUndo, stateOfProposal } from "#server/ask/undoing.ts";
import type { AuditRow } from "#server/platform/audit.ts";

const rowsOf = (found: readonly AuditRow[]): Part => ({
  type: "rows",
  title: "changes to be undone",
  columns: [columnOf("when"), columnOf("happened")],
  rows: found.map(({ id, at, action }) => ({
    id,
    when: at.toISOString(),
    happened: action.replaceAll(/[._-]/g, " "),
  })),
  total: found.length,
  view: "table",
});

const UNDONE = {
  unknown: "Nothing was proposed to you in these words lately, so there is nothing to take back.",
  over: "It was only proposed and never confirmed, and can no longer be: nothing was changed by it.",
  waiting:
    "It is only proposed so far: nothing was changed by it, and nothing is as long as you do not confirm it. To confirm this puts it aside.",
} as const;

/** The asker's own changes that would be undone, the newest first; or how the proposal that he takes back stands. */
export const showUndo: Show<"undo"> = async function* ({ changes, drafts }, scope, proposal) {
  if (changes === null) return;
  if (proposal.proposed !== undefined) {
    const state = await stateOfProposal(changes, scope, {
      ...{ drafts: await drafts(scope), words: proposal.proposed, nowMs: Date.now() },
    });
    if (state.kind !== "done") return yield { type: "text", text: UNDONE[state.kind] };
    return yield state.changes.length === 0
      ? { type: "text", text: "It was confirmed, and nothing that it changed can be undone any more." }
      : rowsOf(state.changes);
  }
  const found = await changesToUndo(changes, scope, proposal);
  yield found.length === 0 ? { type: "text", text: "None of your changes can be undone." } : rowsOf(found);
};

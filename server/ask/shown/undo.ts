import { columnOf } from "#server/ask/core/columns.ts";
import type { Show } from "#server/ask/shown/shown.ts";
import { changesToUndo } from "#server/ask/undoing.ts";

/** The asker's own changes that would be undone, the newest first. */
export const showUndo: Show<"undo"> = async function* ({ changes }, scope, proposal) {
  if (changes === null) return;
  const found = await changesToUndo(changes, scope, proposal);
  if (found.length === 0) return yield { type: "text", text: "None of your changes can be undone." };
  yield {
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
  };
};

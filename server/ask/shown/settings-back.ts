import { columnOf } from "#server/ask/core/columns.ts";
import type { Show } from "#server/ask/shown/shown.ts";
import { settingChangesSince } from "#server/ask/undoing.ts";

const said = (stored: unknown): string =>
  typeof stored === "object" && stored !== null && "value" in stored
    ? JSON.stringify(stored.value)
    : "the default";

/** The changes of settings that would be undone, each with what it goes back to. */
export const showSettingsBack: Show<"settings-back"> = async function* ({ changes }, scope, proposal) {
  if (changes === null) return;
  const since = new Date(Date.now() - proposal.sinceS * 1_000);
  const found = await settingChangesSince(changes, scope, { prefix: proposal.prefix, since });
  if (found.length === 0)
    return yield {
      type: "text",
      text: "None of these settings was changed since then: there is nothing to put back.",
    };
  yield {
    type: "rows",
    title: "changes of settings to be undone",
    columns: [
      columnOf("when"),
      { key: "setting", label: "Setting", type: "text" },
      { key: "now", label: "From", type: "text" },
      { key: "back", label: "Back to", type: "text" },
      { key: "by", label: "Changed by", type: "text" },
    ],
    rows: found.map(({ id, at, entityId, before, after, actor }) => ({
      ...{ id, when: at.toISOString(), setting: entityId, by: actor },
      ...{ now: said(after), back: said(before) },
    })),
    total: found.length,
    view: "table",
  };
};

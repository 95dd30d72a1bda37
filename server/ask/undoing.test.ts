import { describe, expect, it } from "vitest";
import type { AskDraftRow } from "#server/ask/proposal.schema.ts";
import { stateOfProposal } from "#server/ask/undoing.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { AuditRow } from "#server/platform/audit.ts";

const NOW_MS = Date.parse("2026-11-25T12:40:00Z");
const scope = { userId: "ann", organisationId: 1 } as Scope;
const MOVE = "the last 12 stops R-21 has left";

const draft = (id: number, part: Partial<AskDraftRow>): AskDraftRow => ({
  ...{ id, action: "hand-over", question: "", words: MOVE, createdAt: "2026-11-25T12:30:00Z" },
  ...{ expiresAt: "2026-11-25T13:30:00Z", decidedAt: null, isConfirmed: false },
  ...part,
});
const row = (id: number, action: string, at: string, entityId = "1") =>
  ({ ...{ id, action, entityId, undoOf: null, at: new Date(at) } }) as unknown as AuditRow;

const stateOf = (drafts: readonly AskDraftRow[], own: readonly AuditRow[] = []) =>
  stateOfProposal(
    { list: async () => [...own], isUndoable: (_, { action }) => !action.startsWith("ask.") },
    scope,
    { drafts, words: MOVE, nowMs: NOW_MS },
  );

describe("what came of a proposal that is taken back", () => {
  it.each([
    ["was put in other words", [draft(1, { words: "another" })], { kind: "unknown" }],
    ["still waits", [draft(2, {}), draft(1, { isConfirmed: true })], { kind: "waiting", draftId: 2 }],
    ["ran out", [draft(1, { expiresAt: "2026-11-25T12:00:00Z" })], { kind: "over" }],
    ["was put aside", [draft(1, { decidedAt: "2026-11-25T12:35:00Z" })], { kind: "over" }],
  ] as const)("that %s", async (_, drafts, state) => {
    expect(await stateOf(drafts)).toEqual(state);
  });

  it("is what its confirmation wrote, and neither what another wrote nor what was done later by hand", async () => {
    const own = [
      row(9, "board.move", "2026-11-25T12:38:00Z"),
      row(8, "board.move", "2026-11-25T12:33:31Z"),
      row(7, "ask.confirm", "2026-11-25T12:33:30Z", "4"),
      row(6, "board.move", "2026-11-25T12:33:02Z"),
      row(5, "ask.confirm", "2026-11-25T12:33:00Z", "3"),
      row(4, "board.move", "2026-11-25T12:31:00Z"),
    ];
    const confirmed = { decidedAt: "2026-11-25T12:33:00Z", isConfirmed: true };
    expect(await stateOf([draft(3, confirmed)], own)).toEqual({ kind: "done", changes: [own[3]] });
    const later = { decidedAt: "2026-11-25T12:33:30Z", isConfirmed: true };
    expect(await stateOf([draft(4, later)], own)).toEqual({ kind: "done", changes: [own[1]] });
    expect(await stateOf([draft(8, later)], own)).toEqual({ kind: "done", changes: [] });
  });
});

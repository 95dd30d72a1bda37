import { expect, it } from "vitest";
import type { RuleRow } from "#server/alerts/schema.ts";
import { inOrder, shownState } from "./alert-state.ts";

const NOW = Date.parse("2026-11-27T10:00:00Z");
const rule = (id: number, more: Partial<RuleRow>): RuleRow => ({
  ...{ id, name: `Rule ${id}`, group: "api", isOn: true, ways: { webhook: null, emails: [] } },
  ...{ ownerId: null, ownerName: null, mutedUntil: null, words: "", standing: "ok", since: null },
  ...{ now: null, open: null },
  spec: {
    ...{ kind: "threshold", meter: "m", reduce: "max", label: null, side: "above", windowS: 60 },
    ...{ raise: 1, clear: 1, least: 1, raiseForS: 0, clearForS: 0 },
  },
  ...more,
});

it.each<[string, Partial<RuleRow>, string]>([
  ["quiet", {}, "ok"],
  ["firing although mute", { standing: "firing", mutedUntil: "2026-11-27T11:00:00Z" }, "firing"],
  ["mute", { mutedUntil: "2026-11-27T10:00:01Z" }, "mute"],
  ["heard again once its time is over", { mutedUntil: "2026-11-27T10:00:00Z" }, "ok"],
  ["off whatever it found", { isOn: false, standing: "firing" }, "off"],
])("shows a rule as %s", (_, more, state) => {
  expect(shownState(rule(1, more), NOW)).toBe(state);
});

it("puts what fires first and what is off last", () => {
  const rules = [
    rule(1, { isOn: false }),
    rule(2, {}),
    rule(3, { standing: "pending" }),
    rule(4, { standing: "firing" }),
    rule(5, {}),
  ];
  expect(inOrder(rules, NOW).map(({ id }) => id)).toEqual([4, 3, 2, 5, 1]);
});

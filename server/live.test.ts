import { expect, it } from "vitest";
import type { Role, Scope } from "#server/lib/scope.ts";
import { answerRequests } from "#server/live.ts";
import type { Answerer } from "#server/platform/live.ts";
import { createMeter } from "#server/platform/meter.ts";

const NOW = 1_000_000;
const scope = (role: Role): Scope => ({
  ...{ organisationId: 1, userId: "u", userName: "U", role, depotIds: null, driverId: null },
});

const open = () => {
  const answerers = new Map<string, Answerer>();
  const meter = createMeter({ now: () => NOW });
  const unasked = () => {
    throw new Error("not asked here");
  };
  answerRequests(
    { answer: (name, answerer) => void answerers.set(name, answerer) },
    { ask: { ask: unasked }, vector: { stream: unasked }, meter, now: () => NOW },
  );
  const shown = (role: Role, input: unknown) =>
    answerers.get("alert-shown")?.(scope(role), input, () => {}, new AbortController().signal);
  return { meter, shown };
};

it("notes how long ago the value of an alert was measured that a page has painted", async () => {
  const { meter, shown } = open();
  await shown("engineer", { eventAtMs: NOW - 40 });
  expect(meter.totals()).toContainEqual(
    expect.objectContaining({ name: "alerts.raise_ms", count: 1, sum: 40 }),
  );
});

it.each<[string, Role, unknown, RegExp]>([
  ["of who gets no alerts", "dispatcher", { eventAtMs: NOW }, /alerts are for engineer, manager, admin/],
  ["without a time", "engineer", {}, /alert-shown/],
  ["of a value to come", "engineer", { eventAtMs: NOW + 1 }, /found -1 ms ago/],
  ["of a value nobody waited for", "engineer", { eventAtMs: NOW - 60_001 }, /found 60001 ms ago/],
])("refuses a measure %s", async (_, role, input, message) => {
  const { meter, shown } = open();
  await expect(shown(role, input)).rejects.toThrow(message);
  expect(meter.totals().some(({ name }) => name === "alerts.raise_ms")).toBe(false);
});

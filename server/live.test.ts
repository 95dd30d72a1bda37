import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Role, Scope } from "#server/lib/scope.ts";
import { answerRequests, streamMeters } from "#server/live.ts";
import type { Answerer } from "#server/platform/live.ts";
import { createMeter } from "#server/platform/meter.ts";

const NOW = 1_000_000;
const scope = (role: Role): Scope => ({
  ...{
    organisationId: 1,
    userId: "u",
    userName: "U",
    role,
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
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

it("a question whose asker left is told so, and its end there is no failure", async () => {
  const answerers = new Map<string, Answerer>();
  const left = new AbortController();
  const parts: unknown[] = [];
  answerRequests(
    { answer: (name, answerer) => void answerers.set(name, answerer) },
    {
      ask: {
        async *ask(_scope, _question, _now, _onStep, signal) {
          yield { type: "text", text: "At once" };
          // As a model or a statement that takes its time: it ends by the signal alone.
          await new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
        },
      },
      vector: { stream: () => expect.unreachable() },
      meter: createMeter({ now: () => NOW }),
    },
  );
  const asking = answerers.get("ask")?.(
    ...[scope("dispatcher"), { text: "Which routes are late?" }],
    ...[(part: unknown) => void parts.push(part), left.signal],
  );
  while (parts.length === 0) await sleep(5);
  left.abort();
  await asking;
  expect(parts).toEqual([{ type: "text", text: "At once" }]);
});

it("streams the running second of a series each time it has grown, until nobody reads it", async () => {
  let nowMs = NOW;
  const meter = createMeter({ now: () => nowMs });
  const answerers = new Map<string, Answerer>();
  streamMeters({ answer: (name, answerer) => void answerers.set(name, answerer) }, meter);
  const stop = new AbortController();
  const parts: unknown[] = [];
  const asked = { name: "api.request_ms", labels: "procedure=a" };
  const streaming = answerers.get("meter")?.(
    scope("engineer"),
    asked,
    (part) => parts.push(part),
    stop.signal,
  );
  const until = async (n: number) => {
    while (parts.length < n) await sleep(5);
  };
  meter.record("api.request_ms", 5, { procedure: "a" });
  await until(1);
  meter.record("api.request_ms", 9, { procedure: "a" });
  meter.record("api.request_ms", 500, { procedure: "b" });
  await until(2);
  meter.flush();
  nowMs += 1_000;
  meter.record("api.request_ms", 7, { procedure: "a" });
  await until(3);
  await sleep(120);
  stop.abort();
  await streaming;
  expect(parts).toMatchObject([
    { at: new Date(NOW).toISOString(), count: 1, p95: 5 },
    { at: new Date(NOW).toISOString(), count: 2, max: 9 },
    { at: new Date(NOW + 1_000).toISOString(), count: 1, p95: 7 },
  ]);
});

it.each<[Role, unknown, RegExp]>([
  ["dispatcher", { name: "api.request_ms", labels: "" }, /meters are for engineer, manager, admin/],
  ["engineer", { name: "" }, /meter:/],
])("refuses a stream to a %s who asks for %j", async (role, input, message) => {
  const answerers = new Map<string, Answerer>();
  streamMeters({ answer: (name, answerer) => void answerers.set(name, answerer) }, createMeter());
  const answered = answerers.get("meter")?.(scope(role), input, () => {}, new AbortController().signal);
  await expect(answered).rejects.toThrow(message);
});

import { expect, it } from "vitest";
import { steeredPolicy } from "#server/compose/open-gateway.ts";
import { USUAL_POLICY } from "#server/external/core/policy.ts";
import type { Setting, Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

it("steers calls by what settings say when each is made, and leaves off what is off anyhow", () => {
  const said = new Map<string, unknown>();
  const get: Settings["get"] = <T>({ key, fallback }: Setting<T>): T =>
    said.has(key) ? (said.get(key) as T) : fallback;
  const policy = steeredPolicy({ ...USUAL_POLICY, without: new Set(["stale", "batching"]) }, { get });
  const off = () => (["hedging", "stale", "concurrency", "batching"] as const).filter(policy.without.has);
  expect([off(), policy.quotaWaitShare]).toEqual([["stale", "batching"], USUAL_POLICY.quotaWaitShare]);
  said.set(SETTINGS.hedgesCalls.key, false);
  said.set(SETTINGS.adaptsCalls.key, false);
  said.set(SETTINGS.quotaWaitShare.key, 0.9);
  expect([off(), policy.quotaWaitShare]).toEqual([["hedging", "stale", "concurrency", "batching"], 0.9]);
  expect(policy.gathering).toEqual(USUAL_POLICY.gathering);
  said.set(SETTINGS.batchMost.key, 7);
  said.set(SETTINGS.batchWaitTimes.key, 2.5);
  expect(policy.gathering).toEqual({ most: 7, waitTimes: 2.5 });
});

import { OpenFeature, ProviderEvents } from "@openfeature/server-sdk";
import { afterAll, expect, it } from "vitest";
import type { HeldSet } from "#server/flags/flag-set.ts";
import { createServerProvider } from "#server/flags/server-provider.ts";
import { flagsOf } from "#server/flags/service.ts";

afterAll(() => OpenFeature.close());

const definition = (defaultVariant: string) =>
  JSON.stringify({
    flags: {
      size: {
        state: "ENABLED",
        variants: { small: 1, large: 10 },
        defaultVariant,
        targeting: { if: [{ "===": [{ var: "role" }, "admin"] }, "large"] },
        metadata: { owner: "dispatch" },
      },
    },
  });

it("answers an application of OpenFeature with value, variant, reason and metadata, and tells of a new version", async () => {
  let evaluator = flagsOf(definition("small"), () => 0);
  let told: ((set: HeldSet) => void) | null = null;
  const provider = createServerProvider({
    resolve: (...asked) => evaluator.resolve(...asked),
    onChange: (listener) => {
      told = listener;
      return () => {
        told = null;
      };
    },
  });
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  expect(await client.getNumberDetails("size", 5, { role: "admin" })).toMatchObject({
    ...{ value: 10, variant: "large", reason: "TARGETING_MATCH", flagMetadata: { owner: "dispatch" } },
  });
  expect(await client.getNumberValue("size", 5)).toBe(1);
  expect(await client.getBooleanDetails("size", true)).toMatchObject({
    value: true,
    errorCode: "TYPE_MISMATCH",
  });
  expect(await client.getStringDetails("none", "x")).toMatchObject({
    value: "x",
    errorCode: "FLAG_NOT_FOUND",
  });
  const heard = new Promise((resolve) => client.addHandler(ProviderEvents.ConfigurationChanged, resolve));
  evaluator = flagsOf(definition("large"), () => 0);
  told!({
    ...{ version: 2, changedAt: "2026-11-26T00:00:00.000Z", compiled: definition("large"), from: "database" },
    source: { definition: { flags: {} }, prerequisites: {}, rollouts: {} },
  });
  await heard;
  expect(await client.getNumberValue("size", 5)).toBe(10);
  await OpenFeature.clearProviders();
  expect(told).toBeNull();
});

import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { afterAll, expect, it } from "vitest";
import { changeOf } from "#server/flags/core/definition-change.ts";
import { createWebProvider } from "./web-provider.ts";

afterAll(() => OpenFeature.close());

const definition = (state: string) =>
  JSON.stringify({
    flags: {
      "screens.new": {
        state,
        variants: { on: true, off: false },
        defaultVariant: "off",
        targeting: { if: [{ "===": [{ var: "role" }, "engineer"] }, "on"] },
      },
    },
  });

it("evaluates in the page for who is signed in, and takes a kill up at once", async () => {
  const { provider, put, take } = createWebProvider({ version: 3, definition: definition("ENABLED") });
  await OpenFeature.setContext({ targetingKey: "user/1", role: "engineer" });
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  expect(client.getBooleanValue("screens.new", false)).toBe(true);
  let changes = 0;
  client.addHandler(ProviderEvents.ConfigurationChanged, () => void changes++);
  put({ version: 4, definition: definition("ENABLED") });
  expect(changes).toBe(0);
  const change = changeOf(definition("ENABLED"), definition("DISABLED"));
  expect(take({ version: 6, base: 5, change })).toBe(false);
  expect(take({ version: 5, base: 4, change })).toBe(true);
  expect(take({ version: 5, base: 4, change })).toBe(true);
  expect(client.getBooleanDetails("screens.new", false)).toMatchObject({ value: false, reason: "DISABLED" });
  expect(() => put({ version: 6, definition: "{" })).toThrow();
  expect(client.getBooleanDetails("screens.new", false).reason).toBe("DISABLED");
  expect(changes).toBe(1);
});

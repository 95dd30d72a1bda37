import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { afterAll, expect, it } from "vitest";
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
  const { provider, take } = createWebProvider(definition("ENABLED"));
  await OpenFeature.setContext({ targetingKey: "user/1", role: "engineer" });
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  expect(client.getBooleanValue("screens.new", false)).toBe(true);
  let changes = 0;
  client.addHandler(ProviderEvents.ConfigurationChanged, () => void changes++);
  take(definition("ENABLED"));
  expect(changes).toBe(0);
  take(definition("DISABLED"));
  expect(client.getBooleanDetails("screens.new", false)).toMatchObject({ value: false, reason: "DISABLED" });
  expect(() => take("{")).toThrow();
  expect(client.getBooleanDetails("screens.new", false).reason).toBe("DISABLED");
  expect(changes).toBe(1);
});

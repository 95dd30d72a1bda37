import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { compileFlags } from "#server/flags/core/compile.ts";
import { changeOf } from "#server/flags/core/definition-change.ts";
import { createWebProvider } from "./web-provider.ts";

afterAll(() => OpenFeature.close());
afterEach(() => vi.unstubAllGlobals());

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

/** A page whose content policy lets no text become code. */
const forbidCode = () => {
  class Refused {
    constructor() {
      throw new EvalError("unsafe-eval is not an allowed source of script");
    }
  }
  vi.stubGlobal("Function", Refused);
  vi.stubGlobal("eval", Refused);
};

it("makes no code of texts, whatever rules, shares and changes are told", async () => {
  forbidCode();
  const wide = (more: string) =>
    JSON.stringify({
      flags: {
        wide: {
          ...{ state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "off" },
          metadata: { client: true },
          targeting: {
            if: [
              { in: [{ var: "role" }, ["engineer", more]] },
              {
                fractional: [
                  ["on", 50],
                  ["off", 50],
                ],
              },
              {
                and: [
                  { ends_with: [{ var: "email" }, "@x.example"] },
                  { sem_ver: [{ var: "v" }, ">=", "2.0.0"] },
                ],
              },
              "on",
            ],
          },
        },
      },
    });
  const { provider, put, take } = createWebProvider({ version: 1, definition: wide("admin") });
  const valueFor = (context: Record<string, string>) =>
    provider.resolveBooleanEvaluation("wide", false, context, console).value;
  const someone = { targetingKey: "user/1", email: "a@x.example", v: "2.1.0", role: "driver" };
  const before = valueFor(someone);
  put({ version: 2, definition: wide("manager") });
  expect(take({ version: 3, base: 2, change: changeOf(wide("manager"), wide("driver")) })).toBe(true);
  const half = Array.from({ length: 200 }, (_, i) => valueFor({ ...someone, targetingKey: `user/${i}` }));
  expect([before, half.filter(Boolean).length > 70, half.filter(Boolean).length < 130]).toEqual([
    true,
    true,
    true,
  ]);
  // What the server does with the same text is what a page may not.
  const generated = compileFlags(wide("driver"), { mode: "code", bucketing: "v2", nowS: () => 0 });
  expect(() => generated.resolve("boolean", "wide", false, someone)).toThrow(EvalError);
});

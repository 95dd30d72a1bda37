import fc from "fast-check";
import { expect, it } from "vitest";
import { createSignInLimit } from "./sign-in-limit.ts";

const MINUTE_MS = 60_000;

it("lets ten tries through at once and one a minute after that, each account by itself", () => {
  let nowMs = 0;
  const limit = createSignInLimit({ now: () => nowMs });
  const tries = Array.from({ length: 11 }, () => limit.take("Ada@x.example "));
  expect(tries).toEqual([...Array.from({ length: 10 }, () => null), MINUTE_MS]);
  expect(limit.take("ada@x.example")).toBe(MINUTE_MS);
  expect(limit.take("bo@x.example")).toBeNull();
  nowMs = 45_000;
  expect(limit.take("ada@x.example")).toBe(15_000);
  nowMs = MINUTE_MS;
  expect(limit.take("ada@x.example")).toBeNull();
  expect(limit.take("ada@x.example")).toBe(MINUTE_MS);
  limit.passed("ADA@x.example");
  expect(limit.take("ada@x.example")).toBeNull();
});

it("remembers no name longer than an address can be, and none is let through for the spaces around it", () => {
  const limit = createSignInLimit({ now: () => 0 });
  const triesOf = (email: string) => Array.from({ length: 11 }, () => limit.take(email)).at(-1);
  expect(triesOf(`${"a".repeat(244)}@x.example`)).toBe(MINUTE_MS);
  expect(triesOf(`${"a".repeat(245)}@x.example`)).toBeNull();
  expect(triesOf(`ada@x.example${" ".repeat(300)}`)).toBe(MINUTE_MS);
});

it("never lets more through than ten and one a minute, however they are spread", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 200 }), (waits) => {
      let nowMs = 0;
      const limit = createSignInLimit({ now: () => nowMs });
      let passed = 0;
      for (const wait of waits) {
        nowMs += wait;
        if (limit.take("ada@x.example") === null) passed++;
      }
      expect(passed).toBeLessThanOrEqual(10 + nowMs / MINUTE_MS + 1e-6);
    }),
  );
});

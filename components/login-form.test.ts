import { describe, expect, it } from "vitest";
import { safeNext } from "./login-form.tsx";

describe("where a sign-in leads", () => {
  it("goes back to the page that was wanted, with its filters", () => {
    expect(safeNext("/routes?f=delayS:gte:900")).toBe("/routes?f=delayS:gte:900");
  });

  it("never leaves the console and never loops", () => {
    for (const next of [
      null,
      "",
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/login?next=/login",
    ])
      expect(safeNext(next)).toBe("/today");
  });
});

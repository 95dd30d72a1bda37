import { expect, it } from "vitest";
import { versionsAgree } from "#server/flags/core/version.ts";

// In the order of semver.org, oldest first.
const ORDERED = [
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1",
  "1.2.0",
  "2.0.0",
  "10.0.0",
];

it("orders versions as semver.org does", () => {
  for (const [i, a] of ORDERED.entries())
    for (const [j, b] of ORDERED.entries()) {
      expect(versionsAgree(a, "<", b), `${a} < ${b}`).toBe(i < j);
      expect(versionsAgree(a, ">=", b), `${a} >= ${b}`).toBe(i >= j);
      expect(versionsAgree(a, "=", b), `${a} = ${b}`).toBe(i === j);
    }
});

it.each([
  ["v1.0.0", "=", "1.0.0", true],
  ["1.0.0+a", "=", "1.0.0+b", true],
  [1.2, ">", "1.1", true],
  ["3.1.0", "~", "3.0.0", false],
  ["3.1.0", "^", "3.0.0", true],
  ["1", "!=", "1.0.0", false],
  ["2.0.0.0", "=", "2.0.0", null],
  ["01.0.0", "=", "1.0.0", null],
  ["1.0.0", "===", "1.0.0", null],
  [null, "=", "1.0.0", null],
  [`1.0.0-${"a".repeat(300)}`, "=", "1.0.0", null],
  ["9007199254740993.0.0", "=", "1.0.0", null],
])("%j %s %j is %j", (left, operator, right, agrees) => {
  expect(versionsAgree(left, operator, right)).toBe(agrees);
});

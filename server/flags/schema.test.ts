import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { FlagDefinition, FlagdDefinition, Targeting } from "#server/flags/schema.ts";

const FOLDER = "../shared/data/flags/flagd-schemas/json/test";

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  flags: FlagDefinition,
  flagd: FlagdDefinition,
  targeting: Targeting,
};

describe.skipIf(!existsSync(FOLDER))("flagd's own documents", () => {
  for (const [name, schema] of Object.entries(SCHEMAS))
    for (const verdict of ["positive", "negative"]) {
      const folder = join(FOLDER, name, verdict);
      for (const file of existsSync(folder) ? readdirSync(folder).sort() : [])
        it(`${verdict === "positive" ? "accepts" : "refuses"} ${name}/${file}`, () => {
          const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
          // A document may name another schema than its folder's.
          const named = String(document.$schema ?? "").endsWith("/flagd.json") ? FlagdDefinition : schema;
          expect(named.safeParse(document).success).toBe(verdict === "positive");
        });
    }
});

const issuesOf = (value: unknown): string[] =>
  Targeting.safeParse(value).error?.issues.map(({ path, message }) => `${path.join("/")}: ${message}`) ?? [];

describe("a rule", () => {
  it.each([
    [
      { and: [{ "==": [{ var: "a" }] }, true] },
      ["and/0/==: got a list of 1, expected a list of 2 arguments"],
    ],
    [{ if: [{ wat: [1] }, "a"] }, ['if/0/wat: got "wat", expected an operator of JsonLogic or flagd']],
    [{ fractional: [["a", 1.5]] }, ["fractional/0/1: got 1.5, expected a whole number from 0, or a rule"]],
    [
      { sem_ver: ["1.0", "=", "1.0.0"] },
      ['sem_ver/0: got "1.0", expected a version such as "2.0.1", or a "var"'],
    ],
    [{ var: "$flagd.x" }, ['var: got "$flagd.x", expected $flagd.timestamp or $flagd.flagKey']],
    [{ "+": [{}] }, ["+/0: got an empty object, expected a value, a reference or a rule"]],
    ["text", ['got "text", expected a rule']],
    [{ and: [1], "==": [1, 2] }, ['==: got "==", expected one operator']],
    [{}, []],
    [{ "!": [1, 2, 3] }, []],
    [{ and: [{ $ref: "x" }], or: [1] }, []],
  ])("is read: %j", (rule, issues) => {
    expect(issuesOf(rule).map((issue) => issue.replace(/^: /, ""))).toEqual(issues);
  });

  it("of ten thousand rules in each other is refused by name, and the process lives", () => {
    let deep: unknown = true;
    for (let i = 0; i < 10_000; i++) deep = { "!": [{ and: [deep] }] };
    expect(Targeting.safeParse({ "!": { and: [{ or: [deep] }] } }).success).toBe(true);
    let nested: unknown = true;
    for (let i = 0; i < 10_000; i++) nested = { and: [nested] };
    expect(issuesOf(nested)[0]).toContain("expected at most 200 rules in each other");
  });
});

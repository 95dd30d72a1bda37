import { describe, expect, it } from "vitest";
import type { RuleForm, RuleSpec } from "#server/alerts/schema.ts";
import { BEGIN, ruleFormOf, typedOf } from "./rule-fields.ts";

const typed = (more: Record<string, string>) => ({
  ...BEGIN,
  ...{ name: "Slow", group: "api", raise: "200", clear: "150" },
  ...more,
});

describe("the form of a rule", () => {
  const holds = { least: 50, raiseForS: 0, clearForS: 120 };
  it.each<RuleSpec>([
    {
      ...{ kind: "threshold", meter: "vector.cache", reduce: "share", label: "hit=true", side: "below" },
      ...{ windowS: 3_600, raise: 85, clear: 86, ...holds },
    },
    { kind: "burn", meter: "api.request_ms", badAbove: 2.5, badLabel: null, objective: 99, ...holds },
    {
      kind: "burn",
      meter: "api.request_ms",
      badAbove: null,
      badLabel: "outcome=failed",
      objective: 99.9,
      ...holds,
    },
    {
      ...{ kind: "anomaly", meter: "api.request_ms", reduce: "count", windowS: 600, raise: 6, clear: 4 },
      ...{ leastWeeks: 4, ...holds },
    },
  ])("gives a rule of kind $kind back as it was", (spec) => {
    const ways = { webhook: "https://example.org/hook", emails: ["ann@example.org", "bob@example.org"] };
    const form: RuleForm = { name: "A rule", group: "api", isOn: false, spec, ways };
    expect(ruleFormOf(undefined, typedOf(form))).toEqual({ form });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ["no name", { name: " " }, "name", /expected a text/],
    ["no group", { group: "" }, "group", /expected a text/],
    ["a meter that is no name", { meter: "API requests" }, "meter", /expected the name of a meter/],
    ["an empty bound", { raise: "" }, "raise", /number/],
    ["a bound that is no number", { raise: "fast" }, "raise", /number/],
    [
      "a bound that clears beyond the one that raises",
      { clear: "250" },
      "clear",
      /found 250, expected 200 or less/,
    ],
    ["a share without its label", { reduce: "share" }, "label", /found none, expected one/],
    ["a label that is no pair", { reduce: "share", label: "hit" }, "label", /name=value/],
    ["a quantile below a bound", { side: "below", clear: "300" }, "side", /expected above/],
    ["a budget without what is bad", { kind: "burn" }, "badAbove", /found neither or both/],
    ["a budget of nothing", { kind: "burn", badAbove: "200", objective: "100" }, "objective", /99.999/],
    [
      "deviations that clear above those that raise",
      { kind: "anomaly", reduce: "mean", windowS: "300", raise: "4", clear: "6" },
      "clear",
      /expected 4 or less/,
    ],
    ["an address of another kind", { webhook: "ftp://example.org" }, "webhook", /http/],
    ["an address that is none", { emails: "ann@example.org, bob" }, "emails", /e-mail/],
    ["half a second", { raiseForS: "0.5" }, "raiseForS", /./],
  ])("says of %s what is wrong, at its field", (_, change, field, message) => {
    const found = ruleFormOf(undefined, typed(change));
    expect("faults" in found && found.faults[field]).toMatch(message);
  });

  it("leaves aside what was typed for another kind", () => {
    const found = ruleFormOf(7, typed({ kind: "burn", badAbove: "200", label: "hit=true" }));
    expect(found).toMatchObject({ form: { id: 7, spec: { kind: "burn", badAbove: 200, badLabel: null } } });
    expect("form" in found && found.form.spec).not.toHaveProperty("label");
  });
});

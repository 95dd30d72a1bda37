import fc from "fast-check";
import { expect, it } from "vitest";
import { changeOf, withChange } from "#server/flags/core/definition-change.ts";

const parts = fc.dictionary(
  fc.constantFrom("a", "b", "c", "__proto__"),
  fc.record({ state: fc.constantFrom("x", "y") }),
);
const definition = fc
  .record({ flags: parts, shared: parts })
  .map(({ flags, shared }) =>
    JSON.stringify({ flags, ...(Object.keys(shared).length > 0 ? { $evaluators: shared } : {}) }),
  );

it("makes the one definition of the other, whatever is new, other or gone", () => {
  fc.assert(
    fc.property(definition, definition, (before, after) => {
      expect(JSON.parse(withChange(before, changeOf(before, after)))).toEqual(JSON.parse(after));
    }),
  );
});

it("carries what changed alone", () => {
  const flags = { a: { state: "x" }, b: { state: "x" }, c: { state: "x" } };
  const after = { flags: { a: { state: "x" }, b: { state: "y" } } };
  expect(JSON.parse(changeOf(JSON.stringify({ flags }), JSON.stringify(after)))).toEqual({
    flags: { b: { state: "y" }, c: null },
    $evaluators: {},
  });
});

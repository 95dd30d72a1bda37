import { expect, it } from "vitest";
import { changesOf, valueText } from "./audit-diff.ts";

it("shows only the fields of a change that differ", () => {
  expect(changesOf({ role: "dispatcher", depotIds: [1] }, { role: "manager", depotIds: [1] })).toEqual([
    { field: "role", before: "dispatcher", after: "manager" },
  ]);
});

it("shows all fields of what was made, and of what is gone", () => {
  expect(changesOf(null, { name: "A" })).toEqual([{ field: "name", before: undefined, after: "A" }]);
  expect(changesOf({ name: "A" }, null)).toEqual([{ field: "name", before: "A", after: undefined }]);
});

it("writes values as people read them", () => {
  expect([null, "x", [1, 2], true].map(valueText)).toEqual(["", "x", "[1,2]", "true"]);
});

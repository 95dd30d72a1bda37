import { expect, it } from "vitest";
import { LESS_IS_BETTER } from "#server/ask/core/same-order.ts";
import { KPI_DEFINITIONS } from "#server/operations/core/kpi.ts";
import { KPI_NAMES } from "#server/operations/names.schema.ts";

it("questions call the better of a KPI what its definition does", () => {
  expect(KPI_NAMES.filter((name) => LESS_IS_BETTER.has(name))).toEqual(
    KPI_NAMES.filter((name) => !KPI_DEFINITIONS[name].isMoreBetter),
  );
});

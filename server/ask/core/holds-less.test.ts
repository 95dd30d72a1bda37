import { describe, expect, it } from "vitest";
import { holdsLess } from "#server/ask/core/holds-less.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

const drivers = {
  ...{ kind: "forecast", what: "drivers", from: "2026-11-27", to: "2026-11-27", isAgainstFleet: true },
  ...{ streams: [], depotIds: [], zones: [], facilityIds: [], queueS: null },
} satisfies QueryPlan;
const faults = {
  ...{ kind: "records", of: "faults", show: "rows", sort: [], limit: 200, columns: [], by: null },
  ...{ per100Km: null, ranking: { order: null, limit: null, bound: null }, isWithRepairs: true },
  filters: [{ column: "vehicleId", op: "eq", value: 14 }],
} satisfies QueryPlan;

describe("what was read whole", () => {
  it.each<[how: string, said: QueryPlan, whole: QueryPlan, isLess: boolean]>([
    ["is itself", drivers, drivers, false],
    ["foretells another thing", { ...drivers, what: "tonnage", isAgainstFleet: false }, drivers, true],
    ["leaves out whether they suffice", { ...drivers, isAgainstFleet: false }, drivers, true],
    ["leaves the repairs out", { ...faults, isWithRepairs: false }, faults, true],
    ["leaves a condition out", { ...faults, filters: [] }, faults, true],
    ["leaves its split out", faults, { ...faults, by: "day" }, true],
    ["is of another kind, which is told apart elsewhere", drivers, faults, false],
  ])("against what %s", (_, said, whole, isLess) => {
    expect(holdsLess({ plan: said }, { plan: whole })).toBe(isLess);
  });
});

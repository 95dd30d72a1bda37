import { describe, expect, it } from "vitest";
import { readEdited } from "./edited.ts";
import { KNOWN, MONDAY, readOne } from "./fixture-read.ts";
import type { QueryPlan } from "./schema.ts";
import { spanOf } from "./span.ts";

const by = (role: "dispatcher" | "manager") => ({
  ...{ known: KNOWN, clock: MONDAY, asker: { role, isOperator: true } },
});

describe("a plan changed by hand", () => {
  it("is read over its span as of now, says so, and is put into words by the names of the fleet", async () => {
    const { plan } = await readOne("status of truck 42");
    const { reading, refusal } = readEdited({ plan, span: null }, by("dispatcher"));
    expect(refusal).toBeNull();
    expect(reading).toMatchObject({ plan, reader: "edited", window: null, confidence: 1 });
    const kpi = await readOne("stops per hour by route last week");
    const edited = {
      plan: { ...kpi.plan, filter: { from: "2020-01-01", to: "2020-01-02", vehicleIds: [141] } } as QueryPlan,
      span: { kind: "named" as const, name: "yesterday" as const },
    };
    const moved = readEdited(edited, by("dispatcher")).reading;
    expect(moved.plan).toMatchObject({ filter: { from: "2026-11-22", to: "2026-11-22" } });
    expect(moved.words).toContain("Truck 42");
  });

  it("is refused where it names what the asker's fleet does not have", async () => {
    const { plan, window } = await readOne("Which routes are behind schedule and by how much?");
    if (plan.kind !== "list") throw new Error("expected a list");
    const strange = {
      ...plan,
      filters: [...plan.filters, { column: "depotId", op: "in" as const, value: [7, 99] }],
    };
    const span = spanOf(window, MONDAY);
    expect(readEdited({ plan: strange, span }, by("dispatcher")).refusal).toEqual({
      reason: "unknown-entity",
      text: "There is no depot 99 in your fleet.",
    });
    const zones = { ...plan, filters: [{ column: "zone", op: "eq" as const, value: "Atlantis" }] };
    expect(readEdited({ plan: zones, span }, by("dispatcher")).refusal?.text).toContain("zone Atlantis");
  });

  it("is refused by role as any other: safety events are for managers", () => {
    const plan: QueryPlan = {
      kind: "records",
      of: "safety",
      filters: [],
      show: "rows",
      sort: [],
      limit: 50,
      columns: ["driver", "event"],
      by: null,
      per100Km: null,
      ranking: { order: null, limit: null, bound: null },
    };
    expect(readEdited({ plan, span: null }, by("dispatcher")).refusal?.reason).toBe("forbidden");
    expect(readEdited({ plan, span: null }, by("manager")).refusal).toBeNull();
  });
});

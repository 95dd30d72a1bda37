import { describe, expect, it } from "vitest";
import type { ChipEdit, PlanChip } from "#server/ask/chips.schema.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import {
  askHref,
  editedFromText,
  editedToText,
  turnsFromText,
  withChoice,
  withNumber,
  withoutChip,
} from "./plan-edit.ts";

const LIST: QueryPlan = {
  kind: "list",
  list: "routes",
  filters: [
    { column: "serviceDay", op: "eq", value: "2026-11-23" },
    { column: "delayS", op: "gt", value: 600 },
  ],
  sort: [],
  limit: 100,
  columns: ["name"],
  view: "table",
};
const chip = (more: Partial<PlanChip>): PlanChip => ({
  ...{ part: "filter", words: "", path: [], isSet: true, edit: null, removal: null },
  ...more,
});
const choice = (more: Partial<Extract<ChipEdit, { kind: "choice" }>>): ChipEdit => ({
  ...{ kind: "choice", of: "zones", values: [], among: null, isMany: true, column: null },
  ...more,
});

describe("a plan changed by its chips", () => {
  const bound = chip({
    path: ["filters", 1, "value"],
    edit: { kind: "number", value: 600, factor: 60, unit: "min", min: 0, max: 1000 },
    removal: { path: ["filters", 1], isSetToNull: false },
  });

  it("takes a number in the unit that is shown, and leaves the plan it came from as it was", () => {
    const plan = withNumber(LIST, bound, 25);
    expect(plan).toMatchObject({ filters: [{ column: "serviceDay" }, { value: 1500 }] });
    expect(LIST.kind === "list" && LIST.filters[1]?.value).toBe(600);
  });

  it("loses a condition, and a part that is then empty", () => {
    expect(withoutChip(LIST, bound)).toMatchObject({ filters: [{ column: "serviceDay" }] });
    const kpi = { kind: "kpi", by: "route" } as unknown as QueryPlan;
    const by = chip({ removal: { path: ["by"], isSetToNull: true } });
    expect(withoutChip(kpi, by)).toEqual({ kind: "kpi", by: null });
    expect(withoutChip(kpi, chip({}))).toBe(kpi);
  });

  it("takes one or several values, in the place of a condition or in one of its own", () => {
    const added = chip({ isSet: false, path: ["filters", 2], edit: choice({ column: "zone" }) });
    expect(withChoice(LIST, added, ["North", "East"])).toMatchObject({
      filters: [{}, {}, { column: "zone", op: "in", value: ["North", "East"] }],
    });
    const kpi = { kind: "kpi", filter: {}, by: null } as unknown as QueryPlan;
    const zones = chip({
      path: ["filter", "zones"],
      edit: choice({}),
      removal: { path: ["filter", "zones"], isSetToNull: false },
    });
    const set = withChoice(kpi, zones, ["North"]);
    expect(set).toMatchObject({ filter: { zones: ["North"] } });
    expect(withChoice(set, zones, [])).toEqual(kpi);
    const by = chip({ path: ["by"], edit: choice({ of: "dimension", isMany: false }) });
    expect(withChoice(kpi, by, ["zone"])).toMatchObject({ by: "zone" });
  });

  it("refuses a place that is not in the plan by name", () => {
    const lost = chip({ path: ["ranking", "limit"], edit: bound.edit });
    expect(() => withNumber(LIST, lost, 1)).toThrow("ranking.limit");
  });
});

describe("a changed plan in an address", () => {
  it("comes back as it was, also with letters beyond ASCII", () => {
    const edited = { plan: { ...LIST, search: "Straße ✓ ?&=" } as QueryPlan, span: null };
    const text = editedToText(edited);
    expect(text).toMatch(/^[\w-]+$/);
    expect(editedFromText(text)).toEqual(edited);
    expect(askHref("late?", { edited })).toBe(`/ask?q=late%3F&plan=${text}`);
    expect(askHref("late?", { readingIndex: 1 })).toBe("/ask?q=late%3F&reading=1");
  });

  it("takes the sentences before it along, and gives them back", () => {
    const turns = ["Stops per hour by route this month.", "and last month?"];
    const href = askHref("only R-9 & R-12?", { turns });
    const params = new URL(href, "https://roundsman.test").searchParams;
    expect(params.get("q")).toBe("only R-9 & R-12?");
    expect(turnsFromText(params.get("turns") ?? "")).toEqual(turns);
    expect(turnsFromText(JSON.stringify(Array.from({ length: 12 }, (_, i) => `${i}`)))).toHaveLength(8);
    for (const cut of ["", '["a"', "[]", '[""]', "[1]", '"a"', JSON.stringify(["x".repeat(501)])])
      expect(turnsFromText(cut)).toBeNull();
  });

  it("is none where the address was cut", () => {
    expect(editedFromText("eyJwbGF")).toBeNull();
    expect(editedFromText("%%")).toBeNull();
    expect(editedFromText(btoa('"text"'))).toBeNull();
  });
});

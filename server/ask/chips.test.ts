import { describe, expect, it } from "vitest";
import { chipsOf } from "./chips.ts";
import { namesIn } from "./core/read.ts";
import { traceOf } from "./core/trace.ts";
import { readOne } from "./fixture-read.ts";

const chips = async (question: string) => {
  const { asked, plan, window } = await readOne(question);
  return chipsOf(plan, window, namesIn(asked));
};

const said = async (question: string) =>
  (await chips(question)).filter(({ isSet }) => isSet).map(({ part, words }) => `${part}: ${words}`);

describe("a plan as chips", () => {
  it("names what is listed, when, which and in what order", async () => {
    expect(await said("Which routes are behind schedule and by how much?")).toEqual([
      "measure: routes",
      "window: today (Mon, 23 Nov 2026)",
      "filter: under way",
      "filter: at least 10 min behind plan",
      "order: longest behind plan first",
      "limit: the first 100",
    ]);
  });

  it("has a chip for each part of a KPI, and offers the parts that are not set", async () => {
    const all = await chips("stops per hour by route in Harbour zone last week, the worst 5");
    expect(all.filter(({ isSet }) => isSet).map(({ words }) => words)).toEqual([
      "stops per hour",
      expect.stringContaining("last week"),
      "by route",
      "Harbour",
      "worst first",
      "the first 5",
    ]);
    expect(all.filter(({ isSet }) => !isSet).map(({ words }) => words)).toEqual(
      expect.arrayContaining(["depot", "stream", "vehicle"]),
    );
    const limit = all.find(({ part }) => part === "limit");
    expect(limit).toMatchObject({
      path: ["ranking", "limit"],
      edit: { kind: "number", value: 5, min: 1, max: 200 },
      removal: { path: ["ranking", "limit"], isSetToNull: true },
    });
  });

  it.each<[question: string, splits: string[], removed: (string | number)[][]]>([
    ["stops per hour by route and week last month", ["by route", "and by week"], [["over"]]],
    ["planned against driven kilometres by driver last week", ["by driver"], [["by"]]],
    ["what did overtime cost by driver last month", ["by driver"], [["by"]]],
    ["what did overtime cost by driver and week last month", ["by driver", "and by week"], [["over"]]],
    ["share of paid time by depot last week", ["by depot"], [["by"]]],
  ])("has what rows are told by, and what is taken out of it, of: %s", async (question, splits, removed) => {
    const found = (await chips(question)).filter(({ part, isSet }) => part === "split" && isSet);
    expect(found.map(({ words }) => words)).toEqual(splits);
    expect(found.flatMap(({ removal }) => (removal ? [removal.path] : []))).toEqual(removed);
    expect(found.every(({ edit }) => edit?.kind === "choice" && edit.of === "dimension")).toBe(true);
  });

  it("gives a bound in the unit people read it in", async () => {
    const bound = (await chips("routes more than 20 minutes behind plan")).find(
      ({ edit }) => edit?.kind === "number" && edit.unit === "min",
    );
    expect(bound).toMatchObject({ edit: { value: 1200, factor: 60 }, words: "more than 20 min behind plan" });
  });
});

describe("why an answer is what it is", () => {
  it("accounts for every word of the question, in its order", async () => {
    const question = "Stops per hour by route in the Harbour zone last week please";
    const { asked, ...reading } = await readOne(question);
    const trace = traceOf(asked, reading);
    expect(trace.map(({ text }) => text).join(" ")).toBe(question);
    const of = (as: string) => trace.filter((one) => one.as === as).map(({ text }) => text);
    expect(of("time")).toEqual(["last week"]);
    expect(trace.find(({ as }) => as === "name")).toMatchObject({ meaning: "zone Harbour" });
    expect(of("word").join(" ")).toContain("Stops per hour");
    expect(of("aside")).toEqual([]);
  });
});

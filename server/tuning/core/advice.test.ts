import { describe, expect, it } from "vitest";
import { adviseIndexes, type CostsWith, type Weighed } from "#server/tuning/core/advice.ts";
import { type Candidate, candidateText, type TableFacts } from "#server/tuning/core/index-candidate.ts";

const index = (...keys: string[]): Candidate => ({ schema: "public", table: "t", keys });
const table = (change: Partial<TableFacts> = {}): Map<string, TableFacts> =>
  new Map([
    [
      "t",
      {
        ...{ schema: "public", table: "t", rows: 100_000, pages: 1_000, isPartitioned: false },
        ...{ columns: new Map(), indexes: [], ...change },
      },
    ],
  ]);
const statement = (id: string, change: Partial<Weighed> = {}): Weighed => ({
  ...{ id, calls: 100, totalMs: 1_000, cost: 100, tables: new Set(["t"]), writes: null, candidates: [] },
  ...change,
});

/** Costs by the statement and the best index among those there are; 100 without any. */
const costs =
  (table: Record<string, Record<string, number>>): CostsWith =>
  async (indexes, ids) =>
    new Map(
      ids.map((id) => [id, Math.min(100, ...indexes.map((each) => table[id]?.[each.keys.join()] ?? 100))]),
    );

const advised = async (statements: Weighed[], tables: Map<string, TableFacts>, of: CostsWith) =>
  (await adviseIndexes(statements, tables, of)).map(({ index: each }) => candidateText(each));

describe("advice of indexes", () => {
  it("takes one index for two statements where it serves both, and tells what it saves", async () => {
    const statements = [
      statement("1", { candidates: [index("a"), index("a", "b")] }),
      statement("2", { candidates: [index("a", "b"), index("b")] }),
    ];
    const advice = await adviseIndexes(
      statements,
      table(),
      costs({ "1": { a: 10, "a,b": 10 }, "2": { "a,b": 10, b: 12 } }),
    );
    expect(advice.map(({ index: each }) => candidateText(each))).toEqual(["t (a, b)"]);
    expect(advice[0]).toMatchObject({ savedMs: 1_800, shareOfAll: 0.9 });
  });

  it("takes the shorter of two that save the same, unless it leaves much more", async () => {
    const statements = [statement("1", { candidates: [index("a"), index("a", "b")] })];
    expect(await advised(statements, table(), costs({ "1": { a: 2.2, "a,b": 2 } }))).toEqual(["t (a)"]);
    expect(await advised(statements, table(), costs({ "1": { a: 4, "a,b": 2 } }))).toEqual(["t (a, b)"]);
  });

  it("takes out what a later index makes needless", async () => {
    const statements = [
      statement("1", { totalMs: 5_000, candidates: [index("a")] }),
      statement("2", { totalMs: 4_000, candidates: [index("a", "b")] }),
      statement("3", { totalMs: 4_000, candidates: [index("a", "b")] }),
    ];
    // First (a) saves the most; with (a, b) there as well it saves nothing more.
    const of = costs({ "1": { a: 1, "a,b": 1 }, "2": { a: 40, "a,b": 1 }, "3": { a: 40, "a,b": 1 } });
    expect(await advised(statements, table(), of)).toEqual(["t (a, b)"]);
  });

  it.each<[string, Partial<Weighed>, Partial<TableFacts>, string[]]>([
    ["a plain case", {}, {}, ["t (a)"]],
    ["a table of a few pages", {}, { pages: 3 }, []],
    ["work that came twice", { calls: 2 }, {}, []],
    ["an index that begins with the same key", {}, { indexes: [["a", "z"]] }, ["t (a)"]],
  ])("of %s it says what is worth having", async (_, change, facts, expected) => {
    const statements = [statement("1", { candidates: [index("a")], ...change })];
    expect(await advised(statements, table(facts), costs({ "1": { a: 10 } }))).toEqual(expected);
  });

  it("asks more of an index beside one that begins alike", async () => {
    const statements = [statement("1", { candidates: [index("a", "b")] })];
    const of = costs({ "1": { "a,b": 60 } });
    expect(await advised(statements, table(), of)).toEqual(["t (a, b)"]);
    expect(await advised(statements, table({ indexes: [["a"]] }), of)).toEqual([]);
  });

  it("weighs what writes would pay, but not what a load of rows did", async () => {
    const read = statement("1", { candidates: [index("a")] });
    const writes = (calls: number, rows: number) =>
      statement("2", { calls, totalMs: 10, writes: { table: "t", rows } });
    const of = costs({ "1": { a: 10 } });
    expect(await advised([read, writes(100_000, 100_000)], table(), of)).toEqual([]);
    expect(await advised([read, writes(10, 100_000)], table(), of)).toEqual(["t (a)"]);
  });
});

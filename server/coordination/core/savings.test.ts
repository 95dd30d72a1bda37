import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counted, savingsOf } from "./savings.ts";

const RATES = { minutesPerQuestion: 3, minutesPerPlan: 45, centsPerWorkHour: 3_000, centsPerComputeHour: 6 };
const NONE: Counted = { routes: [], outside: [], compute: [], work: [] };
const route = (month: string, stops: number, cents: number, firstDay = `${month}-01`) => ({
  ...{ month, stops, cents, firstDay },
});
const ROUTES = [
  route("2026-01", 5, 5_000, "2026-01-17"),
  route("2026-02", 100, 20_000),
  route("2026-03", 100, 20_000),
  route("2026-04", 200, 40_000),
  route("2026-05", 100, 18_000),
  route("2026-06", 100, 21_000),
  route("2026-07", 10, 1_000),
];

describe("the savings ledger", () => {
  it("holds the cost of a stop against the first three whole months, and tells the worst whole month", () => {
    const { months, worst, baseline } = savingsOf({ ...NONE, routes: ROUTES }, RATES, "2026-07-05");
    expect(baseline).toMatchObject({ months: ["2026-02", "2026-03", "2026-04"], centsPerStop: 200 });
    expect(months.map(({ month, isRunning, cents }) => [month, isRunning, cents])).toEqual([
      ["2026-07", true, 1_000],
      ["2026-06", false, -1_000],
      ["2026-05", false, 2_000],
      ["2026-04", false, null],
      ["2026-03", false, null],
      ["2026-02", false, null],
      ["2026-01", false, -4_000],
    ]);
    expect(worst).toBe("2026-06");
  });

  it("takes a month whose 1st was a day without work for whole, unless records begin with it", () => {
    const held = ROUTES.map((row) => ({ ...row, firstDay: `${row.month}-02` }));
    const { baseline, worst } = savingsOf({ ...NONE, routes: held }, RATES, "2026-07-05");
    expect([baseline.months, worst]).toEqual([["2026-02", "2026-03", "2026-04"], "2026-06"]);
  });

  it("has no baseline while no month is left to compare", () => {
    const { baseline, worst, months } = savingsOf(
      { ...NONE, routes: ROUTES.slice(0, 4) },
      RATES,
      "2026-05-02",
    );
    expect([baseline.months, baseline.centsPerStop, worst]).toEqual([[], null, null]);
    expect(months.every(({ cents }) => cents === null)).toBe(true);
  });

  it("prices what was avoided by the month's own calls, memory by time, and work by the minutes stated", () => {
    const counted: Counted = {
      ...NONE,
      outside: [
        { month: "2026-07", savedUnits: 30, units: 10, cents: 5, avoided: 12 },
        { month: "2026-07", savedUnits: 7, units: 0, cents: 0, avoided: 7 },
      ],
      compute: [{ month: "2026-07", hits: 6_000, meanMs: 600 }],
      work: [{ month: "2026-07", questions: 10, plans: 2 }],
    };
    const [only] = savingsOf(counted, RATES, "2026-07-05").months;
    expect(only?.heads).toEqual({
      routes: { cents: null, amount: 0, centsEach: null },
      outside: { cents: 15, amount: 19, centsEach: null },
      compute: { cents: 6, amount: 3_600, centsEach: null },
      time: { cents: 6_000, amount: 120, centsEach: null },
    });
    expect(only?.cents).toBe(6_021);
  });

  it("adds up: a month is the sum of its heads, and the months are the last twelve in order", () => {
    const month = fc.integer({ min: 0, max: 30 }).map((i) => {
      const at = new Date(Date.UTC(2024, i, 1)).toISOString();
      return at.slice(0, 7);
    });
    const amount = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ month, stops: amount, cents: amount }), { selector: (row) => row.month }),
        fc.array(fc.record({ month, questions: amount, plans: amount })),
        (routes, work) => {
          const counted = {
            ...NONE,
            routes: routes.map((row) => ({ ...row, firstDay: `${row.month}-01` })),
            work,
          };
          const { months } = savingsOf(counted, RATES, "2026-06-15");
          expect(months.length).toBeLessThanOrEqual(12);
          expect([...months].sort((a, b) => (a.month < b.month ? 1 : -1))).toEqual(months);
          for (const { heads, cents } of months)
            expect(cents ?? 0).toBeCloseTo(
              Object.values(heads).reduce((sum, head) => sum + (head.cents ?? 0), 0),
            );
        },
      ),
    );
  });
});

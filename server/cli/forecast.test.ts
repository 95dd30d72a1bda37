import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runForecast } from "#server/cli/forecast.ts";

const folder = mkdtempSync(join(tmpdir(), "roundsman-forecast-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (content: string, ...args: string[]) => {
  const path = join(folder, "series.csv");
  writeFileSync(path, content);
  const printed: string[] = [];
  const faults: string[] = [];
  let ms = 0;
  const status = await runForecast([path, ...args], {
    print: (line) => printed.push(line),
    fault: (line) => faults.push(line),
    now: () => ms++,
  });
  return { status, printed, faults };
};

const FLAT = ["north,south", ...Array.from({ length: 30 }, () => "5,7"), ""].join("\n");

it("prints one JSON array with point, intervals, method and time of every series", async () => {
  const { status, printed } = await run(FLAT, "--horizon", "2", "--season", "7", "--json");
  expect(status).toBe(0);
  const [north, south] = JSON.parse(printed.join("\n"));
  expect(north).toMatchObject({ series: "north", method: expect.any(String), ms: 1 });
  expect(Object.keys(north.intervals)).toEqual(["80", "90"]);
  expect(north.intervals["90"].low).toHaveLength(2);
  expect(south.point[1]).toBeCloseTo(7, 9);
});

it("says it in lines for people", async () => {
  const { printed } = await run(FLAT, "--horizon", "2", "--season", "7");
  expect(printed).toHaveLength(6);
  expect(printed[1]).toContain("5.00000");
});

it("tells what can be told and names the series that cannot", async () => {
  const { status, printed, faults } = await run(
    "a,b\n1,1\n2,2\n3,\n",
    "--horizon",
    "1",
    "--season",
    "1",
    "--json",
  );
  expect(status).toBe(1);
  expect(JSON.parse(printed.join(""))).toHaveLength(1);
  expect(faults).toEqual(['forecast: series "b": found 2 values, expected 3 or more']);
});

it.each([
  ["a bad cell", "a\n1\nx\n", ["--horizon", "1", "--season", "1"], "line 3"],
  ["no horizon", FLAT, ["--season", "1"], '--horizon: found "nothing"'],
  ["a season of nought", FLAT, ["--horizon", "1", "--season", "0"], '--season: found "0"'],
])("refuses %s", async (_, content, args, message) => {
  await expect(run(content, ...args)).rejects.toThrow(message);
});

it("names a file that is not there", async () => {
  const nothing = () => {};
  await expect(
    runForecast([join(folder, "none.csv"), "--horizon", "1", "--season", "1"], {
      print: nothing,
      fault: nothing,
      now: () => 0,
    }),
  ).rejects.toThrow("none.csv could not be read");
});

const wave = (i: number): number => 100 + 20 * Math.sin((2 * Math.PI * i) / 7);
const told = async (
  content: string,
): Promise<{ point: number[]; intervals: Record<string, { low: number[]; high: number[] }> }> => {
  const { status, printed, faults } = await run(content, "--horizon", "7", "--season", "7", "--json");
  expect([status, faults]).toEqual([0, []]);
  return JSON.parse(printed.join(""))[0];
};
const lines = (count: number, cell: (i: number) => string | number): string =>
  ["a", ...Array.from({ length: count }, (_, i) => cell(i)), ""].join("\n");

it.each([
  ["zeros", lines(60, () => 0), () => 0, 1e-9],
  ["a constant below nought", lines(60, () => -3.5), () => -3.5, 1e-6],
  ["negatives", lines(140, (i) => wave(i) - 100), (i: number) => wave(140 + i) - 100, 3],
  ["gaps in a column", lines(140, (i) => (i % 11 === 3 ? "NA" : wave(i))), (i: number) => wave(140 + i), 6],
  [
    "days that nobody wrote down",
    `series,t,value\n${Array.from({ length: 140 }, (_, i) => (i % 11 === 3 ? "" : `a,${i},${wave(i)}\n`)).join("")}`,
    (i: number) => wave(140 + i),
    6,
  ],
  ["three observations", lines(3, (i) => [4, 4, 4][i] ?? 0), () => 4, 1e-9],
  ["a million rows", lines(1_000_000, (i) => wave(i).toFixed(3)), (i: number) => wave(1_000_000 + i), 3],
])("%s: an answer", async (_, content, expected, within) => {
  const { point, intervals } = await told(content);
  expect(point).toHaveLength(7);
  point.forEach((value, i) => {
    expect(Math.abs(value - expected(i))).toBeLessThanOrEqual(within);
    expect(intervals["90"]?.low[i]).toBeLessThanOrEqual(value);
    expect(intervals["90"]?.high[i]).toBeGreaterThanOrEqual(value);
  });
});

it.each([
  ["nothing at all", "", "line 1: found nothing, expected the names of the series"],
  ["names alone", "a,b\n", "found names alone, expected values under them"],
  ["numbers without names", "1,2\n3,4\n", "found numbers only, expected the names"],
  ["the same day twice", "series,t,value\na,1,2\na,1,3\n", 'series "a" has the same t as line 2'],
  ["a value without end", "a\n1\nInfinity\n3\n", 'line 3: column "a" found "Infinity"'],
  ["two names that are one", "a,A\n1,2\n", 'found "A" twice'],
])("%s: a sentence that says where and what", async (_, content, message) => {
  await expect(run(content, "--horizon", "1", "--season", "1")).rejects.toThrow(message);
});

it("a column of gaps alone is named, and the others are told", async () => {
  const content = ["a,b", ...Array.from({ length: 30 }, (_, i) => `${i},`), ""].join("\n");
  const { status, printed, faults } = await run(content, "--horizon", "1", "--season", "1", "--json");
  expect([status, JSON.parse(printed.join("")).length]).toEqual([1, 1]);
  expect(faults).toEqual(['forecast: series "b": found 0 values, expected 3 or more']);
});

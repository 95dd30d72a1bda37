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

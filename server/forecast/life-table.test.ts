import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cutOff, generatedRuns } from "#server/forecast/core/life/fixture-runs.ts";
import type { Run } from "#server/forecast/core/life/run.ts";
import { foretellLives } from "#server/forecast/life-file.ts";
import { alignedRuns, readRuns } from "#server/forecast/life-table.ts";
import { seeded } from "#server/lib/random.ts";

it("a file of the C-MAPSS kind has unit, cycle, three settings and 21 sensors", () => {
  const line = (unit: number, cycle: number) =>
    `${unit} ${cycle} -0.0007 -0.0004 100.0 ${Array.from({ length: 21 }, (_, i) => i + cycle).join(" ")}  `;
  const { runs, names } = readRuns(`${line(1, 2)}\n${line(1, 1)}\r\n${line(2, 1)}\n\n`);
  expect(runs.map(({ unit }) => unit)).toEqual(["1", "2"]);
  expect([...(runs[0]?.cycles ?? [])]).toEqual([1, 2]);
  expect([...(runs[0]?.sensors[20] ?? [])]).toEqual([21, 22]);
  expect(names.settings).toHaveLength(3);
  expect(names.sensors[13]).toBe("sensor 14");
});

it.each([
  ["commas", "unit,cycle,op_setting_1,hot,RUL\nA,1,0.1,7,5\nA,2,0.2,,4"],
  ["semicolons and other names", "hot;engine_id;RUL;time_in_cycles;setting1\n7;A;5;1;0.1\nnan;A;4;2;0.2"],
])("a file with names is read with %s, and what tells the end is left out", (_, text) => {
  const { runs, names } = readRuns(text);
  expect(names.sensors).toEqual(["hot"]);
  expect(names.settings).toHaveLength(1);
  expect([...(runs[0]?.sensors[0] ?? [])]).toEqual([7, Number.NaN]);
});

it.each([
  ["", "line 1: found nothing"],
  ["unit,hot\n1,2", 'expected "unit" and "cycle"'],
  ["unit,cycle,RUL\n1,2,3", "found no sensor"],
  ["1 1 5\n1 2", "line 2: found 2 columns, expected 3"],
  ["1 1 5\n1 1 6", "line 2: unit 1 has cycle 1 twice, first in line 1"],
  ["unit,cycle,hot\n1,1,x", 'line 2: column "hot" found "x"'],
  ["unit,cycle,hot\n1,later,4", 'line 2: found cycle "later"'],
  ["1 2", "found 2 columns"],
])("what cannot be read is named by its line: %j", (text, reason) => {
  expect(() => readRuns(text)).toThrow(reason);
});

it("columns of two files are matched by name", () => {
  const test = readRuns("cycle,unit,b,A\n1,x,20,10");
  expect(
    alignedRuns(test, { settings: [], sensors: ["a", "b"] })[0]?.sensors.map(([value]) => value),
  ).toEqual([10, 20]);
  expect(() => alignedRuns(test, { settings: [], sensors: ["c"] })).toThrow('expected "c"');
});

const textOf = (runs: readonly Run[]): string =>
  runs
    .flatMap(({ unit, cycles, settings, sensors }) =>
      Array.from(cycles, (cycle, t) =>
        [unit, cycle, ...settings.map((each) => each[t]), ...sensors.map((each) => each[t])].join(" "),
      ),
    )
    .join("\n");

it("lives are told of two files, a unit each with its reasons", async () => {
  const folder = await mkdtemp(join(tmpdir(), "runs-"));
  const [train, test] = [join(folder, "train.txt"), join(folder, "test.txt")];
  try {
    await writeFile(train, textOf(generatedRuns(20, seeded(1))));
    await writeFile(test, textOf(generatedRuns(4, seeded(2)).map((run) => cutOff(run, 6))));
    const { lives } = await foretellLives(train, test, seeded(1));
    expect(lives.map(({ unit }) => unit)).toEqual([1, 2, 3, 4]);
    for (const { rul, reasons } of lives) {
      expect(rul).toBeLessThan(40);
      expect(reasons[0]?.words).not.toBe("");
    }
    await expect(foretellLives(train, join(folder, "none"), seeded(1))).rejects.toThrow("could not be read");
    await writeFile(train, "1 1 5\n1 2 x");
    await expect(foretellLives(train, test, seeded(1))).rejects.toThrow(`${train}: line 2`);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

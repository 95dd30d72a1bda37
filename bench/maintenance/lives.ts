import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cutOff, generatedRuns } from "#server/forecast/core/life/fixture-runs.ts";
import { learnLife } from "#server/forecast/core/life/life.ts";
import type { Run } from "#server/forecast/core/life/run.ts";
import { readRuns } from "#server/forecast/life-table.ts";
import { seeded } from "#server/lib/random.ts";
import type { BenchContext, Fact } from "../harness/line.ts";

const DATA = "../shared/data/cmapss";
const TOLD_APART = 125;
const SEEDS = [1, 2, 3];

type Case = { run: Run; left: number };

type Fare = { error: number; capped: number; inside: number };

const fareOf = (learned: readonly Run[], cases: readonly Case[], seed: number): Fare => {
  const model = learnLife(learned, seeded(seed));
  const told = cases.map(({ run, left }) => ({ left, ...model.lifeOf(run) }));
  const root = (apart: (each: (typeof told)[number]) => number): number =>
    Math.sqrt(told.reduce((sum, each) => sum + apart(each) ** 2, 0) / told.length);
  const up = (cycles: number): number => Math.min(TOLD_APART, cycles);
  const held = told.filter(({ left, low, high }) => {
    const within = Math.min(model.mostCycles, left);
    return within >= low && within <= high;
  });
  return {
    error: root(({ left, cycles }) => cycles - left),
    capped: root(({ left, cycles }) => up(cycles) - up(left)),
    inside: (100 * held.length) / told.length,
  };
};

const mean = (fares: readonly Fare[], of: keyof Fare): number =>
  fares.reduce((sum, fare) => sum + fare[of], 0) / fares.length;

const engines = (dataDir: string | undefined): Fact[] => {
  const folder = dataDir ?? DATA;
  const [train, test, truth] = ["train", "test", "RUL"].map((part) => join(folder, `${part}_FD001.txt`)) as [
    string,
    string,
    string,
  ];
  const name = "remaining life of engines (C-MAPSS FD001)";
  if (![train, test, truth].every((file) => existsSync(file)))
    return [{ name, value: null, unit: "cycles", skipped: `no ${train}; name its folder with --data` }];
  const lefts = readFileSync(truth, "utf8").trim().split(/\s+/).map(Number);
  const { runs } = readRuns(readFileSync(test, "utf8"));
  const cases = runs.map((run, i) => ({ run, left: lefts[i] as number }));
  const learned = readRuns(readFileSync(train, "utf8")).runs;
  const fares = SEEDS.map((seed) => fareOf(learned, cases, seed));
  return [
    {
      name: `${name}, up to ${TOLD_APART} cycles as published`,
      value: mean(fares, "capped"),
      unit: "cycles",
      target: { atMost: 12 },
      note: `root mean square; ${mean(fares, "inside").toFixed(0)} % within the 90 % range; ${SEEDS.length} seeds`,
    },
    { name: `${name}, all cycles counted`, value: mean(fares, "error"), unit: "cycles" },
  ];
};

/** Generated runs, so that there is a figure where no data lie: it says nothing of real machines. */
const generated = (): Fact[] => {
  const others = generatedRuns(40, seeded("others"));
  const random = seeded("cut");
  const cases = others.map((run) => {
    const left = 1 + random.int(60);
    return { run: cutOff(run, left), left };
  });
  const fare = fareOf(generatedRuns(80, seeded("learned")), cases, 1);
  return [
    {
      name: "remaining life of generated units",
      value: fare.error,
      unit: "cycles",
      note: `root mean square over ${cases.length} generated units, no real ones; ${fare.inside.toFixed(0)} % within the 90 % range`,
    },
  ];
};

/** How well remaining lives are told: of engines where their files lie, and of generated units. */
export const remainingLives = ({ dataDir, say }: BenchContext): Fact[] => {
  say("remaining lives");
  return [...engines(dataDir), ...generated()];
};

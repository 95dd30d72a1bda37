import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { averagePrecision } from "#server/forecast/core/accuracy.ts";
import { BOOSTING, examplesFrom, expectedOf, growForest } from "#server/forecast/core/trees/boost.ts";
import { seeded } from "#server/lib/random.ts";
import type { BenchContext, Fact } from "../harness/line.ts";

const DATA = "../shared/data/ai4i";
const FILE = "ai4i2020.csv";
const FOLDS = 5;
const SEEDS = [1, 2, 3];
const KINDS = ["L", "M", "H"];

type Machine = { values: number[]; failed: number };

// The five columns of kinds of failure give the answer away: they are not read.
const readMachines = (text: string): Machine[] =>
  text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, , kind = "", ...rest] = line.trim().split(",");
      const [air = 0, process = 0, rpm = 0, torque = 0, wear = 0, failed = 0] = rest.slice(0, 6).map(Number);
      const power = (rpm * torque * Math.PI) / 30;
      return {
        values: [KINDS.indexOf(kind), air, process, rpm, torque, wear, process - air, power, wear * torque],
        failed,
      };
    });

/** Folds with as many failures each. */
const foldsOf = (machines: readonly Machine[], seed: number): Int8Array => {
  const random = seeded(seed);
  const folds = new Int8Array(machines.length);
  for (const kind of [0, 1]) {
    const of = random.shuffle(machines.map((_, i) => i).filter((i) => machines[i]?.failed === kind));
    for (const [k, i] of of.entries()) folds[i] = k % FOLDS;
  }
  return folds;
};

const precisionOf = (machines: readonly Machine[], seed: number): number => {
  const folds = foldsOf(machines, seed);
  let sum = 0;
  for (let f = 0; f < FOLDS; f++) {
    const learned = machines.filter((_, i) => folds[i] !== f);
    const held = machines.filter((_, i) => folds[i] === f);
    const forest = growForest(
      examplesFrom(learned, learned[0]?.values.length ?? 0, ({ failed }) => failed),
      { ...BOOSTING, loss: "logistic", trees: 200, leastWeight: 1, bins: 255 },
      seeded(seed).fork(`fold ${f}`),
    );
    sum += averagePrecision(
      held.map(({ values }) => expectedOf(forest, values)),
      held.map(({ failed }) => failed === 1),
    );
  }
  return sum / FOLDS;
};

/** How well failures of machines are told from their readings, each fold by the four others. */
export const machineFailures = ({ dataDir, say }: BenchContext): Fact[] => {
  const file = join(dataDir ?? DATA, FILE);
  const name = `failures of machines, ${FOLDS} folds`;
  if (!existsSync(file))
    return [
      { name, value: null, unit: "average precision", skipped: `no ${file}; name its folder with --data` },
    ];
  const machines = readMachines(readFileSync(file, "utf8"));
  say(`failures of machines: ${machines.length} rows`);
  const found = SEEDS.map((seed) => precisionOf(machines, seed));
  return [
    {
      name,
      value: found.reduce((sum, each) => sum + each, 0) / found.length,
      unit: "average precision",
      target: { atLeast: 0.8 },
      note: `kind and five readings alone; ${SEEDS.length} ways of parting the rows: ${found.map((each) => each.toFixed(3)).join(", ")}`,
    },
  ];
};

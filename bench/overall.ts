import type { Fact, Line } from "./harness/line.ts";

/** Lines of the scorecard that stand beside their own unoptimised path, and which of ours measure them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  vector: ["vector"],
  cache: ["cache"],
  llm: ["llm"],
  ask: ["ask"],
  flags: ["flags"],
  routing: ["plans", "streets"],
  forecast: ["forecast"],
  api: ["api"],
  alerts: ["alerts"],
  ui: ["live", "ui"],
  gateway: ["gateway"],
  rollback: ["rollback"],
};

const geometricMean = (times: readonly number[]): number =>
  Math.exp(times.reduce((sum, each) => sum + Math.log(each), 0) / times.length);

/** What is less at so many times as good: half the time is 50 %. */
const lessOf = (times: number): number => 100 * (1 - 1 / times);

/** Every line beside its own unoptimised path, and their geometric mean. */
export const overall: Line = {
  about:
    "every line against its own unoptimised path, as measured before in this run or as the baseline has it",
  async run({ measured }) {
    const facts: Fact[] = [];
    const means: number[] = [];
    for (const [key, lines] of Object.entries(KEYS)) {
      const found = lines.flatMap((line) => measured[line] ?? []);
      const pairs = found.flatMap(({ facts: own }) => own.flatMap(({ against }) => against ?? []));
      if (pairs.length === 0) {
        facts.push({
          ...{ name: `${key}: less than unoptimised`, value: null, unit: "%" },
          skipped: `no pair measured yet: npm run bench -- ${lines.join(" ")}`,
        });
        continue;
      }
      const times = geometricMean(pairs.map((pair) => pair.times));
      means.push(times);
      facts.push({
        name: `${key}: less than unoptimised`,
        value: lessOf(times),
        unit: "%",
        note: `${times.toFixed(2)} times, over ${[...new Set(pairs.map(({ what }) => what))].join("; ")}. Commit ${[...new Set(found.map(({ commit }) => commit))].join(", ")}.`,
      });
    }
    if (means.length > 0)
      facts.push({
        name: "overall, geometric mean of the lines",
        value: lessOf(geometricMean(means)),
        unit: "%",
        target: { atLeast: 45 },
        note: `${geometricMean(means).toFixed(2)} times; the least of them ${Math.min(...means).toFixed(2)} times.`,
      });
    return facts;
  },
};

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readInstance } from "#server/routing/formats/read.ts";
import { solveOnThreads } from "#server/routing/searches.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { summarize } from "./harness/measure.ts";

const DATA = "../shared/data/vrp";
const SEEDS = [1, 2, 3, 4, 5];
const SECONDS = [10, 30, 60];

/** Most percent over the best known at 10, 30 and 60 s, by class. */
const TARGETS: Readonly<Record<string, readonly number[]>> = {
  "X to 200": [0.25, 0.15, 0.1],
  "X 201 to 500": [0.6, 0.35, 0.25],
  "X 501 to 1001": [1, 0.6, 0.45],
  Solomon: [0.3],
  "Homberger .vrp": [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 3],
};

// What the paper of 2006 reports for Kim's files: vehicles and miles.
const KIM: Readonly<Record<string, readonly [number, number]>> = {
  "102_stop": [3, 205.1],
  "277_stop": [3, 527.3],
  "335_stop": [6, 205],
  "444_stop": [11, 87],
  "804_stop": [5, 769.5],
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .filter((file) => /\.vrp$/.test(file) || (/\.txt$/.test(file) && !/SOURCES/.test(file)))
    .sort();

type BestKnown = Record<string, { best_known_cost: number }>;

/** The best known distance that lies beside a file; null where none does. */
const bestKnownOf = (file: string, table: BestKnown): number | null => {
  const solution = file.replace(/\.vrp$/, ".sol");
  if (file.endsWith(".vrp") && existsSync(solution)) {
    const cost = Number(/^Cost:?\s+([\d.]+)/m.exec(readFileSync(solution, "utf8"))?.[1] ?? Number.NaN);
    // The multi-trip solutions are told in tenths.
    return Number.isNaN(cost) ? null : file.includes("multitrip") ? cost / 10 : cost;
  }
  return table[`${basename(file, ".txt")}_distance`]?.best_known_cost ?? null;
};

const classOf = (file: string, stops: number): string => {
  if (file.includes("_stop.txt")) return "Kim";
  if (file.endsWith(".txt")) return "Solomon";
  if (!/^X-/.test(basename(file))) return file.includes("multitrip") ? "multi-trip" : "Homberger .vrp";
  return stops < 200 ? "X to 200" : stops < 500 ? "X 201 to 500" : "X 501 to 1001";
};

const run = async ({ dataDir, isShort, say }: BenchContext): Promise<Fact[]> => {
  const folder = dataDir ?? DATA;
  if (!existsSync(folder))
    return [
      { name: "all instances", value: null, unit: "%", skipped: `there is no folder ${resolve(folder)}` },
    ];
  const tables = filesIn(folder).length === 0 ? [] : [join(folder, "best-known-vrptw.json")];
  const table = Object.assign(
    {},
    ...tables.filter(existsSync).map((file) => JSON.parse(readFileSync(file, "utf8"))),
  ) as BestKnown;
  const facts: Fact[] = [];
  const [seeds, times] = isShort ? [SEEDS.slice(0, 1), SECONDS.slice(0, 1)] : [SEEDS, SECONDS];
  const byClass = new Map<string, number[][]>();
  for (const file of filesIn(folder)) {
    const { problem, name, distanceScale } = await readInstance(file);
    const kind = classOf(file, problem.stops.length);
    const best = bestKnownOf(file, table) ?? KIM[name]?.[1] ?? null;
    for (const [at, seconds] of times.entries()) {
      say(`${name}, ${seconds} s`);
      const plans = [];
      for (const seed of seeds)
        plans.push(
          (await solveOnThreads(problem, { seed, seconds, threads: 1, now: () => performance.now() })).plan,
        );
      const unserved = plans.reduce((sum, plan) => sum + plan.unserved.length, 0);
      const distances = plans.map(({ distance }) => distance / distanceScale);
      const gaps = best === null ? distances : distances.map((distance) => 100 * (distance / best - 1));
      const summary = summarize(gaps);
      const vehicles = plans.map(({ routes }) => routes.length).join(", ");
      facts.push({
        name: `${name}, ${seconds} s`,
        value: summary.mean,
        unit: best === null ? "distance" : "% over best known",
        summary,
        note: `${vehicles} vehicles${kind === "Kim" ? ` (2006: ${KIM[name]?.[0] ?? "none told"})` : ""}${unserved > 0 ? `; ${unserved} stops not served` : ""}`,
      });
      if (best === null) continue;
      const sums = byClass.get(kind) ?? times.map(() => []);
      sums[at]?.push(summary.mean);
      byClass.set(kind, sums);
    }
  }
  for (const [kind, sums] of byClass)
    sums.forEach((gaps, at) => {
      const most = TARGETS[kind]?.[at];
      const summary = summarize(gaps);
      facts.push({
        name: `${kind}, ${times[at]} s, mean of ${gaps.length} instances`,
        value: summary.mean,
        unit: "% over best known",
        summary,
        note: `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"} an instance`,
        ...(most === undefined || !Number.isFinite(most) ? {} : { target: { atMost: most } }),
      });
    });
  return facts;
};

/** Route plans against the best known of public instances. */
export const routing: Line = {
  about: "route plans of public instances on one thread beside the best known",
  inAll: { isShort: true },
  run,
};

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Fact, isMet, type Line } from "./harness/line.ts";
import { type Machine, readCommit, readMachine } from "./harness/machine.ts";
import { sinkSum } from "./harness/measure.ts";
import { areTimesComparable, type Regression, regressionsOf } from "./harness/regression.ts";
import { scorecardTable, withTable } from "./harness/scorecard-table.ts";
import { tableOf } from "./harness/table.ts";
import { LINES } from "./lines.ts";

const BASELINE = "bench/baseline.json";
const USAGE = `npm run bench -- [NAME …] [--json] [--fresh] [--data DIR] [--write-baseline]
  --json             print one JSON document on stdout instead of tables
  --fresh            make the databases kept from earlier runs again
  --data DIR         take the instances of the routing line from this folder
  --short            the routing line with one seed and 10 s an instance, as in a run of all lines, instead of hours
  --n ROWS           how many rows the vector line searches, 50000 where it is left out; calls of the gateway-ledger line, 100000
  --index KIND       the kind of its index, all of the embedded store where it is left out
  --store NAME       where it searches: embedded, or weaviate at WEAVIATE_URL
  --queries FILE     graded queries of the relevance line
  --pairs FILE       questions of the cache line
  --model FILE       the GGUF file of the llm line, MODEL or a generated one where it is left out
  --part SECONDS     how long each part of the llm line takes, 40 where it is left out
  --seed TEXT        other draws of the tuner line's traces
  --write-baseline   put the results of this run into ${BASELINE}, and its table into README.md
A figure that is worse than in ${BASELINE} beyond noise is told, and the exit code is then 1.`;

type LineReport = {
  line: string;
  about: string;
  seconds: number;
  facts: Fact[];
  failure?: string;
  /** Whether it was cut to a part of its work, as in a run of all lines. */
  isShort: boolean;
};
type Head = { machine: Machine; commit: string; date: string };
type Baseline = Record<string, Head & { facts: Fact[]; isShort?: boolean }>;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    data: { type: "string" },
    n: { type: "string" },
    index: { type: "string" },
    store: { type: "string" },
    queries: { type: "string" },
    pairs: { type: "string" },
    model: { type: "string" },
    part: { type: "string" },
    seed: { type: "string" },
    fresh: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    "write-baseline": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const readRows = (text: string | undefined): { rows?: number } => {
  if (text === undefined) return {};
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1_000)
    throw new Error(`--n: found "${text}", expected a whole number from 1000 on`);
  return { rows };
};

const readPart = (text: string | undefined): { partMs?: number } => {
  if (text === undefined) return {};
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 3_600))
    throw new Error(`--part: found "${text}", expected seconds, 1 to 3600`);
  return { partMs: seconds * 1_000 };
};

/** The file of cases that is meant for a line. */
const fileOf = (line: string): { inputFile?: string } => {
  const file = line === "relevance" ? options.queries : line === "cache" ? options.pairs : undefined;
  return file === undefined ? {} : { inputFile: file };
};

// With --json, stdout is the document alone.
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const tell = (text: string): void => void (options.json ? process.stderr : process.stdout).write(`${text}\n`);

const readBaseline = (): Baseline =>
  existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, "utf8")) as { lines: Baseline }).lines : {};

const runLine = async (
  name: string,
  line: Line,
  serverUrl: string,
  measured: Baseline,
  usual: Line["inAll"],
): Promise<LineReport> => {
  tell(`\n${name}: ${line.about}`);
  const startedAt = performance.now();
  // Of the lines, those that a run of all of them cuts short can be cut short.
  const isShort = line.inAll?.isShort === true && (options.short || usual?.isShort === true);
  const report: LineReport = { line: name, about: line.about, seconds: 0, facts: [], isShort };
  try {
    report.facts = await line.run({
      serverUrl,
      measured,
      env: process.env,
      isFresh: options.fresh,
      ...usual,
      isShort,
      ...(options.data === undefined ? {} : { dataDir: options.data }),
      ...(options.index === undefined ? {} : { index: options.index }),
      ...(options.store === undefined ? {} : { store: options.store }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.model === undefined ? {} : { modelFile: options.model }),
      ...fileOf(name),
      ...readRows(options.n),
      ...readPart(options.part),
      say: (text) => say(`    … ${text}`),
    });
    for (const row of tableOf(report.facts)) tell(row);
  } catch (error) {
    report.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell(`  failed: ${report.failure}`);
  }
  report.seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return report;
};

/** What became worse than the baseline has it, told line by line. */
const tellRegressions = (
  { machine }: Head,
  reports: readonly LineReport[],
  baseline: Baseline,
): (Regression & { line: string })[] => {
  const found = reports.flatMap(({ line, facts }) => {
    const before = baseline[line];
    if (before === undefined) return [];
    if (!areTimesComparable(machine, before.machine))
      tell(
        `\n${line}: times are not compared with those of ${before.date.slice(0, 10)}: another machine, or a busy one`,
      );
    return regressionsOf({ facts, machine }, before).map((each) => ({ line, ...each }));
  });
  for (const { line, name, unit, was, is, mostWorse } of found)
    tell(`\nworse: ${line}: ${name}: was ${was} ${unit}, is ${is}, expected ${mostWorse} or better`);
  return found;
};

const writeBaseline = (head: Head, reports: readonly LineReport[], before: Baseline): void => {
  const lines = { ...before };
  for (const { line, facts, failure, isShort } of reports) {
    if (failure !== undefined) continue;
    const held = lines[line];
    // Hours of work are not written over by a minute of it.
    if (isShort && held !== undefined && held.isShort !== true)
      tell(`\n${line}: a short run, so ${BASELINE} keeps that of ${held.date.slice(0, 10)}`);
    else lines[line] = { ...head, facts, ...(isShort ? { isShort } : {}) };
  }
  const sorted = Object.fromEntries(Object.entries(lines).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(BASELINE, `${JSON.stringify({ lines: sorted }, null, 2)}\n`);
  writeFileSync("README.md", withTable(readFileSync("README.md", "utf8"), scorecardTable(sorted)));
  // The page is kept as the formatter has it, which the checks demand.
  execFileSync("node_modules/.bin/biome", ["format", "--write", "README.md"], { stdio: "ignore" });
  tell(`\nwrote ${BASELINE} and the table of README.md`);
};

const run = async (): Promise<void> => {
  if (options.help) return tell(`${USAGE}\n  NAME               one of ${Object.keys(LINES).join(", ")}`);
  const unknown = positionals.filter((name) => !Object.hasOwn(LINES, name));
  if (unknown.length > 0)
    throw new Error(
      `bench: found "${unknown.join(", ")}", expected some of ${Object.keys(LINES).join(", ")}`,
    );
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl)
    throw new Error("DATABASE_URL: found nothing, expected a PostgreSQL server (npm run bench sets it)");
  const head = { machine: readMachine(), commit: readCommit(), date: new Date().toISOString() };
  const isAll = positionals.length === 0;
  tell(
    `${head.machine.cpu}, ${head.machine.cores} cores, ${head.machine.memoryGb} GB, ${head.machine.system},`,
  );
  tell(`Node ${head.machine.node}, commit ${head.commit}, ${head.date}, load ${head.machine.load1}`);
  const reports: LineReport[] = [];
  const baseline = readBaseline();
  const measured = { ...baseline };
  for (const [name, load] of Object.entries(LINES)) {
    if (!isAll && !positionals.includes(name)) continue;
    const line = await load();
    if (isAll && line.needsServer && !process.env.CHROMIUM_PATH) {
      tell(`\n${name}: ${line.about}\n  left out: found no browser; run it with npm run bench -- ${name}`);
      continue;
    }
    const report = await runLine(name, line, serverUrl, measured, isAll ? line.inAll : {});
    reports.push(report);
    if (report.failure === undefined) measured[name] = { ...head, facts: report.facts };
  }
  const regressions = tellRegressions(head, reports, baseline);
  if (options["write-baseline"]) writeBaseline(head, reports, baseline);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ ...head, sink: sinkSum(), lines: reports.map((report) => ({ ...report, facts: report.facts.map((fact) => ({ ...fact, isMet: isMet(fact) })) })), regressions }, null, 2)}\n`,
    );
  if (regressions.length > 0 || reports.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
};

run().then(
  // Worker threads and pools of a failed line must not keep the process.
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

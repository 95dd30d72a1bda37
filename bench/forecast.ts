import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openForecasts } from "#server/compose/open-forecasts.ts";
import { covered, mase } from "#server/forecast/core/accuracy.ts";
import { forecast } from "#server/forecast/core/forecast.ts";
import { UNCHANGED } from "#server/settings.ts";
import { demoCity } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure, summarize } from "./harness/measure.ts";
import { remainingLives } from "./maintenance/lives.ts";
import { machineFailures } from "./maintenance/machines.ts";

const DATA = "../shared/data/nyc-dsny";
const FILE = "DSNY_Monthly_Tonnage_Data.csv";
const SEASON = 12;
const HELD_BACK = 12;
/** Years that are held back one after the other where coverage is asked of more than one of them. */
const YEARS = 18;

/** Columns of the file with the most their error may be. */
const STREAMS = [
  { name: "refuse", column: 3, atMost: 0.85 },
  { name: "paper", column: 4, atMost: 0.85 },
  { name: "metal, glass and plastic", column: 5, atMost: 0.65 },
];

const WARM_UPS = 8;
/** The fact that says how long one series takes when nothing is stored. */
const COLD = "one series, cold, p99";

/** Months of a district; fewer are not a district but slips of the pen. */
const LEAST_MONTHS = 100;

const readDistricts = (text: string, column: number): Float64Array[] => {
  const byDistrict = new Map<string, Map<number, number>>();
  let last = 0;
  for (const line of text.trim().split("\n").slice(1)) {
    const cells = line.trim().split(",");
    const [year = 0, month = 0] = (cells[0] ?? "").split(" / ").map(Number);
    const at = year * 12 + month - 1;
    last = Math.max(last, at);
    if (!cells[column]) continue;
    const name = `${cells[1]}/${cells[2]}`;
    const months = byDistrict.get(name) ?? new Map<number, number>();
    byDistrict.set(name, months.set(at, Number(cells[column])));
  }
  return [...byDistrict.values()]
    .filter(({ size }) => size >= LEAST_MONTHS)
    .map((months) => {
      const first = Math.min(...months.keys());
      // The last month of the file is not whole.
      return Float64Array.from({ length: last - first }, (_, i) => months.get(first + i) ?? Number.NaN);
    });
};

type Held = { error: number; inside: number; known: number; ms: number };

const held = (values: Float64Array, end: number): Held => {
  const history = values.subarray(0, end - HELD_BACK);
  const actual = values.subarray(end - HELD_BACK, end);
  const startedAt = performance.now();
  const { point, intervals } = forecast({ values: history, horizon: HELD_BACK, season: SEASON });
  const ms = performance.now() - startedAt;
  const wide = intervals.find(({ level }) => level === 0.9);
  if (wide === undefined) throw new Error("forecast: found no interval of 90 %, expected one");
  return { error: mase(history, actual, point, SEASON), ...covered(actual, wide), ms };
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

const percentIn = (found: readonly Held[]): number =>
  (100 * found.reduce((sum, { inside }) => sum + inside, 0)) /
  found.reduce((sum, { known }) => sum + known, 0);

const tonnage = ({ dataDir, say }: BenchContext): Fact[] => {
  const file = join(dataDir ?? DATA, FILE);
  if (!existsSync(file))
    return [
      {
        name: "tonnage of New York",
        value: null,
        unit: "MASE",
        skipped: `no ${file}; name its folder with --data`,
      },
    ];
  const text = readFileSync(file, "utf8");
  const facts: Fact[] = [];
  // The first calls of a process are compiled while they run; what a served process takes is told.
  const [first] = readDistricts(text, STREAMS[0]?.column ?? 3);
  for (let i = 0; i < WARM_UPS && first !== undefined; i++) held(first, first.length - i);
  const all: Held[] = [];
  const years: Held[] = [];
  for (const { name, column, atMost } of STREAMS) {
    const districts = readDistricts(text, column);
    say(`${name}: ${districts.length} districts`);
    const last = districts.map((values) => held(values, values.length));
    all.push(...last);
    facts.push({
      name: `${name}, last ${HELD_BACK} months held back`,
      value: meanOf(last.map(({ error }) => error)),
      unit: "MASE",
      target: { atMost },
      note: `${districts.length} districts; ${percentIn(last).toFixed(1)} % within the 90 % interval`,
    });
    for (let year = 1; year < YEARS; year++)
      years.push(...districts.map((values) => held(values, values.length - year * HELD_BACK)));
  }
  const coverage = percentIn(all);
  const ms = summarize(all.map((each) => each.ms));
  return [
    ...facts,
    { name: "90 % intervals that held, at least", value: coverage, unit: "%", target: { atLeast: 88 } },
    { name: "90 % intervals that held, at most", value: coverage, unit: "%", target: { atMost: 92 } },
    {
      name: `90 % intervals that held, each of the last ${YEARS} years held back in turn`,
      value: percentIn([...all, ...years]),
      unit: "%",
      note: "the districts of a year err together, so one year is far off either way; the pandemic lies among them",
    },
    { name: COLD, value: ms.p99, unit: "ms", summary: ms, target: { atMost: 100 } },
  ];
};

/** What the demo city's stored forecasts take to be read, beside `coldMs` for telling one series when it is asked for. */
const stored = async (context: BenchContext, coldMs: number | undefined): Promise<Fact[]> => {
  const desk = await openDesk(await demoCity(context));
  try {
    const { db, scope, clock, operations } = desk;
    const forecasts = openForecasts(db, clock, UNCHANGED);
    await forecasts.recompute(scope.organisationId);
    const from = operations.serviceDay(scope);
    const { ms } = await measure({ warmUp: 10, repetitions: 200 }, async () => {
      const { days } = await forecasts.pages.days(scope, {
        ...{ measure: "tonnage", depotId: null, stream: null, vehicleId: null },
      });
      if (days.length === 0) throw new Error(`forecast: found nothing stored of ${from}, expected days`);
      return days.length;
    });
    return [
      {
        name: "a month of days past and to come as the page asks for them, stored, p99",
        value: ms.p99,
        unit: "ms",
        summary: ms,
        target: { atMost: 10 },
        ...(coldMs === undefined
          ? {}
          : { against: { what: "one series told when it is asked for", times: coldMs / ms.median } }),
      },
    ];
  } finally {
    await desk.close();
  }
};

const run = async (context: BenchContext): Promise<Fact[]> => {
  const told = tonnage(context);
  const coldMs = told.find(({ name }) => name === COLD)?.summary?.median;
  return [
    ...told,
    ...machineFailures(context),
    ...remainingLives(context),
    ...(await stored(context, coldMs)),
  ];
};

/** How well and how fast series go on as foretold. */
export const forecastLine: Line = {
  about:
    "forecasts of monthly tonnage in the districts of New York, failures and remaining lives of machines, and what is stored of the demo city",
  run,
};

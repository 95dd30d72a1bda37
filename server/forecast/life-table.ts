import type { Run, RunNames } from "#server/forecast/core/life/run.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";

/** Runs of a file, with what its columns are called. */
export type RunTable = { runs: Run[]; names: RunNames };

const UNIT = /^(?:unit|engine|machine|asset|vehicle|id)(?:[ _-]?(?:id|no|nr|number))?$/i;
const CYCLE = /^(?:cycles?|time|t|day)(?:[ _-]?(?:in[ _-]?)?cycles?)?$/i;
const SETTING = /^(?:op(?:erational)?[ _-]?)?(?:setting|cond(?:ition)?)s?[ _-]?\d*$|^os\d+$|^op\d+$/i;
/** Columns that tell the end itself: whoever learned from them would have learned nothing. */
const ANSWER = /^(?:rul|ttf|remaining.*|label\d*|max_?cycles?|time_?to_?failure)$/i;
const MISSING = /^(?:|na|nan|null|-)$/i;
/** Columns of files of the NASA C-MAPSS kind, which name none: unit, cycle, 3 settings, 21 sensors. */
const TURBOFAN = { columns: 26, settings: 3 };

const fault = (line: number, what: string): AppError => new AppError("BAD_REQUEST", `line ${line}: ${what}`);

const isNumber = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));

const cellsOf = (line: string): string[] => {
  const delimiter = line.includes(",") ? "," : line.includes(";") ? ";" : null;
  return delimiter === null ? line.trim().split(/\s+/) : line.split(delimiter).map((cell) => cell.trim());
};

type Columns = { unit: number; cycle: number; settings: number[]; sensors: number[]; names: string[] };

const namedColumns = (names: string[], line: number): Columns => {
  const unit = names.findIndex((name) => UNIT.test(name));
  const cycle = names.findIndex((name) => CYCLE.test(name));
  if (unit < 0 || cycle < 0)
    throw fault(line, `found the columns ${names.join(", ")}, expected "unit" and "cycle" among them`);
  const rest = names
    .map((_, i) => i)
    .filter((i) => i !== unit && i !== cycle && !ANSWER.test(names[i] ?? ""));
  const settings = rest.filter((i) => SETTING.test(names[i] ?? ""));
  return { unit, cycle, settings, sensors: rest.filter((i) => !settings.includes(i)), names };
};

const plainColumns = (count: number, line: number): Columns => {
  if (count < 3) throw fault(line, `found ${count} columns, expected unit, cycle and a sensor at least`);
  const settings = count === TURBOFAN.columns ? TURBOFAN.settings : 0;
  const names = Array.from({ length: count }, (_, i) =>
    i < 2 + settings ? `setting ${i - 1}` : `sensor ${i - 1 - settings}`,
  );
  const of = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return { unit: 0, cycle: 1, settings: of(2, 2 + settings), sensors: of(2 + settings, count), names };
};

type Line = { cycle: number; cells: string[]; line: number };

const readValue = (cell: string, { line }: Line, name: string): number => {
  if (MISSING.test(cell)) return Number.NaN;
  if (!isNumber(cell)) throw fault(line, `column "${name}" found "${cell}", expected a number or nothing`);
  return Number(cell);
};

const runOf = (unit: string, lines: Line[], { settings, sensors, names }: Columns): Run => {
  lines.sort((a, b) => a.cycle - b.cycle);
  for (let i = 1; i < lines.length; i++) {
    const [before, here] = [lines[i - 1] as Line, lines[i] as Line];
    if (before.cycle === here.cycle)
      throw fault(
        Math.max(before.line, here.line),
        `unit ${unit} has cycle ${here.cycle} twice, first in line ${Math.min(before.line, here.line)}`,
      );
  }
  const column = (at: number): Float64Array =>
    Float64Array.from(lines, (each) => readValue(each.cells[at] ?? "", each, names[at] ?? ""));
  return {
    unit,
    cycles: Float64Array.from(lines, ({ cycle }) => cycle),
    settings: settings.map(column),
    sensors: sensors.map(column),
  };
};

/**
 * Reads runs of units: a line per unit and cycle, apart by white space, commas or semicolons. Without a line of names
 * the columns are unit, cycle and sensors; 26 of them are read as NASA's C-MAPSS files are, with three settings.
 */
export const readRuns = (text: string): RunTable => {
  let columns: Columns | null = null;
  let width = 0;
  const read: (Line & { unit: string })[] = [];
  for (const [i, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === "") continue;
    const line = i + 1;
    const cells = cellsOf(content);
    if (columns === null) {
      width = cells.length;
      const isNamed = cells.some((cell) => !isNumber(cell) && !MISSING.test(cell));
      columns = isNamed ? namedColumns(cells, line) : plainColumns(width, line);
      if (columns.sensors.length === 0) throw fault(line, "found no sensor, expected one at least");
      if (isNamed) continue;
    }
    if (cells.length !== width) throw fault(line, `found ${cells.length} columns, expected ${width}`);
    const unit = cells[columns.unit] ?? "";
    const cycle = cells[columns.cycle] ?? "";
    if (unit === "") throw fault(line, "found no unit, expected its name or number");
    if (!isNumber(cycle)) throw fault(line, `found cycle "${cycle}", expected a number`);
    read.push({ unit, cycle: Number(cycle), cells, line });
  }
  if (columns === null || read.length === 0)
    throw fault(1, "found nothing, expected lines of unit, cycle and sensors");
  const found: Columns = columns;
  const nameOf = (at: number): string => found.names[at] ?? "";
  return {
    runs: [...groupBy(read, ({ unit }) => unit)].map(([unit, lines]) => runOf(unit, lines, found)),
    names: { settings: found.settings.map(nameOf), sensors: found.sensors.map(nameOf) },
  };
};

/** Lays the columns of one file as those of another; refuses where one is missing. */
export const alignedRuns = ({ runs, names }: RunTable, like: RunNames): Run[] => {
  const placesOf = (wanted: readonly string[], found: readonly string[]): number[] =>
    wanted.map((name) => {
      const at = found.findIndex((each) => each.toLowerCase() === name.toLowerCase());
      if (at < 0)
        throw new AppError(
          "BAD_REQUEST",
          `found the columns ${[...names.settings, ...names.sensors].join(", ")}, expected "${name}" among them`,
        );
      return at;
    });
  const settings = placesOf(like.settings, names.settings);
  const sensors = placesOf(like.sensors, names.sensors);
  return runs.map((run) => ({
    ...run,
    settings: settings.map((at) => run.settings[at] as Float64Array),
    sensors: sensors.map((at) => run.sensors[at] as Float64Array),
  }));
};

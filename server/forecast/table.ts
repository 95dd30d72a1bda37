import { parse } from "csv-parse/sync";
import { AppError } from "#server/lib/errors.ts";

/** A series of a file by its name; NaN where a value is missing. */
export type NamedSeries = { name: string; values: Float64Array };

type Row = { cells: string[]; line: number };

/** Steps that gaps may add to a series. */
const MOST_STEPS = 20_000_000;
const MISSING = /^(?:|na|nan|null|-)$/i;
const DATE = /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d.*)?)?$/;
const TIME_NAMES = /^(?:t|time|date|day|ds|week|month|timestamp)$/i;

const fault = (line: number, what: string): AppError => new AppError("BAD_REQUEST", `line ${line}: ${what}`);

/** The same where nothing is quoted: a line is a row, so that a million of them are read in a second and not in ten. */
const readPlain = (text: string): Row[] => {
  const rows: Row[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(text.includes("\n") ? "\n" : "\r");
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    if (line !== "") rows.push({ cells: line.split(",").map((cell) => cell.trim()), line: i + 1 });
  }
  return rows;
};

const readRows = (text: string): Row[] => {
  if (!text.includes('"')) return readPlain(text);
  const rows: Row[] = [];
  try {
    parse(text, {
      ...{ bom: true, trim: true, skip_empty_lines: true, relax_column_count: true },
      on_record: (cells: string[], { lines }) => {
        rows.push({ cells, line: lines });
        return null;
      },
    });
    return rows;
  } catch (error) {
    // The parser names the line and what is wrong there.
    throw new AppError("BAD_REQUEST", error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
};

const readValue = (cell: string | undefined, line: number, column: string): number => {
  if (cell === undefined || MISSING.test(cell)) return Number.NaN;
  const value = Number(cell);
  if (!Number.isFinite(value))
    throw fault(line, `column "${column}" found "${cell}", expected a number or nothing`);
  return value;
};

const withoutTail = (values: Float64Array): Float64Array => {
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1] as number)) end--;
  return values.subarray(0, end);
};

/** A step of time as a number, and what it counts: steps of one kind can be compared. */
const readStep = (
  cell: string | undefined,
  line: number,
): { at: number; kind: "number" | "month" | "moment" } => {
  const text = cell ?? "";
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) return { at: value, kind: "number" };
  const date = DATE.exec(text);
  if (date?.[3] === undefined && date)
    return { at: Number(date[1]) * 12 + Number(date[2]) - 1, kind: "month" };
  const ms = date
    ? Date.parse(
        text.length > 10 && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text.replace(" ", "T")}Z` : text,
      )
    : Number.NaN;
  if (Number.isNaN(ms))
    throw fault(
      line,
      `column "t" found "${text}", expected a number, YYYY-MM, YYYY-MM-DD or a date with a time`,
    );
  return { at: ms, kind: "moment" };
};

type Point = { at: number; kind: string; value: number; line: number };

/** Dates that are all of one day of the month are counted in months, which have no even length. */
const byMonths = (points: Point[]): Point[] => {
  const dates = points.map(({ at, kind }) => (kind === "moment" ? new Date(at) : null));
  const day = dates[0]?.getUTCDate();
  if (points.length < 3 || dates.some((date) => date === null || date.getUTCDate() !== day)) return points;
  return points.map((point, i) => {
    const date = dates[i] as Date;
    return { ...point, at: date.getUTCFullYear() * 12 + date.getUTCMonth() };
  });
};

/** Lays points on an even grid, so that steps nobody recorded are gaps; where there is no even grid they stay in order. */
const onGrid = (name: string, found: Point[]): Float64Array => {
  const points = byMonths(found);
  points.sort((a, b) => a.at - b.at);
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const [before, here] = [points[i - 1] as Point, points[i] as Point];
    if (here.kind !== before.kind)
      throw fault(here.line, `series "${name}" mixes a ${here.kind} with a ${before.kind} in column "t"`);
    if (here.at === before.at)
      throw fault(
        Math.max(here.line, before.line),
        `series "${name}" has the same t as line ${Math.min(here.line, before.line)}`,
      );
    step = Math.min(step, here.at - before.at);
  }
  const plain = () => Float64Array.from(points, ({ value }) => value);
  if (points.length < 2) return plain();
  const first = (points[0] as Point).at;
  const places = points.map(({ at }) => (at - first) / step);
  if (places.some((place) => Math.abs(place - Math.round(place)) > 1e-6)) return plain();
  const length = Math.round(places[places.length - 1] as number) + 1;
  if (length > MOST_STEPS)
    throw fault(
      (points[points.length - 1] as Point).line,
      `series "${name}" spans ${length} steps of t, expected ${MOST_STEPS} at most`,
    );
  const values = new Float64Array(length).fill(Number.NaN);
  points.forEach(({ value }, i) => {
    values[Math.round(places[i] as number)] = value;
  });
  return values;
};

const readLong = (rows: readonly Row[], header: readonly string[]): NamedSeries[] => {
  const [series, t, value] = ["series", "t", "value"].map((name) => header.indexOf(name)) as [
    number,
    number,
    number,
  ];
  const points = new Map<string, Point[]>();
  for (const { cells, line } of rows) {
    const name = cells[series];
    if (name === undefined || name === "")
      throw fault(line, 'column "series" found nothing, expected a name');
    const point = { ...readStep(cells[t], line), value: readValue(cells[value], line, "value"), line };
    const known = points.get(name);
    if (known === undefined) points.set(name, [point]);
    else known.push(point);
  }
  return [...points].map(([name, found]) => ({ name, values: withoutTail(onGrid(name, found)) }));
};

const readWide = (rows: readonly Row[], names: readonly string[]): NamedSeries[] => {
  // A first column of dates, or one named so, says when; it is no series.
  const isTimed =
    TIME_NAMES.test(names[0] ?? "") ||
    rows.every(({ cells }) => DATE.test(cells[0] ?? "") && names.length > 1);
  for (const { cells, line } of rows)
    if (cells.length > names.length)
      throw fault(line, `found ${cells.length} columns, expected ${names.length} as in the first line`);
  return names.slice(isTimed ? 1 : 0).map((name, i) => {
    const column = i + (isTimed ? 1 : 0);
    const values = Float64Array.from(rows, ({ cells, line }) => readValue(cells[column], line, name));
    return { name, values: withoutTail(values) };
  });
};

/**
 * Reads series from CSV text: one column each under a line of names, or a line each under `series,t,value`. An empty
 * cell is a gap; at the end of a column it is where that series ends.
 */
export const readSeries = (text: string): NamedSeries[] => {
  const [head, ...rows] = readRows(text);
  if (head === undefined)
    throw new AppError("BAD_REQUEST", "line 1: found nothing, expected the names of the series");
  const names = head.cells;
  const lower = names.map((name) => name.toLowerCase());
  const double = lower.findIndex((name, i) => lower.indexOf(name) !== i);
  if (double >= 0) throw fault(head.line, `found "${names[double]}" twice, expected a name once`);
  if (names.every((name) => name !== "" && Number.isFinite(Number(name))))
    throw fault(head.line, "found numbers only, expected the names of the series");
  if (rows.length === 0) throw fault(head.line, "found names alone, expected values under them");
  return ["series", "t", "value"].every((name) => lower.includes(name))
    ? readLong(rows, lower)
    : readWide(rows, names);
};

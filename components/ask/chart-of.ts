import type { AnswerColumn, AnswerPart, QueryPlan } from "#server/ask/schema.ts";
import { KPI_DIMENSIONS } from "#server/operations/names.schema.ts";
import type { KpiDimension } from "#server/operations/schema.ts";

type Rows = Pick<Extract<AnswerPart, { type: "rows" }>, "columns" | "rows" | "view">;

/** What an answer's rows look like as a chart. */
export type AnswerChart = {
  shape: "line" | "bar";
  points: {
    key: string;
    value: number | null;
    before?: number | null;
    /** The ends that the value lies between, where the answer tells them. */
    range?: readonly [least: number, most: number];
  }[];
  /** What the points are of. */
  category: AnswerColumn;
  column: AnswerColumn;
  beforeLabel: string | undefined;
  /** The dimension of the keys, where they are of one. */
  by: KpiDimension | null;
};

const FIGURES = new Set<AnswerColumn["type"]>([
  "number",
  "percent",
  "duration",
  "distance",
  "weight",
  "money",
  "figure",
]);

// Ends of a range as forecasts call them, the wider first.
const ENDS = [
  ["low90", "high90"],
  ["low", "high"],
] as const;

const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

/**
 * Maps rows that are to be seen as a chart to its points: their first column is the category, and the one
 * that is called the value, else the first of shares, else of figures, is drawn, with the ends of its range where there are any. Days, weeks and months make a line in their order; all else makes bars. Null without figures.
 */
export const chartOf = (part: Rows, plan: QueryPlan | undefined): AnswerChart | null => {
  if (part.view !== "chart") return null;
  const [category, ...others] = part.columns;
  const figures = others.filter(({ type }) => FIGURES.has(type));
  // KPIs of unlike units side by side say nothing; how far each moved does.
  const isMoves = plan?.kind === "movers";
  const column = isMoves
    ? figures.find(({ key }) => key === "change")
    : (figures.find(({ key }) => key === "value") ??
      figures.find(({ type, key }) => type === "percent" && key !== "change") ??
      figures[0]);
  if (category === undefined || column === undefined) return null;
  // Beside what it is told apart by, a forecast shows its days.
  const split = plan !== undefined && "by" in plan && category.key === "key" ? plan.by : null;
  const isTime = split === "day" || split === "week" || split === "month";
  const by = KPI_DIMENSIONS.find((dimension) => dimension === split) ?? null;
  const before = isMoves ? undefined : figures.find(({ key }) => key === "before");
  const ends = ENDS.find((keys) => keys.every((end) => figures.some(({ key }) => key === end)));
  const points = part.rows.map((row) => {
    const [least, most] = (ends ?? []).map((end) => numberOrNull(row[end]));
    return {
      key: String(row[category.key] ?? ""),
      value: numberOrNull(row[column.key]),
      ...(before ? { before: numberOrNull(row[before.key]) } : {}),
      ...(typeof least === "number" && typeof most === "number" ? { range: [least, most] as const } : {}),
    };
  });
  if (isTime || by === "weekday") points.sort((a, b) => a.key.localeCompare(b.key));
  return { shape: isTime ? "line" : "bar", points, category, column, beforeLabel: before?.label, by };
};

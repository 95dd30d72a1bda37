import type { Formats } from "#components/formats.ts";
import { groupLabel } from "#components/kpi/kpi-format.ts";
import { type CellContext, cellText } from "./cell-text.ts";
import type { AnswerChart } from "./chart-of.ts";

/** What stands under a point of an answer's chart: its group as KPIs name it, a day with its weekday, else its text. */
export const pointLabel = ({ by, category }: AnswerChart, key: string, context: CellContext): string => {
  if (by) return groupLabel(context.formats, by, key, (_, word) => context.word(word));
  return category.type === "date" ? context.formats.day(key.slice(0, 10)) : cellText(category, key, context);
};

const TONNE_KG = 1_000;

/** How the axis of an answer's chart says values, where that is another way than its cells: round money, and one unit of weight. */
export const axisTextOf = (
  { column, points }: AnswerChart,
  formats: Formats,
): ((value: number) => string) | undefined => {
  if (column.type === "money") return formats.roundMoney;
  if (column.unit === "money") return (value) => formats.roundMoney(100 * value);
  if (column.type !== "weight") return undefined;
  return points.some(({ value }) => Math.abs(value ?? 0) >= TONNE_KG) ? formats.tonnes : formats.kg;
};

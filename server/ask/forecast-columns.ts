import type { AnswerColumn } from "#server/ask/schema.ts";

/** A column of a forecast. */
export const column = (key: string, label: string, type: AnswerColumn["type"]): AnswerColumn => ({
  key,
  label,
  type,
});

/** The ends of the range that 80 of 100 cases lie in. */
export const range80 = (type: AnswerColumn["type"]): AnswerColumn[] => [
  column("low", "At least, 80%", type),
  column("high", "At most, 80%", type),
];

/** A number as it is said. */
export const said = (value: number, digits = 0): string =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });

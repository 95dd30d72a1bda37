import type { Formats } from "#components/formats.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type CellContext, cellText, figureText } from "./cell-text.ts";

const MOST_ROWS = 50;

/** An answer as plain text: the question, how it was understood, figures with their units, rows, what was cited. */
export const answerText = (
  question: string,
  parts: readonly AnswerPart[],
  context: CellContext,
  formats: Formats,
): string => {
  const linesOf = (part: AnswerPart): string[] => {
    switch (part.type) {
      case "reading":
        return [part.reading.words, ""];
      case "figures":
        return [
          ...part.figures.map(({ label, value, unit, compare }) => {
            const before =
              compare === null ? "" : ` (${compare.label}: ${figureText(formats, unit, compare.value)})`;
            return `${label}: ${figureText(formats, unit, value)}${before}`;
          }),
          "",
        ];
      case "rows": {
        const shown = part.rows.slice(0, MOST_ROWS);
        const rest = part.total - shown.length;
        return [
          part.title,
          part.columns.map(({ label }) => label).join(" | "),
          ...shown.map((row) =>
            part.columns.map((column) => cellText(column, row[column.key], context, row.unit)).join(" | "),
          ),
          ...(rest > 0 ? [`… +${formats.number(rest)}`] : []),
          "",
        ];
      }
      case "passages":
        return [...part.hits.map(({ title, text }) => `${title}: ${text}`), ""];
      case "text":
        return [part.text, ""];
      default:
        return [];
    }
  };
  return [question, ...parts.flatMap(linesOf)].join("\n").trim();
};

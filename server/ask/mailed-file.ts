import { cellWords, figureWords, type Print } from "#server/ask/core/cell-words.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { toPdf } from "#server/lib/pdf.ts";
import { csvCell } from "#server/platform/export.ts";

/** A file that goes with a letter. */
export type MailedFile = { filename: string; contentType: string; content: Buffer };

/** An answer that is mailed. */
export type Mailed = { words: string; asOf: string; parts: readonly AnswerPart[]; print: Print };

const tablesOf = (parts: readonly AnswerPart[]) => parts.filter((part) => part.type === "rows");

/** The sentences of an answer: what it is of, its figures and what it says. */
export const mailedLines = ({ words, asOf, parts, print }: Mailed): string[] => [
  `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
  `As of ${cellWords("time", asOf, print)}, ${print.timeZone}.`,
  ...parts.flatMap((part) =>
    part.type === "figures"
      ? part.figures.map((figure) => figureWords(figure, print))
      : part.type === "text"
        ? [part.text]
        : part.type === "passages"
          ? part.hits.map(({ title, text }) => `${title}: ${text}`)
          : [],
  ),
  ...tablesOf(parts).flatMap(({ title, rows, total }) =>
    total > rows.length ? [`${title}: the first ${rows.length} of ${total} rows.`] : [],
  ),
];

const csvOf = ({ parts }: Mailed): string =>
  tablesOf(parts)
    .map(({ columns, rows }) =>
      [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ key }) => row[key]))]
        .map((row) => `${row.map(csvCell).join(",")}\r\n`)
        .join(""),
    )
    .join("\r\n");

const RIGHT = new Set(["number", "percent", "duration", "distance", "weight", "money", "figure"]);

/** The file of an answer: printed with all it says, or its tables as CSV with values as they are. */
export const mailedFile = (mailed: Mailed, format: "pdf" | "csv", day: string): MailedFile => {
  const filename = `roundsman-${day}.${format}`;
  if (format === "csv")
    return { filename, contentType: "text/csv; charset=utf-8", content: Buffer.from(csvOf(mailed), "utf8") };
  const [title = "", ...lines] = mailedLines(mailed);
  const tables = tablesOf(mailed.parts).map(({ title: name, columns, rows }) => ({
    title: name,
    table: {
      heading: columns.map(({ label }) => label),
      isRight: columns.map(({ type }) => RIGHT.has(type)),
      rows: rows.map((row) =>
        columns.map(({ key, type, unit }) => cellWords(type, row[key], mailed.print, unit ?? row.unit)),
      ),
    },
  }));
  return { filename, contentType: "application/pdf", content: toPdf({ title, lines, tables }) };
};

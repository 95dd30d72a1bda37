import { type Formats, UNKNOWN } from "#components/formats.ts";
import type { AnswerColumn, Figure } from "#server/ask/schema.ts";

/** What a cell needs to know of its page. */
export type CellContext = {
  formats: Formats;
  /** The service day shown without its date. */
  today: string | null;
  /** A stored word as people read it, such as a status or a stream; null where there is none. */
  word: (value: string) => string | null;
};

// Lengths of time that are early or late rather than long.
const SIGNED = new Set(["delayS", "pastShiftS"]);

const dayIn = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(iso),
  );

const timeText = (iso: string, { formats, today }: CellContext): string =>
  today !== null && dayIn(iso, formats.timeZone) === today ? formats.time(iso) : formats.dateTime(iso);

const numberText = (column: AnswerColumn, value: number, { formats }: CellContext, unit: string): string => {
  switch (column.type) {
    case "figure":
      return figureText(formats, column.unit ?? unit, value);
    case "percent":
      return column.key === "change"
        ? `${value > 0 ? "+" : ""}${formats.measure(value)}%`
        : formats.share(value / 100);
    case "duration":
      return SIGNED.has(column.key) ? formats.delay(value) : formats.duration(value);
    case "distance":
      return formats.distance(value);
    case "weight":
      return formats.weight(value);
    case "money":
      return formats.money(value);
    default:
      return formats.measure(value);
  }
};

/** Maps a value of an answer's table to its text by the type of its column; unknown values become a dash. */
export const cellText = (
  column: AnswerColumn,
  value: unknown,
  context: CellContext,
  /** Of a figure: what the row names. */
  unit: unknown = "",
): string => {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  if (typeof value === "number") return numberText(column, value, context, String(unit));
  if (typeof value === "boolean") return value ? "✓" : UNKNOWN;
  if (Array.isArray(value))
    return value.length === 0 ? UNKNOWN : value.map((one) => cellText(column, one, context, unit)).join(", ");
  if (typeof value !== "string") return UNKNOWN;
  if (column.type === "time") return timeText(value, context);
  if (column.type === "date") return context.formats.date(value.slice(0, 10));
  if (column.type === "text") return context.word(value) ?? value;
  return value;
};

/** Whether values of a column stand at the end of their cells, as figures do. */
export const isFigureColumn = ({ type }: AnswerColumn): boolean =>
  type !== "text" && type !== "time" && type !== "date";

/** Maps a figure's value and unit to its number, and to the words behind it where the number has no sign of its own. */
export const figureParts = (
  formats: Formats,
  unit: Figure["unit"],
  value: number | null,
): readonly [number: string, words: string] => {
  if (value === null) return [UNKNOWN, ""];
  if (unit === "%") return [formats.share(value / 100), ""];
  if (unit === "kg") return [formats.weight(value), ""];
  if (unit === "min") return [formats.duration(value * 60), ""];
  // "money", or a rate of it: "money/100 km".
  const [whole, per] = unit.split("/");
  if (whole === "money") return [formats.money(value * 100), per === undefined ? "" : `per ${per}`];
  return [formats.measure(value), unit];
};

/** A figure in one line, with its unit. */
export const figureText = (formats: Formats, unit: Figure["unit"], value: number | null): string =>
  figureParts(formats, unit, value).join(" ").trim();

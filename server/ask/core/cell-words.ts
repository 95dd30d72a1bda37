import type { AnswerColumn, Figure } from "#server/ask/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { spanWords } from "#server/lib/span-words.ts";

const UNKNOWN = "–";

const number = (value: number, digits = 1): string =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits });

const weight = (kg: number): string =>
  Math.abs(kg) < 1_000 ? `${number(kg)} kg` : `${number(kg / 1_000)} t`;

/** The zone and the currency that an answer is printed in. */
export type Print = { timeZone: string; currency: string };

const money = (value: number, currency: string): string =>
  value.toLocaleString("en-GB", { style: "currency", currency });

const withUnit = (value: number, unit: string, currency: string): string => {
  // "money", or a rate of it: "money/100 km".
  const [whole, per] = unit.split("/");
  if (whole === "money") return `${money(value, currency)}${per === undefined ? "" : ` per ${per}`}`;
  return `${number(value, 2)}${unit === "" || unit === "%" ? unit : ` ${unit}`}`;
};

const moment = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString("en-GB", {
    ...{ timeZone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  });

/** A value of an answer's table as it is printed: in the units of its column. */
export const cellWords = (
  type: AnswerColumn["type"],
  value: unknown,
  print: Print,
  /** Of a figure: what the row names. */
  unit: unknown = "",
): string => {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  if (Array.isArray(value)) return value.map((one) => cellWords(type, one, print, unit)).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && type === "time") return moment(value, print.timeZone);
  if (typeof value === "string") return type === "date" ? dayWords(value.slice(0, 10)) : value;
  if (typeof value !== "number") return UNKNOWN;
  switch (type) {
    case "percent":
      return `${number(value)}%`;
    case "duration":
      return spanWords(value);
    case "distance":
      return `${number(value / 1_000)} km`;
    case "weight":
      return weight(value);
    case "money":
      return money(value / 100, print.currency);
    case "figure":
      return withUnit(value, String(unit), print.currency);
    default:
      return number(value, 2);
  }
};

/** A figure of an answer as it is printed. */
export const figureWords = ({ label, value, unit, compare }: Figure, { currency }: Print): string => {
  const said = (of: number | null): string => (of === null ? UNKNOWN : withUnit(of, unit, currency));
  return `${label}: ${said(value)}${compare ? ` (${compare.label}: ${said(compare.value)})` : ""}`;
};

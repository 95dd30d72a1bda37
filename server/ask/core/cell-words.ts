import type { AnswerColumn, Figure } from "#server/ask/schema.ts";

const UNKNOWN = "–";

const number = (value: number, digits = 1): string =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits });

const duration = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const text = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return seconds < 0 ? `-${text}` : text;
};

const weight = (kg: number): string =>
  Math.abs(kg) < 1_000 ? `${number(kg)} kg` : `${number(kg / 1_000)} t`;

const moment = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString("en-GB", {
    ...{ timeZone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  });

/** A value of an answer's table as it is printed: in the units of its column, times on the wall clock of a zone. */
export const cellWords = (type: AnswerColumn["type"], value: unknown, timeZone: string): string => {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  if (Array.isArray(value)) return value.map((one) => cellWords(type, one, timeZone)).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return type === "time" ? moment(value, timeZone) : value;
  if (typeof value !== "number") return UNKNOWN;
  switch (type) {
    case "percent":
      return `${number(value)} %`;
    case "duration":
      return duration(value);
    case "distance":
      return `${number(value / 1_000)} km`;
    case "weight":
      return weight(value);
    case "money":
      return (value / 100).toFixed(2);
    default:
      return number(value, 2);
  }
};

/** A figure of an answer as it is printed. */
export const figureWords = ({ label, value, unit, compare }: Figure): string => {
  const said = (of: number | null): string =>
    of === null
      ? UNKNOWN
      : unit === "money"
        ? of.toFixed(2)
        : `${number(of, 2)}${unit === "" ? "" : ` ${unit}`}`;
  return `${label}: ${said(value)}${compare ? ` (${compare.label}: ${said(compare.value)})` : ""}`;
};

import { type Formats, UNKNOWN } from "#components/formats.ts";
import type { KpiDimension } from "#server/operations/schema.ts";

const SPOKEN_UNITS: Record<string, "per1000" | "perHour" | "tonnesPerHour"> = {
  "per 1,000": "per1000",
  "per hour": "perHour",
  "t/h": "tonnesPerHour",
};

/** A KPI's value in its unit as a figure, and the key of the words that follow it where the figure has no sign of its own. */
export const kpiFigure = (
  formats: Formats,
  unit: string,
  value: number | null,
): { text: string; unitKey: "per1000" | "perHour" | "tonnesPerHour" | null } => {
  if (value === null) return { text: UNKNOWN, unitKey: null };
  if (unit === "%") return { text: formats.share(value / 100), unitKey: null };
  if (unit === "money") return { text: formats.money(value * 100), unitKey: null };
  if (unit === "kg") return { text: formats.weight(value), unitKey: null };
  return { text: formats.measure(value), unitKey: SPOKEN_UNITS[unit] ?? null };
};

/** How far a KPI moved from `before` to `now`: whether for the better, and by how much in its own unit without a sign. */
export const kpiMove = (
  now: number | null,
  before: number | null,
  isMoreBetter: boolean,
): { by: number; isUp: boolean; isBetter: boolean | null } | null => {
  if (now === null || before === null) return null;
  const by = now - before;
  return {
    by: Math.abs(by),
    isUp: by > 0,
    // What would be shown as no difference is neither good nor bad.
    isBetter: Math.abs(by) < 0.005 ? null : by > 0 === isMoreBetter,
  };
};

/** Whether a value keeps its target; null where either is not known. */
export const isOnTarget = (
  value: number | null,
  target: number | null,
  isMoreBetter: boolean,
): boolean | null => {
  if (value === null || target === null) return null;
  return isMoreBetter ? value >= target : value <= target;
};

/** Dimensions along time, drawn as a line in their own order. */
export const isTimeDimension = (by: KpiDimension): boolean => by === "day" || by === "week" || by === "month";

/** The day `days` before a service day, both as ISO dates. */
export const daysBefore = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
};

// 1 January 2024 was a Monday.
const weekdayDate = (weekday: number): string => `2024-01-0${weekday}`;

/** A group of a split as people read it: a day, the week of a Monday, a month, a weekday, or a name as it is. */
export const groupLabel = (
  formats: Formats,
  by: KpiDimension,
  key: string,
  words: (namespace: "stream" | "bodyType", key: string) => string | null = () => null,
): string => {
  if (by === "day" || by === "week") return formats.day(key);
  if (by === "month") return formats.month(key);
  if (by === "weekday") return formats.weekday(weekdayDate(Number(key)));
  if (by === "stream") return words("stream", key) ?? key;
  if (by === "body-type") return words("bodyType", key) ?? key;
  return key;
};

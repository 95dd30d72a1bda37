import type { Filter } from "#server/ask/core/question.ts";

const BOUND_WORDS: Partial<Record<Filter["op"], string>> = {
  gt: "more than",
  gte: "at least",
  lt: "less than",
  lte: "at most",
  eq: "exactly",
  between: "between",
};

/** "More than 15 min", "between 2 and 5": a bound whose numbers are said by `said`. */
export const boundWords = (f: Pick<Filter, "op" | "value">, said: (value: number) => string): string => {
  const words = BOUND_WORDS[f.op] ?? "";
  const values = Array.isArray(f.value) ? f.value : [f.value];
  return `${words} ${values.map((v) => said(Number(v))).join(" and ")}`.trim();
};

/** A length of time in words: "45 min", "3 hours". */
export const durationWords = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} min`;
};

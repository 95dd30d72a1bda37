import type { Filter } from "#server/platform/list.schema.ts";
import type { ColumnFilter } from "./column.ts";

/** Words a filter is described with. */
export type FilterWords = {
  op: (name: Filter["op"]) => string;
  yes: string;
  no: string;
  empty: string;
  notEmpty: string;
  and: string;
};

const MOST_NAMED = 2;

/** Describes a filter in words: operator and value apart, so that both can be drawn. */
export const describeFilter = (
  { op, value }: Filter,
  filter: ColumnFilter | undefined,
  words: FilterWords,
): { op: string; value: string } => {
  const one = (part: string | number | boolean): string => {
    if (typeof part === "boolean") return part ? words.yes : words.no;
    if (filter?.kind === "choice")
      return filter.choices.find((choice) => choice.value === part)?.label ?? String(part);
    if (filter?.kind === "number" && typeof part === "number")
      return `${part / (filter.factor ?? 1)}${filter.unit ? ` ${filter.unit}` : ""}`;
    return String(part);
  };
  if (op === "is-null") return { op: words.op(op), value: value === true ? words.empty : words.notEmpty };
  const parts = (Array.isArray(value) ? value : [value]).map(one);
  if (op === "between") return { op: words.op(op), value: parts.join(` ${words.and} `) };
  const named = parts.slice(0, MOST_NAMED).join(", ");
  const rest = parts.length - MOST_NAMED;
  return { op: words.op(op), value: rest > 0 ? `${named} +${rest}` : named };
};

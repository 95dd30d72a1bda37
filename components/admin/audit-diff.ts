/** One field of a change: what it was and what it became; undefined where there was none. */
export type FieldChange = { field: string; before: unknown; after: unknown };

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : value === null || value === undefined
      ? {}
      : { value };

/** Maps what a thing was and what it became to the fields that differ, in the order they appear. */
export const changesOf = (before: unknown, after: unknown): FieldChange[] => {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }));
};

/** A value of a change as text; empty where there is none. */
export const valueText = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value);
};

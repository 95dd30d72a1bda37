import type { Column } from "./column.ts";

/** How a user laid out the columns of a list. */
export type ColumnLayout = {
  order: string[];
  visible: Record<string, boolean>;
  widths: Record<string, number>;
};

const storageKey = (name: string): string => `roundsman.columns.${name}`;

const asRecord = <Value>(
  value: unknown,
  keys: readonly string[],
  isValue: (value: unknown) => value is Value,
): Record<string, Value> => {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, Value] => keys.includes(entry[0]) && isValue(entry[1]),
    ),
  );
};

/**
 * Reads a stored layout over the columns there are now: what is stored about other columns is left out, and columns
 * the layout does not know come last, as they were declared.
 */
export const layoutFrom = (text: string | null, columns: readonly Column<never>[]): ColumnLayout => {
  let stored: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) stored = { ...parsed };
  } catch {
    // A layout that cannot be read is worth no more than none.
  }
  const keys = columns.map(({ key }) => key);
  const order = Array.isArray(stored.order) ? stored.order.filter((key) => keys.includes(key)) : [];
  const hidden = columns.filter(({ isExtra }) => isExtra).map(({ key }) => [key, false] as const);
  return {
    order: [...new Set([...order, ...keys])],
    visible: {
      ...Object.fromEntries(hidden),
      ...asRecord(stored.visible, keys, (value): value is boolean => typeof value === "boolean"),
    },
    widths: asRecord(
      stored.widths,
      keys,
      (value): value is number => typeof value === "number" && value >= 48 && value <= 640,
    ),
  };
};

/** Reads the layout this browser keeps for a list. */
export const readLayout = (name: string, columns: readonly Column<never>[]): ColumnLayout =>
  layoutFrom(typeof localStorage === "undefined" ? null : localStorage.getItem(storageKey(name)), columns);

/** Keeps a layout in this browser, or forgets it. */
export const writeLayout = (name: string, layout: ColumnLayout | null): void => {
  if (layout === null) localStorage.removeItem(storageKey(name));
  else localStorage.setItem(storageKey(name), JSON.stringify(layout));
};

import type { SettingRow } from "#server/accounts/schema.ts";

type Value = SettingRow["value"];

/** What was typed into the field of a setting as its value; undefined where it cannot be one. */
export const typedValue = (shape: SettingRow["shape"], typed: string): Value | undefined => {
  if (shape.kind === "text") return typed;
  if (shape.kind === "choice") return shape.choices.includes(typed) ? typed : undefined;
  if (shape.kind === "switch") return typed === "true";
  const number = typed.trim() === "" ? Number.NaN : Number(typed);
  if (!Number.isFinite(number) || (shape.isWhole && !Number.isInteger(number))) return undefined;
  return number >= (shape.min ?? number) && number <= (shape.max ?? number) ? number : undefined;
};

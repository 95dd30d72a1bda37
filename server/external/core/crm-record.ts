import type { FieldRule, Fields } from "./three-way.ts";

/** The property of every kind of object at the CRM that carries the id of our record. */
export const CRM_ID = "roundsman_id";

/** A record of ours that the CRM keeps too. */
export type CrmRecord = { id: number; externalId: string };

/** How records of one kind look at the CRM, and what becomes of what it says of them. */
export type CrmShape<R extends CrmRecord> = {
  /** The properties that both sides keep, each with what counts where both changed it. */
  rules: Readonly<Record<string, FieldRule>>;
  /** The rule of a field of one record where its own state decides; the general one where it is left out. */
  rulesOf?: (record: R, theirs: Fields) => Readonly<Record<string, FieldRule>>;
  fieldsOf: (record: R) => Fields;
  /** What is written beside them when the object is made there, and never again. */
  atFirst?: (record: R) => Fields;
  /** Why a value that the CRM tells cannot be taken; null where it can. */
  faultIn: (property: string, value: string) => string | null;
  /** Properties that come from the CRM as fields of the record. */
  changeOf: (properties: Fields) => Partial<R>;
};

/** The properties of an object that are ours to read; a value that no record can have counts as not told. */
export const readProperties = (
  { rules, faultIn }: Pick<CrmShape<never>, "rules" | "faultIn">,
  properties: Fields,
): { fields: Fields; faults: readonly string[] } => {
  const fields: Record<string, string> = {};
  const faults: string[] = [];
  for (const property of Object.keys(rules)) {
    const value = properties[property];
    if (value === undefined) continue;
    const fault = faultIn(property, value);
    if (fault === null) fields[property] = value;
    else faults.push(`${property}: ${fault}`);
  }
  return { fields, faults };
};

/** Why a text is none of some words; null where it is one. */
export const faultOfChoice = (value: string, choices: readonly string[]): string | null =>
  choices.includes(value) ? null : `found "${value.slice(0, 40)}", expected one of ${choices.join(", ")}`;

/** Why a text is too long; null where it is not. */
export const faultOfLength = (value: string, longest: number): string | null =>
  value.length > longest ? `found ${value.length} characters, expected ${longest} at most` : null;

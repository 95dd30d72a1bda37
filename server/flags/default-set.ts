import type { Unit } from "#server/flags/asker.ts";
import { NEW_SCREENS, screenFlag } from "#server/flags/screens.schema.ts";
import type { FlagSource } from "#server/flags/set.schema.ts";

/** A value that a flag may answer for, as the product knows it today. */
export type Answerable = {
  key: string;
  fallback: unknown;
  doc: string;
  unit: string;
  /** For whom it is answered; for a whole organisation where that is not said. */
  per?: Unit | undefined;
};

type Flags = FlagSource["definition"]["flags"];

/** Screens that are on for everybody until somebody says otherwise. */
const SCREENS: Flags = Object.fromEntries(
  (Object.keys(NEW_SCREENS) as (keyof typeof NEW_SCREENS)[]).map((name) => [
    screenFlag(name),
    {
      state: "ENABLED",
      variants: { on: true, off: false },
      defaultVariant: "on",
      metadata: { description: NEW_SCREENS[name], client: true, unit: "user" },
    },
  ]),
);

/**
 * The flags of a new installation: one per setting, with today's value as its one variant and no default, so that the
 * setting stays what it is until a rule or a release says otherwise; and those of new screens.
 */
export const defaultFlags = (settings: readonly Answerable[]): { flags: Flags } => {
  const flags: Flags = { ...SCREENS };
  for (const { key, fallback, doc, unit, per = "organisation" } of settings) {
    if (typeof fallback !== "boolean" && typeof fallback !== "number" && typeof fallback !== "string")
      throw new TypeError(
        `setting ${key}: got a ${typeof fallback}, expected true or false, a number or a text`,
      );
    flags[key] = {
      state: "ENABLED",
      variants: { today: fallback },
      metadata: { description: doc, unit: per, ...(unit === "" ? {} : { measuredIn: unit }) },
    } as Flags[string];
  }
  return { flags };
};

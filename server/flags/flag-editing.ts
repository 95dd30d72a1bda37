import { byKey, type FlagChanges, partOf, WHOLE_SET, withPart } from "#server/flags/flag-changes.ts";
import type { FlagSet } from "#server/flags/flag-set.ts";
import { stateOf } from "#server/flags/release-store.ts";
import type { Releases } from "#server/flags/releases.ts";
import { FlagDefinition, FlagdDefinition } from "#server/flags/schema.ts";
import type { FlagSource, Prerequisite } from "#server/flags/set.schema.ts";
import { readText } from "#server/flags/text-faults.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";

type Made = Promise<{ version: number; auditId: number }>;

const read = (text: string, what: "flag" | "definition"): unknown => {
  const { value, faults } = readText(text, what);
  const [first] = faults;
  if (first === undefined) return value;
  throw new AppError(
    "BAD_REQUEST",
    `flags: line ${first.line}, column ${first.column}${first.path === "" ? "" : ` (${first.path})`}: ${first.message}`,
    { details: { faults } },
  );
};

/** Changes that people make to flags: written anew, switched off and on, taken out, the whole set brought in. */
export const createFlagEditing = ({
  changes,
  releases,
  set,
}: {
  changes: FlagChanges;
  releases: Pick<Releases, "endWith">;
  set: Pick<FlagSet, "held">;
}) => {
  const mustHave = (source: FlagSource, key: string) => {
    const part = partOf(source, key);
    if (part.flag === undefined) throw new AppError("NOT_FOUND", `flags/${key}: found none of that key`);
    return { ...part, flag: part.flag };
  };

  const refuseWhileReleased = (source: FlagSource, keys = Object.keys(source.rollouts)): void => {
    const flag = keys.find((key) => partOf(source, key).rollout !== undefined);
    if (flag !== undefined)
      throw new AppError("CONFLICT", `flags/${flag}: found a release under way, expected none`);
  };

  return {
    /** Writes a flag: its text as flagd has it, and which flags it waits for. */
    async save(
      scope: Scope,
      { key, text, prerequisites }: { key: string; text: string; prerequisites: Prerequisite[] },
    ): Made {
      const definition = FlagDefinition.parse({ flags: { [key]: read(text, "flag") } });
      return changes.make(scope, {
        ...{ action: "flag.save", flag: key },
        change: (source) => {
          refuseWhileReleased(source, [key]);
          const part = partOf(source, key);
          const needs = prerequisites.length === 0 ? undefined : prerequisites;
          return withPart(source, key, {
            ...part,
            flag: definition.flags[key],
            prerequisites: needs,
          });
        },
      });
    },
    /** Gives a flag one more variant, which nobody has until a rule or a release says so. */
    addVariant(scope: Scope, key: string, variant: string, value: string | number | boolean): Made {
      return changes.make(scope, {
        ...{ action: "flag.add-variant", flag: key },
        change: (source) => {
          const part = mustHave(source, key);
          if (Object.hasOwn(part.flag.variants, variant))
            throw new AppError("CONFLICT", `flags/${key}: found a variant ${variant} already, expected none`);
          const variants = { ...part.flag.variants, [variant]: value };
          return withPart(source, key, { ...part, flag: { ...part.flag, variants } as typeof part.flag });
        },
      });
    },
    /** Takes a flag out. */
    remove(scope: Scope, key: string): Made {
      return changes.make(scope, {
        ...{ action: "flag.remove", flag: key },
        change: (source) => {
          mustHave(source, key);
          refuseWhileReleased(source, [key]);
          return withPart(source, key, { flag: undefined, prerequisites: undefined, rollout: undefined });
        },
      });
    },
    /** The kill switch: at once everybody has what the product does without the flag; a release of it ends. */
    setOn(scope: Scope, key: string, isOn: boolean): Made {
      let noted: { before: unknown; after: unknown } = { before: null, after: null };
      return changes.make(scope, {
        ...{ action: isOn ? "flag.on" : "flag.kill", flag: key },
        change: async (source, tx) => {
          const part = mustHave(source, key);
          const ended = isOn ? null : await releases.endWith(tx, key);
          if (ended !== null) noted = { before: stateOf(ended.before), after: stateOf(ended.after) };
          return withPart(source, key, {
            ...part,
            flag: { ...part.flag, state: isOn ? "ENABLED" : "DISABLED" },
            rollout: undefined,
          });
        },
        noted: () => noted,
      });
    },
    /** Puts a plain flagd definition in the place of the whole set. */
    async importSet(scope: Scope, text: string): Made {
      const definition = byKey(FlagdDefinition.parse(read(text, "definition")));
      return changes.make(scope, {
        ...{ action: "flag.import", flag: WHOLE_SET },
        change: (source) => {
          refuseWhileReleased(source);
          return { definition, prerequisites: {}, rollouts: {} };
        },
      });
    },
    /** Writes flags that are not there yet, such as those of a new version of the product; maps to how many. */
    async seed(scope: Scope, definition: { flags: FlagSource["definition"]["flags"] }): Promise<number> {
      const lacking = (source: FlagSource) =>
        Object.entries(definition.flags).filter(([key]) => !Object.hasOwn(source.definition.flags, key));
      if (lacking(set.held().source).length === 0) return 0;
      let count = 0;
      await changes.make(scope, {
        ...{ action: "flag.seed", flag: WHOLE_SET },
        change: (source) => {
          const fresh = lacking(source);
          count = fresh.length;
          const flags = { ...source.definition.flags, ...Object.fromEntries(fresh) };
          return { ...source, definition: { ...source.definition, flags } };
        },
      });
      return count;
    },
    /** The whole set as plain flagd. */
    exportSet: (): string => JSON.stringify(JSON.parse(set.held().compiled), null, 2),
    /** The faults of a text, each at its line and column. */
    check: (text: string, what: "flag" | "definition") => readText(text, what).faults,
  };
};

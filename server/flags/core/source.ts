import { DefinitionError } from "#server/flags/core/rule.ts";
import type { FlagSource, Prerequisite, Rollout } from "#server/flags/set.schema.ts";

type Json = Record<string, unknown>;

/** Parts of a share: 1 is a hundredth of a percent. Constant, so that a share that grows keeps whom it had. */
export const WHOLE = 10_000;

const TARGETING_KEY = { var: "targetingKey" };
const FLAG_KEY = "$flagd.flagKey";

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (rule: unknown): boolean =>
  rule === undefined || rule === null || (isObject(rule) && Object.keys(rule).length === 0);

// A rule that is run under another flag: what it reads of its own key must stay what it was.
const asOf = (key: string, rule: unknown): unknown => {
  if (Array.isArray(rule)) return rule.map((each) => asOf(key, each));
  if (!isObject(rule)) return rule;
  if (rule.var === FLAG_KEY) return key;
  const entries = Object.entries(rule).map(([name, value]) => [name, asOf(key, value)]);
  const own = Object.fromEntries(entries) as Json;
  const buckets = own.fractional;
  // Without a text of its own `fractional` hashes flag and targeting key, and is nothing where the latter is missing.
  if (Array.isArray(buckets) && Array.isArray(buckets[0]))
    return { if: [TARGETING_KEY, { fractional: [{ cat: [key, TARGETING_KEY] }, ...buckets] }, null] };
  return own;
};

/** The rule that gives a flag's new variant to its share, its old one to the rest, and nothing to who has no key. */
const shareRule = ({ id, from, to, weight }: Rollout): Json => ({
  if: [
    TARGETING_KEY,
    {
      fractional: [{ cat: [`release ${id} `, TARGETING_KEY] }, [to, weight], [from, WHOLE - weight]],
    },
    null,
  ],
});

const orElse = (rule: unknown, otherwise: unknown): unknown =>
  isEmpty(rule) ? otherwise : { if: [{ "!==": [rule, null] }, rule, otherwise] };

const evaluatorOf = (key: string): string => `prerequisite ${key}`;

const flagOf = (flags: Json, key: string, place: string): Json => {
  const flag = Object.hasOwn(flags, key) ? flags[key] : undefined;
  if (!isObject(flag)) throw new DefinitionError(place, JSON.stringify(key), "the key of a flag of this set");
  return flag;
};

const refuseCircles = (prerequisites: Readonly<Record<string, readonly Prerequisite[]>>): void => {
  const done = new Set<string>();
  const visit = (key: string, above: readonly string[]): void => {
    if (above.includes(key))
      throw new DefinitionError(
        `prerequisites/${above[0]}`,
        `a circle ${[...above, key].join(" → ")}`,
        "flags that do not wait for themselves",
      );
    if (done.has(key)) return;
    const own = Object.hasOwn(prerequisites, key) ? (prerequisites[key] ?? []) : [];
    for (const { flag } of own) visit(flag, [...above, key]);
    done.add(key);
  };
  for (const key of Object.keys(prerequisites)) visit(key, []);
};

/**
 * Compiles what people write (a flagd definition, which flag waits for which, and the shares of running releases) to a
 * plain flagd definition: a prerequisite becomes a shared rule of `$evaluators`, a release a `fractional` behind the
 * flag's own rule. A dry release gives nobody the new variant.
 */
export const compileSource = ({ definition, prerequisites, rollouts }: FlagSource): Json => {
  const flags: Json = { ...definition.flags };
  const evaluators: Json = { ...definition.$evaluators };
  refuseCircles(prerequisites);
  for (const [key, rollout] of Object.entries(rollouts)) {
    const flag = flagOf(flags, key, `rollouts/${key}`);
    if (rollout.isDry) continue;
    flags[key] = { ...flag, targeting: orElse(flag.targeting, shareRule(rollout)) };
  }
  // What a flag is without its prerequisites does not matter to those who wait for it: they see it as asked.
  const gated = new Map<string, unknown>();
  const ruleOf = (key: string, place: string): unknown => {
    const known = gated.get(key);
    if (known !== undefined) return known;
    const { targeting, defaultVariant = null, state } = flagOf(flags, key, place);
    const own = state === "DISABLED" ? null : orElse(targeting, defaultVariant);
    const needs = Object.hasOwn(prerequisites, key) ? (prerequisites[key] ?? []) : [];
    const rule = needs.length === 0 ? own : gate(key, own, needs);
    gated.set(key, rule);
    return rule;
  };
  const gate = (key: string, rule: unknown, needs: readonly Prerequisite[]): Json => {
    const held = needs.map(({ flag, variant }, i) => {
      const name = evaluatorOf(flag);
      evaluators[name] ??= { if: [true, asOf(flag, ruleOf(flag, `prerequisites/${key}/${i}/flag`))] };
      return { "===": [{ $ref: name }, variant] };
    });
    const offVariant = needs[0]?.otherwise ?? null;
    return { if: [held.length === 1 ? held[0] : { and: held }, rule, offVariant] };
  };
  for (const [key, needs] of Object.entries(prerequisites)) {
    const flag = flagOf(flags, key, `prerequisites/${key}`);
    if (needs.length === 0) continue;
    flags[key] = {
      ...flag,
      targeting: gate(key, orElse(flag.targeting, flag.defaultVariant ?? null), needs),
    };
  }
  const { $evaluators: _, ...rest } = definition;
  return { ...rest, ...(Object.keys(evaluators).length > 0 ? { $evaluators: evaluators } : {}), flags };
};

/** Arm of a release: who would get the new variant, and who is compared with him. */
export type Arm = "new" | "old";

/**
 * A definition with one flag per running release that says which arm an asker is in; nobody is in one whom the flag's
 * own rule answers, and the arms of a dry release are those it would have.
 */
export const armsOf = ({ definition, rollouts }: FlagSource): Json => {
  const flags: Json = {};
  for (const [key, rollout] of Object.entries(rollouts)) {
    const { targeting, state } = flagOf(definition.flags, key, `rollouts/${key}`);
    if (state === "DISABLED") continue;
    const share = shareRule({ ...rollout, from: "old", to: "new" });
    flags[key] = {
      state: "ENABLED",
      variants: { new: "new", old: "old", none: "none" },
      defaultVariant: "none",
      targeting: isEmpty(targeting)
        ? share
        : { if: [{ "!==": [asOf(key, targeting), null] }, "none", share] },
    };
  }
  const shared = definition.$evaluators;
  return { ...(shared === undefined ? {} : { $evaluators: shared }), flags };
};

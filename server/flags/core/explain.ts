import { hashOf } from "#server/flags/core/fraction.ts";
import { bucketOf } from "#server/flags/core/hash.ts";
import { type Asked, interpret } from "#server/flags/core/interpret.ts";
import { isTrue, textOf } from "#server/flags/core/operations.ts";
import { parseRule, type SharedRules } from "#server/flags/core/rule.ts";

/** One step of the way to a flag's value. */
export type Step =
  | { kind: "condition"; place: string; rule: unknown; holds: boolean }
  | { kind: "answer"; place: string; rule: unknown; value: unknown }
  | {
      kind: "share";
      place: string;
      /** What was hashed. */
      hashed: string;
      /** The place of the hash among all parts, from 0. */
      bucket: number;
      total: number;
      shares: { variant: unknown; weight: number }[];
      value: unknown;
    };

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** More steps than anybody reads. */
const MOST_STEPS = 200;

/**
 * Why a rule gives what it gives: the conditions that were asked in order with whether they held, the branch that
 * answered, and for a share what was hashed and where it fell. Each part is run by the interpreter as it stands.
 */
export const explainRule = (rule: unknown, place: string, shared: SharedRules, asked: Asked): Step[] => {
  const steps: Step[] = [];
  const run = (json: unknown, at: string): unknown => interpret(parseRule(json, at, shared), asked);
  const add = (step: Step): void => {
    if (steps.length < MOST_STEPS) steps.push(step);
  };

  const share = (args: readonly unknown[], json: unknown, at: string): unknown => {
    const values = args.map((arg, i) => run(arg, `${at}/fractional/${i}`));
    const key = asked.context.targetingKey;
    const value = run(json, at);
    const found = hashOf(values, asked.flagKey, key, asked.bucketing);
    if (found === null) {
      add({ kind: "answer", place: at, rule: json, value });
      return value;
    }
    const { hash, entries } = found;
    const isNamed = entries.length < values.length;
    const shares = entries.map((entry) => {
      const [variant, weight = 1] = Array.isArray(entry) ? (entry as [unknown, unknown?]) : [null];
      return { variant: variant ?? null, weight: Math.max(0, Number(weight)) };
    });
    const total = shares.reduce((sum, { weight }) => sum + weight, 0);
    const text = isNamed ? textOf(values[0]) : `${asked.flagKey}${textOf(key)}`;
    // By v3 it is a value that is hashed, or both keys as a list.
    const written = JSON.stringify(isNamed ? values[0] : [asked.flagKey, key]);
    const hashed = asked.bucketing === "v2" ? text : written;
    add({ kind: "share", place: at, hashed, bucket: bucketOf(hash, total), total, shares, value });
    return value;
  };

  const walk = (json: unknown, at: string, depth: number): unknown => {
    const [name] = isObject(json) ? Object.keys(json) : [];
    const args = isObject(json) && name !== undefined ? json[name] : undefined;
    if (depth < MOST_STEPS && isObject(json)) {
      if (name === "$ref" && typeof args === "string" && Object.hasOwn(shared, args))
        return walk(shared[args], `$evaluators/${args}`, depth + 1);
      if (name === "fractional" && Array.isArray(args)) return share(args, json, at);
      if (name === "if" && Array.isArray(args)) {
        for (let i = 0; i + 1 < args.length; i += 2) {
          const holds = isTrue(run(args[i], `${at}/if/${i}`));
          add({ kind: "condition", place: `${at}/if/${i}`, rule: args[i], holds });
          if (holds) return walk(args[i + 1], `${at}/if/${i + 1}`, depth + 1);
        }
        if (args.length % 2 === 1) return walk(args.at(-1), `${at}/if/${args.length - 1}`, depth + 1);
      }
    }
    const value = run(json, at) ?? null;
    add({ kind: "answer", place: at, rule: json, value });
    return value;
  };
  // A circle of references, or too deep a rule, is told by its parse before anything is walked.
  parseRule(rule, place, shared);
  walk(rule, place, 0);
  return steps;
};

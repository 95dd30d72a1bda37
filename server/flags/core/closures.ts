import type { Row } from "#server/flags/core/attributes.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import type { Known } from "#server/flags/core/fold.ts";
import { type Bounds, bucketAt } from "#server/flags/core/fraction.ts";
import { interpret } from "#server/flags/core/interpret.ts";
import type { Hashing, Node } from "#server/flags/core/node.ts";
import { EAGER, isTrue } from "#server/flags/core/operations.ts";
import type { Outcome, Outcomes } from "#server/flags/core/outcome.ts";
import type { Rule } from "#server/flags/core/rule.ts";

/** Runs a part of a rule on a row of attributes. */
export type Run<Result> = (row: Row) => Result;

/** Makes closures of nodes for one flag. */
export type Closures = ReturnType<typeof createClosures>;

/** Runs a rule node by node on what a row holds. */
export const ruleOn =
  (rule: Rule, { flagKey, bucketing }: Known): Run<unknown> =>
  (row) =>
    interpret(rule, { flagKey, bucketing, timestampS: row[1] as number, context: row[0] as Context });

// The bucket of what is hashed; `none` where there is nothing to hash.
const bucketed = <Variant>(
  of: Run<unknown>,
  hash: Hashing,
  { bounds, none, byRule }: { bounds: Bounds<Variant>; none: Variant; byRule: Run<Variant> },
): Run<Variant> => {
  return (row) => {
    const hashed = hash(of(row));
    if (Number.isNaN(hashed)) return none;
    return hashed === Number.POSITIVE_INFINITY ? byRule(row) : (bucketAt(bounds, hashed >>> 0) ?? none);
  };
};

// A text against a value of any kind, as == has it: two texts, mostly.
const isAlike = (value: unknown, text: unknown): boolean =>
  // biome-ignore lint/suspicious/noDoubleEquals: JsonLogic's == is JavaScript's
  value === text || (value !== null && typeof value !== typeof text && value == text);

const isUnlike = (value: unknown, text: unknown): boolean => !isAlike(value, text);

const isPlain = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "boolean" || typeof value === "number";

/** Makes closures of nodes: what a node gives, whether it holds, and what the flag comes to. */
export const createClosures = (known: Known, outcomes: Outcomes) => {
  const compare = ({ by, left, right }: Extract<Node, { kind: "compare" }>): Run<boolean> => {
    if (left.kind === "slot" && right.kind === "value") {
      const { place } = left;
      const { value } = right;
      if (by === "===") return (row) => row[place] === value;
      if (by === "!==") return (row) => row[place] !== value;
      if (by === "==" && isPlain(value)) return (row) => isAlike(row[place], value);
      if (by === "!=" && isPlain(value)) return (row) => isUnlike(row[place], value);
      const fixed = value as number;
      if (by === "<") return (row) => (row[place] as number) < fixed;
      if (by === "<=") return (row) => (row[place] as number) <= fixed;
      if (by === ">") return (row) => (row[place] as number) > fixed;
      if (by === ">=") return (row) => (row[place] as number) >= fixed;
    }
    const [a, b, holds] = [giving(left), giving(right), EAGER[by]];
    return (row) => holds([a(row), b(row)]);
  };

  const among = ({ of, values }: Extract<Node, { kind: "among" }>): Run<boolean> => {
    const set = new Set(values);
    if (of.kind === "slot") {
      const { place } = of;
      return (row) => set.has(row[place]);
    }
    const value = giving(of);
    return (row) => set.has(value(row));
  };

  const affix = ({ of, affix: text, isStart }: Extract<Node, { kind: "affix" }>): Run<boolean | null> => {
    const value = giving(of);
    return (row) => {
      const found = value(row);
      if (typeof found !== "string") return null;
      return isStart ? found.startsWith(text) : found.endsWith(text);
    };
  };

  const branch = <Result>(
    tests: readonly Run<boolean>[],
    values: readonly Run<Result>[],
    last: Run<Result>,
  ): Run<Result> => {
    const count = tests.length;
    return (row) => {
      for (let i = 0; i < count; i++)
        if ((tests[i] as Run<boolean>)(row)) return (values[i] as Run<Result>)(row);
      return last(row);
    };
  };

  const giving = (node: Node): Run<unknown> => {
    switch (node.kind) {
      case "value": {
        const { value } = node;
        return () => value;
      }
      case "slot": {
        const { place } = node;
        return (row) => row[place];
      }
      case "clock":
        return (row) => row[1];
      case "otherwise": {
        const [of, otherwise] = [giving(node.of), giving(node.otherwise)];
        return (row) => of(row) ?? otherwise(row);
      }
      case "rule":
        return ruleOn(node.rule, known);
      case "call": {
        const { run } = node;
        const args = node.args.map(giving);
        return (row) => run(args.map((arg) => arg(row)));
      }
      case "branch":
        return branch(node.tests.map(testOf), node.values.map(giving), giving(node.last));
      case "and":
      case "or": {
        const args = node.args.map(giving);
        const goesOn = node.kind === "and";
        return (row) => {
          let value: unknown = null;
          for (const arg of args) {
            value = arg(row);
            if (isTrue(value) !== goesOn) return value;
          }
          return value;
        };
      }
      case "truth":
      case "compare":
      case "among":
        return testOf(node);
      case "affix":
        return affix(node);
      case "version": {
        const [of, test] = [giving(node.of), node.test];
        return (row) => test(of(row));
      }
      case "fraction":
        return bucketed<unknown>(giving(node.of), node.hash, {
          bounds: node.bounds,
          none: null,
          byRule: ruleOn(node.rule, known),
        });
    }
  };

  const every = (tests: readonly Run<boolean>[]): Run<boolean> => {
    const [a, b, c] = tests;
    if (tests.length === 2 && a && b) return (row) => a(row) && b(row);
    if (tests.length === 3 && a && b && c) return (row) => a(row) && b(row) && c(row);
    return (row) => tests.every((test) => test(row));
  };

  const testOf = (node: Node): Run<boolean> => {
    switch (node.kind) {
      case "and":
        return every(node.args.map(testOf));
      case "or": {
        const tests = node.args.map(testOf);
        return (row) => tests.some((test) => test(row));
      }
      case "truth": {
        const test = testOf(node.of);
        return node.isNot ? (row) => !test(row) : test;
      }
      case "compare":
        return compare(node);
      case "among":
        return among(node);
      default: {
        const value = giving(node);
        return (row) => isTrue(value(row));
      }
    }
  };

  /** What the flag comes to by a node that stands where its rule ends. */
  const endOf = (node: Node): Run<Outcome> => {
    switch (node.kind) {
      case "value": {
        const only = outcomes.of(node.value);
        return () => only;
      }
      case "branch":
        return branch(node.tests.map(testOf), node.values.map(endOf), endOf(node.last));
      case "fraction": {
        const rule = ruleOn(node.rule, known);
        const variants = node.bounds.variants.map((variant) => outcomes.of(variant));
        return bucketed(giving(node.of), node.hash, {
          bounds: { ends: node.bounds.ends, variants },
          none: outcomes.of(null),
          byRule: (row) => outcomes.of(rule(row)),
        });
      }
      default: {
        const value = giving(node);
        return (row) => outcomes.of(value(row));
      }
    }
  };

  return { testOf, endOf };
};

import { fraction } from "#server/flags/core/fraction.ts";
import { at, EAGER, type EagerOperator, isEager, isTrue } from "#server/flags/core/operations.ts";
import { type Operator, pathOf, type Rule } from "#server/flags/core/rule.ts";
import type { Bucketing } from "#server/flags/schema.ts";

/** What a rule is run for: the flag, the moment, what is known of the asker, and the way that fractions are taken. */
export type Asked = {
  flagKey: string;
  timestampS: number;
  context: Readonly<Record<string, unknown>>;
  bucketing: Bucketing;
};

type Run = (rule: Rule, data: unknown) => unknown;
type Args = readonly Rule[];
type Operation = (args: Args, data: unknown, run: Run, asked: Asked) => unknown;

const FLAGD = "$flagd";

/** The context as a rule sees it: what flagd adds stands in the place of anything of that name. */
const seenBy = ({ flagKey, timestampS, context }: Asked): Record<string, unknown> => ({
  ...context,
  [FLAGD]: { flagKey, timestamp: timestampS },
});

const all = (args: Args, data: unknown, run: Run): unknown[] => args.map((arg) => run(arg, data));

const branch: Operation = (args, data, run) => {
  for (let i = 0; i < args.length - 1; i += 2)
    if (isTrue(run(args[i]!, data))) return run(args[i + 1]!, data);
  return args.length % 2 === 1 ? run(args.at(-1)!, data) : null;
};

// The first value that decides, or the last one.
const until =
  (decides: (value: unknown) => boolean): Operation =>
  (args, data, run) => {
    let value: unknown = null;
    for (const arg of args) {
      value = run(arg, data);
      if (decides(value)) return value;
    }
    return value;
  };

const listOf = (rule: Rule | undefined, data: unknown, run: Run): unknown[] => {
  const list = rule === undefined ? [] : run(rule, data);
  return Array.isArray(list) ? list : [];
};

const missingOf = (keys: readonly unknown[], data: unknown): unknown[] =>
  keys.filter((key) => {
    const value = at(data, pathOf(key));
    return value === undefined || value === null || value === "";
  });

const flattened = (args: Args, data: unknown, run: Run): unknown[] => all(args, data, run).flat();

const OPERATIONS: Readonly<Record<Exclude<Operator, EagerOperator>, Operation>> = {
  missing: (args, data, run) => missingOf(flattened(args, data, run), data),
  missing_some: (args, data, run) => {
    const [need, keys] = all(args, data, run);
    const list = Array.isArray(keys) ? keys : [];
    const missing = missingOf(list, data);
    return list.length - missing.length >= Number(need) ? [] : missing;
  },
  if: branch,
  "?:": branch,
  and: until((value) => !isTrue(value)),
  or: until(isTrue),
  "!": ([arg], data, run) => !isTrue(arg && run(arg, data)),
  "!!": ([arg], data, run) => isTrue(arg && run(arg, data)),
  map: ([list, each], data, run) => listOf(list, data, run).map((item) => (each ? run(each, item) : null)),
  filter: ([list, each], data, run) =>
    listOf(list, data, run).filter((item) => each !== undefined && isTrue(run(each, item))),
  reduce: ([list, step, start], data, run) =>
    listOf(list, data, run).reduce<unknown>(
      (accumulator, current) => (step ? run(step, { current, accumulator }) : null),
      start === undefined ? null : run(start, data),
    ),
  all: ([list, each], data, run) => {
    const items = listOf(list, data, run);
    return items.length > 0 && items.every((item) => each !== undefined && isTrue(run(each, item)));
  },
  some: ([list, each], data, run) =>
    listOf(list, data, run).some((item) => each !== undefined && isTrue(run(each, item))),
  none: ([list, each], data, run) =>
    !listOf(list, data, run).some((item) => each !== undefined && isTrue(run(each, item))),
  fractional: (args, data, run, { flagKey, context, bucketing }) =>
    fraction(all(args, data, run), flagKey, at(context, ["targetingKey"]), bucketing),
};

/** Runs a rule node by node: slow and plain, what every faster form is compared with. */
export const interpret = (rule: Rule, asked: Asked): unknown => {
  const run: Run = (node, data) => {
    switch (node.kind) {
      case "value":
        return node.value;
      case "list":
        return node.items.map((item) => run(item, data));
      case "read":
        return at(data, node.path) ?? (node.otherwise === null ? null : run(node.otherwise, data));
      case "lookup":
        return (
          at(data, pathOf(run(node.path, data))) ??
          (node.otherwise === null ? null : run(node.otherwise, data))
        );
      case "operation":
        return isEager(node.operator)
          ? EAGER[node.operator](all(node.args, data, run))
          : OPERATIONS[node.operator](node.args, data, run, asked);
    }
  };
  return run(rule, seenBy(asked));
};

import {
  affixes,
  agrees,
  at,
  extreme,
  fraction,
  isIn,
  isTrue,
  numberOf,
  partOf,
  textOf,
} from "#server/flags/core/operations.ts";
import { type Operator, pathOf, type Rule } from "#server/flags/core/rule.ts";

/** What a rule is run for: the flag, the moment, and what is known of the asker. */
export type Asked = { flagKey: string; timestampS: number; context: Readonly<Record<string, unknown>> };

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

// Compares as JavaScript does, so that "2" is 2; between three values both halves must hold.
const compared =
  (holds: (a: never, b: never) => boolean): Operation =>
  (args, data, run) => {
    const [a, b, ...rest] = all(args, data, run) as never[];
    return holds(a as never, b as never) && (rest.length === 0 || holds(b as never, rest[0] as never));
  };

const folded =
  (start: number, step: (sum: number, value: number) => number): Operation =>
  (args, data, run) =>
    all(args, data, run).reduce<number>((sum, value) => step(sum, numberOf(value)), start);

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

const OPERATIONS: Readonly<Record<Operator, Operation>> = {
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
  // biome-ignore lint/suspicious/noDoubleEquals: JsonLogic's == is JavaScript's
  "==": compared((a, b) => a == b),
  "===": compared((a, b) => a === b),
  // biome-ignore lint/suspicious/noDoubleEquals: JsonLogic's != is JavaScript's
  "!=": compared((a, b) => a != b),
  "!==": compared((a, b) => a !== b),
  "<": compared((a, b) => a < b),
  "<=": compared((a, b) => a <= b),
  ">": compared((a, b) => a > b),
  ">=": compared((a, b) => a >= b),
  "+": folded(0, (sum, value) => sum + value),
  "*": folded(1, (sum, value) => sum * value),
  "-": (args, data, run) => {
    const [a, b] = all(args, data, run);
    return args.length === 1 ? -numberOf(a) : numberOf(a) - numberOf(b);
  },
  "/": (args, data, run) => {
    const [a, b] = all(args, data, run);
    return numberOf(a) / numberOf(b);
  },
  "%": (args, data, run) => {
    const [a, b] = all(args, data, run);
    return numberOf(a) % numberOf(b);
  },
  min: (args, data, run) => extreme(all(args, data, run), Math.min),
  max: (args, data, run) => extreme(all(args, data, run), Math.max),
  cat: (args, data, run) => all(args, data, run).map(textOf).join(""),
  substr: (args, data, run) => {
    const [source, start, length] = all(args, data, run);
    return partOf(source, start, length);
  },
  in: (args, data, run) => {
    const [needle, hay] = all(args, data, run);
    return isIn(needle, hay);
  },
  merge: flattened,
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
  starts_with: (args, data, run) => affixes(all(args, data, run), true),
  ends_with: (args, data, run) => affixes(all(args, data, run), false),
  sem_ver: (args, data, run) => agrees(all(args, data, run)),
  fractional: (args, data, run, { flagKey, context }) =>
    fraction(all(args, data, run), flagKey, at(context, ["targetingKey"])),
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
        return OPERATIONS[node.operator](node.args, data, run, asked);
    }
  };
  return run(rule, seenBy(asked));
};

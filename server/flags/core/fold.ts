import { interpret } from "#server/flags/core/interpret.ts";
import { isEager, isTrue } from "#server/flags/core/operations.ts";
import type { Rule } from "#server/flags/core/rule.ts";
import type { Bucketing } from "#server/flags/schema.ts";

/** What is known of a flag before anyone asks. */
export type Known = { flagKey: string; bucketing: Bucketing };

type Operation = Extract<Rule, { kind: "operation" }>;

const NOTHING: Rule = { kind: "value", value: null };

const isBranch = (rule: Rule | undefined): rule is Operation =>
  rule?.kind === "operation" && (rule.operator === "if" || rule.operator === "?:");

// The value that a rule always has; the rule itself where running it fails, so that it fails where it is asked.
const done = (rule: Rule, { flagKey, bucketing }: Known): Rule => {
  try {
    return { kind: "value", value: interpret(rule, { flagKey, bucketing, timestampS: 0, context: {} }) };
  } catch {
    return rule;
  }
};

// Chains of branches become one: an "if" that stands last in another goes on where that ends.
const foldBranch = (args: readonly Rule[]): Rule => {
  const kept: Rule[] = [];
  let open: readonly Rule[] = args;
  for (let i = 0; i < open.length; i += 2) {
    const [test, then] = [open[i], open[i + 1]];
    if (test === undefined) break;
    if (then === undefined) {
      if (!isBranch(test)) {
        kept.push(test);
        break;
      }
      open = test.args;
      i = -2;
      continue;
    }
    if (test.kind !== "value") kept.push(test, then);
    else if (isTrue(test.value)) {
      kept.push(then);
      break;
    }
  }
  const [only] = kept;
  if (only === undefined) return NOTHING;
  return kept.length === 1 ? only : { kind: "operation", operator: "if", args: kept };
};

// What never decides is left out, what always does ends the list.
const foldUntil = (operator: "and" | "or", args: readonly Rule[]): Rule => {
  const kept: Rule[] = [];
  const all = args.flatMap((arg) =>
    arg.kind === "operation" && arg.operator === operator && arg.args.length > 0 ? arg.args : [arg],
  );
  for (const [i, arg] of all.entries()) {
    if (arg.kind === "value" && isTrue(arg.value) === (operator === "and") && i < all.length - 1) continue;
    kept.push(arg);
    if (arg.kind === "value") break;
  }
  const [only] = kept;
  return only === undefined
    ? NOTHING
    : kept.length === 1
      ? only
      : { kind: "operation", operator, args: kept };
};

// Operators whose further arguments see an item, not the context.
const OVER_ITEMS: ReadonlySet<string> = new Set(["map", "filter", "reduce", "all", "some", "none"]);

/**
 * A rule of the same result with less to do: what needs no context is done, chains of "if", "and" and "or" are one each,
 * branches never taken are gone. Only for a rule that sees the context.
 */
export const fold = (rule: Rule, known: Known): Rule => {
  switch (rule.kind) {
    case "value":
      return rule;
    case "list":
      return { kind: "list", items: rule.items.map((item) => fold(item, known)) };
    case "read":
      if (rule.path.length === 2 && rule.path[0] === "$flagd" && rule.path[1] === "flagKey")
        return { kind: "value", value: known.flagKey };
      return { ...rule, otherwise: rule.otherwise && fold(rule.otherwise, known) };
    case "lookup":
      return rule;
    case "operation":
      return foldOperation(rule, known);
  }
};

const foldOperation = (rule: Operation, known: Known): Rule => {
  const { operator } = rule;
  if (OVER_ITEMS.has(operator)) return rule;
  const args = rule.args.map((arg) => fold(arg, known));
  if (operator === "if" || operator === "?:") return foldBranch(args);
  if (operator === "and" || operator === "or") return foldUntil(operator, args);
  const next: Rule = { kind: "operation", operator, args };
  const isFixed = args.every(({ kind }) => kind === "value");
  if (isFixed && (isEager(operator) || operator === "!" || operator === "!!" || isFixedFraction(next, known)))
    return done(next, known);
  return next;
};

const isFixedFraction = ({ operator, args: [first] }: Operation, { bucketing }: Known): boolean =>
  operator === "fractional" &&
  first?.kind === "value" &&
  (bucketing === "v2" ? typeof first.value === "string" : !Array.isArray(first.value));

import { DEEPEST, seen } from "#server/flags/schema.ts";

/** Operators of JsonLogic and of flagd that a rule may hold. */
export const OPERATORS = [
  "missing",
  "missing_some",
  "if",
  "?:",
  "and",
  "or",
  "!",
  "!!",
  "==",
  "===",
  "!=",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "min",
  "max",
  "cat",
  "substr",
  "in",
  "merge",
  "map",
  "filter",
  "reduce",
  "all",
  "some",
  "none",
  "starts_with",
  "ends_with",
  "sem_ver",
  "fractional",
] as const;
/** See {@link OPERATORS}. */
export type Operator = (typeof OPERATORS)[number];

/** A targeting rule, parsed: a value, a list, a read of the context, or an operation. */
export type Rule =
  | { kind: "value"; value: unknown }
  | { kind: "list"; items: readonly Rule[] }
  /** A read of the context at a path known when it was parsed; the empty path is the whole of it. */
  | { kind: "read"; path: readonly string[]; otherwise: Rule | null }
  /** A read at a path that a rule gives. */
  | { kind: "lookup"; path: Rule; otherwise: Rule | null }
  | { kind: "operation"; operator: Operator; args: readonly Rule[] };

/** A definition that cannot be used: where, what was found, what was expected. */
export class DefinitionError extends Error {
  readonly place: string;

  constructor(place: string, found: string, expected: string) {
    super(`${place}: got ${found}, expected ${expected}`);
    this.name = "DefinitionError";
    this.place = place;
  }
}

const KNOWN: ReadonlySet<string> = new Set(OPERATORS);
const isOperator = (name: string): name is Operator => KNOWN.has(name);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Splits a path of `var` at its dots. */
export const pathOf = (path: unknown): string[] =>
  path === null || path === undefined || path === "" ? [] : String(path).split(".");

/** Nodes of the largest rule, references put in place. */
const MOST_NODES = 100_000;

/** How many nodes may still be parsed. */
export type RuleBudget = { left: number };

/** Rules by name that others refer to with `$ref`. */
export type SharedRules = Readonly<Record<string, unknown>>;

/**
 * Parses a rule as JSON has it. References are put in place of their names; one that is not there, that leads back to
 * itself, an unknown operator, or a rule that is too deep is a {@link DefinitionError} that names the place.
 */
export const parseRule = (
  json: unknown,
  place: string,
  shared: SharedRules = {},
  budget: RuleBudget = { left: MOST_NODES },
): Rule => {
  const open: string[] = [];
  const own = { left: Math.min(MOST_NODES, budget.left) };
  const parse = (value: unknown, at: string, depth: number): Rule => {
    budget.left--;
    if (own.left-- <= 0)
      throw new DefinitionError(
        at,
        "too many rules, with those of references in their places",
        `at most ${MOST_NODES} in a flag`,
      );
    if (depth > DEEPEST)
      throw new DefinitionError(
        at,
        `a rule deeper than ${DEEPEST}`,
        `at most ${DEEPEST} rules in each other`,
      );
    if (Array.isArray(value)) {
      const items = value.map((item, i) => parse(item, `${at}/${i}`, depth + 1));
      const isPlain = items.every(({ kind }) => kind === "value");
      return isPlain ? { kind: "value", value } : { kind: "list", items };
    }
    if (!isObject(value)) return { kind: "value", value };
    const keys = Object.keys(value);
    const [name] = keys;
    if (name === undefined) return { kind: "value", value: {} };
    if (keys.length > 1) throw new DefinitionError(at, seen(value), "one operator");
    const inner = `${at}/${name}`;
    if (name === "$ref") {
      const target = value.$ref;
      if (typeof target !== "string" || !Object.hasOwn(shared, target))
        throw new DefinitionError(
          inner,
          seen(target),
          `the name of an evaluator (${Object.keys(shared).slice(0, 5).map(short).join(", ") || "there is none"})`,
        );
      if (open.includes(target))
        throw new DefinitionError(
          inner,
          `a circle ${[...open, target].map(short).join(" → ")}`,
          "evaluators that end",
        );
      open.push(target);
      const rule = parse(shared[target], `$evaluators/${short(target)}`, depth + 1);
      open.pop();
      return rule;
    }
    const raw = value[name];
    const args = (Array.isArray(raw) ? raw : [raw]).map((arg, i) =>
      parse(arg, Array.isArray(raw) ? `${inner}/${i}` : inner, depth + 1),
    );
    if (name === "var") return readOf(args);
    if (!isOperator(name))
      throw new DefinitionError(
        at,
        `the operator ${JSON.stringify(short(name))}`,
        "an operator of JsonLogic or flagd",
      );
    return { kind: "operation", operator: name, args };
  };
  return parse(json, place, 0);
};

const readOf = ([path, otherwise]: readonly Rule[]): Rule => {
  if (path === undefined) return { kind: "read", path: [], otherwise: null };
  return path.kind === "value"
    ? { kind: "read", path: pathOf(path.value), otherwise: otherwise ?? null }
    : { kind: "lookup", path, otherwise: otherwise ?? null };
};

import type { Arranged } from "#server/flags/core/arrange.ts";
import { FIRST, type Row } from "#server/flags/core/attributes.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import type { Bucketed } from "#server/flags/core/fraction.ts";
import { bucketAt } from "#server/flags/core/fraction.ts";
import type { Hashing, Node } from "#server/flags/core/node.ts";
import { at, isTrue } from "#server/flags/core/operations.ts";
import type { Outcome, Outcomes } from "#server/flags/core/outcome.ts";
import type { Rule } from "#server/flags/core/rule.ts";

/** Runs a rule node by node for a context and a moment. */
export type RunRule = (rule: Rule) => (context: Context, timestampS: number) => unknown;

/** What generated code is made of: text of our own alone, and the values that it takes by number. */
export type Source = { text: string; constants: readonly unknown[] };

/** What runs a flag: for a context, or for a row of attributes that were read before. */
export type Generated = {
  run(context: Context, timestampS: number): Outcome;
  runRow(row: Row): Outcome;
};

type Making = {
  paths: readonly (readonly string[])[];
  outcomes: Outcomes;
  runRule: RunRule;
  /** The whole rule node by node, where an attribute is not as the order of tests needs it. */
  slow: (context: Context, timestampS: number) => Outcome;
};

/** Buckets up to here are told apart one by one, more by halves. */
const FEW = 8;

const isSmall = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);

const isPlain = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const createWriter = ({ paths, outcomes, runRule, slow }: Making) => {
  const constants: unknown[] = [];
  const numbers = new Map<unknown, number>();
  const places = new Set<number>();
  let temporaries = 0;

  /** The name by which code has a value. */
  const named = (value: unknown): string => {
    let number = numbers.get(value);
    if (number === undefined) {
      number = constants.push(value) - 1;
      numbers.set(value, number);
    }
    return `c${number}`;
  };

  const literal = (value: unknown): string => {
    if (value === null || value === true || value === false) return String(value);
    return typeof value === "number" && isSmall(value) ? `(${value})` : named(value);
  };

  const slot = (place: number): string => {
    places.add(place);
    return `s${place}`;
  };

  const compare = ({ by, left, right }: Extract<Node, { kind: "compare" }>): string => {
    const [a, b] = [giving(left), giving(right)];
    // Two values of one kind need no conversion, and mostly they are of one kind.
    if (
      left.kind === "slot" &&
      right.kind === "value" &&
      isPlain(right.value) &&
      (by === "==" || by === "!=")
    ) {
      const alike = `(${a} === ${b} || (${a} !== null && typeof ${a} !== "${typeof right.value}" && ${a} == ${b}))`;
      return by === "==" ? alike : `(!${alike})`;
    }
    return `(${a} ${by} ${b})`;
  };

  const among = ({ of, values }: Extract<Node, { kind: "among" }>): string => {
    if (
      of.kind === "slot" &&
      values.length > 0 &&
      values.length <= 4 &&
      values.every(isPlain) &&
      !values.some(Number.isNaN)
    )
      return `(${values.map((value) => `${slot(of.place)} === ${literal(value)}`).join(" || ")})`;
    return `${named(new Set(values))}.has(${giving(of)})`;
  };

  const until = (args: readonly Node[], goesOn: boolean): string => {
    const [first, ...rest] = args;
    if (first === undefined) return "null";
    if (rest.length === 0) return giving(first);
    const kept = `t${temporaries++}`;
    const [yes, no] = goesOn ? [until(rest, goesOn), kept] : [kept, until(rest, goesOn)];
    return `(isTrue(${kept} = ${giving(first)}) ? ${yes} : ${no})`;
  };

  const bucketing = ({ hash, bounds, rule }: Extract<Node, { kind: "fraction" }>) => {
    const byRule = runRule(rule);
    return (value: unknown, context: Context, timestampS: number): unknown => {
      const hashed = hash(value);
      if (Number.isNaN(hashed)) return null;
      return hashed === Number.POSITIVE_INFINITY
        ? byRule(context, timestampS)
        : bucketAt(bounds, hashed >>> 0);
    };
  };

  const giving = (node: Node): string => {
    switch (node.kind) {
      case "value":
        return literal(node.value);
      case "slot":
        return slot(node.place);
      case "clock":
        return "timestampS";
      case "otherwise":
        return `(${giving(node.of)} ?? ${giving(node.otherwise)})`;
      case "rule":
        return `${named(runRule(node.rule))}(context, timestampS)`;
      case "call":
        return `${named(node.run)}([${node.args.map(giving).join(", ")}])`;
      case "branch":
        return `(${node.tests.map((test, i) => `${testOf(test)} ? ${giving(node.values[i] as Node)} : `).join("")}${giving(node.last)})`;
      case "and":
      case "or":
        return until(node.args, node.kind === "and");
      case "truth":
      case "compare":
      case "among":
        return testOf(node);
      case "affix":
        return `${node.isStart ? "starts" : "ends"}(${giving(node.of)}, ${named(node.affix)})`;
      case "version":
        return `${named(node.test)}(${giving(node.of)})`;
      case "fraction":
        return `${named(bucketing(node))}(${giving(node.of)}, context, timestampS)`;
    }
  };

  const testOf = (node: Node): string => {
    switch (node.kind) {
      case "and":
        return `(${node.args.map(testOf).join(" && ")})`;
      case "or":
        return `(${node.args.map(testOf).join(" || ")})`;
      case "truth":
        return node.isNot ? `(!${testOf(node.of)})` : testOf(node.of);
      case "compare":
        return compare(node);
      case "among":
        return among(node);
      case "affix":
      case "version":
        return `(${giving(node)} === true)`;
      case "value":
        return String(isTrue(node.value));
      default:
        return `isTrue(${giving(node)})`;
    }
  };

  const outcome = (found: unknown): string => `return ${named(outcomes.of(found))};`;

  const fraction = (node: Extract<Node, { kind: "fraction" }>): string => {
    const { ends, variants } = node.bounds;
    if (variants.length === 0 || variants.length > FEW) return `return of(${giving(node)});`;
    const hashed = `h${temporaries++}`;
    const buckets = variants.map((variant: Bucketed, i) =>
      // The last one ends where all hashes do.
      i === variants.length - 1
        ? outcome(variant)
        : `if (${hashed} < ${Math.trunc(ends[i] ?? 0)}) ${outcome(variant)}`,
    );
    return [
      `let ${hashed} = ${named(node.hash satisfies Hashing)}(${giving(node.of)});`,
      `if (${hashed} !== ${hashed}) ${outcome(null)}`,
      `if (${hashed} === Infinity) return of(${named(runRule(node.rule))}(context, timestampS));`,
      `${hashed} >>>= 0;`,
      ...buckets,
    ].join("\n");
  };

  const endOf = (node: Node): string => {
    switch (node.kind) {
      case "value":
        return outcome(node.value);
      case "branch":
        return [
          ...node.tests.map((test, i) => `if (${testOf(test)}) {\n${endOf(node.values[i] as Node)}\n}`),
          endOf(node.last),
        ].join("\n");
      case "fraction":
        return `{\n${fraction(node)}\n}`;
      default:
        return `return of(${giving(node)});`;
    }
  };

  const read = (place: number): string => {
    const path = paths[place - FIRST] ?? [];
    const name = slot(place);
    if (path.length !== 1) return `const ${name} = at(context, ${named(path)}) ?? null;`;
    const key = named(path[0]);
    // What a context does not hold itself, such as a constructor, is no attribute.
    return `let ${name} = context[${key}];\nif (${name} === undefined || !own.call(context, ${key})) ${name} = null;`;
  };

  return {
    source({ node, guarded }: Arranged): Source {
      const body = endOf(node);
      const odd = guarded.map((place) => {
        const name = slot(place);
        return `(typeof ${name} === "object" ? ${name} !== null : typeof ${name} === "symbol")`;
      });
      const order = [...places].sort((a, b) => a - b);
      const names = order.map((place) => `s${place}`).join(", ");
      const kept = Array.from({ length: temporaries }, (_, i) => `t${i}`).join(", ");
      const reads = order.map(read).join("\n");
      const text = [
        `const decide = (context, timestampS${names === "" ? "" : `, ${names}`}) => {`,
        ...(kept === "" ? [] : [`let ${kept};`]),
        ...(odd.length === 0 ? [] : [`if (${odd.join(" || ")}) return ${named(slow)}(context, timestampS);`]),
        body,
        "};",
        "const run = (context, timestampS) => {\ntry {",
        reads,
        `return decide(context, timestampS${names === "" ? "" : `, ${names}`});`,
        "} catch (error) {\nreturn failed(error);\n}\n};",
        "const runRow = (row) => {\ntry {",
        `return decide(row[0], row[1]${order.map((place) => `, row[${place}]`).join("")});`,
        "} catch (error) {\nreturn failed(error);\n}\n};",
      ].join("\n");
      return { text, constants };
    },
  };
};

/** Writes the code of a flag. No text of a definition gets into it: code has such values by number. */
export const writeSource = (arranged: Arranged, making: Making): Source =>
  createWriter(making).source(arranged);

const starts = (text: unknown, affix: string): boolean | null =>
  typeof text === "string" ? text.startsWith(affix) : null;
const ends = (text: unknown, affix: string): boolean | null =>
  typeof text === "string" ? text.endsWith(affix) : null;

/** Makes the functions of written code. */
export const generated = ({ text, constants }: Source, outcomes: Outcomes): Generated => {
  const named = constants.map((_, i) => `const c${i} = constants[${i}];\n`).join("");
  const own = Object.prototype.hasOwnProperty;
  // The one place where code is made, of text that writeSource made alone.
  const make = new Function(
    "constants",
    "isTrue, at, own, starts, ends, of, failed",
    `"use strict";\n${named}${text}\nreturn { run, runRow };`,
  );
  return make(constants, isTrue, at, own, starts, ends, outcomes.of, outcomes.failed) as Generated;
};

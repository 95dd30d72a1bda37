import { arrange, type Passings } from "#server/flags/core/arrange.ts";
import type { Attributes, Row } from "#server/flags/core/attributes.ts";
import { createClosures, type Run } from "#server/flags/core/closures.ts";
import type { Flag } from "#server/flags/core/definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { fold } from "#server/flags/core/fold.ts";
import { generated, writeSource } from "#server/flags/core/generate.ts";
import { interpret } from "#server/flags/core/interpret.ts";
import type { Tabled } from "#server/flags/core/joint.ts";
import { lower } from "#server/flags/core/lower.ts";
import { type Node, nodesOf } from "#server/flags/core/node.ts";
import { once } from "#server/flags/core/once.ts";
import { type Outcome, type Outcomes, outcomesOf } from "#server/flags/core/outcome.ts";
import { DefinitionError, type Rule } from "#server/flags/core/rule.ts";
import { type Table, tableOf } from "#server/flags/core/table.ts";
import type { Bucketing } from "#server/flags/schema.ts";

/** How flags are run: generated code, closures where code may not be generated, or node by node. */
export type Mode = "code" | "closures" | "interpreter";

/** What runs one flag. */
export type Program = {
  /** Runs it for a context. */
  run(context: Context, timestampS: number): Outcome;
  /** Runs it for a row of attributes that were read before. */
  runRow(row: Row): Outcome;
  /** Whether a rule may read the time. */
  readonly readsClock: boolean;
  /** What is run, for people. */
  form(): string;
  /** What can be learned of its tests; null where there is nothing to learn. */
  readonly tests: Node | null;
  /** The table that it looks its tests up in; null where it has none. */
  readonly tabled: Tabled | null;
};

/** The tests of a program that was made before, and what traffic says of them. */
type Taught = { tests: Node; passings: Passings };

/** What a flag is made a program with. */
export type Making = { mode: Mode; bucketing: Bucketing; attributes: Attributes; taught?: Taught };

/** Code of larger rules takes longer to make than it saves. */
const MOST_NODES_OF_CODE = 5_000;

const constantOf = (only: Outcome): Program => ({
  run: () => only,
  runRow: () => only,
  readsClock: false,
  form: () => `always ${only.resolution.variant ?? "the value of who asks"} (${only.resolution.reason})`,
  tests: null,
  tabled: null,
});

const interpreted = (rule: Rule, { key }: Flag, outcomes: Outcomes, bucketing: Bucketing): Program => {
  const run = (context: Context, timestampS: number): Outcome => {
    try {
      return outcomes.of(interpret(rule, { flagKey: key, timestampS, context, bucketing }));
    } catch (error) {
      return outcomes.failed(error);
    }
  };
  return {
    run,
    runRow: (row) => run(row[0] as Context, row[1] as number),
    readsClock: true,
    form: () => JSON.stringify(rule, null, 2),
    tests: null,
    tabled: null,
  };
};

const isOdd = (value: unknown): boolean =>
  (typeof value === "object" && value !== null) || typeof value === "symbol";

type Chain = Extract<Node, { kind: "branch" }>;
type Lookup = {
  chain: Chain;
  table: Table;
  outcomes: Outcomes;
  endOf: (node: Node) => Run<Outcome>;
  attributes: Attributes;
};

// Looks the first test that holds up; where the table knows an attribute's kind of value not, `slow` runs the flag.
const lookedUp = ({ chain, table, outcomes, endOf, attributes }: Lookup, slow: () => Program): Program => {
  const { row } = attributes;
  const parts = nodesOf(chain);
  const read = attributes.readerOf(placesOf(parts));
  const nodes = [...chain.values, chain.last];
  const fixed = nodes.map((node) => (node.kind === "value" ? outcomes.of(node.value) : null));
  const ends = nodes.map(endOf);
  const { first } = table;
  const end = (test: number, all: Row): Outcome => fixed[test] ?? (ends[test] as Run<Outcome>)(all);
  return {
    run(context, timestampS) {
      try {
        row[0] = context;
        row[1] = timestampS;
        read(context);
        const test = first();
        return test < 0 ? slow().run(context, timestampS) : end(test, row);
      } catch (error) {
        return outcomes.failed(error);
      }
    },
    runRow(all) {
      try {
        const test = first();
        return test < 0 ? slow().runRow(all) : end(test, all);
      } catch (error) {
        return outcomes.failed(error);
      }
    },
    readsClock: readsClock(parts),
    form: () => `${table.form()}\n\nfor values of other kinds:\n${slow().form()}`,
    tests: null,
    tabled: {
      table,
      fixedOf: (test) => fixed[test] ?? null,
      endOf(test, all) {
        try {
          return end(test, all);
        } catch (error) {
          return outcomes.failed(error);
        }
      },
    },
  };
};

const placesOf = (parts: readonly Node[]): number[] => [
  ...new Set(parts.flatMap((part) => (part.kind === "slot" ? [part.place] : []))),
];

// What a fraction hashes is a part of its own, and the rest of it is constant.
const readsClock = (parts: readonly Node[]): boolean =>
  parts.some(({ kind }) => kind === "clock" || kind === "rule");

/** Makes what runs a flag. */
export const programOf = (flag: Flag, { mode, bucketing, attributes, taught }: Making): Program => {
  const outcomes = outcomesOf(flag);
  const { targeting } = flag;
  if (outcomes.constant !== null) return constantOf(outcomes.constant);
  if (targeting === null || targeting instanceof DefinitionError) return constantOf(outcomes.of(null));
  const slow = interpreted(targeting, flag, outcomes, bucketing);
  if (mode === "interpreter") return slow;
  const known = { flagKey: flag.key, bucketing };
  const tests = taught?.tests ?? lower(fold(targeting, known), { ...known, attributes });
  const closures = createClosures(known, outcomes);
  const stepwise = once(() => {
    const arranged = arrange(tests, taught?.passings ?? new Map());
    const parts = nodesOf(tests);
    if (mode === "code" && parts.length <= MOST_NODES_OF_CODE) {
      const source = writeSource(arranged, {
        paths: attributes.paths,
        outcomes,
        runRule: (rule) => (context, timestampS) => interpret(rule, { ...known, context, timestampS }),
        slow: slow.run,
      });
      return {
        ...generated(source, outcomes),
        readsClock: readsClock(parts),
        form: () => source.text,
        tests,
        tabled: null,
      };
    }
    const end = closures.endOf(arranged.node);
    const { guarded } = arranged;
    const runRow = (row: Row): Outcome => {
      try {
        for (let i = 0; i < guarded.length; i++)
          if (isOdd(row[guarded[i] as number])) return slow.runRow(row);
        return end(row);
      } catch (error) {
        return outcomes.failed(error);
      }
    };
    const read = attributes.readerOf(placesOf(parts));
    return {
      run(context, timestampS) {
        const { row } = attributes;
        row[0] = context;
        row[1] = timestampS;
        read(context);
        return runRow(row);
      },
      runRow,
      readsClock: readsClock(parts),
      form: () => JSON.stringify(arranged.node, null, 2),
      tests,
      tabled: null,
    };
  });
  const table = tests.kind === "branch" ? tableOf(tests.tests, attributes, closures.testOf) : null;
  if (tests.kind !== "branch" || table === null) return stepwise();
  const { endOf } = closures;
  return lookedUp({ chain: tests, table, outcomes, endOf, attributes }, stepwise);
};

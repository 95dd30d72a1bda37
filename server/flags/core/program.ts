import { arrange, type Passings } from "#server/flags/core/arrange.ts";
import { type Attributes, FIRST, type Row, readAttribute } from "#server/flags/core/attributes.ts";
import { createClosures } from "#server/flags/core/closures.ts";
import type { Flag } from "#server/flags/core/definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { fold } from "#server/flags/core/fold.ts";
import { generated, writeSource } from "#server/flags/core/generate.ts";
import { interpret } from "#server/flags/core/interpret.ts";
import { lower } from "#server/flags/core/lower.ts";
import { type Node, nodesOf } from "#server/flags/core/node.ts";
import { type Outcome, type Outcomes, outcomesOf } from "#server/flags/core/outcome.ts";
import { DefinitionError, type Rule } from "#server/flags/core/rule.ts";
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
  };
};

const isOdd = (value: unknown): boolean =>
  (typeof value === "object" && value !== null) || typeof value === "symbol";

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
  const arranged = arrange(tests, taught?.passings ?? new Map());
  const parts = nodesOf(tests);
  const readsClock = parts.some(({ kind }) => kind === "clock" || kind === "rule" || kind === "fraction");
  if (mode === "code" && parts.length <= MOST_NODES_OF_CODE) {
    const source = writeSource(arranged, {
      paths: attributes.paths,
      outcomes,
      runRule: (rule) => (context, timestampS) => interpret(rule, { ...known, context, timestampS }),
      slow: slow.run,
    });
    return { ...generated(source, outcomes), readsClock, form: () => source.text, tests };
  }
  const end = createClosures(known, outcomes).endOf(arranged.node);
  const { guarded } = arranged;
  const runRow = (row: Row): Outcome => {
    try {
      for (let i = 0; i < guarded.length; i++) if (isOdd(row[guarded[i] as number])) return slow.runRow(row);
      return end(row);
    } catch (error) {
      return outcomes.failed(error);
    }
  };
  const places = [...new Set(parts.flatMap((part) => (part.kind === "slot" ? [part.place] : [])))];
  const own: Row = [];
  return {
    run(context, timestampS) {
      own[0] = context;
      own[1] = timestampS;
      for (const place of places) own[place] = readAttribute(context, attributes.paths[place - FIRST] ?? []);
      return runRow(own);
    },
    runRow,
    readsClock,
    form: () => JSON.stringify(arranged.node, null, 2),
    tests,
  };
};

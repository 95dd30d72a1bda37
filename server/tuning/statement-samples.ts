import { groupBy } from "#server/lib/group-by.ts";
import { indexed } from "#server/tuning/core/condition.ts";
import {
  nodeConditions,
  type TableFacts,
  type Tables,
  textsIn,
} from "#server/tuning/core/index-candidate.ts";
import { aliasesOf, nodesOf, type PlanNode, tableText } from "#server/tuning/core/plan.ts";
import type { Planner, Values } from "#server/tuning/planner.ts";

/** Samples of one statement. */
const SAMPLES = 5;
// A bound below is mostly "since lately", one above "until long ago", and two are a part of the middle.
const [SINCE, UNTIL] = [[0.9], [0.1]];
const TWO_BOUNDS = [0.45, 0.55];
/** For a length of time nothing is sampled. */
const USUAL_INTERVAL = "1 day";

type Place = {
  isAbove: boolean;
  parameter: number;
  alias: string;
  table: TableFacts;
  key: string;
  kind: string;
};

const placesOf = (plan: PlanNode, tables: Tables): Map<number, Place> => {
  const aliases = aliasesOf(plan);
  const isText = textsIn(plan, tables);
  const places = new Map<number, Place>();
  for (const { key, kind, parameter, isAbove } of nodesOf(plan).flatMap((node) =>
    nodeConditions(node, isText),
  )) {
    const name = aliases.get(key.alias);
    const table = name && tables.get(tableText(name));
    if (parameter === null || table === undefined) continue;
    places.set(parameter, { parameter, alias: key.alias, table, key: indexed(key), kind, isAbove });
  }
  return places;
};

const asList = (value: string | null): string | null =>
  value === null ? null : `{"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"}`;

/**
 * Values with which a statement can be run, taken from rows of the tables that its conditions look in; null where what a
 * parameter stands for cannot be told.
 */
export const valuesFor = async (
  planner: Planner,
  text: string,
  plan: PlanNode,
  tables: Tables,
): Promise<Values[] | null> => {
  const types = await planner.parameters(text);
  const places = placesOf(plan, tables);
  if (types.some((type, i) => !places.has(i + 1) && type !== "interval")) return null;
  const plain = types.map((type) => (type === "interval" ? USUAL_INTERVAL : null));
  const sets: (string | null)[][] = Array.from({ length: SAMPLES }, () => [...plain]);
  const [spans, others] = [
    [...places.values()].filter(({ kind }) => kind === "range"),
    [...places.values()].filter(({ kind }) => kind !== "range"),
  ];
  for (const group of groupBy(others, ({ alias }) => alias).values()) {
    const [first] = group;
    if (first === undefined) continue;
    // Of one row, so that conditions on several columns find something together.
    const rows = await planner.sample(
      first.table,
      group.map(({ key }) => key),
      SAMPLES,
    );
    sets.forEach((set, i) => {
      group.forEach(({ parameter, kind }, k) => {
        const value = rows[i % Math.max(1, rows.length)]?.[k] ?? null;
        set[parameter - 1] = kind === "any" ? asList(value) : value;
      });
    });
  }
  for (const group of groupBy(spans, ({ alias, key }) => `${alias}.${key}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const found = await planner.quantiles(
      first.table,
      first.key,
      group.length > 1 ? TWO_BOUNDS : first.isAbove ? SINCE : UNTIL,
    );
    for (const set of sets)
      [...group]
        .sort((a, b) => Number(b.isAbove) - Number(a.isAbove))
        .forEach(({ parameter }, i) => {
          set[parameter - 1] = found[i % found.length] ?? null;
        });
  }
  return sets;
};

/**
 * Whether a plan looks for a span between two values that are not known, or from one on: the planner takes half a percent
 * or a third of the rows, whatever is asked, so such a statement is planned with values.
 */
export const hasOpenSpan = (plan: PlanNode, tables: Tables): boolean => {
  const isText = textsIn(plan, tables);
  const spans = [...placesOf(plan, tables).values()].filter(({ kind }) => kind === "range");
  // "Since so long ago" is reckoned from a length of time.
  const hasReckoned = nodesOf(plan).some((node) =>
    nodeConditions(node, isText).some(
      ({ kind, parameter, other, isAbove }) =>
        kind === "range" && isAbove && parameter === null && other === null,
    ),
  );
  if (hasReckoned || spans.some(({ isAbove }) => isAbove)) return true;
  return [...groupBy(spans, ({ alias, key }) => `${alias}.${key}`).values()].some(({ length }) => length > 1);
};

/** A statement that is measured before and after a change, with the values it is run with. */
export type Measurable = { text: string; calls: number; values: readonly Values[] | null };

/** Finds values for statements that only read; the others are only planned. */
export const measurable = async (
  planner: Planner,
  statements: readonly { text: string; calls: number }[],
  tables: Tables,
): Promise<Measurable[]> => {
  const found: Measurable[] = [];
  for (const { text, calls } of statements) {
    const isRead = /^\s*(select|with)\b/i.test(text) && !/\bfor\s+(update|share|no\s+key|key)\b/i.test(text);
    const values = isRead ? await valuesFor(planner, text, await planner.plan(text), tables) : null;
    found.push({ text, calls, values });
  }
  return found;
};

/**
 * Means over statements by how often each is asked: times where samples were run, else the planner's cost; with the names
 * of the indexes that their plans look in.
 */
export type Means = { by: "run" | "planned"; samples: number; mean: number; indexes: ReadonlySet<string> };

/** The shorter of two runs: what else the server does makes one longer, never shorter. */
const shortest = async (planner: Planner, text: string, values: Values) => {
  const first = await planner.run(text, values);
  const again = await planner.run(text, values);
  return first.tookMs < again.tookMs ? first : again;
};

/** Measures statements as things are: runs those whose values are known on their samples, in a session that cannot write. */
export const measure = async (planner: Planner, statements: readonly Measurable[]): Promise<Means> => {
  const run = statements.filter(({ values }) => values !== null);
  const all = run.length > 0 ? run : statements;
  const calls = all.reduce((sum, each) => sum + each.calls, 0);
  let [mean, samples] = [0, 0];
  const plans: PlanNode[] = [];
  for (const { text, calls: own, values } of all) {
    const found: number[] = [];
    // Once beforehand, so that neither side pays for pages that were not in memory yet.
    if (values?.[0] !== undefined) await planner.run(text, values[0]);
    for (const set of values ?? []) {
      const { plan, tookMs } = await shortest(planner, text, set);
      plans.push(plan);
      found.push(tookMs);
    }
    if (values === null) {
      const plan = await planner.plan(text);
      plans.push(plan);
      found.push(plan["Total Cost"]);
    }
    samples += found.length;
    mean += ((found.reduce((sum, each) => sum + each, 0) / found.length) * own) / calls;
  }
  const indexes = new Set(plans.flatMap(nodesOf).flatMap((node) => node["Index Name"] ?? []));
  return { by: run.length > 0 ? "run" : "planned", samples, mean, indexes };
};

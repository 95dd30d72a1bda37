import type { Pool } from "pg";
import type { Db } from "#server/platform/db.ts";
import { adviseIndexes, type IndexAdvice, type Weighed } from "#server/tuning/core/advice.ts";
import { candidatesOf, type Tables } from "#server/tuning/core/index-candidate.ts";
import { reckonedCost } from "#server/tuning/core/index-cost.ts";
import { aliasesOf, nodesOf, type PlanNode, tableText } from "#server/tuning/core/plan.ts";
import { plannable } from "#server/tuning/core/plannable.ts";
import { openPlanner, type Planner, type Values } from "#server/tuning/planner.ts";
import { hasOpenSpan, valuesFor } from "#server/tuning/statement-samples.ts";
import {
  type ForeignKey,
  prepareHypothetical,
  readForeignKeys,
  readStatements,
  readTables,
  type Statement,
} from "#server/tuning/statement-store.ts";

/** Statements looked at: those after them hardly take any of the time. */
const MOST_STATEMENTS = 60;

type Planned = { statement: Statement; text: string; plan: PlanNode; values: Values | null };

/** What a search for indexes found. */
export type Found = {
  by: "hypopg" | "reckoned";
  statements: Statement[];
  tables: Tables;
  advice: IndexAdvice[];
  texts: ReadonlyMap<string, string>;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the server asks of a table for each row that goes from the one its foreign key names. */
const checkOf = ({ from, columns }: ForeignKey): string =>
  `SELECT 1 FROM ONLY ${quoted(from.schema)}.${quoted(from.table)} x WHERE ${columns
    .map((column, i) => `x.${column} = $${i + 1}`)
    .join(" AND ")} FOR KEY SHARE OF x`;

const deletesFrom = (plan: PlanNode, table: string): boolean =>
  nodesOf(plan).some(
    ({ Operation, "Relation Name": name, Schema: schema = "public" }) =>
      Operation === "Delete" && name !== undefined && tableText({ schema, table: name }) === table,
  );

const costOf = ({ "Total Cost": cost }: PlanNode): number => cost;

/**
 * The statements that rows which are deleted cause behind their own: a look at every table whose foreign key names them.
 * The time of the statement is shared among them by what each costs.
 */
const causedBy = async (
  planned: readonly Planned[],
  keys: readonly ForeignKey[],
  planOf: (text: string) => Promise<PlanNode | null>,
): Promise<Planned[]> => {
  const found: Planned[] = [];
  for (const { statement, plan } of planned) {
    const checks = [];
    for (const key of keys.filter(({ to }) => deletesFrom(plan, tableText(to)))) {
      const text = checkOf(key);
      const check = await planOf(text);
      if (check !== null) checks.push({ text, plan: check, values: null });
    }
    const all = costOf(plan) + checks.reduce((sum, check) => sum + costOf(check.plan), 0);
    for (const [i, check] of checks.entries()) {
      const totalMs = (statement.totalMs * costOf(check.plan)) / Math.max(all, Number.MIN_VALUE);
      found.push({ ...check, statement: { ...statement, id: `${statement.id}/${i + 1}`, totalMs } });
    }
  }
  return found;
};

const tablesIn = (plan: PlanNode): Set<string> => new Set([...aliasesOf(plan).values()].map(tableText));

const writesOf = (plan: PlanNode, rows: number): Weighed["writes"] => {
  const write = nodesOf(plan).find(({ Operation }) => Operation === "Insert" || Operation === "Update");
  const { "Relation Name": table, Schema: schema = "public" } = write ?? {};
  return table === undefined ? null : { table: tableText({ schema, table }), rows };
};

/** Asks the planner what statements cost with indexes that only it sees. */
const askPlanner =
  (planner: Planner, planned: ReadonlyMap<string, Planned>) =>
  async (
    indexes: Parameters<Planner["pretend"]>[0],
    ids: readonly string[],
  ): Promise<Map<string, number>> => {
    const costs = new Map<string, number>();
    await planner.pretend(indexes);
    for (const id of ids) {
      const { text = "", values = null } = planned.get(id) ?? {};
      costs.set(id, costOf(await planner.plan(text, values)));
    }
    return costs;
  };

/** Looks for indexes that the traffic lacks; runs nothing of it. */
export const searchIndexes = async (
  { db, pool }: { db: Db; pool: Pool },
  { mayPretend = true }: { mayPretend?: boolean } = {},
): Promise<Found> => {
  const canPretend = mayPretend && (await prepareHypothetical(db));
  const [statements, tables, keys] = await Promise.all([
    readStatements(db, MOST_STATEMENTS),
    readTables(db),
    readForeignKeys(db),
  ]);
  const planner = await openPlanner(pool);
  try {
    const planOf = async (text: string): Promise<PlanNode | null> => {
      try {
        return await planner.plan(text);
      } catch {
        // Of a text whose values the server cannot type, or whose table is gone, nothing can be said.
        return null;
      }
    };
    const planned: Planned[] = [];
    for (const statement of statements) {
      const text = plannable(statement.text, statement.rows / statement.calls);
      const plan = await planOf(text);
      if (plan === null) continue;
      const [values = null] = hasOpenSpan(plan, tables)
        ? ((await valuesFor(planner, text, plan, tables)) ?? [])
        : [];
      planned.push({
        statement,
        text,
        values,
        plan: values === null ? plan : await planner.plan(text, values),
      });
    }
    const all = [...planned, ...(await causedBy(planned, keys, planOf))];
    const texts = new Map(all.map(({ statement, text }) => [statement.id, text]));
    const byId = new Map(all.map((each) => [each.statement.id, each]));
    const weighed: Weighed[] = all.map(({ statement: { id, calls, totalMs, rows }, plan }) => ({
      ...{ id, calls, totalMs, cost: costOf(plan), tables: tablesIn(plan), writes: writesOf(plan, rows) },
      candidates: candidatesOf(plan, tables),
    }));
    const reckon = async (indexes: Parameters<Planner["pretend"]>[0], ids: readonly string[]) =>
      new Map(
        ids.flatMap((id) => {
          const plan = byId.get(id)?.plan;
          return plan === undefined ? [] : [[id, reckonedCost(plan, indexes, tables)] as const];
        }),
      );
    const advice = await adviseIndexes(weighed, tables, canPretend ? askPlanner(planner, byId) : reckon);
    return { by: canPretend ? "hypopg" : "reckoned", statements, tables, advice, texts };
  } finally {
    planner.close();
  }
};

import type { Pool, PoolClient } from "pg";
import * as z from "zod";
import type { Candidate } from "#server/tuning/core/index-candidate.ts";
import type { PlanNode } from "#server/tuning/core/plan.ts";

const Node: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Parent Relationship": z.string().optional(),
    "Relation Name": z.string().optional(),
    Schema: z.string().optional(),
    Alias: z.string().optional(),
    Operation: z.string().optional(),
    "Index Name": z.string().optional(),
    "Startup Cost": z.number(),
    "Total Cost": z.number(),
    "Plan Rows": z.number(),
    Filter: z.string().optional(),
    "Index Cond": z.string().optional(),
    "Recheck Cond": z.string().optional(),
    "Hash Cond": z.string().optional(),
    "Merge Cond": z.string().optional(),
    "Join Filter": z.string().optional(),
    "Sort Key": z.array(z.string()).optional(),
    Plans: z.array(Node).optional(),
  }),
);
const Told = z.tuple([z.object({ Plan: Node, "Execution Time": z.number().optional() })]);

/** A statement that waits longer for its plan, or to be run on a sample, is left. */
const MOST_MS = 5_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What follows CREATE INDEX and its name. */
export const indexSql = ({ schema, table, keys }: Candidate): string =>
  `ON ${quoted(schema)}.${quoted(table)} (${keys.join(", ")})`;

/** Values for the parameters of a statement, as texts; null where none is known. */
export type Values = readonly (string | null)[];

const literal = (value: string | null): string =>
  value === null ? "NULL" : `'${value.replaceAll("'", "''")}'`;

/** Where values are taken from. */
export type Sampled = { schema: string; table: string; pages: number };

/** A connection on which statements are planned and none can write. */
export type Planner = Awaited<ReturnType<typeof openPlanner>>;

/**
 * Takes a connection on which nothing can be written, for plans of statements whose values are not known; `close`
 * ends the connection, so that none of its settings reaches anybody else.
 */
export const openPlanner = async (pool: Pool) => {
  const client: PoolClient = await pool.connect();
  const ask = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await client.query(text, values)).rows as T[];
  const close = () => client.release(true);
  try {
    await ask("SET default_transaction_read_only = on");
    await ask("SET plan_cache_mode = force_generic_plan");
    await ask(`SET statement_timeout = ${MOST_MS}`);
    await ask("SET application_name = 'roundsman advice'");
  } catch (error) {
    close();
    throw error;
  }
  let prepared: { text: string; parameters: string[] } | null = null;

  const prepare = async (text: string): Promise<string[]> => {
    if (prepared?.text === text) return prepared.parameters;
    if (prepared !== null) await ask("DEALLOCATE advice");
    prepared = null;
    await ask(`PREPARE advice AS ${text}`);
    const [row] = await ask<{ types: string }>(
      "SELECT array_to_string(parameter_types::text[], '|') AS types FROM pg_prepared_statements WHERE name = 'advice'",
    );
    const parameters = row === undefined || row.types === "" ? [] : row.types.split("|");
    prepared = { text, parameters };
    return parameters;
  };
  const explain = async (options: string, values: Values): Promise<z.infer<typeof Told>[0]> => {
    const list = values.length === 0 ? "" : `(${values.map(literal).join(", ")})`;
    const [row] = await ask<{ "QUERY PLAN": unknown }>(
      `EXPLAIN (${options}, FORMAT JSON) EXECUTE advice${list}`,
    );
    return Told.parse(row?.["QUERY PLAN"])[0];
  };

  const custom = async <T>(work: () => Promise<T>): Promise<T> => {
    await ask("SET plan_cache_mode = force_custom_plan");
    try {
      return await work();
    } finally {
      await ask("SET plan_cache_mode = force_generic_plan");
    }
  };

  return {
    /** The plan that a statement gets, with values or whatever they are; throws where the server refuses it. */
    async plan(text: string, values: Values | null = null): Promise<PlanNode> {
      const parameters = await prepare(text);
      // A plan that was made before an index came is not made anew for one that only the planner sees.
      await ask("DISCARD PLANS");
      if (values !== null) return (await custom(() => explain("VERBOSE", values))).Plan;
      return (
        await explain(
          "VERBOSE",
          parameters.map(() => null),
        )
      ).Plan;
    },
    /** The same plan as text, a line each. */
    async lines(text: string): Promise<string[]> {
      const { length } = await prepare(text);
      const list = length === 0 ? "" : `(${Array(length).fill("NULL").join(", ")})`;
      const rows = await ask<{ "QUERY PLAN": string }>(`EXPLAIN EXECUTE advice${list}`);
      return rows.map((row) => row["QUERY PLAN"]);
    },
    /** Types of the parameters of a statement, in order. */
    parameters: prepare,
    /** Plans as if these indexes were there and no others that were asked for so; maps to those that cannot be made. */
    async pretend(indexes: readonly Candidate[]): Promise<Candidate[]> {
      await ask("SELECT hypopg_reset()");
      const refused: Candidate[] = [];
      for (const index of indexes)
        await ask("SELECT hypopg_create_index($1)", [`CREATE INDEX ${indexSql(index)}`]).catch(() =>
          refused.push(index),
        );
      return refused;
    },
    /** Runs a statement that only reads with values, and tells how long the server took, milliseconds. */
    async run(text: string, values: Values): Promise<{ tookMs: number; plan: PlanNode }> {
      await prepare(text);
      await ask("DISCARD PLANS");
      const { Plan: plan, "Execution Time": tookMs = 0 } = await custom(() =>
        explain("ANALYZE, VERBOSE", values),
      );
      return { tookMs, plan };
    },
    /** Rows of a table taken anywhere: of each key its value as text, null where there is none. */
    async sample(from: Sampled, keys: readonly string[], count: number): Promise<Values[]> {
      const list = keys.map((key, i) => `(${key})::text AS k${i}`).join(", ");
      const some = (part: string) =>
        ask<Record<string, string | null>>(
          `SELECT ${list} FROM ${quoted(from.schema)}.${quoted(from.table)} ${part} LIMIT ${count}`,
        );
      // Of a large table a few pages are enough; of a small one they may all be missed.
      const found =
        from.pages < 100 ? [] : await some(`TABLESAMPLE SYSTEM (${Math.min(100, 5_000 / from.pages)})`);
      const rows = found.length < count ? await some("ORDER BY random()") : found;
      return rows.map((row) => keys.map((_, i) => row[`k${i}`] ?? null));
    },
    /** Values of a key below which so many shares of a table's rows lie, as texts. */
    async quantiles(from: Sampled, key: string, shares: readonly number[]): Promise<Values> {
      const part = from.pages < 100 ? "" : `TABLESAMPLE SYSTEM (${Math.min(100, 20_000 / from.pages)})`;
      const [row] = await ask<{ values: string | null }>(
        `SELECT to_json(percentile_disc(ARRAY[${shares.join(", ")}]::float8[]) WITHIN GROUP (ORDER BY ${key})::text[]) AS values
         FROM ${quoted(from.schema)}.${quoted(from.table)} ${part}`,
      );
      return z.array(z.string().nullable()).parse(row?.values ?? shares.map(() => null));
    },
    close,
  };
};

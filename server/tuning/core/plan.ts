/** A node of a plan as `EXPLAIN (VERBOSE, FORMAT JSON)` tells it; of what it tells, the parts that advice reads. */
export type PlanNode = {
  "Node Type": string;
  "Parent Relationship"?: string | undefined;
  "Relation Name"?: string | undefined;
  Schema?: string | undefined;
  Alias?: string | undefined;
  Operation?: string | undefined;
  "Index Name"?: string | undefined;
  "Startup Cost": number;
  "Total Cost": number;
  "Plan Rows": number;
  Filter?: string | undefined;
  "Index Cond"?: string | undefined;
  "Recheck Cond"?: string | undefined;
  "Hash Cond"?: string | undefined;
  "Merge Cond"?: string | undefined;
  "Join Filter"?: string | undefined;
  "Sort Key"?: string[] | undefined;
  Plans?: PlanNode[] | undefined;
};

/** Every node of a plan, each before those under it. */
export const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** A table by its schema and name. */
export type TableName = { schema: string; table: string };

/** One text for a table, as keys of maps and as pages show it. */
export const tableText = ({ schema, table }: TableName): string =>
  schema === "public" ? table : `${schema}.${table}`;

/** The tables that a plan reads, by the name it calls each. */
export const aliasesOf = (plan: PlanNode): Map<string, TableName> =>
  new Map(
    nodesOf(plan).flatMap(({ "Relation Name": table, Schema: schema = "public", Alias: alias }) =>
      table === undefined || alias === undefined ? [] : [[alias, { schema, table }] as const],
    ),
  );

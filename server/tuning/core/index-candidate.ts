import {
  type Condition,
  conditionsOf,
  type IsText,
  indexed,
  type SortKey,
  sortKeyOf,
} from "#server/tuning/core/condition.ts";
import { aliasesOf, nodesOf, type PlanNode, type TableName, tableText } from "#server/tuning/core/plan.ts";

/** An index that could help: its table and its keys as they stand in CREATE INDEX, the leading one first. */
export type Candidate = TableName & { keys: readonly string[] };

/** What is known of a column: its type, and how many values it has, or below nothing their share of the rows. */
export type ColumnFacts = { type: string; distinct: number | null };

/** What is known of a table. */
export type TableFacts = TableName & {
  rows: number;
  pages: number;
  isPartitioned: boolean;
  columns: ReadonlyMap<string, ColumnFacts>;
  /** Keys of the indexes that there are; those over a part of the rows are left out. */
  indexes: readonly (readonly string[])[];
};

/** Tables by {@link tableText}. */
export type Tables = ReadonlyMap<string, TableFacts>;

/** An index longer than this serves one statement and burdens every write. */
const MOST_KEYS = 4;
/** Columns of a condition by one value that are put together at most. */
const MOST_EQUAL = 3;

/** Of a column with so many values, as a share of the rows and below nothing, a value stands in hardly more than one row. */
const NEARLY_UNIQUE = -0.95;

const TEXT_TYPES = /^(text|varchar|bpchar|character)/;

const distinctOf = (table: TableFacts, key: string): number => {
  const distinct = table.columns.get(key)?.distinct ?? null;
  if (distinct === null) return Math.min(200, table.rows);
  return distinct < 0 ? -distinct * table.rows : distinct;
};

/** One text for a candidate, as keys of maps. */
export const candidateText = (candidate: Candidate): string =>
  `${tableText(candidate)} (${candidate.keys.join(", ")})`;

/** Whether columns are texts, for reading conditions of a plan. */
export const textsIn = (plan: PlanNode, tables: Tables): IsText => {
  const aliases = aliasesOf(plan);
  return (alias, column) => {
    const name = aliases.get(alias);
    const type = name && tables.get(tableText(name))?.columns.get(column)?.type;
    return type !== undefined && TEXT_TYPES.test(type);
  };
};

/** The conditions of one node of a plan. */
export const nodeConditions = (node: PlanNode, isText: IsText): Condition[] =>
  [
    node.Filter,
    node["Index Cond"],
    node["Recheck Cond"],
    node["Hash Cond"],
    node["Merge Cond"],
    node["Join Filter"],
  ].flatMap((text) => (text === undefined ? [] : conditionsOf(text, isText)));

/** Keys to sort by of one table, with their direction turned the short way: an index is read both ways. */
const sortedBy = (keys: readonly SortKey[]): string[] =>
  keys.every(({ order }) => order === "DESC" || order === "DESC NULLS FIRST")
    ? keys.map(indexed)
    : keys.map((key) => (key.order === "" ? indexed(key) : `${indexed(key)} ${key.order}`));

type Wanted = { equal: string[]; joined: string[]; nulls: string[]; ranges: string[]; sorts: string[][] };

const wantedOf = (plan: PlanNode, tables: Tables): Map<string, Wanted> => {
  const isText = textsIn(plan, tables);
  const wanted = new Map<string, Wanted>();
  const at = (alias: string): Wanted => {
    const found = wanted.get(alias) ?? { equal: [], joined: [], nulls: [], ranges: [], sorts: [] };
    wanted.set(alias, found);
    return found;
  };
  for (const node of nodesOf(plan)) {
    for (const { key, kind, other, parameter } of nodeConditions(node, isText)) {
      // A pattern that is not known may begin with anything, which no index finds.
      if (kind === "like" && parameter !== null) continue;
      const of = at(key.alias);
      const list =
        kind === "range" || kind === "like"
          ? of.ranges
          : kind === "null"
            ? of.nulls
            : other === null
              ? of.equal
              : of.joined;
      if (!list.includes(indexed(key))) list.push(indexed(key));
    }
    const keys = (node["Sort Key"] ?? []).map((entry) => sortKeyOf(entry, isText));
    const [first] = keys;
    if (first === undefined || first === null) continue;
    // What comes after a key of another table is sorted among few.
    const own = keys.slice(0, MOST_EQUAL).filter((key) => key !== null && key.alias === first.alias);
    if (own.length === Math.min(keys.length, MOST_EQUAL))
      at(first.alias).sorts.push(sortedBy(own as SortKey[]));
  }
  return wanted;
};

const isCovered = (keys: readonly string[], { indexes }: TableFacts): boolean =>
  indexes.some((index) => keys.every((key, i) => index[i] === key));

/** Whether an index that there is finds one row by one of the keys already: the others then add nothing. */
const isFoundByOne = (keys: readonly string[], { indexes, columns }: TableFacts): boolean =>
  indexes.some(([key, ...rest]) => {
    const distinct = key === undefined ? null : columns.get(key)?.distinct;
    return rest.length === 0 && key !== undefined && keys.includes(key) && (distinct ?? 0) <= NEARLY_UNIQUE;
  });

const combined = ({ equal, joined, nulls, ranges, sorts }: Wanted, table: TableFacts): string[][] => {
  const exact = [...equal].sort((a, b) => distinctOf(table, b) - distinctOf(table, a)).slice(0, MOST_EQUAL);
  const heads = [[], ...exact.map((key) => [key]), exact];
  const pairs = exact.flatMap((first) => exact.filter((key) => key !== first).map((key) => [first, key]));
  const joins = joined.map((key) => [key]);
  // That something is not there yet tells few rows or most of them: it stands behind what is sure to tell few.
  const missing = nulls.map((key) => [key]);
  const tails = [...ranges.map((key) => [key]), ...sorts, ...missing];
  return [
    ...heads,
    ...pairs,
    ...joins,
    ...joins.flatMap((join) => [
      ...heads.map((head) => [...head, ...join]),
      ...heads.map((head) => [...join, ...head]),
    ]),
    ...missing.flatMap((key) => sorts.map((sort) => [...key, ...sort])),
    ...[...heads, ...joins, ...joins.map((join) => [...exact, ...join])].flatMap((head) =>
      tails.map((tail) => [...head, ...tail]),
    ),
  ];
};

/** The indexes that could help a plan: over what it looks up by, joins by, and sorts by, alone and together. */
export const candidatesOf = (plan: PlanNode, tables: Tables): Candidate[] => {
  const aliases = aliasesOf(plan);
  const found = new Map<string, Candidate>();
  for (const [alias, wanted] of wantedOf(plan, tables)) {
    const name = aliases.get(alias);
    const table = name && tables.get(tableText(name));
    // Indexes of a table in partitions cannot be built beside its traffic in one piece.
    if (table === undefined || table.isPartitioned) continue;
    for (const keys of combined(wanted, table)) {
      const own = [...new Set(keys)];
      if (own.length === 0 || own.length > MOST_KEYS) continue;
      if (isCovered(own, table) || isFoundByOne(own, table)) continue;
      const candidate = { schema: table.schema, table: table.table, keys: own };
      found.set(candidateText(candidate), candidate);
    }
  }
  return [...found.values()];
};

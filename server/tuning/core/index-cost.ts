import { indexed } from "#server/tuning/core/condition.ts";
import {
  type Candidate,
  nodeConditions,
  type TableFacts,
  type Tables,
  textsIn,
} from "#server/tuning/core/index-candidate.ts";
import { aliasesOf, nodesOf, type PlanNode, tableText } from "#server/tuning/core/plan.ts";

// The planner's own prices: a page fetched out of turn, a row of an index, a row looked at.
const PAGE = 1.1;
const INDEX_ROW = 0.005;
const ROW = 0.01;
/** Of a span nobody knows the ends. */
const SPAN_SHARE = 1 / 3;
const LIKE_SHARE = 0.01;

const shareOf = (table: TableFacts, key: string, kind: string): number => {
  const distinct = table.columns.get(key)?.distinct ?? null;
  const values = distinct === null ? 200 : distinct < 0 ? -distinct * table.rows : distinct;
  if (kind === "range") return SPAN_SHARE;
  if (kind === "like") return LIKE_SHARE;
  return Math.min(1, (kind === "any" ? 3 : 1) / Math.max(1, values));
};

/** What so many rows cost when an index finds them. */
const foundBy = (table: TableFacts, rows: number): number =>
  Math.log2(Math.max(2, table.rows)) * INDEX_ROW +
  2 * PAGE +
  rows * (INDEX_ROW + ROW) +
  Math.min(rows, table.pages) * PAGE;

const bareKey = (key: string): string => key.replace(/ (?:DESC|ASC|NULLS).*$/, "");

/** The share of the rows that a lookup by the keys leaves; 1 where its leading key is in no condition. */
const leftBy = (
  keys: readonly string[],
  kinds: ReadonlyMap<string, string>,
  table: TableFacts,
): { share: number; used: number } => {
  let share = 1;
  let used = 0;
  for (const key of keys.map(bareKey)) {
    const kind = kinds.get(key);
    if (kind === undefined) break;
    share *= shareOf(table, key, kind);
    used += 1;
    if (kind === "range" || kind === "like") break;
  }
  return { share, used };
};

const SCANS = new Set(["Seq Scan", "Index Scan", "Bitmap Heap Scan", "Index Only Scan"]);

const ofNode = (node: PlanNode, best: BestOf): number => {
  const children = node.Plans ?? [];
  const own = Math.max(0, node["Total Cost"] - children.reduce((sum, each) => sum + each["Total Cost"], 0));
  const name = node["Relation Name"];
  if (name !== undefined && SCANS.has(node["Node Type"])) return best.scan(node) ?? node["Total Cost"];
  const [outer, inner] = children;
  if (
    /Hash Join|Merge Join|Nested Loop/.test(node["Node Type"]) &&
    outer !== undefined &&
    inner !== undefined
  ) {
    const one = ofNode(outer, best);
    const other = ofNode(inner, best);
    // A join may look each row of one side up in the other instead.
    const looked = [
      best.lookup(node, inner, one, outer["Plan Rows"]),
      best.lookup(node, outer, other, inner["Plan Rows"]),
    ].filter((cost) => cost !== null);
    return Math.min(own + one + other, node["Total Cost"], ...looked);
  }
  return own + children.reduce((sum, each) => sum + ofNode(each, best), 0);
};

type BestOf = {
  scan: (node: PlanNode) => number | null;
  lookup: (join: PlanNode, side: PlanNode, otherCost: number, otherRows: number) => number | null;
};

/** The scan at the end of a side of a join, through what only hashes, sorts or keeps its rows. */
const scanUnder = (side: PlanNode): PlanNode | null => {
  const nodes = nodesOf(side).filter((node) => node["Relation Name"] !== undefined);
  return nodes.length === 1 ? (nodes[0] ?? null) : null;
};

/**
 * What a plan would cost with more indexes, reckoned by the planner's prices where the server cannot be asked
 * (`hypopg` is not there): scans become lookups, joins look their rows up, and a first few in order need no sort.
 */
export const reckonedCost = (plan: PlanNode, more: readonly Candidate[], tables: Tables): number => {
  const aliases = aliasesOf(plan);
  const isText = textsIn(plan, tables);
  const on = (node: PlanNode) => {
    const name = aliases.get(node.Alias ?? "");
    const table = name && tables.get(tableText(name));
    return table === undefined
      ? null
      : { table, indexes: more.filter((each) => tableText(each) === tableText(table)) };
  };
  const kindsAt = (nodes: readonly PlanNode[], alias: string | undefined, withJoins: boolean) =>
    new Map(
      nodes
        .flatMap((node) => nodeConditions(node, isText))
        .filter(({ key, other }) => key.alias === alias && (withJoins || other === null))
        .map(({ key, kind }) => [indexed(key), kind]),
    );
  const best: BestOf = {
    scan(node) {
      const at = on(node);
      if (at === null) return null;
      const kinds = kindsAt([node, ...(node.Plans ?? [])], node.Alias, true);
      const costs = at.indexes.flatMap(({ keys }) => {
        const { share, used } = leftBy(keys, kinds, at.table);
        if (used === 0) return [];
        // The planner knows how many rows all conditions leave.
        const rows =
          used === kinds.size
            ? Math.max(1, Math.min(node["Plan Rows"], share * at.table.rows))
            : share * at.table.rows;
        return [foundBy(at.table, rows)];
      });
      return costs.length === 0 ? null : Math.min(node["Total Cost"], ...costs);
    },
    lookup(join, side, otherCost, otherRows) {
      const scan = scanUnder(side);
      const at = scan === null ? null : on(scan);
      if (scan === null || at === null) return null;
      const kinds = new Map([...kindsAt([scan], scan.Alias, false), ...kindsAt([join], scan.Alias, true)]);
      const joined = kindsAt([join], scan.Alias, true);
      const costs = at.indexes.flatMap(({ keys }) => {
        const { share, used } = leftBy(keys, kinds, at.table);
        if (!keys.slice(0, used).some((key) => joined.has(bareKey(key)))) return [];
        return [otherCost + otherRows * foundBy(at.table, share * at.table.rows)];
      });
      return costs.length === 0 ? null : Math.min(...costs);
    },
  };
  // A limit ends a plan before its parts have cost all they could.
  const looked = Math.min(plan["Total Cost"], ofNode(plan, best));
  return Math.min(looked, inOrder(plan, on, kindsAt) ?? looked);
};

/** The first rows in the order of an index: a Limit over a Sort over one scan, without the sort. */
const inOrder = (
  plan: PlanNode,
  on: (node: PlanNode) => { table: TableFacts; indexes: Candidate[] } | null,
  kindsAt: (nodes: readonly PlanNode[], alias: string | undefined, withJoins: boolean) => Map<string, string>,
): number | null => {
  const nodes = nodesOf(plan);
  const sort = nodes.find((node) => node["Sort Key"] !== undefined && /Sort$/.test(node["Node Type"]));
  const scan = scanUnder(plan);
  const at = scan === null ? null : on(scan);
  if (sort === undefined || scan === null || at === null) return null;
  const wanted = (sort["Sort Key"] ?? []).map((entry) => bareKey(entry.replace(/^[^.()]+\./, "")));
  const kinds = kindsAt([scan], scan.Alias, false);
  const costs = at.indexes.flatMap(({ keys }) => {
    const own = keys.map(bareKey);
    const head = own.slice(0, own.length - wanted.length);
    const isSorted = wanted.every((key, i) => own[head.length + i] === key);
    if (!isSorted || !head.every((key) => kinds.get(key) === "equal" || kinds.get(key) === "null")) return [];
    const { share } = leftBy(head, kinds, at.table);
    // Conditions that the index does not hold are tried on each row that comes.
    const passes = Math.max(1, scan["Plan Rows"]) / Math.max(1, share * at.table.rows);
    const rows = Math.min(share * at.table.rows, plan["Plan Rows"] / Math.min(1, passes));
    return [foundBy(at.table, rows)];
  });
  return costs.length === 0 ? null : Math.min(...costs);
};

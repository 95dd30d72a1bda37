import { BODY_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { ListFilter } from "#server/ask/core/list-filters.ts";
import { type Asked, has, isExcluded, linksOf, wantedRows, whichOf } from "#server/ask/core/question.ts";
import type { QueryPlan, RecordName } from "#server/ask/schema.ts";

type Records = Extract<QueryPlan, { kind: "records" }>;

/** What records can be grouped by. */
export type RecordSplit = NonNullable<Records["by"]>;

/** What is told of records in place of their number. */
export type RecordValue = NonNullable<Records["value"]>;

const COLUMNS = {
  vehicle: "vehicleId",
  depot: "depotId",
  driver: "driverId",
  facility: "facilityId",
} as const;

/** What is shown of weigh tickets. */
export const TICKET_COLUMNS = [
  ...(["ticket", "serviceDay", "arrivedAt", "facility", "vehicle"] as const),
  ...(["stream", "weightKg", "fee", "route"] as const),
];

/** The filters that names and body types of a question put on records, and the concepts they came from. */
export const namedRecords = (
  asked: Asked,
  kinds: readonly (keyof typeof COLUMNS)[] = ["vehicle", "depot"],
): { filters: ListFilter[]; uses: Concept[] } => {
  const filters = kinds.flatMap((kind): ListFilter[] => {
    const links = linksOf(asked, kind);
    const column = COLUMNS[kind];
    const kept = links.filter(({ from }) => !isExcluded(asked, from)).map(({ name }) => name.id ?? -1);
    return [
      ...(kept.length > 0 ? [{ column, op: "in" as const, value: kept }] : []),
      ...links
        .filter(({ from }) => isExcluded(asked, from))
        .map(({ name }): ListFilter => ({ column, op: "ne", value: name.id ?? -1 })),
    ];
  });
  const bodies = whichOf(asked, Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]);
  if (bodies.length > 0 && kinds.includes("depot") && !kinds.includes("facility"))
    filters.push({ column: "bodyType", op: "in", value: bodies.map((body) => BODY_CONCEPTS[body]) });
  return { filters, uses: [...bodies, ...(linksOf(asked, "depot").length > 0 ? (["depot"] as const) : [])] };
};

/** A plan over records from what differs of it: rows, or their number where the question asks how many. */
export const recordsPlan = (
  asked: Asked,
  of: RecordName,
  part: Pick<Records, "filters" | "sort" | "columns"> & Partial<Records>,
): Records => ({
  kind: "records",
  of,
  show: has(asked, "howMany") ? "count" : "rows",
  by: null,
  per100Km: null,
  ranking: { order: null, limit: null, bound: null },
  limit: wantedRows(asked) ?? 200,
  ...part,
});

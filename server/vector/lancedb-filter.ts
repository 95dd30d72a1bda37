import type { PassageFilter } from "#server/vector/schema.ts";

/** Maps text to a literal of the store's SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const oneOf = (values: readonly string[]): string => values.map(literal).join(", ");

/** Maps a filter to a condition on the columns of a table of passages; null where it limits nothing. */
export const conditionOf = ({
  kinds,
  depotIds,
  streams,
  from,
  until,
  role,
}: PassageFilter): string | null => {
  const all: string[] = [];
  if (kinds !== undefined) all.push(`kind IN (${oneOf(kinds)})`);
  if (depotIds !== undefined)
    all.push(
      depotIds.length === 0
        ? '"depotId" IS NULL'
        : `("depotId" IS NULL OR "depotId" IN (${depotIds.map((id) => Math.trunc(id)).join(", ")}))`,
    );
  if (streams !== undefined) all.push(`stream IN (${oneOf(streams)})`);
  if (from !== undefined) all.push(`at >= ${Date.parse(from)}`);
  if (until !== undefined) all.push(`at < ${Date.parse(until)}`);
  if (role !== undefined) all.push(`array_has_any(roles, [${literal(role)}])`);
  return all.length === 0 ? null : all.join(" AND ");
};

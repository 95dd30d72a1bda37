import type { Live } from "#server/live.schema.ts";
import type { StopRow } from "#server/operations/schema.ts";
import type { ListPage, ListQuery } from "#server/platform/list.schema.ts";

/** What the course of the day leaves as it was planned: lists that ask by these only keep their rows and their order. */
const STANDING: readonly string[] = [
  ...["id", "site", "siteId", "street", "zone", "stream", "depotId", "sequence", "serviceDay"],
  ...["plannedAt", "windowStartAt", "windowEndAt"],
];

/** Whether a stop that went on can enter, leave or move within the list of a query. */
export const followsTheDay = ({ filters, sort }: Pick<ListQuery, "filters" | "sort">): boolean =>
  [...filters, ...sort].some(({ column }) => !STANDING.includes(column));

/** Rows brought up to date with what happened to their stops; the same page where nothing did. */
export const withStopEvents = (
  page: ListPage<StopRow>,
  events: ReadonlyMap<number, Live<"stops">>,
): ListPage<StopRow> => {
  let isChanged = false;
  const rows = page.rows.map((row) => {
    const event = events.get(row.id);
    if (event === undefined || (event.status === row.status && event.routeId === row.routeId)) return row;
    isChanged = true;
    const { status, routeId, at } = event;
    return { ...row, status, routeId, doneAt: status === "done" ? (row.doneAt ?? at) : row.doneAt };
  });
  return isChanged ? { ...page, rows } : page;
};

"use client";

import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  parseAsTexts,
  useQueryStates,
} from "#components/url-state.ts";
import { EXCEPTION_KINDS } from "#server/operations/names.schema.ts";
import type { Filter, ListQuery, Sort } from "#server/platform/list.schema.ts";
import { listQueryFromParams } from "#server/platform/list-url.schema.ts";

/** What part of the inbox is shown; `todo` is all that is not closed. */
export const VIEWS = ["todo", "open", "overdue", "taken", "closed", "all"] as const;

/** A part of the inbox. */
export type View = (typeof VIEWS)[number];

/** What the URL says of the inbox. */
export type InboxUrl = {
  status: View;
  kind: string | null;
  zone: string | null;
  mine: boolean;
  photo: boolean;
  q: string | null;
  /** Filters of the common form, as links from elsewhere bring them. */
  f: readonly string[] | null;
};

const VIEW_FILTERS: Record<View, Filter[]> = {
  todo: [{ column: "isOpen", op: "eq", value: true }],
  open: [{ column: "status", op: "eq", value: "open" }],
  overdue: [{ column: "isOverdue", op: "eq", value: true }],
  taken: [{ column: "status", op: "eq", value: "taken" }],
  closed: [{ column: "status", op: "eq", value: "closed" }],
  all: [],
};

const BY_CLOCK: Sort[] = [
  { column: "status", descending: false },
  { column: "respondBy", descending: false },
];

const SORTS: Partial<Record<View, Sort[]>> = {
  closed: [{ column: "closedAt", descending: true }],
  all: [{ column: "openedAt", descending: true }],
};

/** The rows that a view asks for: by service clock, what nobody has taken first; what is past, newest first. */
export const inboxQuery = (url: InboxUrl, by: { userId: string; depotId: number | null }): ListQuery => {
  const params = new URLSearchParams();
  for (const text of url.f ?? []) params.append("f", text);
  const given = listQueryFromParams(params).filters;
  const filters: Filter[] = [...VIEW_FILTERS[url.status], ...given];
  if (url.kind) filters.push({ column: "kind", op: "eq", value: url.kind });
  if (url.zone) filters.push({ column: "zone", op: "eq", value: url.zone });
  if (url.mine) filters.push({ column: "ownerId", op: "eq", value: by.userId });
  if (url.photo) filters.push({ column: "hasPhoto", op: "eq", value: true });
  if (by.depotId !== null) filters.push({ column: "depotId", op: "eq", value: by.depotId });
  return { ...(url.q ? { search: url.q } : {}), filters, sort: SORTS[url.status] ?? BY_CLOCK };
};

/** The filters of the inbox and the exception that is open, kept in the URL. */
export const useInboxUrl = () =>
  useQueryStates({
    status: parseAsStringLiteral(VIEWS).withDefault("todo"),
    kind: parseAsStringLiteral(EXCEPTION_KINDS),
    zone: parseAsString,
    mine: parseAsBoolean.withDefault(false),
    photo: parseAsBoolean.withDefault(false),
    q: parseAsString,
    f: parseAsTexts,
    id: parseAsInteger,
  });

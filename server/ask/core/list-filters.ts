import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { type Asked, heardAt, isExcluded, linksOf, whichOf } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ListPlan = Extract<QueryPlan, { kind: "list" }>;
/** A condition on a column of a list. */
export type ListFilter = ListPlan["filters"][number];
type ListName = ListPlan["list"];

// Which column of each list holds what a question can limit it by; lists without a column ignore the words.
const COLUMNS: Record<
  ListName,
  Partial<
    Record<
      | "stream"
      | "zone"
      | "route"
      | "vehicle"
      | "driver"
      | "depot"
      | "street"
      | "body"
      | "contractor"
      | "site"
      | "customer",
      string
    >
  >
> = {
  vehicles: {
    stream: "streams",
    zone: "zone",
    route: "route",
    vehicle: "id",
    driver: "driverId",
    depot: "depotId",
    body: "bodyType",
    contractor: "contractor",
  },
  routes: {
    stream: "stream",
    zone: "zone",
    route: "name",
    vehicle: "vehicleId",
    driver: "driverId",
    depot: "depotId",
    body: "bodyType",
    contractor: "contractor",
  },
  stops: {
    stream: "stream",
    zone: "zone",
    route: "route",
    vehicle: "vehicleId",
    driver: "driverId",
    depot: "depotId",
    street: "street",
    site: "siteId",
  },
  exceptions: {
    stream: "stream",
    zone: "zone",
    route: "route",
    vehicle: "vehicleId",
    driver: "driverId",
    depot: "depotId",
    street: "street",
    contractor: "contractor",
    site: "siteId",
    customer: "customerId",
  },
  drivers: { driver: "id", depot: "depotId", contractor: "contractor" },
  sites: {
    stream: "streams",
    zone: "zone",
    depot: "depotId",
    street: "street",
    site: "id",
    customer: "customerId",
  },
  customers: { customer: "id" },
  containers: { stream: "stream", zone: "zone" },
};

// Lists whose rows lie on service days.
const WITH_DAYS: ReadonlySet<ListName> = new Set(["routes", "stops", "exceptions"]);

const oneOrMore = (column: string, values: (string | number)[]): ListFilter =>
  values.length === 1 ? { column, op: "eq", value: values[0] ?? "" } : { column, op: "in", value: values };

// "All but R-9 and R-12" leaves both out; a list compares with one value that is not.
const keptOrLeftOut = (
  column: string,
  values: readonly { value: string | number; isOut: boolean }[],
): ListFilter[] => {
  const kept = [...new Set(values.filter(({ isOut }) => !isOut).map(({ value }) => value))];
  return [
    ...(kept.length > 0 ? [oneOrMore(column, kept)] : []),
    ...values.filter(({ isOut }) => isOut).map(({ value }): ListFilter => ({ column, op: "ne", value })),
  ];
};

/** The filters a question's names and streams put on a list, and the concepts they came from. */
export const namedFilters = (asked: Asked, list: ListName): { filters: ListFilter[]; uses: Concept[] } => {
  const at = COLUMNS[list];
  const filters: ListFilter[] = [];
  const uses: Concept[] = [];
  const streams = whichOf(asked, STREAM_CONCEPTS);
  if (at.stream !== undefined && streams.length > 0) {
    filters.push(
      ...keptOrLeftOut(
        at.stream,
        streams.map((stream) => ({
          value: stream,
          isOut: isExcluded(asked, heardAt(asked, stream)?.from ?? 0),
        })),
      ),
    );
    uses.push(...streams);
  }
  const bodies = whichOf(asked, Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]);
  if (at.body !== undefined && bodies.length > 0) {
    filters.push(
      oneOrMore(
        at.body,
        bodies.map((body) => BODY_CONCEPTS[body]),
      ),
    );
    uses.push(...bodies);
  }
  for (const kind of [
    "zone",
    "route",
    "vehicle",
    "driver",
    "depot",
    "street",
    "contractor",
    "site",
    "customer",
  ] as const) {
    const column = at[kind];
    const links = linksOf(asked, kind);
    if (column === undefined || links.length === 0) continue;
    const isById = /[iI]d$/.test(column);
    filters.push(
      ...keptOrLeftOut(
        column,
        links.map((link) => ({
          value: isById ? (link.name.id ?? -1) : link.name.key,
          isOut: isExcluded(asked, link.from),
        })),
      ),
    );
  }
  if (WITH_DAYS.has(list) && asked.weekdays.length > 0)
    filters.push(oneOrMore("weekday", [...asked.weekdays]));
  const kinds = asked.hearing.places.filter(({ concept }) => concept === "siteKind");
  const kind = kinds.length === 1 && !isExcluded(asked, kinds[0]?.from ?? 0) ? kinds[0] : undefined;
  if (at.site === "siteId" && kind) {
    const words = asked.hearing.tokens.slice(kind.from, kind.to).map(({ stem }) => stem);
    filters.push({ column: "site", op: "contains", value: words.join(" ") });
    uses.push("siteKind");
  }
  const sites = linksOf(asked, "address").map((link) => link.name.id ?? -1);
  if (at.site !== undefined && sites.length > 0) filters.push(oneOrMore(at.site, sites));
  if (at.depot !== undefined && asked.depotIds.length > 0 && !filters.some((f) => f.column === at.depot))
    filters.push(oneOrMore(at.depot, [...asked.depotIds]));
  return { filters, uses };
};

/** The service days of a window as a filter on `serviceDay`. */
export const dayFilter = (window: { firstDay: string; lastDay: string }): ListFilter =>
  window.firstDay === window.lastDay
    ? { column: "serviceDay", op: "eq", value: window.firstDay }
    : { column: "serviceDay", op: "between", value: [window.firstDay, window.lastDay] };

/** The shifts of a window that somebody has clocked in for, as filters. */
export const clockedInFilters = (window: { firstDay: string; lastDay: string }): ListFilter[] => [
  dayFilter(window),
  { column: "clockedInAt", op: "is-null", value: false },
];

import type { Concept } from "#server/ask/core/lexicon.ts";
import { type Asked, heardAt, isExcluded, linksOf, whichOf } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ListPlan = Extract<QueryPlan, { kind: "list" }>;
/** A condition on a column of a list. */
export type ListFilter = ListPlan["filters"][number];
type ListName = ListPlan["list"];

/** Concepts that name a waste stream; the concept is the stream. */
export const STREAM_CONCEPTS = [
  "refuse",
  "recycling",
  "organics",
  "glass",
  "paper",
  "bulky",
  "hazardous",
] as const;

/** Concepts that name a body type, with the value stored. */
export const BODY_CONCEPTS = {
  rearLoader: "rear-loader",
  sideLoader: "automated-side-loader",
  frontLoader: "front-loader",
  splitBody: "split-body",
  rollOff: "roll-off",
} as const satisfies Partial<Record<Concept, string>>;

/** Concepts that name a kind of exception, with the value stored. */
export const EXCEPTION_CONCEPTS = {
  notOut: "not-out",
  noAccess: "no-access",
  blocked: "blocked",
  contaminated: "contaminated",
  overfull: "overfull",
  overweight: "overweight",
  damaged: "damaged-container",
  missingContainer: "missing-container",
  wrongStream: "wrong-stream",
  unsafe: "unsafe",
  extraWaste: "extra-waste",
  breakdown: "vehicle-breakdown",
  missed: "missed-pickup",
} as const satisfies Partial<Record<Concept, string>>;

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
    site: "siteId",
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

const oneOrMore = (column: string, values: (string | number)[]): ListFilter =>
  values.length === 1 ? { column, op: "eq", value: values[0] ?? "" } : { column, op: "in", value: values };

// "All but R-9 and R-12" leaves both out; a list compares with one value that is not.
const keptOrLeftOut = (
  column: string,
  values: readonly { value: string | number; isOut: boolean }[],
): ListFilter[] => {
  const kept = values.filter(({ isOut }) => !isOut).map(({ value }) => value);
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

import { columnOf } from "#server/ask/core/columns.ts";
import { KPI_SENTENCES, KPI_WORDS } from "#server/ask/core/words.ts";
import { executeKpi, type KpiReads } from "#server/ask/execute-kpi.ts";
import { executeSums } from "#server/ask/execute-sums.ts";
import { executeWeeks } from "#server/ask/execute-weeks.ts";
import type { AnswerPart, Figure, ListName, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { countContainers, groupExceptions, readProofs } from "#server/ask/store.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Change } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { ListPage, ListQuery, ListWindow } from "#server/platform/list.schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";

const CHANGE_WORDS: Readonly<Record<Change["kind"], string>> = {
  "exception-opened": "Exception reported",
  "exception-closed": "Exception closed",
  "route-finished": "Route finished",
  "vehicle-down": "Vehicle broken down",
  edited: "Edited by hand",
};
const changeRow = ({ at, kind, subject, detail }: Change) => ({
  when: at,
  happened: CHANGE_WORDS[kind],
  subject,
  detail,
});

// What is shown of the things that were counted.
const COUNTED_COLUMNS: Readonly<Record<ListName, readonly string[]>> = {
  routes: ["name", "status", "delayS", "expectedEndAt", "stopsLeft", "vehicle"],
  stops: ["site", "status", "route", "stream", "expectedAt", "doneAt", "zone"],
  vehicles: ["name", "status", "route", "driver", "depot"],
  exceptions: ["kind", "status", "site", "route", "openedAt", "owner"],
  drivers: ["name", "clockedInAt", "leftYardAt", "vehicle", "depot"],
  sites: ["name", "street", "zone"],
  customers: ["name"],
  containers: ["stream", "zone"],
};

// "R-9 is expected to end at 14:24", behind a yes or no where the question names a time.
const endWords = (
  { name, endedAt }: { name: string; endedAt: string | null },
  end: string,
  against: Extract<QueryPlan, { kind: "finish" }>["against"],
  timeZone: string,
): string => {
  const said = (instant: string) =>
    new Date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const told = `${name} ${endedAt ? "ended" : "is expected to end"} at ${said(end)}`;
  if (!against) return `${told}.`;
  const isBefore = Date.parse(end) <= Date.parse(against.at);
  return `${isBefore === (against.side === "before") ? "Yes" : "No"}: ${told}, ${isBefore ? "not later than" : "after"} ${said(against.at)}.`;
};

/** Parts of an answer as they are found. */
export type Part = Extract<AnswerPart, { type: "figures" | "rows" | "text" | "link" }>;

/** What plans are run on. */
export type ExecuteDeps = KpiReads & {
  db: Db;
  operations: Operations;
  fleet: Fleet;
};

type Rows = Extract<AnswerPart, { type: "rows" }>;
type Row = Record<string, unknown>;
type List = Extract<QueryPlan, { kind: "list" }>;

const rowsPart = (
  title: string,
  keys: readonly string[],
  rows: readonly object[],
  view: Rows["view"] = "table",
  total = rows.length,
): Rows => ({
  type: "rows",
  title,
  columns: keys.map((key) => columnOf(key)),
  rows: rows as Row[],
  total,
  view,
});

const figure = (label: string, value: number | null, unit: string): Figure => ({
  label,
  value,
  unit,
  compare: null,
});

/** The page of a list with the filters of a plan, as a link. */
export const listLink = (list: ListName, query: Partial<ListQuery>): Part => {
  const params = listQueryToParams(query).toString();
  const page = list === "containers" ? "sites" : list;
  return { type: "link", href: `/${page}${params === "" ? "" : `?${params}`}`, label: `Open in ${page}` };
};

/** Runs plans over the services, as the asker; yields the parts of the answer in order. */
export const createExecute = (deps: ExecuteDeps) => {
  const { db, operations, fleet } = deps;

  const page = async (scope: Scope, list: ListName, window: ListWindow): Promise<ListPage<object>> => {
    switch (list) {
      case "vehicles":
      case "routes":
      case "stops":
      case "exceptions":
        return operations.page(list, scope, window);
      case "drivers":
        return fleet.drivers(scope, window);
      case "sites":
        return fleet.sites(scope, window);
      case "customers":
        return fleet.customers(scope, window);
      case "containers":
        throw new AppError("BAD_REQUEST", "containers have no list of their own; ask for their sites");
    }
  };

  const query = (
    plan: Pick<List, "filters"> & Partial<Pick<List, "sort" | "limit" | "search">>,
  ): ListWindow => ({
    filters: plan.filters,
    sort: plan.sort ?? [],
    offset: 0,
    limit: plan.limit ?? 100,
    ...(plan.search === undefined ? {} : { search: plan.search }),
  });

  async function* list(scope: Scope, plan: List): AsyncGenerator<Part> {
    const found = await page(scope, plan.list, query(plan));
    yield { type: "figures", figures: [figure(plan.list, found.total, "")] };
    yield rowsPart(plan.list, plan.columns, found.rows, plan.view, found.total);
    yield listLink(plan.list, plan);
  }

  async function* count(scope: Scope, plan: Extract<QueryPlan, { kind: "count" }>): AsyncGenerator<Part> {
    const found = await page(scope, plan.list, { ...query(plan), limit: 50 });
    const figures = [figure(plan.list, found.total, "")];
    if (plan.compare) {
      const { filters, label } = plan.compare;
      const other = await page(scope, plan.list, { ...query({ filters }), limit: 1 });
      figures[0] = { ...figure(plan.list, found.total, ""), compare: { label, value: other.total } };
      const apart = found.total - other.total;
      yield {
        type: "text",
        text:
          apart === 0
            ? `The same as ${label}: ${found.total}.`
            : `${Math.abs(apart)} ${apart > 0 ? "more" : "fewer"} than ${label}: ${found.total} against ${other.total}.`,
      };
    }
    if (plan.withContainers) {
      const { stops } = operations.lists;
      const selection = stops.sqlWhere(operations.dayScope(scope), plan, []);
      figures.unshift(figure("containers at these stops", await countContainers(db, selection), ""));
    }
    yield { type: "figures", figures };
    if (found.rows.length > 0)
      yield rowsPart(plan.list, COUNTED_COLUMNS[plan.list], found.rows, "table", found.total);
    yield listLink(plan.list, plan);
  }

  async function* group(scope: Scope, plan: Extract<QueryPlan, { kind: "group" }>): AsyncGenerator<Part> {
    const { exceptions } = operations.lists;
    if (plan.list !== "exceptions")
      throw new AppError("BAD_REQUEST", `cannot count ${plan.list} by ${plan.by}`);
    const facts = exceptions.columns.find((column) => column.key === plan.by);
    if (!facts) throw new AppError("BAD_REQUEST", `exceptions have no column ${plan.by}`);
    const by = exceptions.columnSql(operations.dayScope(scope), plan.by);
    const selection = exceptions.sqlWhere(operations.dayScope(scope), plan, by.joins);
    const groups = await groupExceptions(db, selection, by.sql, plan);
    const total = groups.reduce((sum, g) => sum + g.count, 0);
    yield {
      type: "figures",
      figures: [figure("exceptions", total, ""), figure("groups", groups.length, "")],
    };
    const first = groups[0];
    if (plan.byUrgency && first)
      yield {
        type: "text",
        text: first.firstRespondBy
          ? `Handle ${first.key} first: its next respond-by time is the earliest.`
          : `Handle ${first.key} first: it is the largest group.`,
      };
    if (plan.isLeastFirst && first)
      yield {
        type: "text",
        text: `Only what has at least one exception is counted: a ${columnOf(plan.by).label.toLowerCase()} without any is not listed.`,
      };
    const rows = groups.map((g) => ({ ...g, firstRespondBy: g.firstRespondBy?.toISOString() ?? null }));
    const part = rowsPart(
      `exceptions by ${columnOf(plan.by).label.toLowerCase()}`,
      ["key", "count", "open", "firstRespondBy"],
      rows,
      "chart",
    );
    yield {
      ...part,
      columns: part.columns.map((column) =>
        column.key === "key" ? columnOf("key", columnOf(plan.by).label) : column,
      ),
    };
    yield listLink("exceptions", plan);
  }

  async function* nearest(scope: Scope, plan: Extract<QueryPlan, { kind: "nearest" }>): AsyncGenerator<Part> {
    const found = await operations.nearest(scope, plan.place, plan.minRoomKg, plan.limit);
    const rows = found.map((v) => ({ ...v, roomKg: v.capacityKg - (v.loadKg ?? 0) }));
    yield rowsPart(
      `nearest to ${plan.place.label}`,
      ["name", "distanceM", "roomKg", "status", "route", "driver", "at"],
      rows,
      "map",
    );
    yield {
      type: "text",
      text: "Distance is by straight line; driving distance comes with the route solver.",
    };
  }

  async function* zone(scope: Scope, plan: Extract<QueryPlan, { kind: "zone" }>): AsyncGenerator<Part> {
    const day = operations.serviceDay(scope);
    const [vehicles, routes, exceptions] = await Promise.all([
      operations.inZone(scope, plan.zone),
      operations.page("routes", scope, {
        filters: [
          { column: "serviceDay", op: "eq", value: day },
          { column: "zone", op: "eq", value: plan.zone },
        ],
        sort: [{ column: "delayS", descending: true }],
        offset: 0,
        limit: 50,
      }),
      operations.page("exceptions", scope, {
        filters: [
          { column: "zone", op: "eq", value: plan.zone },
          { column: "isOpen", op: "eq", value: true },
        ],
        sort: [{ column: "respondBy", descending: false }],
        offset: 0,
        limit: 50,
      }),
    ]);
    yield {
      type: "figures",
      figures: [
        figure("vehicles in the zone", vehicles.length, ""),
        figure("routes today", routes.total, ""),
        figure("open exceptions", exceptions.total, ""),
      ],
    };
    yield rowsPart(
      "vehicles in the zone",
      ["name", "status", "route", "driver", "speedKmh", "at"],
      vehicles,
      "map",
    );
    yield rowsPart(
      "routes of the zone",
      ["name", "status", "delayS", "expectedEndAt", "stopsLeft", "vehicle"],
      routes.rows,
      "table",
      routes.total,
    );
    yield rowsPart(
      "open exceptions",
      ["kind", "site", "route", "openedAt", "respondBy", "owner"],
      exceptions.rows,
      "table",
      exceptions.total,
    );
    yield { type: "link", href: `/map?zone=${encodeURIComponent(plan.zone)}`, label: "Open on the map" };
  }

  const runsOf = (scope: Scope, name: string, window: TimeWindow | null) => {
    const day = operations.serviceDay(scope);
    const days = [window?.firstDay ?? day, window?.lastDay ?? day];
    const filters: ListWindow["filters"] = [
      { column: "name", op: "eq", value: name },
      { column: "serviceDay", op: "between", value: days },
    ];
    return operations.page("routes", scope, {
      filters,
      sort: [{ column: "serviceDay", descending: true }],
      offset: 0,
      limit: 50,
    });
  };

  async function* finish(
    scope: Scope,
    plan: Extract<QueryPlan, { kind: "finish" }>,
    window: TimeWindow | null,
  ): AsyncGenerator<Part> {
    const filters: ListWindow["filters"] = [
      { column: "serviceDay", op: "eq", value: operations.serviceDay(scope) },
      { column: plan.subject.column, op: "eq", value: plan.subject.value },
    ];
    const found = await operations.page("routes", scope, { filters, sort: [], offset: 0, limit: 10 });
    const route = found.rows[0];
    if (!route) {
      yield { type: "text", text: `${plan.subject.label} does not run today.` };
      return;
    }
    const endOf = (row: typeof route) => row.endedAt ?? row.expectedEndAt ?? row.plannedEndAt;
    const timeZone = window?.timeZone ?? "UTC";
    for (const row of found.rows)
      yield { type: "text", text: endWords(row, endOf(row), plan.against, timeZone) };
    const spareMin = Math.round((Date.parse(route.shiftEndAt) - Date.parse(endOf(route))) / 60_000);
    yield {
      type: "figures",
      figures: [
        figure(spareMin >= 0 ? "minutes to spare" : "minutes of overtime", Math.abs(spareMin), "min"),
        figure("stops left", route.stopsLeft, ""),
      ],
    };
    yield rowsPart(
      plan.subject.label,
      [
        "name",
        "status",
        "expectedEndAt",
        "endedAt",
        "shiftEndAt",
        "delayS",
        "stopsLeft",
        "driver",
        "vehicle",
      ],
      found.rows,
    );
    yield listLink("routes", { filters });
  }

  async function* proof(
    scope: Scope,
    plan: Extract<QueryPlan, { kind: "proof" }>,
    window: TimeWindow | null,
  ): AsyncGenerator<Part> {
    const day = operations.serviceDay(scope);
    const rows = await readProofs(db, scope, plan.siteIds, window?.firstDay ?? day, window?.lastDay ?? day);
    const done = rows.filter((row) => row.status === "done");
    const zone = window?.timeZone ?? "UTC";
    const at = (date: Date | null) =>
      date?.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }) ?? "";
    const text =
      rows.length === 0
        ? `No visit of ${plan.label} is planned ${window?.label ?? "today"}.`
        : done.length > 0
          ? `Yes: ${done.map((d) => `${d.stream} at ${at(d.doneAt)} by ${d.vehicle ?? "an unknown vehicle"} on ${d.route ?? "no route"}`).join("; ")}.`
          : `Not yet: ${rows.map((r) => `${r.stream} is ${r.status}${r.reason ? ` (${r.reason})` : ""}, planned for ${at(r.plannedAt)}`).join("; ")}.`;
    yield { type: "text", text };
    yield rowsPart(
      `visits of ${plan.label}`,
      ["site", "stream", "status", "doneAt", "plannedAt", "route", "vehicle", "lifts", "weightKg", "proofs"],
      rows.map((row) => ({
        ...row,
        plannedAt: row.plannedAt.toISOString(),
        arrivedAt: row.arrivedAt?.toISOString() ?? null,
        doneAt: row.doneAt?.toISOString() ?? null,
      })),
    );
    yield listLink("stops", { filters: [{ column: "siteId", op: "in", value: plan.siteIds }] });
  }

  async function* breakdowns(scope: Scope): AsyncGenerator<Part> {
    const open = await operations.page("exceptions", scope, {
      filters: [
        { column: "kind", op: "eq", value: "vehicle-breakdown" },
        { column: "isOpen", op: "eq", value: true },
      ],
      sort: [{ column: "openedAt", descending: true }],
      offset: 0,
      limit: 50,
    });
    const routeIds = open.rows.flatMap((row) => (row.routeId === null ? [] : [row.routeId]));
    const filters: ListWindow["filters"] = [
      { column: "routeId", op: "in", value: routeIds },
      { column: "status", op: "eq", value: "pending" },
    ];
    const stops =
      routeIds.length === 0
        ? null
        : await operations.page("stops", scope, {
            filters,
            sort: [{ column: "plannedAt", descending: false }],
            offset: 0,
            limit: 200,
          });
    yield {
      type: "figures",
      figures: [figure("breakdowns", open.total, ""), figure("stops at risk", stops?.total ?? 0, "")],
    };
    yield rowsPart(
      "breakdowns",
      ["vehicle", "route", "driver", "openedAt", "respondBy", "owner", "note"],
      open.rows,
      "map",
      open.total,
    );
    if (!stops) return;
    yield rowsPart(
      "stops at risk",
      ["site", "route", "stream", "plannedAt", "expectedAt", "windowEndAt"],
      stops.rows,
      "table",
      stops.total,
    );
    yield listLink("stops", { filters });
  }

  return async function* execute(
    scope: Scope,
    plan: QueryPlan,
    window: TimeWindow | null,
  ): AsyncGenerator<Part> {
    switch (plan.kind) {
      case "list":
        return yield* list(scope, plan);
      case "count":
        return yield* count(scope, plan);
      case "group":
        return yield* group(scope, plan);
      case "nearest":
        return yield* nearest(scope, plan);
      case "zone":
        return yield* zone(scope, plan);
      case "finish":
        return yield* finish(scope, plan, window);
      case "proof":
        return yield* proof(scope, plan, window);
      case "breakdowns":
        return yield* breakdowns(scope);
      case "changes": {
        const found = await operations.changes(scope, plan.since, 5000);
        const { until } = plan;
        const timely = until ? found.filter(({ at }) => at < until) : found;
        const route = plan.route ? await runsOf(scope, plan.route, window) : null;
        const changes = route
          ? timely.filter(({ routeId }) => route.rows.some(({ id }) => id === routeId))
          : timely;
        yield { type: "figures", figures: [figure("changes", changes.length, "")] };
        yield rowsPart(
          `changes ${plan.label}`,
          ["when", "happened", "subject", "detail"],
          changes.slice(0, 200).map(changeRow),
          "table",
          changes.length,
        );
        if (route)
          yield rowsPart(
            `${plan.route} as it stands`,
            [
              "name",
              "status",
              "startedAt",
              "expectedEndAt",
              "endedAt",
              "delayS",
              "stopsDone",
              "stopsTotal",
              "driver",
            ],
            route.rows,
            "table",
            route.total,
          );
        return yield { type: "link", href: "/today", label: "Open today" };
      }
      case "collection-weeks":
        yield* executeWeeks(fleet, scope, plan);
        return yield listLink("sites", {
          filters: [
            { column: "streams", op: "eq", value: plan.stream },
            ...(plan.zones.length > 0 ? [{ column: "zone", op: "in" as const, value: [...plan.zones] }] : []),
          ],
        });
      case "measure":
      case "waits":
      case "calls":
        return yield* executeSums(deps, scope, plan, window);
      case "definition":
        yield { type: "text", text: KPI_SENTENCES[plan.name] ?? "" };
        return yield {
          type: "link",
          href: `/kpi?kpi=${plan.name}`,
          label: `Open ${KPI_WORDS[plan.name] ?? plan.name}`,
        };
      default:
        return yield* executeKpi(deps, scope, plan, window);
    }
  };
};

/** Runs a plan as the asker. */
export type Execute = ReturnType<typeof createExecute>;

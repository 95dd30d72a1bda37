import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { readProofs } from "#server/ask/store.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Change } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { ListWindow } from "#server/platform/list.schema.ts";

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

// As many stops as a map of one zone shows apart.
const ZONE_STOPS = 200;

/** Runs plans about the running day: what is near, in a zone, changed, broken down, served, and when it ends. */
export const createExecuteDay = ({ db, operations }: { db: Db; operations: Operations }) => {
  async function* nearest(scope: Scope, plan: Extract<QueryPlan, { kind: "nearest" }>): AsyncGenerator<Part> {
    const { minRoomKg, limit, streams, maxLoadPct } = plan;
    const found = await operations.nearest(scope, plan.place, minRoomKg, limit, streams, maxLoadPct);
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
    const [vehicles, routes, stops, exceptions] = await Promise.all([
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
      plan.withStops
        ? operations.page("stops", scope, {
            filters: [
              { column: "serviceDay", op: "eq", value: day },
              { column: "zone", op: "eq", value: plan.zone },
              { column: "status", op: "eq", value: "pending" },
            ],
            sort: [{ column: "expectedAt", descending: false }],
            offset: 0,
            limit: ZONE_STOPS,
          })
        : null,
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
        ...(stops ? [figure("stops left today", stops.total, "")] : []),
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
    if (stops)
      yield rowsPart(
        "stops left in the zone, the next first",
        ["site", "route", "stream", "expectedAt", "windowEndAt", "vehicle"],
        stops.rows,
        "map",
        stops.total,
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

  async function* breakdowns(
    scope: Scope,
    plan: Extract<QueryPlan, { kind: "breakdowns" }>,
  ): AsyncGenerator<Part> {
    const open = await operations.page("exceptions", scope, {
      filters: [
        { column: "kind", op: "eq", value: "vehicle-breakdown" },
        { column: "isOpen", op: "eq", value: true },
        ...(plan.filters ?? []),
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

  async function* changes(
    scope: Scope,
    plan: Extract<QueryPlan, { kind: "changes" }>,
    window: TimeWindow | null,
  ): AsyncGenerator<Part> {
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
    yield { type: "link", href: "/today", label: "Open today" };
  }

  return { nearest, zone, finish, proof, breakdowns, changes };
};

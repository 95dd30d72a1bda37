import { COUNTED_COLUMNS } from "#server/ask/core/columns.ts";
import { executeCosts } from "#server/ask/execute-costs.ts";
import { createExecuteDay } from "#server/ask/execute-day.ts";
import { executeDayTotals } from "#server/ask/execute-day-totals.ts";
import { executeDefinition } from "#server/ask/execute-definition.ts";
import { type EngineerReads, executeEngineer } from "#server/ask/execute-engineer.ts";
import { type ExplainReads, executeExplain } from "#server/ask/execute-explain.ts";
import { executeForecast, type ForecastReads } from "#server/ask/execute-forecast.ts";
import { executeGroups } from "#server/ask/execute-groups.ts";
import { executeKpi } from "#server/ask/execute-kpi.ts";
import { executeOwn } from "#server/ask/execute-own.ts";
import { figure, listLink, type Part, rowsPart, withDerived } from "#server/ask/execute-parts.ts";
import { createExecutePassages, type PassageSearch } from "#server/ask/execute-passages.ts";
import { executePlatform, type PlatformReads } from "#server/ask/execute-platform.ts";
import { executePropose } from "#server/ask/execute-propose.ts";
import { executeRecords } from "#server/ask/execute-records.ts";
import { executeSavings } from "#server/ask/execute-savings.ts";
import type { KpiReads } from "#server/ask/execute-shares.ts";
import { executeSums } from "#server/ask/execute-sums.ts";
import { executeWeeks } from "#server/ask/execute-weeks.ts";
import type { ListName, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { countContainers } from "#server/ask/store.ts";
import { listDrafts } from "#server/ask/store-drafts.ts";
import type { Changes } from "#server/ask/undoing.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { ListPage, ListWindow } from "#server/platform/list.schema.ts";
import type { Routing } from "#server/routing/service.ts";

/** What plans are run on. */
export type ExecuteDeps = KpiReads &
  Pick<ExplainReads, "places"> & {
    passages: PassageSearch;
    forecasts: ForecastReads["forecasts"];
    /** Prices an extra stop; null where no solver is at hand. */
    extraPlaces: Routing["board"]["extraPlaces"] | null;
    /** Prices stops that go to other trucks; null where no solver is at hand. */
    handOver: Routing["board"]["handOver"] | null;
    /** The record of changes; null where it is not at hand. */
    changes: Changes | null;
    /** What the product tells of itself; null where it is not at hand. */
    engineer: EngineerReads | null;
    /** What is told of outside services and of coordination; null where it is not at hand. */
    platform: PlatformReads | null;
    db: Db;
    operations: Operations;
    fleet: Fleet;
  };

type List = Extract<QueryPlan, { kind: "list" }>;
/** Runs plans over the services, as the asker; yields the parts of the answer in order. */
export const createExecute = (deps: ExecuteDeps) => {
  const { db, operations, fleet } = deps;
  const day = createExecuteDay(deps);
  const passages = createExecutePassages(deps);

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
    const rows = withDerived(found.rows, plan.columns, Date.parse(operations.clock(scope).now));
    yield rowsPart(plan.list, plan.columns, rows, plan.view, found.total);
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

  return async function* execute(
    scope: Scope,
    plan: QueryPlan,
    window: TimeWindow | null,
    isAfresh = false,
  ): AsyncGenerator<Part> {
    switch (plan.kind) {
      case "passages":
        return yield* passages(scope, plan, isAfresh);
      case "list":
        return yield* list(scope, plan);
      case "count":
        return yield* count(scope, plan);
      case "group":
        return yield* executeGroups(deps, scope, plan);
      case "nearest":
        return yield* day.nearest(scope, plan);
      case "zone":
        return yield* day.zone(scope, plan);
      case "finish":
        return yield* day.finish(scope, plan, window);
      case "proof":
        return yield* day.proof(scope, plan, window);
      case "breakdowns":
        return yield* day.breakdowns(scope, plan);
      case "changes":
        return yield* day.changes(scope, plan, window);
      case "collection-weeks":
        yield* executeWeeks(fleet, scope, plan);
        return yield listLink("sites", {
          filters: [
            { column: "streams", op: "eq", value: plan.stream },
            ...(plan.zones.length > 0 ? [{ column: "zone", op: "in" as const, value: [...plan.zones] }] : []),
          ],
        });
      case "forecast":
        return yield* executeForecast(deps, scope, plan);
      case "propose":
        return yield* executePropose({ ...deps, drafts: (own) => listDrafts(db, own) }, scope, plan);
      case "engineer":
        return yield* executeEngineer({ db, reads: deps.engineer }, scope, plan);
      case "own":
        return yield* executeOwn(deps, scope, plan);
      case "outside":
      case "coordination":
      case "briefing":
        return yield* executePlatform(deps.platform, scope, plan);
      case "explain":
      case "explain-count":
      case "explain-kpi":
      case "explain-sum":
      case "why-stop":
        return yield* executeExplain(deps, scope, plan);
      case "records":
      case "fitness":
        return yield* executeRecords(deps, scope, plan);
      case "overtime-cost":
      case "balance":
        return yield* executeCosts(deps, scope, plan, window);
      case "electric":
      case "replanned":
        return yield* executeSavings(deps, scope, plan);
      case "measure":
      case "waits":
      case "calls":
        return yield* executeSums(deps, scope, plan, window);
      case "day-totals":
        return yield* executeDayTotals(deps, scope, plan);
      case "definition":
        return yield* executeDefinition(plan);
      default:
        return yield* executeKpi(deps, scope, plan, window);
    }
  };
};

/** Runs a plan as the asker. */
export type Execute = ReturnType<typeof createExecute>;

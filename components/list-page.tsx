"use client";

import type { RowData } from "@tanstack/react-table";
import { Inbox, RefreshCw, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { RealAge } from "#components/age.tsx";
import { useDayClock, useIsStale } from "#components/day-clock.ts";
import { type Filterable, FilterBar } from "#components/list/filter-bar.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import {
  ColumnPicker,
  DayPicker,
  ExportMenu,
  ListSearch,
  SortSelect,
} from "#components/list/list-toolbar.tsx";
import { RowDetail } from "#components/list/row-detail.tsx";
import { useColumns } from "#components/list/use-columns.ts";
import { useListUrl } from "#components/list/use-list-url.ts";
import { useMedia } from "#components/list/use-media.ts";
import { type RowSource, useRowWindows } from "#components/list/use-row-windows.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useDepot } from "#components/shell/use-depot.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { StatePanel } from "#components/ui/states.tsx";
import { VirtualTable } from "#components/virtual-table.tsx";
import type { ListQuery } from "#server/platform/list.schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";

const STALE_MS = 90_000;

/** A page that is one list: search, filters, order, columns, export, and the panel of the row that is open. */
export const ListPageView = <Row extends RowData>({ config }: { config: ListConfig<Row> }) => {
  const t = useTranslations("list");
  const { query, setQuery, id, setId, day, setDay } = useListUrl();
  const [depotId] = useDepot();
  const today = useDayClock()?.serviceDay;
  const columns = useColumns(config.name, config.columns);
  const isPhone = useMedia("(max-width: 767px)");

  const asksForDays = query.filters.some(({ column }) => column === "serviceDay");
  const serviceDay = config.isByDay && !asksForDays ? (day ?? today) : undefined;
  const asked = useMemo(
    (): ListQuery => ({
      ...query,
      filters:
        depotId !== null && config.depotColumn
          ? [...query.filters, { column: config.depotColumn, op: "eq", value: depotId }]
          : query.filters,
    }),
    [query, depotId, config.depotColumn],
  );
  const params = listQueryToParams(asked);
  if (serviceDay !== undefined) params.set("serviceDay", serviceDay);
  const source: RowSource<Row> = {
    key: [config.name, params.toString()],
    fetch: (window, signal) =>
      config.fetch({ ...asked, ...window, ...(serviceDay === undefined ? {} : { serviceDay }) }, signal),
  };
  const rows = useRowWindows(source, config.refetchMs ?? false);
  const isStale = useIsStale(rows.updatedAtMs, STALE_MS);
  const age = rows.updatedAtMs === undefined ? null : <RealAge atMs={rows.updatedAtMs} />;
  const isNarrowed = query.filters.length > 0 || query.search !== undefined;

  const fields: Filterable[] = [
    ...config.columns.flatMap(({ key, filterKey = key, label, filter }) =>
      filter ? [{ key: filterKey, label, filter }] : [],
    ),
    ...(config.moreFilters ?? []),
  ];
  const clear = () => setQuery({ search: "", filters: [] });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from anywhere on the page
    <div
      className="flex min-h-0 flex-1"
      onKeyDown={(event) => {
        if (event.key === "Escape" && id !== null && !event.defaultPrevented) setId(null);
      }}
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1.5 border-b bg-surface px-3 py-2">
          <h1 className="me-2 font-semibold text-base max-md:sr-only">{config.title}</h1>
          <ListSearch
            what={config.title}
            value={query.search ?? ""}
            onChange={(search) => setQuery({ search })}
          />
          {config.isByDay && !asksForDays ? <DayPicker day={day} onChange={setDay} /> : null}
          <FilterBar fields={fields} filters={query.filters} onChange={(filters) => setQuery({ filters })} />
          <div className="ms-auto flex items-center gap-1">
            <span
              role="status"
              className="flex items-center gap-1.5 whitespace-nowrap px-1 text-muted text-xs"
            >
              {rows.total === undefined ? null : (
                <span className="tabular-nums">{t("total", { count: rows.total })}</span>
              )}
              {isStale && age ? (
                <span className="text-warn">{t.rich("stale", { age: () => age })}</span>
              ) : (
                <span className="text-faint max-sm:hidden">
                  {age ? t.rich("asOf", { age: () => age }) : null}
                </span>
              )}
            </span>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t("refresh")}
              title={t("refresh")}
              onClick={() => void rows.refetch()}
            >
              <RefreshCw className={cn(rows.isFetching && "animate-spin")} />
            </Button>
            {isPhone ? (
              <SortSelect columns={config.columns} sort={query.sort} onSort={(sort) => setQuery({ sort })} />
            ) : null}
            <ColumnPicker columns={columns} />
            <ExportMenu
              name={config.name}
              params={params}
              total={rows.total}
              hasPoints={config.hasPoints ?? false}
            />
          </div>
        </div>
        {rows.error && (rows.total === undefined || rows.isBehind) ? (
          <LoadFailed error={rows.error} onRetry={() => void rows.refetch()} />
        ) : (
          <VirtualTable
            label={config.title}
            columns={columns}
            rows={rows}
            rowId={config.rowId}
            sort={query.sort}
            onSort={(sort) => setQuery({ sort })}
            selectedId={id}
            onOpen={(row) => setId(config.rowId(row))}
            compact={isPhone ? config.compact : undefined}
            empty={
              <StatePanel
                icon={isNarrowed ? SearchX : Inbox}
                title={isNarrowed ? t("emptyFiltered") : t("emptyTitle")}
                action={isNarrowed ? <Button onClick={clear}>{t("clearFilters")}</Button> : null}
              >
                {isNarrowed ? t("emptyFilteredBody") : null}
              </StatePanel>
            }
          />
        )}
      </div>
      {id === null ? null : <RowDetail config={config} id={id} onClose={() => setId(null)} />}
    </div>
  );
};

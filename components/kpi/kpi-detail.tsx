"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn, Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { saveCsv, toCsv } from "#components/ask/csv.ts";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { KPI_DIMENSIONS } from "#server/operations/names.schema.ts";
import type { KpiDimension, KpiFilter, KpiTile } from "#server/operations/schema.ts";
import { definitionKey, useKpiText } from "./kpi-figure.tsx";
import { daysBefore, groupLabel, isTimeDimension } from "./kpi-format.ts";
import { KpiTable } from "./kpi-table.tsx";
import { LazyChart } from "./lazy-chart.tsx";
import type { useKpiUrl } from "./use-kpi-url.ts";

const SPANS = [7, 28, 91, 364] as const;

type Url = ReturnType<typeof useKpiUrl>;

const SpanPicker = ({ filter, url }: { filter: KpiFilter; url: Url }) => {
  const t = useTranslations("kpi");
  const today = url.today ?? filter.to;
  const span = SPANS.find((days) => filter.to === today && filter.from === daysBefore(today, days - 1));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <NativeSelect
        aria-label={t("span")}
        value={span ?? ""}
        onChange={({ target }) => url.set({ from: daysBefore(today, Number(target.value) - 1), to: today })}
      >
        {span === undefined ? <option value="">{t("span")}</option> : null}
        {SPANS.map((days) => (
          <option key={days} value={days}>
            {t(`spans.${days}`)}
          </option>
        ))}
      </NativeSelect>
      <Input
        type="date"
        aria-label={t("from")}
        className="w-36"
        value={filter.from}
        max={filter.to}
        onChange={({ target }) => url.set({ from: target.value === "" ? null : target.value })}
      />
      <Input
        type="date"
        aria-label={t("to")}
        className="w-36"
        value={filter.to}
        max={today}
        onChange={({ target }) => url.set({ to: target.value === "" ? null : target.value })}
      />
    </div>
  );
};

/** One KPI over a span of days, split by a dimension: as a chart, as a table beside it, and as a file. */
export const KpiDetail = ({ tile, filter, url }: { tile: KpiTile; filter: KpiFilter; url: Url }) => {
  const t = useTranslations("kpi");
  const common = useTranslations("common");
  const formats = useFormats();
  const text = useKpiText();
  const trpc = useTRPC();
  const { by } = url;
  const { name, unit, isMoreBetter, target } = tile;
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 };
  const groups = useQuery(trpc.operations.kpis.breakdown.queryOptions({ name, filter, by }, options));
  const whole = useQuery(trpc.operations.kpis.value.queryOptions({ name, filter }, options));
  const title = t(`name.${name}`);
  const rows = (groups.data ?? []).map((group) => ({
    ...group,
    label: groupLabel(formats, by, group.key, (namespace, key) =>
      common.has(`${namespace}.${key}`) ? common(`${namespace}.${key}`) : null,
    ),
  }));
  const isTime = isTimeDimension(by);
  const ordered =
    isTime || by === "weekday"
      ? [...rows].sort((a, b) => a.key.localeCompare(b.key))
      : [...rows].sort((a, b) => ((b.value ?? 0) - (a.value ?? 0)) * (isMoreBetter ? 1 : -1));
  const save = () =>
    saveCsv(
      `${name}-by-${by}-${filter.from}-${filter.to}.csv`,
      toCsv(
        [by, `${name} (${unit})`, "numerator", "denominator"],
        ordered.map(({ key, value, numerator, denominator }) => [key, value, numerator, denominator]),
      ),
    );
  const overall = t("overall", { from: formats.day(filter.from), to: formats.day(filter.to) });
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b p-3 ps-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold text-base">{title}</span>
            {whole.data ? (
              <span className="font-semibold text-base text-accent-text tabular-nums">
                {text(unit, whole.data.value)}
              </span>
            ) : (
              <Skeleton className="inline-block w-14" />
            )}
            <span className="text-muted text-xs">{overall}</span>
          </h2>
          <p className="text-muted text-xs">{t(definitionKey(name))}</p>
        </div>
        <NativeSelect
          aria-label={t("by")}
          value={by}
          onChange={({ target: { value } }) => url.set({ by: value as KpiDimension })}
        >
          {KPI_DIMENSIONS.map((dimension) => (
            <option key={dimension} value={dimension}>
              {t(`dimension.${dimension}`)}
            </option>
          ))}
        </NativeSelect>
        <SpanPicker filter={filter} url={url} />
        <div className="flex gap-1">
          <Button variant="ghost" title={t("csvHint")} onClick={save} disabled={ordered.length === 0}>
            <Download aria-hidden />
            {t("csv")}
          </Button>
          <Button variant="ghost" size="icon" aria-label={t("close")} onClick={() => url.set({ kpi: null })}>
            <X />
          </Button>
        </div>
      </div>
      {groups.error ? (
        <LoadFailed error={groups.error} onRetry={() => void groups.refetch()} />
      ) : groups.data?.length === 0 ? (
        <StatePanel icon={ChartColumn} title={t("emptyTitle")}>
          {t("emptyBody")}
        </StatePanel>
      ) : (
        <div aria-busy={groups.isFetching} className="grid lg:grid-cols-[minmax(0,1fr)_24rem] [&>*]:min-w-0">
          <ScrollBox
            label={t("chartOf", { name: title, by: t(`dimension.${by}`) })}
            className="max-h-112 overflow-y-auto p-3"
          >
            {groups.data ? (
              <LazyChart
                points={ordered}
                shape={isTime ? "line" : "bar"}
                text={(value) => text(unit, value)}
                axisText={unit === "money" ? (value) => formats.roundMoney(100 * value) : undefined}
                label={t("chartOf", { name: title, by: t(`dimension.${by}`) })}
                target={target}
                targetLabel={target === null ? undefined : t("target", { value: text(unit, target) })}
              />
            ) : (
              <Skeleton className="h-72 w-full" />
            )}
          </ScrollBox>
          <KpiTable
            rows={isTime ? ordered.toReversed() : ordered}
            tile={tile}
            by={by}
            whole={whole.data?.value ?? null}
          />
        </div>
      )}
    </section>
  );
};

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { useIsStale } from "#components/day-clock.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { StreamSelect } from "#components/stream-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { KPI_NAMES } from "#server/operations/names.schema.ts";
import { KpiDetail } from "./kpi-detail.tsx";
import { daysBefore } from "./kpi-format.ts";
import { KpiTileCard } from "./kpi-tile.tsx";
import { useKpiUrl } from "./use-kpi-url.ts";

const LIVE_MS = 5_000;
const STALE_MS = 90_000;

const gridClass =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-px overflow-hidden rounded-lg border bg-surface [&>*]:shadow-[0_0_0_1px_var(--line)]";

const TilesSkeleton = () => (
  <div className={gridClass} aria-busy>
    {KPI_NAMES.map((name) => (
      <div key={name} className="flex h-44 flex-col gap-4 bg-surface p-4">
        <Skeleton />
        <Skeleton className="h-6 w-20" />
        <Skeleton className="w-40" />
      </div>
    ))}
  </div>
);

const DayBar = ({ url }: { url: ReturnType<typeof useKpiUrl> }) => {
  const t = useTranslations("kpi");
  const { serviceDay, today } = url;
  if (serviceDay === null || today === null) return <Skeleton className="h-8 w-52" />;
  const go = (day: string) => url.set({ day: day === today ? null : day });
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("previousDay")}
        onClick={() => go(daysBefore(serviceDay, 1))}
      >
        <ChevronLeft className="rtl:rotate-180" />
      </Button>
      <Input
        type="date"
        aria-label={t("day")}
        className="w-36"
        value={serviceDay}
        max={today}
        onChange={({ target }) => {
          if (target.value !== "") go(target.value);
        }}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("nextDay")}
        disabled={serviceDay >= today}
        onClick={() => go(daysBefore(serviceDay, -1))}
      >
        <ChevronRight className="rtl:rotate-180" />
      </Button>
      {serviceDay === today ? null : <Button onClick={() => go(today)}>{t("today")}</Button>}
    </div>
  );
};

/** The KPIs of a service day as tiles, kept current while it runs; the one that is open with its chart above them. */
export const KpiView = () => {
  const t = useTranslations("kpi");
  const formats = useFormats();
  const trpc = useTRPC();
  const url = useKpiUrl();
  const { serviceDay, isToday, limits, filter } = url;
  const query = useQuery(
    trpc.operations.kpis.tiles.queryOptions(
      { ...limits, ...(serviceDay === null ? {} : { serviceDay }) },
      { enabled: serviceDay !== null, placeholderData: keepPreviousData },
    ),
  );
  const { data, error, refetch, dataUpdatedAt, isFetching } = query;
  useLiveRefresh(
    ["routes", "clock"],
    () => {
      if (isToday && document.visibilityState === "visible") void refetch();
    },
    LIVE_MS,
  );
  const isStale = useIsStale(isToday ? dataUpdatedAt : null, STALE_MS);
  const open = data?.find(({ name }) => name === url.kpi);
  const top = useRef<HTMLDivElement>(null);
  const openName = open?.name;
  useEffect(() => {
    if (openName) top.current?.scrollTo({ top: 0, behavior: "smooth" });
  }, [openName]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
    <section ref={top} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto" aria-label={t("title")}>
      <div className="mx-auto flex max-w-[110rem] flex-col gap-4 p-3 md:p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="me-auto">
            <h1 className="font-semibold text-lg">{t("title")}</h1>
            <p className="text-muted text-xs">
              {serviceDay === null
                ? null
                : `${formats.day(serviceDay)}, ${t(isToday ? "running" : "finished")}`}
            </p>
          </div>
          <p role="status" className={cn("text-xs tabular-nums", isStale ? "text-warn" : "text-faint")}>
            {dataUpdatedAt > 0
              ? t.rich(isStale ? "stale" : "asOf", { age: () => <RealAge atMs={dataUpdatedAt} /> })
              : null}
          </p>
          <Button variant="ghost" size="icon" aria-label={t("refresh")} onClick={() => void refetch()}>
            <RefreshCw className={cn(isFetching && "animate-spin")} />
          </Button>
          <StreamSelect value={url.stream} onChange={(stream) => url.set({ stream })} />
          <DayBar url={url} />
        </div>
        {open && filter ? <KpiDetail tile={open} filter={filter} url={url} /> : null}
        {data && serviceDay !== null ? (
          <div className={gridClass}>
            {data.map((tile) => (
              <KpiTileCard
                key={tile.name}
                tile={tile}
                serviceDay={serviceDay}
                isOpen={tile.name === openName}
                onOpen={() => url.set({ kpi: tile.name === openName ? null : tile.name })}
              />
            ))}
          </div>
        ) : error ? (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ) : (
          <TilesSkeleton />
        )}
      </div>
    </section>
  );
};

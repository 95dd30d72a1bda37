"use client";

import { useIsFetching, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { FleetRisksSection } from "#components/maintenance/fleet-risks.tsx";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { ContainersCard } from "./containers-card.tsx";
import { DaysCard } from "./days-card.tsx";
import { ForecastFilters } from "./forecast-filters.tsx";
import { RoutesCard } from "./routes-card.tsx";
import { useForecastUrl } from "./use-forecast-url.ts";
import { UsedCard } from "./used-card.tsx";
import { WarnedCard } from "./warned-card.tsx";

const DAY_MS = 86_400_000;

/** What the newest forecasts stand on, how old the page is, and whether yesterday is missing in them. */
const Made = ({ query }: { query: ReturnType<typeof useForecastUrl>["query"] }) => {
  const t = useTranslations("forecast");
  const formats = useFormats();
  const trpc = useTRPC();
  const { data, dataUpdatedAt } = useQuery(trpc.forecast.days.queryOptions(query));
  if (!data || data.madeFrom === null) return null;
  const day = formats.day(data.madeFrom);
  const isStale = Date.parse(data.today) - Date.parse(data.madeFrom) > DAY_MS;
  return (
    <p role="status" className={cn("text-xs tabular-nums", isStale ? "text-warn" : "text-faint")}>
      {isStale ? t("stale", { day }) : t("madeFrom", { day })}
      {" · "}
      {t.rich("asOf", { age: () => <RealAge atMs={dataUpdatedAt} /> })}
    </p>
  );
};

/** What is to be expected, with its ranges, beside what happened: days, containers, routes and failures of vehicles. */
export const ForecastView = () => {
  const t = useTranslations("forecast");
  const trpc = useTRPC();
  const client = useQueryClient();
  const url = useForecastUrl();
  const told = [trpc.forecast.pathFilter(), trpc.maintenance.pathFilter()] as const;
  const isFetching = useIsFetching(told[0]) + useIsFetching(told[1]) > 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
    <section tabIndex={0} className="min-h-0 flex-1 overflow-y-auto" aria-label={t("title")}>
      <div className="mx-auto flex max-w-[110rem] flex-col gap-4 p-3 md:p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="me-auto">
            <h1 className="font-semibold text-lg">{t("title")}</h1>
            <Made query={url.query} />
          </div>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("refresh")}
            onClick={() => {
              for (const filter of told) void client.invalidateQueries(filter);
            }}
          >
            <RefreshCw className={cn(isFetching && "animate-spin")} />
          </Button>
          <ForecastFilters url={url} />
        </div>
        <DaysCard query={url.query} />
        <div className="grid items-start gap-4 xl:grid-cols-2 [&>*]:min-w-0">
          <ContainersCard places={url.places} />
          <RoutesCard places={url.places} />
          <div className="flex flex-col gap-4 xl:col-span-2">
            <UsedCard depotId={url.places.depotId} />
            <WarnedCard depotId={url.places.depotId} />
            <FleetRisksSection depotId={url.places.depotId} />
          </div>
        </div>
      </div>
    </section>
  );
};

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, TrendingUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { saveCsv, toCsv } from "#components/ask/csv.ts";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { ToldDays } from "#server/forecast/schema.ts";
import { DayFigures } from "./day-figures.tsx";
import { DayLegend } from "./day-legend.tsx";
import { DayTable } from "./day-table.tsx";
import { useMeasureText, useMethodText } from "./forecast-text.ts";
import { LazyDayChart } from "./lazy-day-chart.tsx";
import type { useForecastUrl } from "./use-forecast-url.ts";

type Query = ReturnType<typeof useForecastUrl>["query"];

const save = (told: ToldDays, { measure }: Query): void =>
  saveCsv(
    `forecast-${measure}-${told.today}.csv`,
    toCsv(
      ["day", "made_from", "foretold", "low80", "high80", "low90", "high90", "happened", "method"],
      told.days.map((d) => [
        ...[d.day, d.madeFrom, d.point, d.low80, d.high80, d.low90, d.high90],
        ...[d.actual, d.method],
      ]),
    ),
  );

/** Days of the measure chosen: what happened against what was foretold, and what comes. */
export const DaysCard = ({ query }: { query: Query }) => {
  const t = useTranslations("forecast");
  const formats = useFormats();
  const methodText = useMethodText();
  const text = useMeasureText(query.measure);
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    trpc.forecast.days.queryOptions(query, { placeholderData: keepPreviousData }),
  );
  const title = t(`measures.${query.measure}`);
  const words = {
    label: t("chartOf", { name: title }),
    actual: t("actual"),
    expected: t("expected"),
    range80: t("range80"),
    range90: t("range90"),
    today: t("todayLine"),
  };
  const newest = data?.days.at(-1);
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b p-3 ps-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold text-base">{title}</h2>
          <p className="text-muted text-xs">
            {t(`definitions.${query.vehicleId === null ? query.measure : "vehicle"}`)}
            {newest ? ` · ${t("method", { method: methodText(newest.method) })}` : null}
          </p>
        </div>
        <Button
          variant="ghost"
          title={t("csvHint")}
          disabled={!data || data.days.length === 0}
          onClick={() => data && save(data, query)}
        >
          <Download aria-hidden />
          {t("csv")}
        </Button>
      </div>
      {error && !data ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : data?.days.length === 0 ? (
        <StatePanel icon={TrendingUp} title={t("emptyTitle")}>
          {t("emptyBody")}
        </StatePanel>
      ) : data ? (
        <div aria-busy={isFetching}>
          <DayFigures told={data} text={text} />
          <div className="grid border-t lg:grid-cols-[minmax(0,1fr)_28rem] [&>*]:min-w-0">
            <div className="flex flex-col gap-2 p-3">
              <DayLegend words={words} />
              <LazyDayChart
                days={data.days}
                today={data.today}
                text={text}
                dayText={formats.day}
                words={words}
              />
              {data.isAdded ? <p className="text-warn text-xs">{t("added")}</p> : null}
            </div>
            <DayTable days={data.days} today={data.today} title={title} text={text} />
          </div>
        </div>
      ) : (
        <div aria-busy className="flex flex-col gap-4 p-4">
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-72 w-full" />
        </div>
      )}
    </section>
  );
};

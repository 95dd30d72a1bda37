"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { PageHead } from "#components/page-head.tsx";
import { PlatformNote } from "#components/platform-right.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "#components/url-state.ts";
import { FactStrip } from "./fact-strip.tsx";
import { LazyAlerts } from "./lazy-alerts.tsx";
import { LazyCaches, LazyDatabase } from "./lazy-database.tsx";
import { LazyExamples } from "./lazy-examples.tsx";
import { LazySearchIndex } from "./lazy-search-index.tsx";
import { LazyTuning } from "./lazy-tuning.tsx";
import { MemoryFacts } from "./memory-facts.tsx";
import { MeterDetail } from "./meter-detail.tsx";
import { PoolFacts } from "./pool-facts.tsx";
import { ProcessFacts } from "./process-facts.tsx";
import { ScoreRows } from "./score-rows.tsx";
import { COMPARED, WINDOWS } from "./series.ts";
import { SlowRequests } from "./slow-requests.tsx";

const REFETCH_MS = 10_000;
const STALE_MS = 45_000;
const FIRST_METER = "api.request_ms";
const KEYS = WINDOWS.map(({ key }) => key);

/** In the address: requests of every name, whatever series is shown. */
const ALL = "*";

/** The procedure whose series is shown, so that its slowest calls are shown with it. */
const procedureOf = (labels: string | null): string | null =>
  labels
    ?.split(",")
    .find((pair) => pair.startsWith("procedure="))
    ?.slice("procedure=".length) ?? null;

/** How fast and how well the product does what it promises, from real traffic: the scorecard, the process, any meter. */
export const PerformanceView = () => {
  const t = useTranslations("performance");
  const trpc = useTRPC();
  const [state, setState] = useQueryStates({
    meter: parseAsString.withDefault(FIRST_METER),
    labels: parseAsString,
    slow: parseAsString,
    window: parseAsStringLiteral(KEYS).withDefault("1h"),
    compared: parseAsStringLiteral(COMPARED),
  });
  const score = useQuery(trpc.telemetry.scorecard.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const meters = useQuery(trpc.telemetry.meters.queryOptions(undefined, { refetchInterval: 60_000 }));
  const detail = useRef<HTMLDivElement>(null);
  const open = (meter: string, requests: string | null = null) => {
    void setState({ meter, labels: null, slow: requests });
    detail.current?.scrollIntoView({ behavior: "smooth", block: "nearest" });
  };
  const { data, error, dataUpdatedAt } = score;
  const seen = data?.filter(({ value }) => value !== null).length ?? 0;
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[100rem] flex-col gap-4 p-3 md:p-4">
        <PageHead
          title={t("title")}
          subtitle={t("subtitle")}
          readAtMs={dataUpdatedAt}
          staleMs={STALE_MS}
          asOf={(isStale, age) => t.rich(isStale ? "stale" : "asOf", { age })}
        />
        <PlatformNote />
        <FactStrip label={t("process")}>
          <ProcessFacts onOpen={open} />
          <PoolFacts onOpen={open} />
        </FactStrip>
        <Card
          title={
            <>
              {t("scorecard")}
              {data ? (
                <span className="ms-2 font-normal text-muted text-xs">
                  {t("seen", { seen, total: data.length })}
                </span>
              ) : null}
            </>
          }
          className="overflow-hidden"
        >
          {data ? (
            <ScoreRows
              lines={data}
              openMeter={state.meter}
              onOpen={({ meter, requests }) => open(meter, requests)}
            />
          ) : error ? (
            <LoadFailed error={error} onRetry={() => void score.refetch()} />
          ) : (
            <div className="flex flex-col gap-4 p-4" aria-busy>
              {["w-1/2", "w-2/3", "w-1/3", "w-3/5"].map((width) => (
                <Skeleton key={width} className={width} />
              ))}
            </div>
          )}
        </Card>
        <div ref={detail} className="scroll-mt-4">
          <MeterDetail
            meters={meters.data ?? []}
            name={state.meter}
            labels={state.labels}
            window={state.window}
            compared={state.compared}
            onChange={(change) => void setState("labels" in change ? { ...change, slow: null } : change)}
          />
        </div>
        <SlowRequests
          name={state.slow === ALL ? null : (state.slow ?? procedureOf(state.labels))}
          onName={(slow) => void setState({ slow: slow ?? ALL })}
        />
        <MemoryFacts onOpen={open} />
        <LazyAlerts onOpenMeter={open} />
        <LazyTuning />
        <LazyDatabase />
        <LazyCaches />
        <LazySearchIndex />
        <LazyExamples />
      </div>
    </ScrollBox>
  );
};

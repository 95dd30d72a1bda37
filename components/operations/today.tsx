"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { useIsStale } from "#components/day-clock.ts";
import { later } from "#components/later.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats, useMe } from "#components/me.tsx";
import { useDepot } from "#components/shell/use-depot.ts";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/states.tsx";
import type { Today } from "#server/operations/schema.ts";
import { TodayCard } from "./today-card.tsx";
import { TodayCounts } from "./today-counts.tsx";
import { TodayExceptions } from "./today-exceptions.tsx";
import { TodayLateRoutes, TodayUnassigned } from "./today-routes.tsx";
import { useLiveRefresh } from "./use-live-refresh.ts";

// They stand below what is looked at first, and their code would make the first load heavier.
const TodayChanges = later(
  () => import("./today-changes.tsx").then((module) => module.TodayChanges),
  <Skeleton className="m-4 w-1/2" />,
);
const TodayForecast = later(
  () => import("./today-forecast.tsx").then((module) => module.TodayForecast),
  <Skeleton className="h-24" />,
);

const REFETCH_MS = 30_000;
const LIVE_MS = 4_000;
const STALE_MS = 75_000;

type DayPart = "exceptions" | "lateRoutes" | "unassigned" | "changes";
type Part = DayPart | "forecast";

// A dispatcher begins with what waits for an answer, a manager with what the day will cost.
const LAYOUTS: Record<"dispatch" | "manage", readonly [main: readonly Part[], side: readonly Part[]]> = {
  dispatch: [
    ["exceptions", "unassigned", "forecast"],
    ["lateRoutes", "changes"],
  ],
  manage: [
    ["lateRoutes", "exceptions", "forecast"],
    ["changes", "unassigned"],
  ],
};

// Where there is one column, what waits and what is late come before what is yet to come.
const ONE_COLUMN: Record<"dispatch" | "manage", Readonly<Record<Part, string>>> = {
  dispatch: {
    exceptions: "max-lg:order-1",
    lateRoutes: "max-lg:order-2",
    unassigned: "max-lg:order-3",
    changes: "max-lg:order-4",
    forecast: "max-lg:order-5",
  },
  manage: {
    lateRoutes: "max-lg:order-1",
    exceptions: "max-lg:order-2",
    changes: "max-lg:order-3",
    unassigned: "max-lg:order-4",
    forecast: "max-lg:order-5",
  },
};

const DayPartCard = ({ part, today }: { part: DayPart; today: Today }) => {
  const t = useTranslations("today");
  const formats = useFormats();
  const { leftAt } = useMe();
  const all: Record<DayPart, { rows: number; total?: number; path?: string; body: ReactNode }> = {
    exceptions: {
      rows: today.exceptions.length,
      total: today.counts.exceptionsOpen,
      path: "/exceptions",
      body: <TodayExceptions rows={today.exceptions} />,
    },
    lateRoutes: {
      rows: today.lateRoutes.length,
      total: today.counts.routesLate,
      path: "/routes?f=status:eq:active&sort=-delayS",
      body: <TodayLateRoutes rows={today.lateRoutes} />,
    },
    unassigned: {
      rows: today.unassigned.length,
      total: today.counts.stopsUnassigned,
      path: "/stops?f=isUnassigned:eq:true&f=status:eq:pending",
      body: <TodayUnassigned rows={today.unassigned} />,
    },
    changes: { rows: today.changes.length, body: <TodayChanges rows={today.changes} /> },
  };
  const { rows, total = 0, path, body } = all[part];
  const since = formats.dateTime(today.changesSince);
  return (
    <TodayCard
      title={
        part === "changes"
          ? t(leftAt === today.changesSince ? "sinceLeft" : "since", { time: since })
          : t(`part.${part}`)
      }
      total={total}
      link={path !== undefined && total > 0 ? { path, label: t("showAll") } : undefined}
      nothing={rows === 0 ? t(`empty.${part}`) : null}
    >
      {body}
    </TodayCard>
  );
};

const TodaySkeleton = () => (
  <div className="flex flex-col gap-4" aria-busy>
    <div className="grid grid-cols-2 gap-px rounded-lg border bg-line xl:grid-cols-4">
      {["a", "b", "c", "d"].map((key) => (
        <div key={key} className="flex h-20 flex-col gap-3 bg-surface p-4">
          <Skeleton className="w-16" />
          <Skeleton className="h-5 w-28" />
        </div>
      ))}
    </div>
    <div className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      {["w-1/2", "w-2/3", "w-1/3", "w-3/5", "w-2/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  </div>
);

/** What needs somebody today, in the order of the role's work, kept current. */
export const TodayView = () => {
  const t = useTranslations("today");
  const trpc = useTRPC();
  const formats = useFormats();
  const { role } = useMe();
  const [depotId] = useDepot();
  const query = useQuery(
    trpc.operations.today.queryOptions(depotId === null ? {} : { depotIds: [depotId] }, {
      refetchInterval: REFETCH_MS,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, error, refetch, dataUpdatedAt } = query;
  useLiveRefresh(["exceptions", "routes"], () => void refetch(), LIVE_MS);
  const isStale = useIsStale(dataUpdatedAt, STALE_MS);
  const work = role === "dispatcher" ? "dispatch" : "manage";
  return (
    <section className="min-h-0 flex-1 overflow-y-auto" aria-label={t("title")}>
      <div className="mx-auto flex max-w-[100rem] flex-col gap-4 p-3 md:p-4">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-semibold text-lg">{t("title")}</h1>
          {data ? <p className="text-muted">{formats.day(data.serviceDay)}</p> : null}
          {isStale ? (
            <p role="status" className="ms-auto text-warn text-xs">
              {t.rich("stale", { age: () => <RealAge atMs={dataUpdatedAt} /> })}
            </p>
          ) : null}
        </div>
        {data ? (
          <>
            <TodayCounts counts={data.counts} serviceDay={data.serviceDay} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              {LAYOUTS[work].map((parts) => (
                <div key={parts[0]} className="flex min-w-0 flex-col gap-4 max-lg:contents">
                  {parts.map((part) => (
                    <div key={part} className={cn("min-w-0 empty:hidden", ONE_COLUMN[work][part])}>
                      {part === "forecast" ? (
                        <TodayForecast depotId={depotId} />
                      ) : (
                        <DayPartCard part={part} today={data} />
                      )}
                    </div>
                  ))}
                </div>
              ))}
            </div>
          </>
        ) : error ? (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ) : (
          <TodaySkeleton />
        )}
      </div>
    </section>
  );
};

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import type { LatenessWarning } from "#server/forecast/schema.ts";
import { Delay } from "./delay.tsx";
import { TodayCard } from "./today-card.tsx";

// Told anew once a day.
const STALE_MS = 300_000;

const WarnedRoute = ({ row }: { row: LatenessWarning["rows"][number] }) => {
  const t = useTranslations("today.forecast");
  const formats = useFormats();
  const ends = row.before.map(({ day, lateS }) =>
    t("end", { delay: formats.delay(lateS), day: formats.day(day) }),
  );
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate">
          <span className="font-medium">{row.name}</span>{" "}
          <span className="text-muted">{[row.depot, row.zone].filter(Boolean).join(" · ")}</span>
        </span>
        <Delay delayS={row.point} />
      </span>
      <span className="flex flex-wrap justify-between gap-x-3 text-muted text-xs tabular-nums">
        <span>{t("chance", { chance: formats.chance(row.risk) })}</span>
        <span>{t("range", { low: formats.delay(row.low80), high: formats.delay(row.high80) })}</span>
      </span>
      <span className="text-faint text-xs tabular-nums">
        {ends.length > 0 ? t("before", { ends: ends.join(", ") }) : t("noBefore")}
      </span>
    </li>
  );
};

/** Routes of the next day with work that are likelier late than not: by how much, and how they ended on that weekday before. */
export const TodayForecast = ({ depotId }: { depotId: number | null }) => {
  const t = useTranslations("today.forecast");
  const formats = useFormats();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.forecast.warning.queryOptions(
      { depotId },
      { staleTime: STALE_MS, refetchInterval: STALE_MS, placeholderData: keepPreviousData },
    ),
  );
  if (error && data === undefined) return <LoadFailed error={error} onRetry={() => void refetch()} />;
  if (data === undefined || !data.isOn) return null;
  const { day, rows, total } = data;
  return (
    <TodayCard
      title={day === null ? t("titleNone") : t("title", { day: formats.day(day) })}
      total={total}
      link={{ path: "/forecast", label: t("all") }}
      nothing={rows.length > 0 ? null : day === null ? t("untold") : t("none", { day: formats.day(day) })}
      isGood={day !== null}
    >
      <ul className="divide-y">
        {rows.map((row) => (
          <WarnedRoute key={row.number} row={row} />
        ))}
      </ul>
    </TodayCard>
  );
};

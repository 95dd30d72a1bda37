"use client";

import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { dayNowMs, useDayClock, useTicking } from "#components/day-clock.ts";
import { useFormats, useMe } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";

const zoneName = (timeZone: string, atMs: number): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" })
    .formatToParts(atMs)
    .find(({ type }) => type === "timeZoneName")?.value ?? timeZone;

/** The service day and the time of its clock with its zone, and how fast a simulated day runs. */
export const ClockChip = () => {
  const t = useTranslations("shell");
  const formats = useFormats();
  const clock = useDayClock();
  const time = useTicking(() => formats.timeWithSeconds(new Date(dayNowMs()).toISOString()));
  const minute = useTicking(() => formats.time(new Date(dayNowMs()).toISOString()));
  if (clock === null) return <span className="skeleton h-4 w-36" aria-hidden />;
  return (
    <span
      title={t("clock")}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 overflow-hidden whitespace-nowrap px-2 max-sm:px-1"
    >
      <span className="text-muted max-sm:hidden">{formats.day(clock.serviceDay)}</span>
      <span className="text-muted sm:hidden">{formats.dayOfMonth(clock.serviceDay)}</span>
      <span className="font-medium text-ink tabular-nums max-sm:hidden">{time}</span>
      {/* A phone has no room for the weekday and seconds beside the label of the data. */}
      <span className="font-medium text-ink tabular-nums sm:hidden">{minute}</span>
      <span className="text-muted text-xs max-lg:hidden">{zoneName(clock.timeZone, dayNowMs())}</span>
      {clock.isPaused ? (
        <Badge tone="warn">
          <Pause className="size-3" aria-hidden />
          {t("paused")}
        </Badge>
      ) : null}
      {!clock.isPaused && clock.speed !== 1 ? (
        <Badge tone="info">{t("clockSpeed", { speed: formats.number(clock.speed) })}</Badge>
      ) : null}
    </span>
  );
};

/** Says on every page that its data is made up, or that its day is. */
export const DataLabel = () => {
  const t = useTranslations("shell");
  const { kind } = useMe().organisation;
  const clock = useDayClock();
  if (kind === "demo")
    return (
      <span title={t("demoHint")}>
        <Badge tone="warn">{t("demo")}</Badge>
      </span>
    );
  if (clock?.isSimulated)
    return (
      <span title={t("simulatedHint")}>
        <Badge tone="warn">{t("simulated")}</Badge>
      </span>
    );
  return null;
};

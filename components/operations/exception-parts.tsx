"use client";

import { AlarmClock, Check, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { dayNowMs, useTicking } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { countdown, type ServiceClock, serviceClock } from "./exception-clock.ts";

const TONES: Record<ServiceClock["state"], string> = {
  left: "text-muted",
  soon: "text-warn font-medium",
  overdue: "text-bad font-medium",
  taken: "text-muted",
  closed: "text-faint",
};

type ClockRow = Pick<ExceptionRow, "status" | "respondBy" | "takenAt" | "closedAt" | "openedAt">;

/** Time left to respond to an exception, red once it has passed; or how long ago it was taken or closed. */
export const ServiceClockText = ({ row, className }: { row: ClockRow; className?: string }) => {
  const t = useTranslations("exceptions");
  const formats = useFormats();
  // State and text travel in one string, so that a tick that changes neither renders nothing.
  const [state = "left", text = ""] = useTicking(() => {
    const { state, ms } = serviceClock(row, dayNowMs());
    const time = state === "taken" || state === "closed" ? formats.age(ms) : countdown(ms);
    return `${state}|${t(`clock.${state}`, { time })}`;
  }).split("|") as [ServiceClock["state"]?, string?];
  const Icon = state === "taken" ? UserRound : state === "closed" ? Check : AlarmClock;
  return (
    <span
      className={cn("inline-flex items-center gap-1 whitespace-nowrap tabular-nums", TONES[state], className)}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {text}
    </span>
  );
};

/** The words for a kind of exception. */
export const useKind = () => {
  const t = useTranslations("exceptions");
  return (kind: string): string => (t.has(`kind.${kind}`) ? t(`kind.${kind}`) : kind);
};

/** Where an exception is, most exact first: site, else vehicle, else route. */
export const placeOf = (row: Pick<ExceptionRow, "site" | "vehicle" | "route">): string | null =>
  row.site ?? row.vehicle ?? row.route;

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { dayNowMs, setDayClock, useDayClock, useTicking } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/states.tsx";

const SPEEDS = ["1", "5", "10", "30", "60"] as const;

/** The clock of a simulated day: how fast it runs, and whether it stands; a real day's clock is nobody's to set. */
export const DayControl = () => {
  const t = useTranslations("admin");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formats = useFormats();
  const clock = useDayClock();
  const time = useTicking(() => formats.timeWithSeconds(new Date(dayNowMs()).toISOString()));
  const set = useMutation(
    trpc.operations.clock.set.mutationOptions({
      onError: ({ message }) => showToast({ text: message, isError: true }),
      onSuccess: (next) => {
        setDayClock(next);
        void queries.invalidateQueries({ queryKey: trpc.operations.clock.pathKey() });
      },
    }),
  );
  if (clock === null) return <Skeleton className="h-32 w-full" />;
  return (
    <Card title={t("tab.day")}>
      <div className="flex flex-col gap-4 p-4">
        <p className="flex items-baseline gap-3">
          <span className="font-semibold text-2xl tabular-nums">{time}</span>
          <span className="text-muted">
            {formats.day(clock.serviceDay)}, {clock.timeZone}
          </span>
        </p>
        {clock.isSimulated ? (
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant={clock.isPaused ? "primary" : "secondary"}
              disabled={set.isPending}
              onClick={() => set.mutate({ isPaused: !clock.isPaused })}
            >
              {clock.isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
              {t(clock.isPaused ? "resume" : "pause")}
            </Button>
            <Segmented
              label={t("speed")}
              value={String(clock.speed)}
              choices={SPEEDS.map((value) => ({ value: value as string, label: t("times", { value }) }))}
              onChange={(value) => set.mutate({ speed: Number(value) })}
            />
            <p className="text-muted text-xs">{t("speedHint")}</p>
          </div>
        ) : (
          <p className="text-muted">{t("realDay")}</p>
        )}
      </div>
    </Card>
  );
};

"use client";

import { CalendarClock, CalendarPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPCClient } from "#components/client.ts";
import { useDayClock } from "#components/day-clock.ts";
import { useMe } from "#components/me.tsx";
import { useDepot, useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { dayBeside } from "./board-url.ts";
import { reasonOf } from "./use-day-undo.ts";

/** Starts the plan of tomorrow, or of the rest of today, for the depots in view, and goes to it as it is made. */
export const StartPlan = ({ isPrimary = false }: { isPrimary?: boolean }) => {
  const t = useTranslations("plans");
  const client = useTRPCClient();
  const router = useRouter();
  const href = useDepotHref();
  const { role } = useMe();
  const [depotId] = useDepot();
  const today = useDayClock()?.serviceDay;
  const [isBusy, setIsBusy] = useState(false);
  if (role === "engineer" || role === "driver") return null;
  const start = async (kind: "day" | "rest", serviceDay: string): Promise<void> => {
    setIsBusy(true);
    try {
      const { id } = await client.routing.plans.request.mutate({
        kind,
        serviceDay,
        ...(depotId === null ? {} : { depotIds: [depotId] }),
      });
      router.push(href(`/plans/${id}`));
    } catch (error) {
      showToast({ text: t("startFailed", { reason: reasonOf(error) }), isError: true });
      setIsBusy(false);
    }
  };
  return (
    <>
      <Button
        disabled={isBusy || today === undefined}
        onClick={() => today !== undefined && void start("rest", today)}
      >
        <CalendarClock aria-hidden />
        {t("planRest")}
      </Button>
      <Button
        variant={isPrimary ? "primary" : "secondary"}
        disabled={isBusy || today === undefined}
        onClick={() => today !== undefined && void start("day", dayBeside(today, 1))}
      >
        <CalendarPlus aria-hidden />
        {t("planTomorrow")}
      </Button>
    </>
  );
};

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { Figure } from "./used-card.tsx";

const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** What warnings came to: of late routes, and of vehicles heading for a failure, each beside those that were not warned of. */
export const WarnedCard = ({ depotId }: { depotId: number | null }) => {
  const t = useTranslations("forecast.warned");
  const formats = useFormats();
  const reason = useReason();
  const trpc = useTRPC();
  const stays = { placeholderData: keepPreviousData };
  const late = useQuery(trpc.forecast.lateUse.queryOptions({ depotId }, stays));
  const failed = useQuery(trpc.maintenance.used.queryOptions({ depotId }, stays));
  const error = late.error ?? failed.error;
  const [routes, vehicles] = [late.data, failed.data];
  return (
    <Card title={t("title")}>
      {error && (routes === undefined || vehicles === undefined) ? (
        <p className="px-3 py-3 text-bad">{reason(error)}</p>
      ) : null}
      {(routes === undefined || vehicles === undefined) && !error ? <Skeleton className="m-3 w-2/3" /> : null}
      {routes === undefined || vehicles === undefined ? null : (
        <>
          <dl className="flex flex-wrap gap-x-8 gap-y-3 px-3 pt-3">
            <Figure
              label={t("true")}
              value={t("of", { part: routes.warnedLate, whole: routes.warned })}
              note={t("trueNote", {
                usual: formats.share(shareOf(routes.late, routes.ran)),
                days: routes.days,
              })}
            />
            <Figure
              label={t("foreseen")}
              value={t("of", { part: routes.warnedLate, whole: routes.late })}
              note={t("foreseenNote", { ran: routes.ran })}
            />
            <Figure
              label={t("high")}
              value={t("of", { part: vehicles.highFailed, whole: vehicles.high })}
              note={t("highNote")}
            />
            <Figure
              label={t("other")}
              value={t("of", { part: vehicles.otherFailed, whole: vehicles.other })}
              note={t("otherNote")}
            />
          </dl>
          <p className="px-3 pt-2 pb-3 text-muted text-xs tabular-nums">
            {routes.isOn ? t("on") : t("off")}
            {vehicles.high + vehicles.other === 0 ? ` ${t("noWeek")}` : null}
          </p>
        </>
      )}
    </Card>
  );
};

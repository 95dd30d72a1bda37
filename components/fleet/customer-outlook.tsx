"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { PanelSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Skeleton } from "#components/ui/states.tsx";

/** How likely a customer is to complain and to leave, with why, and how such chances fared before. */
export const CustomerOutlook = ({ customerId }: { customerId: number }) => {
  const t = useTranslations("customers");
  const formats = useFormats();
  const reason = useReason();
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.fleet.customers.outlook.queryOptions({ id: customerId }));
  const risk = data?.risk;
  const validation = data?.trial?.validation;
  return (
    <PanelSection title={t("outlook.title")}>
      {error ? <p className="text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="w-2/3" /> : null}
      {data !== undefined && !risk ? <p className="text-muted">{t("outlook.none")}</p> : null}
      {risk ? (
        <div className="flex flex-col gap-3">
          <div>
            <p className="flex items-center gap-3">
              <span className="min-w-0 flex-1">{t("outlook.complaint")}</span>
              <span className="shrink-0 tabular-nums">{formats.share(risk.complaintRisk)}</span>
            </p>
            <ul className="mt-1 flex flex-col gap-0.5 text-muted text-xs">
              {risk.reasons.complaint.map(({ sign, count, oddsTimes }) => (
                <li key={sign} className="flex gap-3">
                  <span className="min-w-0 flex-1">{t(`outlook.signs.${sign}`, { count })}</span>
                  <span className="shrink-0 tabular-nums">
                    {t("outlook.odds", { times: formats.decimal(oddsTimes) })}
                  </span>
                </li>
              ))}
              {risk.reasons.complaint.length === 0 ? <li>{t("outlook.usual")}</li> : null}
            </ul>
          </div>
          <div>
            <p className="flex items-center gap-3">
              <span className="min-w-0 flex-1">{t("outlook.leave")}</span>
              <span className="shrink-0 tabular-nums">{t("outlook.of100", { index: risk.leaveIndex })}</span>
            </p>
            <ul className="mt-1 flex flex-col gap-0.5 text-muted text-xs">
              {risk.reasons.leave.map(({ sign, count, points }) => (
                <li key={sign} className="flex gap-3">
                  <span className="min-w-0 flex-1">{t(`outlook.leaving.${sign}`, { count })}</span>
                  <span className="shrink-0 tabular-nums">{t("outlook.points", { points })}</span>
                </li>
              ))}
            </ul>
          </div>
          <p className="text-muted text-xs">
            {data?.trial ? t("outlook.asOf", { day: formats.day(data.trial.madeFrom) }) : null}{" "}
            {validation
              ? t("outlook.fared", {
                  told: formats.share(validation.topTold),
                  happened: formats.share(validation.topHappened),
                  all: formats.share(validation.complained / validation.customers),
                })
              : null}{" "}
            {t("outlook.rule")}
          </p>
        </div>
      ) : null}
    </PanelSection>
  );
};

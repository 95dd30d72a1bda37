"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { ReadSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";

/** How likely a customer is to complain and to leave, with why, and how such chances fared before. */
export const CustomerOutlook = ({ customerId }: { customerId: number }) => {
  const t = useTranslations("customers");
  const formats = useFormats();
  const trpc = useTRPC();
  const query = useQuery(trpc.fleet.customers.outlook.queryOptions({ id: customerId }));
  return (
    <ReadSection title={t("outlook.title")} query={query}>
      {({ risk, trial }) =>
        risk === null ? (
          <p className="text-muted">{t("outlook.none")}</p>
        ) : (
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
                <span className="shrink-0 tabular-nums">
                  {t("outlook.of100", { index: risk.leaveIndex })}
                </span>
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
              {trial ? t("outlook.asOf", { day: formats.day(trial.madeFrom) }) : null}{" "}
              {trial?.validation
                ? t("outlook.fared", {
                    told: formats.share(trial.validation.topTold),
                    happened: formats.share(trial.validation.topHappened),
                    all: formats.share(trial.validation.complained / trial.validation.customers),
                  })
                : null}{" "}
              {t("outlook.rule")}
            </p>
          </div>
        )
      }
    </ReadSection>
  );
};

"use client";

import { useTranslations } from "next-intl";
import { PanelSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Skeleton } from "#components/ui/states.tsx";
import { ChanceBadge, Reasons, useDaysText } from "./risk-figures.tsx";
import { useRisks } from "./use-risks.ts";
import { WorkOrderLine } from "./work-order.tsx";

/** What a vehicle's readings say of its next failure, why, and the work that is proposed. */
export const VehicleRiskSection = ({ vehicleId }: { vehicleId: number }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  const reason = useReason();
  const daysText = useDaysText();
  const { data, error } = useRisks((risks) => ({
    ...{ isTold: risks.isTold, madeFrom: risks.madeFrom, highChance: risks.highChance },
    row: risks.vehicles.find((each) => each.vehicleId === vehicleId) ?? null,
  }));
  const risk = data?.row?.risk ?? null;
  return (
    <PanelSection title={t("title")}>
      {error ? <p className="text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="w-2/3" /> : null}
      {data !== undefined && risk === null ? (
        <p className="text-muted">{t(data.isTold || data.madeFrom === null ? "tooFew" : "noSkill")}</p>
      ) : null}
      {data !== undefined && risk !== null ? (
        <div className="flex flex-col gap-2">
          <p className="flex flex-wrap items-center gap-2">
            <ChanceBadge chance={risk.chance} highChance={data.highChance} />
            <span className="tabular-nums">{daysText(risk)}</span>
          </p>
          <Reasons reasons={risk.reasons} />
          {data.madeFrom === null ? null : (
            <p className="text-faint text-xs">{t("asOf", { day: formats.day(data.madeFrom) })}</p>
          )}
        </div>
      ) : null}
      {data?.row?.order ? (
        <div className="mt-2">
          <WorkOrderLine order={data.row.order} vehicle={data.row.vehicle} />
        </div>
      ) : null}
    </PanelSection>
  );
};

"use client";

import { useTranslations } from "next-intl";
import { ReadSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import { ChanceBadge, Reasons, useDaysText } from "./risk-figures.tsx";
import { useRisks } from "./use-risks.ts";
import { WorkOrderLine } from "./work-order.tsx";

/** What a vehicle's readings say of its next failure, why, and the work that is proposed. */
export const VehicleRiskSection = ({ vehicleId }: { vehicleId: number }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  const daysText = useDaysText();
  const query = useRisks((risks) => ({
    ...{ isTold: risks.isTold, madeFrom: risks.madeFrom, highChance: risks.highChance },
    row: risks.vehicles.find((each) => each.vehicleId === vehicleId) ?? null,
  }));
  return (
    <ReadSection title={t("title")} query={query}>
      {({ isTold, madeFrom, highChance, row }) => (
        <>
          {row === null || row.risk === null ? (
            <p className="text-muted">{t(isTold || madeFrom === null ? "tooFew" : "noSkill")}</p>
          ) : (
            <div className="flex flex-col gap-2">
              <p className="flex flex-wrap items-center gap-2">
                <ChanceBadge chance={row.risk.chance} highChance={highChance} />
                <span className="tabular-nums">{daysText(row.risk)}</span>
              </p>
              <Reasons reasons={row.risk.reasons} />
              {madeFrom === null ? null : (
                <p className="text-faint text-xs">{t("asOf", { day: formats.day(madeFrom) })}</p>
              )}
            </div>
          )}
          {row?.order ? (
            <div className="mt-2">
              <WorkOrderLine order={row.order} vehicle={row.vehicle} />
            </div>
          ) : null}
        </>
      )}
    </ReadSection>
  );
};

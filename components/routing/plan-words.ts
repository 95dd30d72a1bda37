"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import type { PlanSummary } from "#server/routing/schema.ts";

/** What a plan is for, in words: "Tomorrow, Thu 26 Nov", with what it supposes. */
export const usePlanName = (): ((plan: PlanSummary) => string) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  return ({ kind, option, serviceDay }) =>
    kind === "rescue" && option !== null
      ? t(`option.${option}`)
      : t(`kind.${kind}`, { day: formats.day(serviceDay) });
};

/** What a plan supposes to be otherwise, in words; empty where it supposes nothing. */
export const useWhatIfWords = (): ((plan: PlanSummary) => string[]) => {
  const t = useTranslations("plans");
  return ({ whatIf }) => {
    if (whatIf === null) return [];
    const { withoutVehicleIds, facilityIds, closedStreets } = whatIf;
    return [
      ...(withoutVehicleIds.length > 0 ? [t("without", { count: withoutVehicleIds.length })] : []),
      ...(facilityIds === null ? [] : [t("onlyFacilities", { count: facilityIds.length })]),
      ...closedStreets.map((street) => t("closed", { street })),
    ];
  };
};

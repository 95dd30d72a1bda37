"use client";

import { useTranslations } from "next-intl";
import { useWords } from "#components/list/use-choices.ts";
import { useFormats } from "#components/me.tsx";
import type { PlanSummary, PlanWishes, WhatIf } from "#server/routing/schema.ts";

/** What a plan is for, in words: "Tomorrow, Thu 26 Nov", with what it supposes. */
export const usePlanName = (): ((plan: PlanSummary) => string) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  return ({ kind, option, serviceDay }) =>
    kind === "rescue" && option !== null
      ? t(`option.${option}`)
      : t(`kind.${kind}`, { day: formats.day(serviceDay) });
};

/** What is wished of plans, in the order in which it is asked and told. */
export const WISHES = ["evenWork", "usualTerritory"] as const satisfies readonly (keyof PlanWishes)[];

/** What was wished of a plan beside its price, in words; empty where nothing was. */
export const useWishWords = (): ((wishes: PlanWishes | null) => string[]) => {
  const t = useTranslations("plans");
  return (wishes) =>
    WISHES.flatMap((wish) => {
      const level = wishes?.[wish] ?? "off";
      return level === "off" ? [] : [t(`wish.${wish}.${level}`)];
    });
};

/** What a plan supposes to be otherwise, in words; empty where it supposes nothing. */
export const useWhatIfWords = (): ((plan: PlanSummary) => string[]) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const words = useWords();
  const closedWords = (street: string, { closedFrom, closedUntil }: WhatIf): string => {
    const [from, until] = [closedFrom, closedUntil].map((at) => (at === undefined ? "" : formats.time(at)));
    if (from && until) return t("closedBetween", { street, from, until });
    return from
      ? t("closedFrom", { street, from })
      : until
        ? t("closedUntil", { street, until })
        : t("closed", { street });
  };
  return ({ whatIf }) => {
    if (whatIf === null) return [];
    const { withoutVehicleIds, facilityIds, facilityStreams, closedStreets } = whatIf;
    const { onlyVehicleIds = [], keepFirst = [], before = [], withoutOvertime = false } = whatIf;
    return [
      ...(withoutVehicleIds.length > 0 ? [t("without", { count: withoutVehicleIds.length })] : []),
      ...(facilityIds === null
        ? []
        : facilityStreams === undefined
          ? [t("onlyFacilities", { count: facilityIds.length })]
          : [
              t("onlyFacilitiesFor", {
                count: facilityIds.length,
                streams: facilityStreams.map((stream) => words("stream", stream)).join(", "),
              }),
            ]),
      ...closedStreets.map((street) => closedWords(street, whatIf)),
      ...(onlyVehicleIds.length > 0 ? [t("onlyTrucks", { count: onlyVehicleIds.length })] : []),
      ...keepFirst.map(({ count }) => t("keepFirst", { count })),
      ...(withoutOvertime ? [t("withoutOvertime")] : []),
      ...before.map(({ name, at }) => t("doneBefore", { name, time: formats.time(at) })),
    ];
  };
};

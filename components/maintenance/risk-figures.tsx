"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { MOST_DAYS, type WearReason, type WearRisk } from "#server/forecast/maintenance.schema.ts";

const toneOf = (chance: number, highChance: number): Tone =>
  chance >= highChance ? "bad" : chance >= highChance / 2 ? "warn" : "good";

/** The chance of a failure within a week, in its colour. */
export const ChanceBadge = ({ chance, highChance }: { chance: number; highChance: number }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  return (
    <Badge tone={toneOf(chance, highChance)} className="tabular-nums">
      {t("chance", { chance: formats.chance(chance) })}
    </Badge>
  );
};

/** Days to a failure with their range, in words. */
export const useDaysText = () => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  return ({ days, lowDays, highDays }: WearRisk): string =>
    days >= MOST_DAYS - 2
      ? t("daysMost", { days: MOST_DAYS })
      : t("days", {
          days: formats.number(Math.round(days)),
          low: formats.number(Math.round(lowDays)),
          high: highDays >= MOST_DAYS ? `${MOST_DAYS}+` : formats.number(Math.round(highDays)),
        });
};

/** What weighs most for an earlier or a later failure, each with its value and what is usual. */
export const Reasons = ({ reasons }: { reasons: readonly WearReason[] }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  return (
    <ul className="flex flex-col gap-1">
      {reasons.map(({ feature, value, usual, days }) => (
        <li key={feature} className="flex items-baseline justify-between gap-3">
          <span className="min-w-0">
            {t(`feature.${feature}`)}{" "}
            <span className="whitespace-nowrap text-muted text-xs tabular-nums">
              {value === null
                ? t("unreported")
                : t("against", { value: formats.measure(value), usual: formats.measure(usual) })}
            </span>
          </span>
          <span className={`whitespace-nowrap text-xs tabular-nums ${days < 0 ? "text-bad" : "text-muted"}`}>
            {t("effect", { days: formats.signed(days, formats.decimal) })}
          </span>
        </li>
      ))}
    </ul>
  );
};

"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormats } from "#components/me.tsx";
import type { ToldDays } from "#server/forecast/schema.ts";

const Figure = ({ label, value, children }: { label: string; value: string; children?: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-0.5 bg-surface p-3 px-4">
    <dt className="text-muted text-xs">{label}</dt>
    <dd className="font-semibold text-lg tabular-nums">{value}</dd>
    <dd className="text-muted text-xs">{children}</dd>
  </div>
);

/** The next day, the next week, and how such days were foretold so far. */
export const DayFigures = ({ told, text }: { told: ToldDays; text: (value: number | null) => string }) => {
  const t = useTranslations("forecast");
  const formats = useFormats();
  const { days, today, record } = told;
  const coming = days.filter(({ day }) => day >= today);
  const next = coming.find(({ day, point }) => day > today && point > 0);
  const week = coming.slice(0, 7).reduce((sum, { point }) => sum + point, 0);
  const before = days
    .filter(({ day, actual }) => day < today && actual !== null)
    .slice(-7)
    .reduce((sum, { actual }) => sum + (actual ?? 0), 0);
  return (
    <dl className="grid grid-cols-2 gap-px bg-line lg:grid-cols-4">
      <Figure label={next ? formats.day(next.day) : t("nextDay")} value={text(next?.point ?? null)}>
        {next ? t("inRange", { low: text(next.low80), high: text(next.high80) }) : null}
      </Figure>
      <Figure label={t("nextWeek")} value={text(week)}>
        {t("weekBefore", { value: text(before) })}
      </Figure>
      <Figure label={t("error")} value={formats.share(record.errorShare)}>
        {record.count === 0 ? t("noRecord") : t("errorNote", { count: record.count })}
      </Figure>
      <Figure
        label={t("held")}
        value={record.count === 0 ? "–" : formats.share(record.within80 / record.count)}
      >
        {record.count === 0
          ? t("noRecord")
          : t("heldNote", { count: record.count, wide: formats.share(record.within90 / record.count) })}
      </Figure>
    </dl>
  );
};

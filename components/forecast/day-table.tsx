"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { ToldDay } from "#server/forecast/schema.ts";

/** The days of the chart as a table: from today on as they come, then those that are over, the newest first. */
export const DayTable = ({
  days,
  today,
  title,
  text,
}: {
  days: readonly ToldDay[];
  today: string;
  title: string;
  text: (value: number | null) => string;
}) => {
  const t = useTranslations("forecast");
  const formats = useFormats();
  const rows = [
    ...days.filter(({ day }) => day >= today),
    ...days.filter(({ day }) => day < today).toReversed(),
  ];
  return (
    <ScrollBox
      label={t("tableOf", { name: title })}
      className="relative max-h-96 overflow-auto border-s max-lg:max-h-80 max-lg:border-s-0 max-lg:border-t"
    >
      <table className="w-full text-xs">
        <thead className="sticky top-0 bg-surface text-muted">
          <tr className="[&>th]:whitespace-nowrap [&>th]:border-b [&>th]:px-2.5 [&>th]:py-2 [&>th]:text-end [&>th]:font-medium [&>th:first-child]:text-start">
            <th scope="col">{t("day")}</th>
            <th scope="col">{t("expected")}</th>
            <th scope="col">{t("range80")}</th>
            <th scope="col">{t("actual")}</th>
            <th scope="col">{t("off")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, point, low80, high80, low90, high90, actual }) => (
            <tr
              key={day}
              className="[&>*]:whitespace-nowrap [&>*]:border-b [&>*]:px-2.5 [&>*]:py-1.5 [&>td]:text-end [&>td]:tabular-nums"
            >
              <th scope="row" className="text-start font-normal">
                {formats.day(day)}
              </th>
              <td>{text(point)}</td>
              <td className="text-muted" title={`${t("range90")}: ${text(low90)} – ${text(high90)}`}>
                {text(low80)} – {text(high80)}
              </td>
              <td>{text(actual)}</td>
              <td
                className={cn(
                  actual !== null && (actual < low90 || actual > high90) ? "text-warn" : "text-muted",
                )}
              >
                {actual === null ? "–" : formats.signed(actual - point, text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};

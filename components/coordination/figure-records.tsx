"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { StatusDot } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { Figure, FigureRecord } from "#server/coordination/schema.ts";

const EXPORTS = {
  handoffs: "handoffs",
  resolution: "blockers",
  onTime: "milestones",
  utilisation: "pools",
} as const;

/** The records that a figure is computed from, those that missed first, and the way to have them all as a file. */
export const FigureRecords = ({ figure }: { figure: Figure }) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const measureOf = ({ kind, value }: FigureRecord): string => {
    if (kind === "pool") return value === null ? t("notMeasured") : formats.share(value);
    if (kind === "blocker") return formats.duration((value ?? 0) * 3_600);
    if (kind === "handoff") return value === null ? t("notAcknowledged") : formats.duration(value * 60);
    return value === 0 ? t("inTime") : t("daysLate", { days: value ?? 0 });
  };
  const rows = [...figure.records].sort((a, b) => Number(a.isMet) - Number(b.isMet));
  return (
    <Card
      title={t("behind", { figure: t(`figure.${figure.name}`) })}
      end={
        <a
          href={`/api/v1/export/${EXPORTS[figure.name]}?format=csv`}
          download
          className="text-accent-text text-xs hover:underline"
        >
          {t("export")}
        </a>
      }
    >
      {rows.length === 0 ? (
        <p className="p-3 text-muted">{t("noRecords")}</p>
      ) : (
        <ScrollBox label={t("records")} className="max-h-72 overflow-auto">
          <table className="w-full">
            <thead className="text-muted text-xs">
              <tr className="[&>*]:border-b [&>th]:px-3 [&>th]:py-1.5 [&>th]:text-start [&>th]:font-medium">
                <th scope="col">{t("record")}</th>
                <th scope="col">{t("counts")}</th>
                <th scope="col" className="text-end!">
                  {t(`valueOf.${figure.name}`)}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={`${row.kind} ${row.id ?? row.title}`}
                  className="[&>*]:border-b [&>*]:px-3 [&>*]:py-1.5"
                >
                  <th scope="row" className="text-start font-normal">
                    {row.kind === "pool" ? t(`pool.${row.title}`) : row.title}
                    {row.id === null ? null : (
                      <span className="ms-2 text-faint text-xs tabular-nums">#{row.id}</span>
                    )}
                  </th>
                  <td className="whitespace-nowrap">
                    {row.isMet === null ? (
                      <StatusDot tone="idle">{t("notMeasured")}</StatusDot>
                    ) : (
                      <StatusDot tone={row.isMet ? "good" : "bad"}>
                        {t(row.isMet ? "recordMet" : "recordMissed")}
                      </StatusDot>
                    )}
                  </td>
                  <td className="whitespace-nowrap text-end tabular-nums">{measureOf(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
};

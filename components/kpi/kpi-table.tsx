"use client";

import { useTranslations } from "next-intl";
import { toneText } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { KpiDimension, KpiTile, KpiValue } from "#server/operations/schema.ts";
import { useKpiDistance, useKpiText } from "./kpi-figure.tsx";
import { kpiMove } from "./kpi-format.ts";

/** The groups of a split with their values and how far each is from the whole. */
export const KpiTable = ({
  rows,
  tile,
  by,
  whole,
}: {
  rows: readonly (KpiValue & { label: string })[];
  tile: KpiTile;
  by: KpiDimension;
  whole: number | null;
}) => {
  const t = useTranslations("kpi");
  const text = useKpiText();
  const distance = useKpiDistance();
  const title = t("chartOf", { name: t(`name.${tile.name}`), by: t(`dimension.${by}`) });
  return (
    <ScrollBox
      label={t("tableOf", { title })}
      className="max-h-112 overflow-y-auto border-s max-lg:max-h-80 max-lg:border-s-0 max-lg:border-t"
    >
      <table className="w-full">
        <thead className="sticky top-0 bg-surface text-muted text-xs">
          <tr className="[&>th]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:font-medium">
            <th scope="col" className="text-start">
              {t(`dimension.${by}`)}
            </th>
            <th scope="col" className="text-end">
              {t("value")}
            </th>
            <th scope="col" className="text-end">
              {t("difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const move = kpiMove(row.value, whole, tile.isMoreBetter);
            return (
              <tr key={row.key} className="[&>*]:border-b [&>*]:px-3 [&>*]:py-1.5">
                <th scope="row" className="text-start font-normal">
                  {row.label}
                </th>
                <td className="whitespace-nowrap text-end tabular-nums">{text(tile.unit, row.value)}</td>
                <td
                  className={cn(
                    "whitespace-nowrap text-end text-xs tabular-nums",
                    move?.isBetter == null ? "text-faint" : toneText(move.isBetter ? "good" : "bad"),
                  )}
                >
                  {move === null || move.isBetter === null
                    ? "–"
                    : `${move.isUp ? "+" : "−"}${distance(tile.unit, move.by)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
};

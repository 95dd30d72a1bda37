"use client";

import { useTranslations } from "next-intl";
import { KeptMark } from "#components/kpi/kept-mark.tsx";
import { Sparkline } from "#components/kpi/sparkline.tsx";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Figure } from "#server/coordination/schema.ts";

const HOUR_S = 3_600;

/** Maps a value of a figure to its text with its unit. */
export const useFigureText = (): ((unit: Figure["unit"], value: number | null) => string) => {
  const formats = useFormats();
  return (unit, value) =>
    unit === "share" ? formats.share(value) : formats.duration(value === null ? null : value * HOUR_S);
};

/** A figure against its target with the trend of twelve weeks; it opens the records behind it. */
export const FigureTile = ({
  figure,
  isOpen,
  onOpen,
}: {
  figure: Figure;
  isOpen: boolean;
  onOpen: () => void;
}) => {
  const t = useTranslations("coordination");
  const text = useFigureText();
  const { name, unit, value, target, isMet, records, trend } = figure;
  const counted = records.filter((record) => record.isMet !== null).length;
  return (
    <article
      aria-label={t(`figure.${name}`)}
      className={cn(
        "relative flex min-w-0 flex-col gap-1.5 p-4 text-xs",
        isOpen ? "bg-selected" : "bg-surface has-[h2_button:hover]:bg-hover",
      )}
    >
      <h2 className="min-w-0 truncate font-medium text-muted text-sm">
        <button
          type="button"
          onClick={onOpen}
          aria-expanded={isOpen}
          className="truncate text-start after:absolute after:inset-0"
        >
          {t(`figure.${name}`)}
        </button>
      </h2>
      <div className="flex items-end justify-between gap-3">
        <p className="font-semibold text-2xl tabular-nums">
          {value === null ? (
            <span className="font-normal text-base text-muted">{t("nothingYet")}</span>
          ) : (
            text(unit, value)
          )}
        </p>
        <Sparkline values={trend.map((week) => week.value)} target={target} className="h-8 w-28 shrink-0" />
      </div>
      <p className="flex flex-wrap items-center gap-x-1.5 text-muted">
        <KeptMark isMet={isMet}>{t(isMet ? "met" : "missed")}</KeptMark>
        {t(figure.isMoreBetter ? "targetLeast" : "targetMost", { value: text(unit, target) })}
      </p>
      <p className="text-faint">{t(`definition.${name}`, { count: counted })}</p>
    </article>
  );
};

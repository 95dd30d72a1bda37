"use client";

import { ArrowDown, ArrowUp, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { toneText } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { KpiTile } from "#server/operations/schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";
import { KeptMark } from "./kept-mark.tsx";
import { definitionKey, KpiFigure, useKpiDistance, useKpiText } from "./kpi-figure.tsx";
import { isOnTarget, kpiMove } from "./kpi-format.ts";
import { Sparkline } from "./sparkline.tsx";

const Move = ({ tile }: { tile: KpiTile }) => {
  const t = useTranslations("kpi");
  const formats = useFormats();
  const text = useKpiText();
  const distance = useKpiDistance();
  const day = formats.day(tile.weekAgo.key);
  const move = kpiMove(tile.current.value, tile.weekAgo.value, tile.isMoreBetter);
  if (move === null) return <p className="text-faint">{t("noWeekAgo", { day })}</p>;
  const Arrow = move.isUp ? ArrowUp : ArrowDown;
  const by = distance(tile.unit, move.by);
  return (
    <p className="flex items-center gap-1 text-muted">
      {move.isBetter === null ? (
        t("same")
      ) : (
        <span className={cn("flex items-center gap-0.5", toneText(move.isBetter ? "good" : "bad"))}>
          <Arrow className="size-3" aria-hidden />
          <span className="sr-only">{t(move.isBetter ? "better" : "worse")}: </span>
          <span className="sr-only">{t(move.isUp ? "up" : "down", { by })}</span>
          <span aria-hidden className="whitespace-nowrap">
            {by}
          </span>
        </span>
      )}
      <span className="min-w-0 truncate">
        {t("against", { day, value: text(tile.unit, tile.weekAgo.value) })}
      </span>
    </p>
  );
};

const Target = ({ tile }: { tile: KpiTile }) => {
  const t = useTranslations("kpi");
  const text = useKpiText();
  if (tile.target === null) return <p className="text-faint">{t("noTarget")}</p>;
  const isMet = isOnTarget(tile.current.value, tile.target, tile.isMoreBetter);
  return (
    <p className="flex items-center gap-1.5 text-muted">
      <KeptMark isMet={isMet}>{t(isMet ? "onTarget" : "offTarget")}</KeptMark>
      {t("target", { value: text(tile.unit, tile.target) })}
    </p>
  );
};

/** A KPI of the day: its value against target and the same weekday, four weeks of trend, and the routes furthest off. */
export const KpiTileCard = ({
  tile,
  serviceDay,
  isOpen,
  onOpen,
}: {
  tile: KpiTile;
  serviceDay: string;
  isOpen: boolean;
  onOpen: () => void;
}) => {
  const t = useTranslations("kpi");
  const text = useKpiText();
  const href = useDepotHref();
  const name = t(`name.${tile.name}`);
  return (
    <article
      aria-label={name}
      className={cn(
        "relative flex min-w-0 flex-col gap-2 base:bg-surface p-4 text-xs",
        isOpen ? "bg-selected" : "has-[h2_button:hover]:bg-hover",
      )}
    >
      <div className="flex h-6 items-center gap-1">
        <h2 className="min-w-0 flex-1 truncate font-medium text-muted text-sm">
          {/* The whole tile is the button's; links and the definition lie above it. */}
          <button
            type="button"
            onClick={onOpen}
            aria-expanded={isOpen}
            className="truncate text-start after:absolute after:inset-0"
          >
            {name}
          </button>
        </h2>
        <PopButton
          variant="ghost"
          size="icon-sm"
          className="relative z-1 -me-1.5 size-6"
          align="end"
          label={t("definition", { name })}
          aria-label={t("definition", { name })}
          title={t(definitionKey(tile.name))}
          panel={() => (
            <div className="p-1">
              <p className="mb-1 font-semibold text-sm">{name}</p>
              <p className="text-muted text-sm">{t(definitionKey(tile.name))}</p>
            </div>
          )}
        >
          <Info className="size-3.5!" />
        </PopButton>
      </div>
      <div className="flex items-end justify-between gap-3">
        {tile.current.value === null ? (
          <p className="flex h-8 items-center text-faint text-sm">{t("noValue")}</p>
        ) : (
          <KpiFigure unit={tile.unit} value={tile.current.value} />
        )}
        <Sparkline
          values={tile.trend.map(({ value }) => value)}
          target={tile.target}
          className="h-8 w-24 shrink-0 overflow-visible"
        />
      </div>
      <div className="flex flex-col gap-1">
        <Target tile={tile} />
        <Move tile={tile} />
      </div>
      {tile.outliers.length === 0 ? (
        <p className="mt-auto pt-1 text-faint">{t("noOutliers")}</p>
      ) : (
        <div className="mt-auto pt-1">
          <h3 className="sr-only">{t("outliers")}</h3>
          <ul className="flex flex-wrap gap-1.5">
            {tile.outliers.map(({ key, value }) => (
              <li key={key} className="relative z-1">
                <Link
                  href={href(
                    `/routes?${listQueryToParams({ filters: [{ column: "name", op: "eq", value: key }] })}&day=${serviceDay}`,
                  )}
                  prefetch={false}
                  title={t("outliers")}
                  className="inline-flex h-6 items-center gap-1.5 rounded border bg-surface px-1.5 hover:border-line-strong hover:bg-hover"
                >
                  <span className="font-medium text-ink">{key}</span>
                  <span className="text-muted tabular-nums">{text(tile.unit, value)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  );
};

"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { RealAge } from "#components/age.tsx";
import { useLiveState } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import { Badge, dotClass } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import type { SampleLive } from "#server/telemetry/live.schema.ts";
import type { ScoreLine } from "#server/telemetry/schema.ts";
import { LazyPlot } from "./lazy-plot.tsx";
import { type Columns, toColumns } from "./series.ts";

const TREND_S = 3_600;

/** A value of the scorecard with its unit. */
export const useMeasureText = (): ((unit: string, value: number) => string) => {
  const formats = useFormats();
  return (unit, value) =>
    unit === "%" ? formats.share(value / 100) : `${formats.measure(value)} ${unit}`.trim();
};

const trendOf = (line: ScoreLine): Columns => {
  const toS = Math.floor(Date.now() / 1000);
  const points = line.trend;
  const columns = toColumns("gauge", points, { fromS: toS - TREND_S, toS, stepS: 60 });
  if (line.unit !== "ms") return columns;
  const at = new Map(points.map((point) => [Math.floor(Date.parse(point.at) / 60_000) * 60, point.p95]));
  return [columns[0], columns[0].map((x) => at.get(x) ?? null)];
};

// The newest second of a meter over all its labels, as it streams in: what happens now beside what the hour gave.
const LiveNow = ({ meter, unit }: { meter: string; unit: string }) => {
  const t = useTranslations("performance");
  const text = useMeasureText();
  const now = useLiveState(
    "samples",
    useCallback(
      (values: ReadonlyMap<string | number, SampleLive>) => {
        let newest = "";
        let worst: number | null = null;
        for (const { name, point } of values.values()) {
          if (name !== meter || point.at < newest) continue;
          const value = point.p95 ?? (point.count > 0 ? point.sum / point.count : null);
          worst = point.at === newest && worst !== null && value !== null ? Math.max(worst, value) : value;
          newest = point.at;
        }
        return worst;
      },
      [meter],
    ),
  );
  return now === null || unit !== "ms" ? null : (
    <span className="text-faint text-xs tabular-nums">{t("now", { value: text(unit, now) })}</span>
  );
};

const Row = ({ line, isOpen, onOpen }: { line: ScoreLine; isOpen: boolean; onOpen: () => void }) => {
  const t = useTranslations("performance");
  const formats = useFormats();
  const text = useMeasureText();
  const hasTraffic = line.value !== null;
  return (
    <li
      className={cn(
        "relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0 lg:grid-cols-[minmax(11rem,1.2fr)_9rem_minmax(0,1.3fr)_8rem_8.5rem]",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <h3 className="flex min-w-0 items-center gap-2.5">
        <span aria-hidden className={dotClass(line.isMet === null ? "idle" : line.isMet ? "good" : "bad")} />
        {hasTraffic ? (
          <button
            type="button"
            onClick={onOpen}
            aria-expanded={isOpen}
            className="truncate text-start font-medium after:absolute after:inset-0"
          >
            {line.title}
          </button>
        ) : (
          <span className="truncate font-medium">{line.title}</span>
        )}
      </h3>
      <div className="flex flex-col items-end lg:items-start">
        {line.value === null ? (
          <Badge>{t("noTraffic")}</Badge>
        ) : (
          <>
            <span className="font-semibold text-base tabular-nums">{text(line.unit, line.value)}</span>
            <LiveNow meter={line.meter} unit={line.unit} />
          </>
        )}
      </div>
      <div className="min-w-0 text-xs max-lg:col-span-2">
        <p className="text-muted">
          {t("target", { target: line.target })}
          {line.isMet === null ? null : (
            <span className={cn("ms-1.5", line.isMet ? "text-good" : "text-bad")}>
              {t(line.isMet ? "met" : "missed")}
            </span>
          )}
        </p>
        <p className="text-faint">{t("aim", { aim: line.aim })}</p>
      </div>
      <div className="h-7 max-lg:hidden">
        {hasTraffic ? (
          <LazyPlot
            isSpark
            columns={trendOf(line)}
            names={["p95"]}
            text={(value) => text(line.unit, value)}
            label={t("trendOf", { title: line.title })}
            axis={{ timeZone: formats.timeZone }}
          />
        ) : null}
      </div>
      <p className="text-faint text-xs tabular-nums max-lg:col-span-2 lg:text-end">
        {line.count > 0 ? `${t("samples", { count: line.count })} · ` : ""}
        {line.lastSeenAt === null
          ? t("neverSeen")
          : t.rich("lastSeen", { age: () => <RealAge atMs={Date.parse(line.lastSeenAt ?? "")} /> })}
      </p>
    </li>
  );
};

/** The lines of the scorecard: what was measured in the last hour against what is promised; a line without traffic says so. */
export const ScoreRows = ({
  lines,
  openMeter,
  onOpen,
}: {
  lines: readonly ScoreLine[];
  openMeter: string;
  onOpen: (line: ScoreLine) => void;
}) => (
  <ul>
    {lines.map((line) => (
      <Row key={line.key} line={line} isOpen={line.meter === openMeter} onOpen={() => onOpen(line)} />
    ))}
  </ul>
);

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useConnection, useLiveStore } from "#components/live.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Card } from "#components/ui/card.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { MeterRow, SamplePoint } from "#server/telemetry/schema.ts";
import { LazyPlot } from "./lazy-plot.tsx";
import { MeterComparison } from "./meter-comparison.tsx";
import { MeterMarks } from "./meter-marks.tsx";
import { useMeasureText } from "./score-rows.tsx";
import {
  backOf,
  COMPARED,
  type Compared,
  toColumns,
  unitOf,
  WINDOWS,
  type WindowKey,
  withEarlier,
  withLive,
  withRunning,
} from "./series.ts";

const LIVE_SPAN_S = 300;

type LiveSeconds = { whole: readonly SamplePoint[]; running: SamplePoint | null };
const NO_SECONDS: LiveSeconds = { whole: [], running: null };

/**
 * The seconds of one series as they stream in, for as long as the shortest window: each as soon as it is over, and the one
 * that runs up to twenty times while it grows.
 */
const useLiveSeconds = (
  name: string,
  labels: string | null,
  isStreaming: boolean,
): readonly SamplePoint[] => {
  const store = useLiveStore();
  const { isConnected } = useConnection();
  const [held, setHeld] = useState<LiveSeconds>(NO_SECONDS);
  const key = `${name}{${labels ?? ""}}`;
  useEffect(() => {
    setHeld(NO_SECONDS);
    const release = store.use("samples");
    const stop = store.channel("samples").onKey(key, () => {
      const sample = store.values("samples").get(key);
      if (sample)
        setHeld((now) => ({ whole: withLive(now.whole, sample.point, LIVE_SPAN_S), running: null }));
    });
    return () => {
      stop();
      release();
    };
  }, [store, key]);
  useEffect(() => {
    if (!isStreaming || !isConnected) return;
    const request = store.request("meter", { name, labels: labels ?? "" }, (part) =>
      setHeld((now) => ({ ...now, running: part as SamplePoint })),
    );
    // Without the stream whole seconds still come; it is asked for again with the next connection.
    request.done.catch(() => {});
    return request.cancel;
  }, [store, name, labels, isStreaming, isConnected]);
  return useMemo(() => withRunning(held.whole, held.running), [held]);
};

/** One meter over a window of time: quantiles of a histogram, the rate of a counter, the level of a gauge. */
export const MeterDetail = ({
  meters,
  name,
  labels,
  window,
  compared,
  onChange,
}: {
  meters: readonly MeterRow[];
  name: string;
  labels: string | null;
  window: WindowKey;
  /** What the window is held against; nothing where null. */
  compared: Compared | null;
  onChange: (change: {
    meter?: string;
    labels?: string | null;
    window?: WindowKey;
    compared?: Compared | null;
  }) => void;
}) => {
  const t = useTranslations("performance");
  const formats = useFormats();
  const measure = useMeasureText();
  const trpc = useTRPC();
  const { spanS, stepS } = WINDOWS.find(({ key }) => key === window) ?? WINDOWS[0];
  const everyMs = Math.max(5_000, stepS * 1000);
  const [toS, setToS] = useState(() => Math.ceil(Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setToS(Math.ceil(Date.now() / 1000)), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  const range = { fromS: toS - spanS, toS, stepS };
  const span = (shiftS: number) => ({
    from: new Date((range.fromS - shiftS) * 1000).toISOString(),
    to: new Date((range.toS - shiftS) * 1000).toISOString(),
  });
  const backS = compared === null ? 0 : backOf(compared, spanS);
  const series = useQuery(
    trpc.telemetry.series.queryOptions(
      { name, labels, stepS, ...span(0) },
      { placeholderData: keepPreviousData, gcTime: 30_000 },
    ),
  );
  const before = useQuery(
    trpc.telemetry.series.queryOptions(
      { name, labels, stepS, ...span(backS) },
      { placeholderData: keepPreviousData, gcTime: 30_000, enabled: compared !== null },
    ),
  );
  const marks = useQuery(
    trpc.telemetry.marks.queryOptions(span(0), { placeholderData: keepPreviousData, gcTime: 30_000 }),
  );
  const drawn = useMemo(
    () => (marks.data ?? []).map(({ at }) => ({ atS: Date.parse(at) / 1000 })),
    [marks.data],
  );
  const ofName = meters.filter((meter) => meter.name === name);
  const kind = ofName[0]?.kind ?? "histogram";
  const isStreaming = stepS === 1 && (labels !== null || ofName.length === 1);
  const live = useLiveSeconds(name, labels ?? ofName[0]?.labels ?? null, isStreaming);
  const points = useMemo(() => {
    const stored = series.data ?? [];
    if (!isStreaming) return stored;
    return live.reduce((all, point) => withLive(all, point, LIVE_SPAN_S), [...stored]);
  }, [series.data, live, isStreaming]);
  const newestS = isStreaming
    ? Math.max(toS, Math.floor(Date.parse(points.at(-1)?.at ?? "1970-01-01T00:00:00Z") / 1000))
    : toS;
  const own = toColumns(kind, points, { fromS: newestS - spanS, toS: newestS, stepS });
  const columns = compared === null ? own : withEarlier(own, kind, before.data ?? [], { stepS, backS });
  const unit = kind === "counter" ? "/s" : unitOf(name);
  const lines = kind === "histogram" ? ["p50", "p95", "p99"] : [t(`line.${kind}`)];
  const drawnLines =
    compared === null
      ? lines
      : [
          ...lines,
          t("compare.line", {
            line: lines.length > 1 ? "p95" : (lines[0] ?? ""),
            of: t(`compare.of.${compared}`),
          }),
        ];
  const names = [...new Set(meters.map((meter) => meter.name))].sort();
  return (
    <Card
      title={t("detail")}
      end={
        <Segmented
          label={t("window")}
          value={window}
          choices={WINDOWS.map(({ key }) => ({ value: key, label: t(`windows.${key}`) }))}
          onChange={(next) => onChange({ window: next })}
        />
      }
    >
      <div className="flex flex-wrap items-center gap-2 px-3 pt-3">
        <NativeSelect
          aria-label={t("meter")}
          value={name}
          onChange={({ target }) => onChange({ meter: target.value, labels: null })}
        >
          {names.includes(name) ? null : <option value={name}>{name}</option>}
          {names.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </NativeSelect>
        {ofName.length > 1 ? (
          <NativeSelect
            aria-label={t("labels")}
            className="max-w-72"
            value={labels ?? ""}
            onChange={({ target }) => onChange({ labels: target.value === "" ? null : target.value })}
          >
            <option value="">{t("allLabels", { count: ofName.length })}</option>
            {ofName.map((meter) => (
              <option key={meter.labels} value={meter.labels}>
                {meter.labels}
              </option>
            ))}
          </NativeSelect>
        ) : null}
        <NativeSelect
          aria-label={t("compare.label")}
          value={compared ?? ""}
          onChange={({ target }) =>
            onChange({ compared: COMPARED.find((one) => one === target.value) ?? null })
          }
        >
          <option value="">{t("compare.none")}</option>
          {COMPARED.map((one) => (
            <option key={one} value={one}>
              {t(`compare.with.${one}`)}
            </option>
          ))}
        </NativeSelect>
        <span className="ms-auto text-faint text-xs">
          {isStreaming ? t("streaming") : t("step", { step: formats.duration(stepS) })}
        </span>
      </div>
      <div className="p-3">
        {series.error ? (
          <LoadFailed error={series.error} onRetry={() => void series.refetch()} />
        ) : series.data === undefined ? (
          <Skeleton className="h-70 w-full" />
        ) : points.length === 0 ? (
          <StatePanel icon={ChartLine} title={t("noTraffic")}>
            {t("noTrafficBody", { name })}
          </StatePanel>
        ) : (
          <LazyPlot
            columns={columns}
            names={drawnLines}
            earlier={drawnLines.length - lines.length}
            marks={drawn}
            text={(value) => measure(unit, value)}
            label={t("chartOf", { name })}
            axis={{ timeZone: formats.timeZone }}
          />
        )}
        <div className="flex flex-col gap-3 pt-3">
          {compared === null ? null : (
            <MeterComparison name={name} labels={labels} kind={kind} range={range} backS={backS} />
          )}
          {marks.error ? (
            <LoadFailed error={marks.error} onRetry={() => void marks.refetch()} />
          ) : marks.data ? (
            <MeterMarks marks={marks.data} />
          ) : null}
        </div>
      </div>
    </Card>
  );
};

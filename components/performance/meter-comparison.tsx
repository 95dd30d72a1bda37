"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/states.tsx";
import type { SamplePoint } from "#server/telemetry/schema.ts";
import { useMeasureText } from "./score-rows.tsx";
import { type MeterKind, unitOf } from "./series.ts";

/** From this on a longer time is told as worse; less is noise. */
const WORSE = 0.1;

// The window moves on by itself; what it was stays until the next answer.
const KEEP = { placeholderData: keepPreviousData, gcTime: 30_000 } as const;

const iso = (atS: number): string => new Date(atS * 1000).toISOString();

type Figure = { key: "p50" | "p95" | "p99" | "mean" | "rate"; of: (point: SamplePoint) => number | null };

const mean: Figure = { key: "mean", of: ({ count, sum }) => (count > 0 ? sum / count : null) };

const figuresOf = (kind: MeterKind, spanS: number): Figure[] => {
  const perSecond: Figure = {
    key: "rate",
    of: ({ count, sum }) => (kind === "counter" ? sum : count) / spanS,
  };
  if (kind === "counter") return [perSecond];
  if (kind === "gauge") return [mean];
  return [
    { key: "p50", of: ({ p50 }) => p50 },
    { key: "p95", of: ({ p95 }) => p95 },
    { key: "p99", of: ({ p99 }) => p99 },
    perSecond,
  ];
};

/** Two windows of one meter side by side: what each figure was, is, and by how much it moved. */
export const MeterComparison = ({
  name,
  labels,
  kind,
  range: { fromS, toS },
  backS,
}: {
  name: string;
  labels: string | null;
  kind: MeterKind;
  range: { fromS: number; toS: number };
  /** How long before the window the other one lies, seconds. */
  backS: number;
}) => {
  const t = useTranslations("performance.compare");
  const formats = useFormats();
  const measure = useMeasureText();
  const trpc = useTRPC();
  const windowOf = (shiftS: number) => ({
    ...{ name, labels },
    ...{ from: iso(fromS - shiftS), to: iso(toS - shiftS) },
  });
  const now = useQuery(trpc.telemetry.whole.queryOptions(windowOf(0), KEEP));
  const then = useQuery(trpc.telemetry.whole.queryOptions(windowOf(backS), KEEP));
  const error = now.error ?? then.error;
  if (error)
    return <LoadFailed error={error} onRetry={() => void Promise.all([now.refetch(), then.refetch()])} />;
  if (now.data === undefined || then.data === undefined) return <Skeleton className="h-24 w-full" />;
  const [is, was] = [now.data, then.data];
  const stretch = (shiftS: number) =>
    `${formats.dateTime(iso(fromS - shiftS))} – ${formats.dateTime(iso(toS - shiftS))}`;
  return (
    <table className="w-full max-w-2xl text-sm tabular-nums">
      <caption className="pb-1 text-start text-muted text-xs">
        {t("caption", { now: stretch(0), earlier: stretch(backS) })}
      </caption>
      <thead className="text-muted text-xs">
        <tr className="border-b">
          <th scope="col" className="py-1 text-start font-normal">
            {t("figure")}
          </th>
          {(["earlier", "now", "change"] as const).map((key) => (
            <th key={key} scope="col" className="py-1 text-end font-normal">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figuresOf(kind, toS - fromS).map(({ key, of }) => {
          const unit = key === "rate" ? "/s" : unitOf(name);
          const [before, after] = [was === null ? null : of(was), is === null ? null : of(is)];
          const share = before !== null && after !== null && before !== 0 ? after / before - 1 : null;
          const isWorse = share !== null && unit === "ms" && share > WORSE;
          return (
            <tr key={key} className="border-b last:border-b-0">
              <th scope="row" className="py-1 text-start font-normal">
                {t(key)}
              </th>
              <td className="text-end">{before === null ? "–" : measure(unit, before)}</td>
              <td className="text-end font-medium">{after === null ? "–" : measure(unit, after)}</td>
              <td className={cn("text-end", isWorse ? "text-bad" : "text-muted")}>
                {share === null ? "–" : `${share > 0 ? "+" : ""}${formats.share(share)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

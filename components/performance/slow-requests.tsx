"use client";

import { useQuery } from "@tanstack/react-query";
import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { NativeSelect } from "#components/ui/input.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { SlowTrace, TraceSpan } from "#server/telemetry/schema.ts";
import { timeByKind, toWaterfall } from "./waterfall.ts";

const REFETCH_MS = 10_000;

const BARS: Readonly<Record<TraceSpan["kind"], string>> = {
  call: "bg-[var(--chart-1)]",
  request: "bg-[var(--chart-1)]",
  job: "bg-[var(--chart-1)]",
  step: "bg-[var(--chart-2)]",
  sql: "bg-[var(--chart-3)]",
  outside: "bg-[var(--chart-5)]",
};

const useMs = (): ((ms: number) => string) => {
  const formats = useFormats();
  return (ms) => `${formats.measure(ms)} ms`;
};

const Waterfall = ({ trace }: { trace: SlowTrace }) => {
  const t = useTranslations("performance.slow");
  const ms = useMs();
  return (
    <ol className="flex flex-col border-t bg-sunken px-4 py-2 text-xs" aria-label={t("spans")}>
      {toWaterfall(trace).map(({ span, depth, begin, width, tookMs }) => (
        <li
          key={span.id}
          className="grid grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-3 py-0.5 md:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_4.5rem]"
        >
          <span
            title={span.name}
            className={cn("truncate", span.kind === "sql" && "font-mono", span.error !== null && "text-bad")}
            style={{ paddingInlineStart: `${Math.min(depth, 6) * 0.75}rem` }}
          >
            <span className="me-1.5 font-sans text-muted">{t(`kind.${span.kind}`)}</span>
            {span.name}
            {span.error === null ? null : ` · ${span.error}`}
          </span>
          <span className="text-end tabular-nums md:order-last">{ms(tookMs)}</span>
          <span aria-hidden className="relative h-2 rounded-sm bg-hover max-md:col-span-2">
            <span
              className={cn("absolute inset-y-0 rounded-sm", BARS[span.kind])}
              style={{ insetInlineStart: `${begin * 100}%`, width: `${width * 100}%` }}
            />
          </span>
        </li>
      ))}
      {trace.left > 0 ? <li className="py-1 text-muted">{t("left", { count: trace.left })}</li> : null}
    </ol>
  );
};

const Row = ({ trace, isOpen, onToggle }: { trace: SlowTrace; isOpen: boolean; onToggle: () => void }) => {
  const t = useTranslations("performance.slow");
  const ms = useMs();
  const parts = [...timeByKind(trace)].filter(([kind]) => kind === "sql" || kind === "outside");
  const { request } = trace.spans[0]?.facts ?? {};
  return (
    <li className="border-b last:border-b-0">
      <div
        className={cn(
          "relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2",
          isOpen ? "bg-selected" : "hover:bg-hover",
        )}
      >
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="min-w-0 truncate text-start font-medium after:absolute after:inset-0"
        >
          {trace.name}
        </button>
        <span className="font-semibold tabular-nums">{ms(trace.tookMs)}</span>
        {trace.error === null ? null : <Badge tone="bad">{t("failed")}</Badge>}
        <span className="text-muted text-xs tabular-nums">
          {parts.map(([kind, sum]) => `${t(`kind.${kind}`)} ${ms(sum)}`).join(" · ")}
        </span>
        <span className="ms-auto text-faint text-xs tabular-nums">
          {t("spanCount", { count: trace.spans.length + trace.left })}
          {" · "}
          {t.rich("ago", { age: () => <RealAge atMs={Date.parse(trace.beganAt)} /> })}
        </span>
        {isOpen && typeof request === "string" ? (
          <span className="w-full text-faint text-xs">{t("request", { id: request })}</span>
        ) : null}
      </div>
      {isOpen ? <Waterfall trace={trace} /> : null}
    </li>
  );
};

/** The slowest requests and jobs of the last hour in the process that answers, each down to its statements and calls. */
export const SlowRequests = ({
  name,
  onName,
}: {
  /** Of one procedure, job or request; of all where null. */
  name: string | null;
  onName: (name: string | null) => void;
}) => {
  const t = useTranslations("performance.slow");
  const ms = useMs();
  const trpc = useTRPC();
  const [openId, setOpenId] = useState<string | null>(null);
  const slow = useQuery(trpc.telemetry.slowest.queryOptions({ name }, { refetchInterval: REFETCH_MS }));
  const { data, error } = slow;
  return (
    <Card
      title={t("title")}
      className="overflow-hidden"
      end={
        <NativeSelect
          aria-label={t("of")}
          className="max-w-44 md:max-w-64"
          value={name ?? ""}
          onChange={({ target }) => onName(target.value === "" ? null : target.value)}
        >
          <option value="">{t("all")}</option>
          {name === null || data?.names.some((one) => one.name === name) ? null : (
            <option value={name}>{name}</option>
          )}
          {data?.names.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name} ({ms(one.slowestMs)})
            </option>
          ))}
        </NativeSelect>
      }
    >
      {data === undefined ? (
        error ? (
          <LoadFailed error={error} onRetry={() => void slow.refetch()} />
        ) : (
          <div className="p-4" aria-busy>
            <Skeleton className="w-1/2" />
          </div>
        )
      ) : data.traces.length === 0 ? (
        <StatePanel icon={Timer} title={t("none")}>
          {t("noneBody")}
        </StatePanel>
      ) : (
        <ul>
          {data.traces.map((trace) => {
            const id = `${trace.id}/${trace.beganAt}`;
            const isOpen = id === openId;
            return (
              <Row key={id} trace={trace} isOpen={isOpen} onToggle={() => setOpenId(isOpen ? null : id)} />
            );
          })}
        </ul>
      )}
    </Card>
  );
};

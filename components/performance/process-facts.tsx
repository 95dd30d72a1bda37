"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useLiveState } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import type { SampleLive } from "#server/telemetry/live.schema.ts";

const FACTS = [
  { key: "eventLoop", meter: "process.event_loop_delay_ms", unit: "ms" },
  { key: "memory", meter: "process.rss_mb", unit: "MB" },
  { key: "heap", meter: "process.heap_mb", unit: "MB" },
  { key: "connections", meter: "database.pool_used", unit: "" },
  { key: "clients", meter: "live.clients", unit: "" },
] as const;

const Fact = ({
  fact: { key, meter, unit },
  onOpen,
}: {
  fact: (typeof FACTS)[number];
  onOpen: (meter: string) => void;
}) => {
  const t = useTranslations("performance");
  const formats = useFormats();
  const value = useLiveState(
    "samples",
    useCallback(
      (values: ReadonlyMap<string | number, SampleLive>) => {
        const point = values.get(`${meter}{}`)?.point;
        return point && point.count > 0 ? point.sum / point.count : null;
      },
      [meter],
    ),
  );
  return (
    <button
      type="button"
      onClick={() => onOpen(meter)}
      className="flex min-w-32 flex-1 flex-col bg-surface px-4 py-3 text-start hover:bg-hover"
    >
      <span className="text-muted text-xs">{t(`fact.${key}`)}</span>
      <span className="font-semibold text-xl tabular-nums">
        {formats.measure(value)}
        {value === null || unit === "" ? null : (
          <span className="ms-1 font-normal text-muted text-xs">{unit}</span>
        )}
      </span>
    </button>
  );
};

/** The process itself, second by second: event loop, memory and who listens. */
export const ProcessFacts = ({ onOpen }: { onOpen: (meter: string) => void }) => {
  const t = useTranslations("performance");
  return (
    <section
      aria-label={t("process")}
      className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-line"
    >
      {FACTS.map((fact) => (
        <Fact key={fact.key} fact={fact} onOpen={onOpen} />
      ))}
    </section>
  );
};

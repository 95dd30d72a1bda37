"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useLiveState } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import type { SampleLive } from "#server/telemetry/live.schema.ts";
import { FactButton } from "./fact-strip.tsx";

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
    <FactButton label={t(`fact.${key}`)} onOpen={() => onOpen(meter)}>
      {formats.measure(value)}
      {value === null || unit === "" ? null : (
        <span className="ms-1 font-normal text-muted text-xs">{unit}</span>
      )}
    </FactButton>
  );
};

/** The process itself, second by second: event loop, memory and who listens. */
export const ProcessFacts = ({ onOpen }: { onOpen: (meter: string) => void }) =>
  FACTS.map((fact) => <Fact key={fact.key} fact={fact} onOpen={onOpen} />);

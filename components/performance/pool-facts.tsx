"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useLiveState } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import type { SampleLive } from "#server/telemetry/live.schema.ts";
import { FactButton } from "./fact-strip.tsx";

const POOLS = ["solver", "model", "workers"] as const;
const BUSY = "pool.busy_ms";

const useSum = (series: string): number | null =>
  useLiveState(
    "samples",
    useCallback(
      (values: ReadonlyMap<string | number, SampleLive>) => values.get(series)?.point.sum ?? null,
      [series],
    ),
  );

const PoolFact = ({ pool, onOpen }: { pool: (typeof POOLS)[number]; onOpen: (meter: string) => void }) => {
  const t = useTranslations("performance");
  const formats = useFormats();
  const busyMs = useSum(`${BUSY}{pool=${pool}}`);
  const slotsMs = useSum(`pool.slots_ms{pool=${pool}}`);
  const isMeasured = busyMs !== null && slotsMs !== null && slotsMs > 0;
  return (
    <FactButton label={t(`pool.${pool}`)} onOpen={() => onOpen(BUSY)}>
      {isMeasured ? (
        formats.share(busyMs / slotsMs)
      ) : (
        <span className="font-normal text-base text-muted">{t("poolOff")}</span>
      )}
    </FactButton>
  );
};

/** How busy the solver, the model and the workers of this process are, second by second. */
export const PoolFacts = ({ onOpen }: { onOpen: (meter: string) => void }) =>
  POOLS.map((pool) => <PoolFact key={pool} {...{ pool, onOpen }} />);

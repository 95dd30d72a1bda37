"use client";

import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";

const HOUR_MS = 3_600_000;
const STEP_S = 60;
const REFETCH_MS = 30_000;
const USES = ["searches", "questions"] as const;
const WAYS = ["text", "likeness", "plan", "none"] as const;

type Use = (typeof USES)[number];

/** What was counted of one use of the memory in the last hour, by how it was found; and how long looking took. */
const useMemory = (of: Use) => {
  const trpc = useTRPC();
  // One window for all, moved when the page is opened anew: each refetch reads up to its end.
  const [from] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000 - HOUR_MS).toISOString());
  const to = new Date(Date.parse(from) + 24 * HOUR_MS).toISOString();
  const series = (name: string, labels: string) =>
    trpc.telemetry.series.queryOptions(
      { name, labels, from, to, stepS: STEP_S },
      { refetchInterval: REFETCH_MS },
    );
  const found = useQueries({
    queries: [
      ...WAYS.map((by) => series("vector.cache", `by=${by},hit=${by !== "none"},of=${of}`)),
      series("vector.cache_refused", `of=${of}`),
      series("vector.cache_ms", `of=${of}`),
    ],
  });
  const sums = found.map(({ data }) => data?.reduce((sum, point) => sum + point.sum, 0) ?? null);
  const looks = found.at(-1)?.data ?? [];
  return {
    counts: WAYS.map((by, i) => ({ by, count: sums[i] ?? null })),
    refused: sums[WAYS.length] ?? null,
    slowestMs: looks.length === 0 ? null : Math.max(...looks.map(({ p99, max }) => p99 ?? max)),
  };
};

const Uses = ({ of, onOpen }: { of: Use; onOpen: (meter: string) => void }) => {
  const t = useTranslations("performance");
  const formats = useFormats();
  const { counts, refused, slowestMs } = useMemory(of);
  const all = counts.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const none = counts.find(({ by }) => by === "none")?.count ?? 0;
  const number = (count: number | null) => (count === null ? "–" : formats.number(count));
  return (
    <tr className="border-b last:border-b-0 hover:bg-hover">
      <th scope="row" className="px-4 py-2 text-start font-medium">
        <button type="button" onClick={() => onOpen("vector.cache_ms")} className="hover:underline">
          {t(`memory.of.${of}`)}
        </button>
      </th>
      <td className="px-4 py-2 text-end tabular-nums">
        {all === 0 ? "–" : formats.share((all - none) / all)}
      </td>
      {counts.map(({ by, count }) => (
        <td key={by} className="px-4 py-2 text-end tabular-nums">
          {number(count)}
        </td>
      ))}
      <td className="px-4 py-2 text-end tabular-nums">{number(refused)}</td>
      <td className="px-4 py-2 text-end tabular-nums">
        {slowestMs === null ? "–" : `${formats.measure(slowestMs)} ms`}
      </td>
    </tr>
  );
};

/** What was answered from memory, and how: by the same text, a text that asks the same, the same plan; and what was kept apart. */
export const MemoryFacts = ({ onOpen }: { onOpen: (meter: string) => void }) => {
  const t = useTranslations("performance");
  return (
    <Card title={t("memory.title")} className="overflow-hidden">
      <ScrollBox className="overflow-x-auto" label={t("memory.title")}>
        <table className="w-full min-w-[44rem] text-sm">
          <thead>
            <tr className="border-b text-muted text-xs">
              <th scope="col" className="px-4 py-2 text-start font-normal">
                {t("memory.use")}
              </th>
              {(["hits", ...WAYS, "refused", "slowest"] as const).map((column) => (
                <th key={column} scope="col" className="px-4 py-2 text-end font-normal">
                  {t(`memory.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {USES.map((of) => (
              <Uses key={of} of={of} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  );
};

"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { CacheRow } from "#server/platform/caches.schema.ts";
import { useBytesText } from "./bytes-text.ts";
import { useEngineerChange } from "./use-engineer-change.ts";
import { WaitingCard } from "./waiting-card.tsx";

const REFETCH_MS = 10_000;
const cell = "px-4 py-2 text-start align-top font-normal";
const figure = "px-4 py-2 text-end align-top font-normal whitespace-nowrap tabular-nums";

const Row = ({ cache }: { cache: CacheRow }) => {
  const t = useTranslations("performance.caches");
  const formats = useFormats();
  const bytes = useBytesText();
  const { mayChange, done, failed } = useEngineerChange("caches");
  const drop = useMutation(useTRPC().caches.drop.mutationOptions({ onError: failed }));
  const age = (ms: number): string => {
    const [key, unitMs] =
      ms < 120_000
        ? (["ageSeconds", 1_000] as const)
        : ms < 7_200_000
          ? (["ageMinutes", 60_000] as const)
          : (["ageHours", 3_600_000] as const);
    return t(key, { count: formats.number(Math.round(ms / unitMs)) });
  };
  const { hits, misses, staleMs } = cache;
  const looks = hits === null || misses === null ? null : hits + misses;
  const name = t.has(`name.${cache.name}`) ? t(`name.${cache.name}`) : cache.name;
  return (
    <tr className="border-t">
      <th scope="row" className={cell}>
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {cache.isShared ? <Badge tone="info">{t("shared")}</Badge> : null}
        </span>
        <span className="block text-muted text-xs">
          {t(`endedBy.${cache.endedBy}`, { of: t(`of.${cache.of}`) })}
        </span>
      </th>
      <td className={figure}>
        {hits === null || looks === null || looks === 0 ? "–" : formats.share(hits / looks)}
        <span className="block text-muted text-xs">
          {looks === null ? t("uncounted") : t("looks", { count: looks })}
        </span>
      </td>
      <td className={figure}>{formats.number(cache.entries)}</td>
      <td className={figure}>{cache.bytes === null ? "–" : bytes(cache.bytes)}</td>
      <td className={figure}>{cache.oldestAgeMs === null ? "–" : age(cache.oldestAgeMs)}</td>
      <td className={figure}>
        {staleMs === null
          ? t("ownTime")
          : staleMs === 0
            ? t("never")
            : t("seconds", { count: formats.measure(staleMs / 1000) })}
        {cache.droppedAt === null ? null : (
          <span className="block text-muted text-xs">
            {t("dropped", { at: formats.dateTime(cache.droppedAt) })}
          </span>
        )}
      </td>
      {mayChange ? (
        <td className={figure}>
          <Button
            size="sm"
            aria-label={t("dropOf", { name })}
            disabled={drop.isPending}
            onClick={() =>
              drop.mutate({ name: cache.name }, { onSuccess: () => done(t("droppedNow", { name })) })
            }
          >
            {t("drop")}
          </Button>
        </td>
      ) : null}
    </tr>
  );
};

/** Every cache of the process that answers: how often it helped, what it holds, what ends its values, and a drop in all processes. */
export const CacheTable = () => {
  const t = useTranslations("performance.caches");
  const { mayChange } = useEngineerChange("caches");
  const list = useQuery(useTRPC().caches.list.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const { data } = list;
  if (data === undefined) return <WaitingCard title={t("title")} label={t("loading")} query={list} />;
  return (
    <Card title={t("title")} className="shrink-0 overflow-hidden">
      <p className="border-b px-4 py-2 text-muted">{t("said")}</p>
      <ScrollBox label={t("title")} className="overflow-x-auto">
        <table className="w-full min-w-[48rem] text-start">
          <thead className="text-muted text-xs">
            <tr>
              <th scope="col" className={cell}>
                {t("cache")}
              </th>
              {(["hits", "entries", "memory", "oldest", "stale"] as const).map((column) => (
                <th key={column} scope="col" className={figure}>
                  {t(column)}
                </th>
              ))}
              {mayChange ? (
                <th scope="col" className={figure}>
                  <span className="sr-only">{t("drop")}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {data.map((cache) => (
              <Row key={cache.name} cache={cache} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  );
};

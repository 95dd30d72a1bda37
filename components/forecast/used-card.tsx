"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { OverflowUse } from "#server/forecast/schema.ts";

/** A figure of a use with its name, and what it means. */
export const Figure = ({ label, value, note }: { label: string; value: string; note: string }) => (
  <div className="min-w-40 flex-1">
    <dt className="text-muted text-xs">{label}</dt>
    <dd className="font-semibold text-lg tabular-nums">{value}</dd>
    <dd className="text-muted text-xs tabular-nums">{note}</dd>
  </div>
);

const Figures = ({ use }: { use: OverflowUse }) => {
  const t = useTranslations("forecast.used");
  const formats = useFormats();
  const { added, done, days, costCents, over, overfull, expected } = use;
  if (added === 0) return <p className="px-3 pt-3 text-muted">{t("none", { days })}</p>;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 px-3 pt-3">
      <Figure label={t("added")} value={formats.number(added)} note={t("addedNote", { days, done })} />
      <Figure
        label={t("cost")}
        value={formats.money(costCents)}
        note={t("costNote", { each: formats.money(costCents / added) })}
      />
      <Figure
        label={t("avoided")}
        value={t("avoidedValue", { overfull, over })}
        note={t("avoidedNote", { expected: formats.decimal(expected) })}
      />
    </dl>
  );
};

/** What stops that forecasts added to plans came to: how many, their price, what ran over all the same, and beside it those left alone. */
export const UsedCard = ({ depotId }: { depotId: number | null }) => {
  const t = useTranslations("forecast.used");
  const formats = useFormats();
  const reason = useReason();
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.forecast.used.queryOptions({ depotId }, { placeholderData: keepPreviousData }),
  );
  return (
    <Card title={t("title")}>
      {error && data === undefined ? <p className="px-3 py-3 text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="m-3 w-2/3" /> : null}
      {data === undefined ? null : (
        <>
          <Figures use={data} />
          <p className="px-3 pt-2 pb-3 text-muted text-xs tabular-nums">
            {data.isOn ? t("on", { chance: formats.share(data.chance) }) : t("off")}.{" "}
            {data.left > 0 ? t("left", { left: data.left, full: data.leftFull }) : null}
          </p>
        </>
      )}
    </Card>
  );
};

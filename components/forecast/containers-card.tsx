"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import type { PlacesQuery } from "#server/forecast/schema.ts";
import { Chance, RiskCard } from "./risk-card.tsx";

/** Containers that may be full before they are emptied, likeliest first. */
export const ContainersCard = ({ places }: { places: PlacesQuery }) => {
  const t = useTranslations("forecast");
  const common = useTranslations("common");
  const formats = useFormats();
  const href = useDepotHref();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.forecast.containers.queryOptions(places, { placeholderData: keepPreviousData }),
  );
  const pct = (value: number) => formats.share(Math.round(value) / 100);
  return (
    <RiskCard
      title={t("containers")}
      note={
        data
          ? t("containersNote", {
              expected: formats.number(data.expected),
              count: formats.number(data.mayRunOver),
            })
          : null
      }
      how={t("containersHow")}
      empty={{ title: t("containersEmpty"), body: t("containersEmptyBody") }}
      icon={Trash2}
      state={{ error, onRetry: () => void refetch(), count: data?.rows.length ?? null }}
      record={data?.record ?? null}
      errorText={pct}
      heads={[t("container"), t("pickup"), t("full"), t("range80"), t("chance")]}
      more={
        data && data.mayRunOver > data.rows.length
          ? t("more", { shown: data.rows.length, count: formats.number(data.mayRunOver) })
          : null
      }
    >
      {data?.rows.map((row) => (
        <tr key={row.containerId} className="hover:bg-hover">
          <th scope="row">
            <Link href={href(`/sites?id=${row.siteId}`)} prefetch={false} className="hover:underline">
              {row.site}
            </Link>
            <span className="block text-muted">
              {[row.container, common(`stream.${row.stream}`), row.depot].join(" · ")}
            </span>
          </th>
          <td>{formats.day(row.pickup)}</td>
          <td>{pct(row.point)}</td>
          <td className="text-muted">
            {pct(row.low80)} – {pct(row.high80)}
          </td>
          <td>
            <Chance risk={row.risk} />
          </td>
        </tr>
      ))}
    </RiskCard>
  );
};

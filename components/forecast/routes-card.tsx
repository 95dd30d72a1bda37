"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Delay } from "#components/operations/delay.tsx";
import type { PlacesQuery } from "#server/forecast/schema.ts";
import { Chance, RiskCard } from "./risk-card.tsx";

/** Routes of the next day with work by the chance that they end late. */
export const RoutesCard = ({ places }: { places: PlacesQuery }) => {
  const t = useTranslations("forecast");
  const common = useTranslations("common");
  const formats = useFormats();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.forecast.routes.queryOptions({ ...places, day: null }, { placeholderData: keepPreviousData }),
  );
  const day = data?.day ?? null;
  return (
    <RiskCard
      title={day === null ? t("routes") : t("routesOn", { day: formats.day(day) })}
      note={
        data ? t("routesNote", { expected: formats.number(data.expected), count: data.rows.length }) : null
      }
      how={t("routesHow")}
      empty={{ title: t("routesEmpty"), body: t("routesEmptyBody") }}
      icon={Clock}
      state={{ error, onRetry: () => void refetch(), count: data?.rows.length ?? null }}
      record={data?.record ?? null}
      errorText={formats.duration}
      heads={[t("route"), t("behind"), t("range80"), t("chance")]}
      more={null}
    >
      {data?.rows.map((row) => (
        <tr key={row.number}>
          <th scope="row">
            {row.name}
            <span className="block text-muted">
              {[common(`stream.${row.stream}`), row.depot, row.zone].filter(Boolean).join(" · ")}
            </span>
          </th>
          <td>
            <Delay delayS={row.point} />
          </td>
          <td className="text-muted">
            {formats.delay(row.low80)} – {formats.delay(row.high80)}
          </td>
          <td>
            <Chance risk={row.risk} />
          </td>
        </tr>
      ))}
    </RiskCard>
  );
};

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { ReadSection } from "#components/detail-panel.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { dotClass } from "#components/ui/badge.tsx";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";
import { toneOf } from "./status.tsx";

const SHOWN = 100;

/** The stops of a route in order: planned time, and when each was done. */
export const RouteStops = ({ routeId, serviceDay }: { routeId: number; serviceDay: string }) => {
  const t = useTranslations("routes");
  const common = useTranslations("common");
  const formats = useFormats();
  const trpc = useTRPC();
  const filters = [{ column: "routeId", op: "eq" as const, value: routeId }];
  const sort = [{ column: "sequence", descending: false }];
  const query = useQuery(
    trpc.operations.stops.list.queryOptions({ filters, sort, offset: 0, limit: SHOWN, serviceDay }),
  );
  const params = listQueryToParams({ filters });
  params.set("day", serviceDay);
  return (
    <ReadSection title={t("stops")} query={query}>
      {({ total, rows }) => (
        <>
          <ol className="flex flex-col">
            {rows.map((stop) => (
              <li key={stop.id} className="flex items-center gap-2 py-0.75">
                <span className="w-6 shrink-0 text-end text-faint text-xs tabular-nums">{stop.sequence}</span>
                <span
                  role="img"
                  aria-label={common(`status.${stop.status}`)}
                  title={common(`status.${stop.status}`)}
                  className={dotClass(toneOf(stop.status))}
                />
                <span className="min-w-0 flex-1 truncate">{stop.site}</span>
                <span className="shrink-0 text-muted text-xs tabular-nums">
                  {formats.time(stop.doneAt ?? stop.expectedAt ?? stop.plannedAt)}
                </span>
              </li>
            ))}
          </ol>
          {total > rows.length ? (
            <p className="mt-1 text-faint text-xs">{t("moreStops", { count: total - rows.length })}</p>
          ) : null}
          <Link href={`/stops?${params}`} className="mt-2 inline-block text-accent-text hover:underline">
            {t("allStops")}
          </Link>
        </>
      )}
    </ReadSection>
  );
};

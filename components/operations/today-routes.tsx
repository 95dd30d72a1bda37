"use client";

import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { useChannel } from "#components/list/live-cell.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { buttonClass } from "#components/ui/button.tsx";
import type { RouteRow, StopRow } from "#server/operations/schema.ts";
import { RouteDelayCell, RouteEndCell, RouteProgressCell } from "./route-cells.tsx";
import { shortListClass } from "./today-card.tsx";

/** Routes behind plan, worst first: by how much, how far they are, and when they will end. */
export const TodayLateRoutes = ({ rows }: { rows: readonly RouteRow[] }) => {
  const t = useTranslations("today");
  const formats = useFormats();
  const href = useDepotHref();
  useChannel("routes");
  return (
    <ul className={shortListClass}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            href={href(`/routes?id=${row.id}`)}
            prefetch={false}
            className="flex flex-col gap-1 px-3 py-2 hover:bg-hover"
          >
            <span className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate">
                <span className="font-medium">{row.name}</span>{" "}
                <span className="text-muted">
                  {[row.vehicle, row.driver, row.zone].filter(Boolean).join(" · ")}
                </span>
              </span>
              <RouteDelayCell row={row} />
            </span>
            <span className="flex items-center gap-3 text-muted text-xs">
              <span className="min-w-0 flex-1">
                <RouteProgressCell row={row} />
              </span>
              <span className="shrink-0 tabular-nums">
                {t("ends")} <RouteEndCell row={row} />
                <span className="text-faint"> {t("planned", { time: formats.time(row.plannedEndAt) })}</span>
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
};

/** Stops of today that no route has. */
export const TodayUnassigned = ({ rows }: { rows: readonly StopRow[] }) => {
  const t = useTranslations("today");
  const common = useTranslations("common");
  const formats = useFormats();
  const href = useDepotHref();
  return (
    <ul className={shortListClass}>
      {rows.map((row) => (
        <li key={row.id} className="flex items-center pe-3 hover:bg-hover">
          <Link
            href={href(`/stops?id=${row.id}`)}
            prefetch={false}
            className="flex min-w-0 flex-1 items-center gap-3 px-3 py-2"
          >
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium">{row.site}</span>
              <span className="truncate text-muted text-xs">
                {[row.zone, common.has(`stream.${row.stream}`) ? common(`stream.${row.stream}`) : row.stream]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <span className="shrink-0 text-muted text-xs tabular-nums">
              {row.windowStartAt && row.windowEndAt
                ? `${formats.time(row.windowStartAt)} – ${formats.time(row.windowEndAt)}`
                : formats.time(row.plannedAt)}
            </span>
          </Link>
          <Link
            href={href(`/board?stop=${row.id}`)}
            prefetch={false}
            aria-label={t("insertStop", { site: row.site })}
            className={buttonClass({ size: "sm" })}
          >
            {t("insert")}
          </Link>
        </li>
      ))}
    </ul>
  );
};

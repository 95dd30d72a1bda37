"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { type Tone, toneText } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { LATE_S, SILENT_S } from "#server/operations/names.schema.ts";
import type { Today } from "#server/operations/schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";
import { StopProgress } from "./progress-bar.tsx";

type Part = { value: number; label: string; path: string; tone?: Tone };

const listPath = (page: string, filters: Parameters<typeof listQueryToParams>[0]["filters"]): string =>
  `/${page}?${listQueryToParams(filters ? { filters } : {})}`;

const Count = ({ value, label, path, tone = "idle" }: Part) => {
  const formats = useFormats();
  const href = useDepotHref();
  return (
    <Link
      href={href(path)}
      prefetch={false}
      className="group -mx-1.5 flex items-baseline gap-1.5 whitespace-nowrap rounded px-1.5 hover:bg-hover"
    >
      <span
        className={cn(
          "font-semibold text-xl tabular-nums",
          value > 0 && tone !== "idle" ? toneText(tone) : "text-ink",
        )}
      >
        {formats.number(value)}
      </span>
      <span className="text-muted text-xs group-hover:text-ink">{label}</span>
    </Link>
  );
};

const Tile = ({
  title,
  parts,
  children,
}: {
  title: string;
  parts: readonly Part[];
  children?: ReactNode;
}) => (
  <section
    className="flex min-w-0 flex-col gap-1.5 bg-surface px-3 py-2.5 md:px-4 md:py-3"
    aria-label={title}
  >
    <h2 className="text-muted text-xs">{title}</h2>
    <div className="flex flex-wrap items-baseline gap-x-4">
      {parts.map((part) => (
        <Count key={part.label} {...part} />
      ))}
    </div>
    {children}
  </section>
);

/** The day in numbers, each a link to the rows it counts. */
export const TodayCounts = ({ counts, serviceDay }: Pick<Today, "counts" | "serviceDay">) => {
  const t = useTranslations("today");
  const active = { column: "status", op: "eq", value: "active" } as const;
  const pending = { column: "status", op: "eq", value: "pending" } as const;
  return (
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line xl:grid-cols-4">
      <Tile
        title={t("tile.exceptions")}
        parts={[
          { value: counts.exceptionsOpen, label: t("open"), path: "/exceptions", tone: "warn" },
          {
            value: counts.exceptionsOverdue,
            label: t("overdue"),
            path: "/exceptions?status=overdue",
            tone: "bad",
          },
        ]}
      />
      <Tile
        title={t("tile.routes", { total: counts.routesTotal })}
        parts={[
          {
            value: counts.routesLate,
            label: t("late"),
            path: listPath("routes", [active, { column: "delayS", op: "gte", value: LATE_S }]),
            tone: "bad",
          },
          { value: counts.routesActive, label: t("active"), path: listPath("routes", [active]) },
          {
            value: counts.routesDone,
            label: t("done"),
            path: listPath("routes", [{ column: "status", op: "eq", value: "done" }]),
          },
        ]}
      />
      <Tile
        title={t("tile.stops", { total: counts.stopsTotal })}
        parts={[
          {
            value: counts.stopsUnassigned,
            label: t("unassigned"),
            path: listPath("stops", [{ column: "isUnassigned", op: "eq", value: true }, pending]),
            tone: "warn",
          },
          {
            value: counts.stopsMissed,
            label: t("missed"),
            path: listPath("stops", [{ column: "status", op: "eq", value: "missed" }]),
            tone: "bad",
          },
        ]}
      >
        <Link
          href={`/stops?day=${serviceDay}`}
          prefetch={false}
          aria-label={t("stopsDone")}
          className="flex items-center gap-1 text-muted text-xs"
        >
          <StopProgress done={counts.stopsDone} missed={counts.stopsMissed} total={counts.stopsTotal} />
          {t("done")}
        </Link>
      </Tile>
      <Tile
        title={t("tile.vehicles")}
        parts={[
          {
            value: counts.vehiclesDown,
            label: t("down"),
            path: listPath("vehicles", [{ column: "status", op: "eq", value: "breakdown" }]),
            tone: "bad",
          },
          {
            value: counts.vehiclesSilent,
            label: t("silent"),
            path: listPath("vehicles", [
              { column: "silentS", op: "gt", value: SILENT_S },
              { column: "routeId", op: "is-null", value: false },
            ]),
            tone: "warn",
          },
        ]}
      />
    </div>
  );
};

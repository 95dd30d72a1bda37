"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "#components/client.ts";
import { Notes } from "#components/fleet/notes.tsx";
import { Link } from "#components/link.tsx";
import { CompactRow } from "#components/list/compact-row.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import { useChoices, useWords } from "#components/list/use-choices.ts";
import { ListPageView } from "#components/list-page.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { STREAMS } from "#server/fleet/names.schema.ts";
import { STOP_STATUSES } from "#server/operations/names.schema.ts";
import type { StopRow } from "#server/operations/schema.ts";
import { Status } from "./status.tsx";
import { useLiveStops } from "./use-live-stops.ts";

// Events keep the rows current; this only shows on a quiet day that they still are.
const REFETCH_MS = 60_000;

/** Stops of a service day, assigned or not. */
export const StopsList = () => {
  const t = useTranslations("stops");
  const choices = useChoices();
  const words = useWords();
  const formats = useFormats();
  const client = useTRPCClient();
  const href = useDepotHref();
  useLiveStops();
  const config = useMemo((): ListConfig<StopRow> => {
    const text = { kind: "text" } as const;
    const flag = { kind: "flag" } as const;
    const windowOf = (row: StopRow) =>
      row.windowStartAt || row.windowEndAt
        ? `${formats.time(row.windowStartAt)}–${formats.time(row.windowEndAt)}`
        : null;
    return {
      name: "stops",
      title: t("title"),
      depotColumn: "depotId",
      isByDay: true,
      hasPoints: true,
      refetchMs: REFETCH_MS,
      fetch: (window, signal) => client.operations.stops.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ site }) => site,
      columns: [
        { key: "site", label: t("site"), widthPx: 220, filter: text, cell: (row) => row.site },
        {
          key: "status",
          label: t("status"),
          widthPx: 110,
          filter: choices("status", STOP_STATUSES),
          cell: (row) => <Status status={row.status} />,
        },
        {
          key: "route",
          label: t("route"),
          widthPx: 100,
          filter: text,
          cell: (row) => row.route ?? <span className="text-warn">{t("unassigned")}</span>,
        },
        {
          key: "sequence",
          label: t("sequence"),
          widthPx: 80,
          align: "end",
          filter: { kind: "number" },
          cell: (row) => formats.number(row.sequence),
        },
        {
          key: "stream",
          label: t("stream"),
          widthPx: 100,
          filter: choices("stream", STREAMS),
          cell: (row) => words("stream", row.stream),
        },
        {
          key: "plannedAt",
          label: t("planned"),
          widthPx: 90,
          align: "end",
          cell: (row) => formats.time(row.plannedAt),
        },
        {
          key: "expectedAt",
          label: t("expected"),
          widthPx: 90,
          align: "end",
          cell: (row) => formats.time(row.expectedAt),
        },
        {
          key: "windowStartAt",
          label: t("window"),
          widthPx: 120,
          align: "end",
          cell: windowOf,
        },
        {
          key: "doneAt",
          label: t("done"),
          widthPx: 80,
          align: "end",
          cell: (row) => formats.time(row.doneAt),
        },
        {
          key: "lifts",
          label: t("lifts"),
          widthPx: 75,
          align: "end",
          filter: { kind: "number" },
          cell: (row) => formats.number(row.lifts),
        },
        {
          key: "weightKg",
          label: t("weight"),
          widthPx: 90,
          align: "end",
          filter: { kind: "number", unit: "kg" },
          cell: (row) => formats.kg(row.weightKg),
        },
        { key: "zone", label: t("zone"), widthPx: 120, filter: text, cell: (row) => row.zone },
        { key: "reason", label: t("reason"), widthPx: 180, filter: text, cell: (row) => row.reason },
        {
          key: "street",
          label: t("street"),
          widthPx: 160,
          isExtra: true,
          filter: text,
          cell: (row) => row.street,
        },
        {
          key: "arrivedAt",
          label: t("arrived"),
          widthPx: 90,
          align: "end",
          isExtra: true,
          cell: (row) => formats.time(row.arrivedAt),
        },
        {
          key: "doneSequence",
          label: t("doneSequence"),
          widthPx: 110,
          align: "end",
          isExtra: true,
          cell: (row) => formats.number(row.doneSequence),
        },
        {
          key: "serviceDay",
          label: t("day"),
          widthPx: 110,
          isExtra: true,
          cell: (row) => formats.day(row.serviceDay),
        },
      ],
      moreFilters: [
        { key: "isAtRisk", label: t("isAtRisk"), filter: flag },
        { key: "isLeftOver", label: t("isLeftOver"), filter: flag },
        { key: "isAfterWindow", label: t("isAfterWindow"), filter: flag },
        { key: "isUnassigned", label: t("isUnassigned"), filter: flag },
        { key: "isOutOfSequence", label: t("isOutOfSequence"), filter: flag },
        { key: "driver", label: t("driver"), filter: text },
        { key: "vehicle", label: t("vehicle"), filter: text },
        { key: "routeId", label: t("routeId"), filter: { kind: "number" }, isOfLinks: true },
      ],
      compact: (row) => (
        <CompactRow
          title={row.site}
          end={<Status status={row.status} />}
          sub={`${row.route ?? t("unassigned")} · ${words("stream", row.stream)}`}
          subEnd={formats.time(row.doneAt ?? row.expectedAt ?? row.plannedAt)}
        />
      ),
      lead: (row) =>
        row.routeId === null && row.status === "pending" ? (
          <div className="px-4 pt-3">
            <Link
              href={href(`/board?day=${row.serviceDay}&stop=${row.id}`)}
              prefetch={false}
              className={buttonClass({ variant: "primary" })}
            >
              {t("insert")}
            </Link>
          </div>
        ) : null,
      history: (row) => <Notes subject="site" subjectId={row.siteId} />,
    };
  }, [t, choices, words, formats, client, href]);
  return <ListPageView config={config} />;
};

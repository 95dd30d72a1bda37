"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "#components/client.ts";
import { Notes } from "#components/fleet/notes.tsx";
import { CompactRow } from "#components/list/compact-row.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import { useChannel } from "#components/list/live-cell.tsx";
import { useChoices, useWords } from "#components/list/use-choices.ts";
import { ListPageView } from "#components/list-page.tsx";
import { useFormats } from "#components/me.tsx";
import { STREAMS } from "#server/fleet/names.schema.ts";
import { ROUTE_STATUSES } from "#server/operations/names.schema.ts";
import type { RouteRow } from "#server/operations/schema.ts";
import { RouteDelayCell, RouteEndCell, RouteProgressCell, RouteStatusCell } from "./route-cells.tsx";
import { RouteStops } from "./route-stops.tsx";

const REFETCH_MS = 15_000;

/** Routes of a service day with how far they are and how late. */
export const RoutesList = () => {
  const t = useTranslations("routes");
  const choices = useChoices();
  const words = useWords();
  const formats = useFormats();
  const client = useTRPCClient();
  useChannel("routes");
  const config = useMemo((): ListConfig<RouteRow> => {
    const text = { kind: "text" } as const;
    const minutes = { kind: "number", unit: "min", factor: 60 } as const;
    return {
      name: "routes",
      title: t("title"),
      depotColumn: "depotId",
      isByDay: true,
      refetchMs: REFETCH_MS,
      fetch: (window, signal) => client.operations.routes.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ name, serviceDay }) => `${name}, ${formats.day(serviceDay)}`,
      columns: [
        { key: "name", label: t("name"), widthPx: 90, filter: text, cell: (row) => row.name },
        {
          key: "status",
          label: t("status"),
          widthPx: 110,
          filter: choices("status", ROUTE_STATUSES),
          cell: (row) => <RouteStatusCell row={row} />,
        },
        {
          key: "delayS",
          label: t("delay"),
          widthPx: 100,
          align: "end",
          filter: minutes,
          cell: (row) => <RouteDelayCell row={row} />,
        },
        {
          key: "stopsDone",
          label: t("progress"),
          widthPx: 170,
          filter: { kind: "number" },
          cell: (row) => <RouteProgressCell row={row} />,
        },
        {
          key: "expectedEndAt",
          label: t("expectedEnd"),
          widthPx: 105,
          align: "end",
          cell: (row) => <RouteEndCell row={row} />,
        },
        {
          key: "plannedEndAt",
          label: t("plannedEnd"),
          widthPx: 105,
          align: "end",
          cell: (row) => formats.time(row.plannedEndAt),
        },
        {
          key: "exceptions",
          label: t("exceptions"),
          widthPx: 100,
          align: "end",
          filter: { kind: "number" },
          cell: (row) => formats.number(row.exceptions),
        },
        { key: "vehicle", label: t("vehicle"), widthPx: 110, filter: text, cell: (row) => row.vehicle },
        { key: "driver", label: t("driver"), widthPx: 150, filter: text, cell: (row) => row.driver },
        {
          key: "stream",
          label: t("stream"),
          widthPx: 100,
          filter: choices("stream", STREAMS),
          cell: (row) => words("stream", row.stream),
        },
        { key: "zone", label: t("zone"), widthPx: 120, filter: text, cell: (row) => row.zone },
        { key: "depot", label: t("depot"), widthPx: 130, filter: text, cell: (row) => row.depot },
        {
          key: "stopsLeft",
          label: t("stopsLeft"),
          widthPx: 95,
          align: "end",
          isExtra: true,
          filter: { kind: "number" },
          cell: (row) => formats.number(row.stopsLeft),
        },
        {
          key: "stopsMissed",
          label: t("missed"),
          widthPx: 90,
          align: "end",
          isExtra: true,
          filter: { kind: "number" },
          cell: (row) => formats.number(row.stopsMissed),
        },
        {
          key: "weightKg",
          label: t("weight"),
          widthPx: 100,
          align: "end",
          isExtra: true,
          filter: { kind: "number", unit: "kg" },
          cell: (row) => formats.kg(row.weightKg),
        },
        {
          key: "actualDistanceM",
          label: t("distance"),
          widthPx: 150,
          align: "end",
          isExtra: true,
          cell: (row) =>
            `${formats.distance(row.actualDistanceM)} / ${formats.distance(row.plannedDistanceM)}`,
        },
        {
          key: "overtimeS",
          label: t("overtime"),
          widthPx: 100,
          align: "end",
          isExtra: true,
          filter: minutes,
          cell: (row) => formats.duration(row.overtimeS),
        },
        {
          key: "startedAt",
          label: t("started"),
          widthPx: 90,
          align: "end",
          isExtra: true,
          cell: (row) => formats.time(row.startedAt),
        },
        {
          key: "shiftEndAt",
          label: t("shiftEnd"),
          widthPx: 90,
          align: "end",
          isExtra: true,
          cell: (row) => formats.time(row.shiftEndAt),
        },
        {
          key: "contractor",
          label: t("contractor"),
          widthPx: 130,
          isExtra: true,
          filter: text,
          cell: (row) => row.contractor,
        },
        {
          key: "serviceDay",
          label: t("day"),
          widthPx: 110,
          isExtra: true,
          cell: (row) => formats.day(row.serviceDay),
        },
      ],
      compact: (row) => (
        <CompactRow
          title={`${row.name} · ${words("stream", row.stream)}`}
          end={row.status === "active" ? <RouteDelayCell row={row} /> : <RouteStatusCell row={row} />}
          sub={[row.vehicle, row.driver].filter(Boolean).join(" · ") || row.depot}
          subEnd={`${formats.number(row.stopsDone)} / ${formats.number(row.stopsTotal)}`}
        />
      ),
      history: (row) => (
        <>
          <RouteStops routeId={row.id} serviceDay={row.serviceDay} />
          <Notes subject="route" subjectId={row.id} />
        </>
      ),
    };
  }, [t, choices, words, formats, client]);
  return <ListPageView config={config} />;
};

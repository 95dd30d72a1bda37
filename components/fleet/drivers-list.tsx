"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "#components/client.ts";
import { CompactRow } from "#components/list/compact-row.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import { useWords } from "#components/list/use-choices.ts";
import { ListPageView } from "#components/list-page.tsx";
import { useFormats } from "#components/me.tsx";
import { StatusDot, type Tone } from "#components/ui/badge.tsx";
import type { DriverRow } from "#server/fleet/schema.ts";
import { Notes } from "./notes.tsx";

const REFETCH_MS = 30_000;

/** Where a driver's shift stands, by the last of its marks. */
export const shiftStateOf = (
  row: Pick<DriverRow, "clockedInAt" | "leftYardAt" | "clockedOutAt">,
): { key: "out" | "driving" | "in" | "off"; tone: Tone } => {
  if (row.clockedOutAt) return { key: "out", tone: "idle" };
  if (row.clockedInAt === null) return { key: "off", tone: "idle" };
  if (row.leftYardAt) return { key: "driving", tone: "good" };
  return { key: "in", tone: "info" };
};

/** Drivers with today's shift; what is private stays out. */
export const DriversList = () => {
  const t = useTranslations("drivers");
  const formats = useFormats();
  const words = useWords();
  const client = useTRPCClient();
  const config = useMemo((): ListConfig<DriverRow> => {
    const text = { kind: "text" } as const;
    const shift = (row: DriverRow) => {
      const { key, tone } = shiftStateOf(row);
      return <StatusDot tone={tone}>{t(`shift.${key}`)}</StatusDot>;
    };
    return {
      name: "drivers",
      title: t("title"),
      depotColumn: "depotId",
      refetchMs: REFETCH_MS,
      fetch: (window, signal) => client.fleet.drivers.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ name }) => name,
      columns: [
        { key: "name", label: t("name"), widthPx: 180, filter: text, cell: (row) => row.name },
        { key: "clockedInAt", label: t("state"), widthPx: 130, cell: shift },
        { key: "vehicle", label: t("vehicle"), widthPx: 110, filter: text, cell: (row) => row.vehicle },
        {
          key: "leftYardAt",
          label: t("leftYard"),
          widthPx: 110,
          align: "end",
          cell: (row) => formats.time(row.leftYardAt),
        },
        {
          key: "breakStartAt",
          label: t("break"),
          widthPx: 110,
          align: "end",
          cell: (row) => formats.time(row.breakStartAt),
        },
        {
          key: "plannedEndAt",
          label: t("plannedEnd"),
          widthPx: 110,
          align: "end",
          cell: (row) => formats.time(row.plannedEndAt),
        },
        {
          key: "clockedOutAt",
          label: t("clockedOut"),
          widthPx: 110,
          align: "end",
          cell: (row) => formats.time(row.clockedOutAt),
        },
        {
          key: "overtimeS",
          label: t("overtime"),
          widthPx: 100,
          align: "end",
          filter: { kind: "number", unit: "min", factor: 60 },
          cell: (row) =>
            row.overtimeS ? <span className="text-warn">{formats.duration(row.overtimeS)}</span> : null,
        },
        { key: "depot", label: t("depot"), widthPx: 140, filter: text, cell: (row) => row.depot },
        {
          key: "skills",
          label: t("skills"),
          widthPx: 180,
          isSortable: false,
          cell: (row) => row.skills.map((skill) => words("bodyType", skill)).join(", "),
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
          key: "hiredOn",
          label: t("hired"),
          widthPx: 120,
          align: "end",
          isExtra: true,
          cell: (row) => formats.date(row.hiredOn),
        },
        {
          key: "externalId",
          label: t("externalId"),
          widthPx: 120,
          isExtra: true,
          filter: text,
          cell: (row) => row.externalId,
        },
      ],
      compact: (row) => (
        <CompactRow
          title={row.name}
          end={shift(row)}
          sub={[row.vehicle, row.depot].filter(Boolean).join(" · ")}
          subEnd={row.overtimeS ? `+${formats.duration(row.overtimeS)}` : null}
        />
      ),
      history: (row) => <Notes subject="driver" subjectId={row.id} />,
    };
  }, [t, formats, client, words]);
  return <ListPageView config={config} />;
};

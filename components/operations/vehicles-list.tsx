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
import { RiskMark } from "#components/maintenance/risk-mark.tsx";
import { VehicleRiskSection } from "#components/maintenance/vehicle-risk.tsx";
import { useFormats } from "#components/me.tsx";
import { BODY_TYPES, STREAMS } from "#server/fleet/names.schema.ts";
import { VEHICLE_STATUSES } from "#server/operations/names.schema.ts";
import type { VehicleRow } from "#server/operations/schema.ts";
import {
  VehicleHeardCell,
  VehicleLoadCell,
  VehicleSinceCell,
  VehicleSpeedCell,
  VehicleStatusCell,
} from "./vehicle-cells.tsx";

const REFETCH_MS = 15_000;

const Named = ({ row }: { row: VehicleRow }) => (
  <span className="inline-flex items-center gap-1.5">
    {row.name}
    <RiskMark vehicleId={row.id} />
  </span>
);

/** All vehicles with their newest state. */
export const VehiclesList = () => {
  const t = useTranslations("vehicles");
  const common = useTranslations("common");
  const choices = useChoices();
  const words = useWords();
  const formats = useFormats();
  const client = useTRPCClient();
  useChannel("vehicles");
  const config = useMemo((): ListConfig<VehicleRow> => {
    const text = { kind: "text" } as const;
    return {
      name: "vehicles",
      title: t("title"),
      depotColumn: "depotId",
      hasPoints: true,
      refetchMs: REFETCH_MS,
      fetch: (window, signal) => client.operations.vehicles.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ name, plate }) => (plate ? `${name}, ${plate}` : name),
      columns: [
        { key: "name", label: t("name"), widthPx: 110, filter: text, cell: (row) => <Named row={row} /> },
        {
          key: "status",
          label: t("status"),
          widthPx: 120,
          filter: choices("status", VEHICLE_STATUSES),
          cell: (row) => <VehicleStatusCell row={row} />,
        },
        {
          key: "statusSince",
          label: t("since"),
          widthPx: 80,
          align: "end",
          cell: (row) => <VehicleSinceCell row={row} />,
        },
        { key: "route", label: t("route"), widthPx: 90, filter: text, cell: (row) => row.route },
        { key: "driver", label: t("driver"), widthPx: 150, filter: text, cell: (row) => row.driver },
        {
          key: "speedKmh",
          label: t("speed"),
          widthPx: 85,
          align: "end",
          filter: { kind: "number", unit: "km/h" },
          cell: (row) => <VehicleSpeedCell row={row} />,
        },
        {
          key: "loadKg",
          label: t("load"),
          widthPx: 150,
          align: "end",
          filter: { kind: "number", unit: "kg" },
          cell: (row) => <VehicleLoadCell row={row} />,
        },
        {
          key: "at",
          label: t("heard"),
          widthPx: 95,
          align: "end",
          cell: (row) => <VehicleHeardCell row={row} />,
        },
        { key: "depot", label: t("depot"), widthPx: 125, filter: text, cell: (row) => row.depot },
        {
          key: "bodyType",
          label: t("body"),
          widthPx: 160,
          filter: choices("bodyType", BODY_TYPES),
          cell: (row) => words("bodyType", row.bodyType),
        },
        {
          key: "streams",
          label: t("streams"),
          widthPx: 160,
          isSortable: false,
          filter: choices("stream", STREAMS),
          cell: (row) => row.streams.map((stream) => words("stream", stream)).join(", "),
        },
        {
          key: "plate",
          label: t("plate"),
          widthPx: 110,
          isExtra: true,
          filter: text,
          cell: (row) => row.plate,
        },
        {
          key: "fuel",
          label: t("fuel"),
          widthPx: 90,
          isExtra: true,
          filter: text,
          cell: (row) => <span className="inline-block first-letter:uppercase">{row.fuel}</span>,
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
          key: "capacityL",
          label: t("capacity"),
          widthPx: 110,
          align: "end",
          isExtra: true,
          filter: { kind: "number", unit: "L" },
          cell: (row) => formats.litres(row.capacityL),
        },
        {
          key: "odometerKm",
          label: t("odometer"),
          widthPx: 120,
          align: "end",
          isExtra: true,
          filter: { kind: "number", unit: "km" },
          cell: (row) => formats.km(row.odometerKm),
        },
        {
          key: "serviceDueKm",
          label: t("serviceDue"),
          widthPx: 120,
          align: "end",
          isExtra: true,
          filter: { kind: "number", unit: "km" },
          cell: (row) => formats.km(row.serviceDueKm),
        },
        {
          key: "inWorkshop",
          label: t("inWorkshop"),
          widthPx: 110,
          isExtra: true,
          filter: { kind: "flag" },
          cell: (row) => (row.inWorkshop ? common("yes") : common("no")),
        },
      ],
      moreFilters: [
        { key: "silentS", label: t("silent"), filter: { kind: "number", unit: "min", factor: 60 } },
        { key: "roomKg", label: t("room"), filter: { kind: "number", unit: "kg" } },
        { key: "loadPct", label: t("loadPct"), filter: { kind: "number", unit: "%" } },
      ],
      compact: (row) => (
        <CompactRow
          title={<Named row={row} />}
          end={<VehicleStatusCell row={row} />}
          sub={[row.route, row.driver].filter(Boolean).join(" · ") || row.depot}
          subEnd={<VehicleSpeedCell row={row} />}
        />
      ),
      history: (row) => (
        <>
          <VehicleRiskSection vehicleId={row.id} />
          <Notes subject="vehicle" subjectId={row.id} />
        </>
      ),
    };
  }, [t, common, choices, words, formats, client]);
  return <ListPageView config={config} />;
};

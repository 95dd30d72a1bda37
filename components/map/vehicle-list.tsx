"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { LiveText, useLivePart } from "#components/list/live-cell.tsx";
import { useScaledVirtualizer } from "#components/list/use-scaled-virtualizer.ts";
import { useFormats } from "#components/me.tsx";
import { Status } from "#components/operations/status.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Live } from "#server/live.schema.ts";
import type { MapVehicle } from "#server/operations/schema.ts";

const ROW_PX = 48;

const isNewer = (row: MapVehicle, live: Live<"vehicles"> | undefined): live is Live<"vehicles"> =>
  live !== undefined && live.at >= (row.at ?? "");

/** What a vehicle on the map does, live. */
export const MapVehicleStatus = ({ row }: { row: MapVehicle }) => (
  <Status
    status={useLivePart("vehicles", row.id, (live) => (isNewer(row, live) ? live.status : row.status))}
  />
);

/** How fast a vehicle on the map goes, live. */
export const MapVehicleSpeed = ({ row }: { row: MapVehicle }) => {
  const formats = useFormats();
  const text = useCallback(
    (live: Live<"vehicles"> | undefined) => formats.kmh(isNewer(row, live) ? live.speedKmh : row.speedKmh),
    [formats, row],
  );
  return <LiveText channel="vehicles" id={row.id} text={text} />;
};

/** The vehicles on the map as a list: the way to them without a pointer. */
export const VehicleList = ({
  rows,
  selectedId,
  onPick,
}: {
  rows: readonly MapVehicle[];
  selectedId: number | null;
  onPick: (id: number) => void;
}) => {
  const t = useTranslations("map");
  const box = useRef<HTMLDivElement>(null);
  const { items, barPx, virtualizer } = useScaledVirtualizer({
    box,
    count: rows.length,
    rowPx: ROW_PX,
    headPx: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows need other places
  useEffect(() => virtualizer.measure(), [rows.length]);
  return (
    <section ref={box} className="relative min-h-0 flex-1 overflow-y-auto" aria-label={t("vehicles")}>
      <ul className="relative" style={{ height: barPx }}>
        {items.map(({ index, topPx }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={row.id}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${topPx}px)`, height: ROW_PX }}
            >
              <button
                type="button"
                aria-pressed={row.id === selectedId}
                onClick={() => onPick(row.id)}
                className={cn(
                  "flex h-full w-full flex-col justify-center border-b px-3 text-start focus-visible:-outline-offset-2",
                  row.id === selectedId ? "bg-selected" : "hover:bg-hover",
                )}
              >
                <span className="flex w-full items-center justify-between gap-2">
                  <span className="truncate font-medium">{row.name}</span>
                  <span className="text-xs">
                    <MapVehicleStatus row={row} />
                  </span>
                </span>
                <span className="flex w-full justify-between gap-2 text-muted text-xs tabular-nums">
                  <span className="truncate">{row.route ?? t("noRoute")}</span>
                  <MapVehicleSpeed row={row} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

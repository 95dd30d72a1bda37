"use client";

import { useCallback } from "react";
import { LiveAge, LiveText, useLivePart } from "#components/list/live-cell.tsx";
import { useFormats } from "#components/me.tsx";
import type { Live } from "#server/live.schema.ts";
import type { VehicleRow } from "#server/operations/schema.ts";
import { Status } from "./status.tsx";

/** A vehicle's row brought up to date with what it said since the row was read. */
export const withLive = (row: VehicleRow, live: Live<"vehicles"> | undefined): VehicleRow =>
  live === undefined || (row.at !== null && live.at < row.at) ? row : { ...row, ...live };

type CellProps = { row: VehicleRow };

/** What a vehicle does, live. */
export const VehicleStatusCell = ({ row }: CellProps) => (
  <Status status={useLivePart("vehicles", row.id, (live) => withLive(row, live).status)} />
);

/** Since when a vehicle does what it does, live. */
export const VehicleSinceCell = ({ row }: CellProps) => (
  <LiveAge channel="vehicles" id={row.id} at={(live) => withLive(row, live).statusSince} />
);

/** When a vehicle was last heard of, live. */
export const VehicleHeardCell = ({ row }: CellProps) => (
  <LiveAge channel="vehicles" id={row.id} at={(live) => withLive(row, live).at} />
);

/** How fast a vehicle goes, live. */
export const VehicleSpeedCell = ({ row }: CellProps) => {
  const formats = useFormats();
  const text = useCallback(
    (live: Live<"vehicles"> | undefined) => formats.kmh(withLive(row, live).speedKmh),
    [formats, row],
  );
  return <LiveText channel="vehicles" id={row.id} text={text} />;
};

/** What a vehicle carries of what it may, live. */
export const VehicleLoadCell = ({ row }: CellProps) => {
  const formats = useFormats();
  const text = useCallback(
    (live: Live<"vehicles"> | undefined) =>
      `${formats.number(withLive(row, live).loadKg)} / ${formats.kg(row.capacityKg)}`,
    [formats, row],
  );
  return <LiveText channel="vehicles" id={row.id} text={text} />;
};

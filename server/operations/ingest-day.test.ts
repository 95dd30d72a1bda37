import { expect, it } from "vitest";
import { dayChange } from "#server/operations/ingest-day.ts";
import type { HeldVehicle } from "#server/operations/ingest-store.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";

const VEHICLES = new Map([[1, { id: 1, timeZone: "Europe/Berlin" } as HeldVehicle]]);
type ShiftKind = Extract<VehicleEvent["kind"], "clock-in" | "clock-out" | "break-start" | "break-end">;

const daysOf = (kind: ShiftKind, at: string): string[] =>
  [...dayChange([{ vehicleId: 1, sequence: 0, at, driverId: 7, kind }], VEHICLES).shifts.values()].map(
    ({ day }) => day,
  );

// Berlin is an hour ahead in November and two in July.
it.each<[ShiftKind, string, string]>([
  ["clock-in", "2026-11-23T05:00:00Z", "2026-11-23"],
  ["clock-in", "2026-11-23T23:30:00Z", "2026-11-24"],
  ["break-start", "2026-11-23T22:59:00Z", "2026-11-23"],
  ["break-end", "2026-11-23T23:15:00Z", "2026-11-23"],
  ["clock-out", "2026-11-23T23:30:00Z", "2026-11-23"],
  ["clock-out", "2026-11-24T01:59:59Z", "2026-11-23"],
  ["clock-out", "2026-11-24T02:00:00Z", "2026-11-24"],
  ["clock-out", "2026-07-23T22:30:00Z", "2026-07-23"],
])(
  "tells %s at %s of the shift of %s: one that runs past midnight is of the day it began on",
  (kind, at, day) => {
    expect(daysOf(kind, at)).toEqual([day]);
  },
);

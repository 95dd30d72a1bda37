import { describe, expect, it } from "vitest";
import type { VehicleRow } from "#server/operations/schema.ts";
import { withLive } from "./vehicle-cells.tsx";

const row = {
  id: 7,
  name: "Truck 7",
  status: "moving",
  speedKmh: 30,
  at: "2026-11-23T09:00:10.000Z",
} as VehicleRow;
const live = {
  vehicleId: 7,
  at: "2026-11-23T09:00:12.000Z",
  lng: 1,
  lat: 2,
  speedKmh: 0,
  headingDeg: 0,
  status: "serving",
  statusSince: "2026-11-23T09:00:12.000Z",
  routeId: 3,
  driverId: null,
  loadKg: 100,
} as const;

describe("a vehicle's row with its live state", () => {
  it("takes what the vehicle said after the row was read, and keeps the rest", () => {
    expect(withLive(row, live)).toMatchObject({ name: "Truck 7", status: "serving", speedKmh: 0 });
  });

  it("keeps the row where what is live is older than it", () => {
    expect(withLive(row, { ...live, at: "2026-11-23T09:00:09.000Z" })).toBe(row);
    expect(withLive(row, undefined)).toBe(row);
  });

  it("takes what is live where the vehicle had never been heard of", () => {
    expect(withLive({ ...row, at: null }, live).status).toBe("serving");
  });
});

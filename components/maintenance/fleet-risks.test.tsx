import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { FleetRisks, VehicleRisk } from "#server/forecast/maintenance.schema.ts";
import { FleetRisksSection } from "./fleet-risks.tsx";

const row = (vehicleId: number, chance: number | null): VehicleRisk => ({
  ...{ vehicleId, vehicle: `Truck ${vehicleId}`, depotId: 1, depot: "Harbour", inWorkshop: false },
  isHigh: (chance ?? 0) >= 0.5,
  order:
    chance !== null && chance >= 0.5
      ? {
          ...{ id: vehicleId, vehicleId, status: "proposed", madeFrom: "2026-11-22", chance, days: 4 },
          ...{ proposedAt: "2026-11-23T00:00:00.000Z", decidedAt: null, decidedBy: null },
        }
      : null,
  risk:
    chance === null
      ? null
      : {
          ...{ chance, days: chance >= 0.5 ? 4 : 30, lowDays: 1, highDays: 30 },
          reasons: [{ feature: "coolantRise", value: 8.2, usual: 0.1, days: -9.4 }],
        },
});

const show = (risks: Partial<FleetRisks>) => {
  const answer: FleetRisks = {
    ...{ madeFrom: "2026-11-22", madeAt: "2026-11-23T00:35:00.000Z", isTold: true, highChance: 0.5 },
    ...{ onAssignment: "warn", fare: null, vehicles: [] },
    ...risks,
  };
  showPage(<FleetRisksSection depotId={null} />, { "maintenance.risks": answer });
};

it("the likeliest vehicle stands with its chance, days, reasons and proposed work", async () => {
  show({ vehicles: [row(7, 0.621), row(8, 0.1), row(9, null)] });
  expect(await screen.findByText("Truck 7")).toBeTruthy();
  expect(screen.getByText("62% within a week")).toBeTruthy();
  expect(screen.getByText("about 4 days to a failure (1 to 30+)")).toBeTruthy();
  expect(screen.getAllByText("Coolant against its own usual, °C")).toHaveLength(2);
  expect(screen.getByRole("button", { name: "Order work on Truck 7" })).toBeTruthy();
  expect(screen.queryByText("Truck 9")).toBe(null);
  expect(screen.getByText("1 vehicle has not enough readings to be told.")).toBeTruthy();
});

it("where too little is known that is said instead of a number", async () => {
  show({ madeFrom: null, isTold: false, vehicles: [row(9, null)] });
  expect(await screen.findByText(/^Not enough history/)).toBeTruthy();
});

it("where readings tell no better than a guess that is said", async () => {
  show({ isTold: false, vehicles: [row(9, null)] });
  expect(await screen.findByText(/did not tell its failures better than a guess/)).toBeTruthy();
});

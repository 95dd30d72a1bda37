import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { FleetRisks } from "#server/forecast/maintenance.schema.ts";
import { ForecastView } from "./forecast-view.tsx";

it("failures of vehicles stand on the page, while the other forecasts are still on their way", async () => {
  const risks: FleetRisks = {
    ...{ madeFrom: "2026-11-22", madeAt: "2026-11-23T00:35:00.000Z", isTold: true, highChance: 0.5 },
    ...{ onAssignment: "warn", fare: null },
    vehicles: [
      {
        ...{ vehicleId: 7, vehicle: "Truck 7", depotId: 1, depot: "Harbour", inWorkshop: false },
        ...{ isHigh: true, order: null },
        risk: { chance: 0.62, days: 4, lowDays: 1, highDays: 30, reasons: [] },
      },
    ],
  };
  showPage(<ForecastView />, { "maintenance.risks": risks });
  expect((await screen.findByRole("link", { name: "Truck 7" })).getAttribute("href")).toBe("/vehicles?id=7");
  expect(screen.getByText("62% within a week")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Containers that may run over" })).toBeTruthy();
});

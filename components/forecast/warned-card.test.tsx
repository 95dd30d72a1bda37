import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import { WarnedCard } from "./warned-card.tsx";

const ROUTES = { isOn: true, days: 28, ran: 200, warned: 24, late: 50, warnedLate: 18 };
const VEHICLES = { days: 28, high: 9, highFailed: 5, other: 300, otherFailed: 11 };

it("warnings stand with how many came true, and what was not warned of", async () => {
  showPage(<WarnedCard depotId={null} />, { "forecast.lateUse": ROUTES, "maintenance.used": VEHICLES });
  expect(await screen.findByText("18 of 24")).toBeTruthy();
  expect(screen.getByText("18 of 50")).toBeTruthy();
  expect(screen.getByText("5 of 9")).toBeTruthy();
  expect(screen.getByText("11 of 300")).toBeTruthy();
  expect(screen.getByText("of all routes of the last 28 days 25% ended late")).toBeTruthy();
  expect(screen.queryByText(/No week has passed/)).toBeNull();
});

it("before a week has passed, and where warnings are switched off, it says so", async () => {
  showPage(<WarnedCard depotId={null} />, {
    "forecast.lateUse": { ...ROUTES, isOn: false },
    "maintenance.used": { days: 28, high: 0, highFailed: 0, other: 0, otherFailed: 0 },
  });
  expect(await screen.findByText(/Today does not warn .* No week has passed/)).toBeTruthy();
});

import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { useTRPC } from "#components/client.ts";
import { showPage } from "#components/fixture-page.tsx";
import type { LatenessWarning } from "#server/forecast/schema.ts";
import { TodayForecast } from "./today-forecast.tsx";

const show = (warning: LatenessWarning) =>
  showPage(<TodayForecast depotId={null} />, { "forecast.warning": warning });

it("a route stands with its delay, chance, range and how it ended on that weekday before", async () => {
  show({
    ...{ isOn: true, day: "2026-11-24", total: 9 },
    rows: [
      {
        ...{ number: 12, name: "R-12", stream: "refuse", depotId: 1, depot: "Harbour", zone: "Old Town" },
        ...{ day: "2026-11-24", risk: 0.997, method: "theta", low90: 300, high90: 2400 },
        ...{ point: 1260, low80: 660, high80: 1980 },
        before: [{ day: "2026-11-17", lateS: 1500 }],
      },
    ],
  });
  expect(await screen.findByRole("heading", { name: "May end late on Tue, Nov 24 9" })).toBeTruthy();
  expect(screen.getByText("+21 min")).toBeTruthy();
  expect(screen.getByText("99% chance of ten minutes or more")).toBeTruthy();
  expect(screen.getByText("+11 min to +33 min in 80 of 100 cases")).toBeTruthy();
  expect(screen.getByText("On that weekday before: +25 min on Tue, Nov 17")).toBeTruthy();
  expect(screen.getByRole("link", { name: "All forecasts" }).getAttribute("href")).toBe("/forecast");
});

it("a day on which no route is likely late says so, and so does one that nothing is foretold of", async () => {
  show({ isOn: true, day: "2026-11-24", total: 0, rows: [] });
  expect(await screen.findByText("No route of Tue, Nov 24 is likelier late than not.")).toBeTruthy();
  show({ isOn: true, day: null, total: 0, rows: [] });
  expect(await screen.findByText(/^No route is foretold yet/)).toBeTruthy();
});

/** Says that the answer is there. */
const Arrived = () => {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.forecast.warning.queryOptions({ depotId: null }));
  return data ? <p>arrived</p> : null;
};

it("where it is switched off nothing stands there", async () => {
  const warning: LatenessWarning = { isOn: false, day: null, total: 0, rows: [] };
  const part = (
    <>
      <TodayForecast depotId={null} />
      <Arrived />
    </>
  );
  showPage(part, { "forecast.warning": warning });
  expect(await screen.findByText("arrived")).toBeTruthy();
  expect(screen.queryByRole("heading")).toBe(null);
});

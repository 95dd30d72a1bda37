import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { TravelTimes } from "#server/external/schema.ts";
import { TravelTimesCard } from "./travel-times-card.tsx";

const LEARNED: NonNullable<TravelTimes["learned"]> = {
  ...{ legs: 22_165, drivers: 41, startS: 72 },
  classes: [{ of: "residential", legs: 5_478, factor: 0.634, hours: [{ hour: 6, legs: 9, factor: 0.73 }] }],
  perLeg: { count: 4_595, beforeS: 64, afterS: 22 },
  perRoute: { count: 127, beforeS: 2_230, afterS: 300 },
  perStop: null,
};
const show = (told: Partial<TravelTimes>) =>
  showPage(<TravelTimesCard />, {
    "external.travelTimes": {
      ...{ isOn: true, isBetter: true, madeFrom: "2026-11-22", learned: LEARNED },
      ...told,
    },
  });

it("errors stand before and after, with what they were counted on, and factors by class and hour", async () => {
  show({});
  expect(await screen.findByText("37 min → 5 min")).toBeTruthy();
  expect(screen.getByText("64 s → 22 s")).toBeTruthy();
  expect(screen.getByText("127 routes of the week held back")).toBeTruthy();
  expect(screen.getByText("Unknown")).toBeTruthy();
  expect(screen.getByText("\u00d70.63")).toBeTruthy();
  expect(screen.getByText("06: \u00d70.73")).toBeTruthy();
  expect(screen.getByText("Plans use them")).toBeTruthy();
});

it.each([
  [{ isOn: false }, "Switched off"],
  [{ isBetter: false }, "Not used: no better"],
  [{ madeFrom: null, learned: null }, /^Nothing was learned yet/],
])("where plans do not use them it says why: %o", async (told, text) => {
  show(told);
  expect(await screen.findByText(text)).toBeTruthy();
});

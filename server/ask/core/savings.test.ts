import { describe, expect, it } from "vitest";
import { metresSaved, rangeNeededM, replacedFirst } from "./savings.ts";

describe("trucks to replace with electric ones", () => {
  it("stand by the litres a day that each kilometre of range would spare", () => {
    const trucks = [
      { vehicle: "far", fuelL: 600, days: 10, longestM: 200_000 },
      { vehicle: "near", fuelL: 500, days: 10, longestM: 80_000 },
      { vehicle: "idle", fuelL: 10, days: 10, longestM: 0 },
    ];
    expect(replacedFirst(trucks).map(({ vehicle }) => vehicle)).toEqual(["near", "far", "idle"]);
  });

  it("need the longest day and a quarter more", () => {
    expect(rangeNeededM(80_000)).toBe(100_000);
  });
});

describe("what an accepted plan saved", () => {
  const routes = (...each: [vehicleId: number, distanceM: number][]) =>
    each.map(([vehicleId, distanceM]) => ({ vehicleId, distanceM }));
  const plan = {
    ...{ before: { distanceM: 900 }, after: { distanceM: 700 }, acceptedVehicleIds: null },
    ...{ beforeRoutes: null, afterRoutes: null },
  };

  it("is the difference of the days where all of it was accepted", () => {
    expect(metresSaved(plan)).toBe(200);
  });

  it("is that of the accepted trucks where some were", () => {
    expect(
      metresSaved({
        ...plan,
        acceptedVehicleIds: [1, 3],
        beforeRoutes: routes([1, 300], [2, 600]),
        afterRoutes: routes([1, 250], [2, 300], [3, 150]),
      }),
    ).toBe(-100);
  });
});

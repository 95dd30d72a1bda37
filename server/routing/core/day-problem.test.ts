import { describe, expect, it } from "vitest";
import { crowTravel, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { placesOf, problemOf } from "./day-problem.ts";

describe("facilities that a plan is bound to", () => {
  const day = pictureOf(
    [stopOf(1, { stream: "refuse", vehicleId: 1 }), stopOf(2, { stream: "glass", vehicleId: 2 })],
    2,
  );
  const picture = {
    ...day,
    facilities: [1, 2].map((id) => ({
      ...(day.facilities[0] as (typeof day.facilities)[number]),
      id,
      streams: [],
    })),
  };
  const takenBy = (suppose: { facilityIds: number[] | null; facilityStreams?: string[] }) => {
    const places = placesOf(picture);
    const { problem, facilities } = problemOf(picture, places, crowTravel(places), {
      withoutVehicleIds: [],
      ...suppose,
    });
    return facilities.map(({ id }, i) => [
      id,
      problem.facilities[i]?.takes.toString(2).replaceAll("0", "").length,
    ]);
  };

  it("take every stream where none is bound", () => {
    expect(takenBy({ facilityIds: null })).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(takenBy({ facilityIds: [2] })).toEqual([[2, 2]]);
  });

  it("stay open to the other streams where only some are bound", () => {
    expect(takenBy({ facilityIds: [2], facilityStreams: ["glass"] })).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

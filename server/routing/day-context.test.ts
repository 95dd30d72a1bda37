import { expect, it } from "vitest";
import { placesOf } from "#server/routing/core/day-problem.ts";
import { createDayContexts } from "#server/routing/day-context.ts";
import { pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { WhatIf } from "#server/routing/schema.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createTravelTables } from "#server/routing/travel-tables.ts";

it("makes a day under a closure though the kept table holds places of other days as well", async () => {
  const travel = createGreatCircleTravel({ detour: 1.3, speedKmh: 30 });
  const tables = createTravelTables(async () => travel);
  const picture = pictureOf([stopOf(1), stopOf(2), stopOf(3)], 2, 30_000);
  const [place] = placesOf(picture);
  if (!place) throw new Error("found a picture without places, expected some");
  await tables.of(1, [...placesOf(picture), { ...place, lng: place.lng + 0.5 }]);
  const contextOf = createDayContexts({ tables, edgesOf: async () => [7] });
  const { given } = await contextOf(1, picture, WhatIf.parse({ closedStreets: ["Mill Lane"] }));
  expect(given.stops.length).toBe(3);
});

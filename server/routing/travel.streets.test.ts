import { afterAll, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { gridStreets } from "#server/routing/fixture-streets.ts";
import { travelContract } from "#server/routing/travel.contract.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";

const streets = gridStreets(16);
const random = seeded("places");
const places = Array.from({ length: 14 }, () => {
  const node = random.int(streets.nodeLng.length);
  return { lng: streets.nodeLng[node]! + 2e-4, lat: streets.nodeLat[node]! - 1e-4 };
});

travelContract(async () => ({
  travel: createStreetTravel(streets),
  places,
  stray: { lng: -5.6, lat: 52.3 },
}));

const travel = createStreetTravel(streets);
afterAll(() => travel.close());

it("knows that one-way streets make two directions of a way", async () => {
  const { durationS } = await travel.matrix(places);
  const count = places.length;
  const uneven = places.flatMap((_, i) =>
    places.filter((__, j) => durationS[i * count + j] !== durationS[j * count + i]),
  );
  expect(uneven.length).toBeGreaterThan(0);
});

it("leads around closed streets", async () => {
  const isOnWay = (await travel.path(places)).map(({ durationS }) => durationS);
  const closedEdges = Array.from(streets.edgeId).filter((e) => e % 9 === 0);
  const around = await travel.path(places, { closedEdges });
  const later = around.filter(({ durationS }, i) => durationS > (isOnWay[i] ?? 0));
  expect(later.length).toBeGreaterThan(0);
});

it("passes on what is wrong with a network or a question", async () => {
  await expect(travel.matrix(places, { closedEdges: [-1] })).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringContaining("got edge -1"),
  });
  const broken = createStreetTravel({ ...streets, edgeSpeedKmh: streets.edgeSpeedKmh.map(() => 0) });
  await expect(broken.matrix(places)).rejects.toThrow("street edge 0: got km/h 0, expected 1 to 130.");
  await broken.close();
});

import { expect, it } from "vitest";
import { greatCircleM } from "#server/lib/great-circle.ts";
import { seeded } from "#server/lib/random.ts";
import { travelContract } from "#server/routing/travel.contract.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";

const random = seeded("qingdao");
const draw = () => ({ lng: random.between(120.2, 120.6), lat: random.between(36, 36.4) });
const places = Array.from({ length: 12 }, draw);

travelContract(async () => ({ travel: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }), places }));

it("makes the great circle longer by the detour and drives it at the speed", async () => {
  const travel = createGreatCircleTravel({ detour: 1.5, speedKmh: 36 });
  const { durationS, distanceM } = await travel.matrix(places);
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      const expectedM = greatCircleM(from, to) * 1.5;
      expect(distanceM[i * places.length + j]).toBeCloseTo(expectedM, 1);
      expect(durationS[i * places.length + j]).toBeCloseTo(expectedM / 10, 1);
    });
  });
});

it("lets others work while it fills a matrix of many rows", async () => {
  const travel = createGreatCircleTravel({ detour: 1.3, speedKmh: 30 });
  const many = Array.from({ length: 1_000 }, draw);
  let isDone = false;
  const matrix = travel.matrix(many).then((result) => {
    isDone = true;
    return result;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  expect((await matrix).durationS.every(Number.isFinite)).toBe(true);
});

import { expect, it } from "vitest";
import { createTraffic } from "#server/flags/core/traffic.ts";

it("keeps one in so many, the newest of them", () => {
  const traffic = createTraffic({ every: 3, most: 2 });
  const users = () => traffic.sample().map(({ user }) => user);
  expect(users()).toEqual([]);
  for (let user = 0; user < 5; user++) traffic.note({ user });
  expect(users()).toEqual([0, 3]);
  for (let user = 5; user < 9; user++) traffic.note({ user });
  expect(users()).toEqual([6, 3]);
});

import { describe, expect, it } from "vitest";
import { gridStreets } from "#server/routing/fixture-streets.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import type { Travel } from "#server/routing/travel.ts";
import { createTravels } from "#server/routing/travels.ts";

const setUp = (
  streetsOf: (organisationId: number) => Promise<ReturnType<typeof gridStreets> | undefined>,
  stored = { version: "1", atMs: 0 },
) => {
  const closed: string[] = [];
  const named = (name: string): Travel => ({
    ...createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
    close: async () => void closed.push(name),
  });
  const withoutStreets = named("straight");
  let made = 0;
  const travels = createTravels({
    streetsOf,
    versionOf: async () => stored.version,
    overStreets: () => named(`streets ${++made}`),
    withoutStreets,
    elapsed: () => stored.atMs,
  });
  return { travels, closed, withoutStreets };
};

describe("createTravels", () => {
  it("takes the streets of an organisation that has some, once, and straight lines for the others", async () => {
    const { travels, closed, withoutStreets } = setUp(async (id) => (id < 10 ? gridStreets(3) : undefined));
    const [one, again, other, imported] = await Promise.all([1, 1, 2, 10].map(travels.of));
    expect(again).toBe(one);
    expect(other).not.toBe(one);
    expect(one).not.toBe(withoutStreets);
    expect(imported).toBe(withoutStreets);
    await travels.close();
    expect(closed.sort()).toEqual(["straight", "streets 1", "streets 2"]);
  });

  it("asks again after a read that failed", async () => {
    let reads = 0;
    const { travels } = setUp(async () => {
      if (++reads === 1) throw new Error("no connection");
      return gridStreets(3);
    });
    await expect(travels.of(1)).rejects.toThrow("no connection");
    await expect(travels.of(1)).resolves.toBeDefined();
    await travels.of(1);
    expect(reads).toBe(2);
  });

  it("reads streets again once they were stored anew, and lets calls in hand end", async () => {
    const stored = { version: "1", atMs: 0 };
    const { travels, closed } = setUp(async () => gridStreets(3), stored);
    const first = await travels.of(1);
    stored.atMs += 60_000;
    expect(await travels.of(1)).toBe(first);
    stored.version = "2";
    stored.atMs += 60_000;
    const [second, again] = await Promise.all([1, 1].map(travels.of));
    expect(second).not.toBe(first);
    expect(again).toSatisfy((travel) => travel === first || travel === second);
    expect(closed).toEqual([]);
    stored.version = "3";
    stored.atMs += 60_000;
    await travels.of(1);
    expect(closed).toEqual(["streets 1"]);
    await travels.close();
    expect(closed.sort()).toEqual(["straight", "streets 1", "streets 2", "streets 3"]);
  });

  it("looks for changed streets at once when it is told of them, and lets go of them when it is dropped", async () => {
    const stored = { version: "1", atMs: 0 };
    const { travels, closed } = setUp(async () => gridStreets(3), stored);
    const first = await travels.of(1);
    stored.version = "2";
    expect(await travels.of(1)).toBe(first);
    travels.kept.changed?.(1, "forecasts");
    await Promise.resolve();
    expect(await travels.of(1)).toBe(first);
    travels.kept.changed?.(1, "all");
    await Promise.resolve();
    const second = await travels.of(1);
    expect(second).not.toBe(first);
    await travels.kept.drop();
    expect(await travels.of(1)).not.toBe(second);
    expect(await travels.kept.read()).toMatchObject({ hits: 3, misses: 2, entries: 1 });
    await travels.close();
    expect(closed.sort()).toEqual(["straight", "streets 1", "streets 2", "streets 3"]);
  });

  it("prepares streets before anybody asks about them", async () => {
    let reads = 0;
    const { travels } = setUp(async () => {
      reads++;
      return gridStreets(3);
    });
    await travels.prepare(1);
    await travels.of(1);
    expect(reads).toBe(1);
  });
});

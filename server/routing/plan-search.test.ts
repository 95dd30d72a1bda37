import { describe, expect, it } from "vitest";
import { violationsOf } from "#server/routing/core/violations.ts";
import { givenOf, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { type Found, type SearchOptions, searchOnThread } from "#server/routing/plan-search.ts";

const { problem } = givenOf(
  pictureOf([
    ...Array.from({ length: 30 }, (_, i) => stopOf(i + 1)),
    ...Array.from({ length: 10 }, (_, i) => stopOf(i + 50, { stream: "glass" })),
    stopOf(90, { stream: "organics" }),
  ]),
);

const search = async (options: Partial<SearchOptions>): Promise<Found[]> => {
  const found: Found[] = [];
  await searchOnThread(problem, {
    seed: 1,
    budgetMs: 300,
    start: null,
    now: () => performance.now(),
    isCancelled: () => false,
    onFound: (each) => found.push(each),
    ...options,
  });
  return found;
};

describe("a search on threads", () => {
  it("tells plans that keep every rule, never a dearer one, and why nobody serves a stop", async () => {
    const found = await search({});
    const best = found.at(-1)?.plan;
    if (best === undefined) throw new Error("search: found no plan, expected one");
    expect(violationsOf(problem, best, String).filter((fault) => !fault.includes("is not served"))).toEqual(
      [],
    );
    expect(best.unserved).toEqual([{ stop: 40, reason: "no vehicle offers what it needs" }]);
    const costs = found.map(({ plan }) => plan.cost);
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
  });

  it("is no dearer than the plan it starts from, and tells one even when it is cancelled at once", async () => {
    const start = (await search({})).at(-1)?.plan;
    if (start === undefined) throw new Error("search: found no plan, expected one");
    const [first, ...more] = await search({ start, isCancelled: () => true });
    expect(more).toEqual([]);
    expect(first?.plan.cost).toBeLessThanOrEqual(start.cost + 1e-6);
  });

  it("keeps every rule and loses no stop where several parts are searched at the same time", async () => {
    const [one, two] = [(await search({})).at(-1)?.plan, (await search({ threads: 2 })).at(-1)?.plan];
    const served = (plan: typeof one) => plan?.routes.flatMap(({ visits }) => visits).length;
    expect(served(two)).toBe(served(one));
    expect(two?.unserved).toEqual(one?.unserved);
  });
});

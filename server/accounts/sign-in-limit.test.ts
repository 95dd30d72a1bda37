import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createSignInLimit, type TriedBy } from "./sign-in-limit.ts";

const MINUTE_MS = 60_000;
const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
let nowMs = 0;
/** A process that serves, with connections of its own or others'. */
const serving = ({ db } = open) => createSignInLimit({ db, now: () => new Date(nowMs) });
const repeated = async (count: number, work: () => Promise<number | null>) => {
  const given: (number | null)[] = [];
  for (let i = 0; i < count; i++) given.push(await work());
  return given;
};
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 4 });
});
beforeEach(async () => {
  nowMs = Date.parse("2026-11-23T09:00:00Z");
  await open.db.signInTry.deleteMany();
});
afterAll(() => open.close());

it("lets ten tries through at once and one a minute after that, each account by itself", async () => {
  const begun = nowMs;
  const limit = serving();
  const tries = await repeated(11, () => limit.take("account", "Ada@x.example "));
  expect(tries).toEqual([...Array.from({ length: 10 }, () => null), MINUTE_MS]);
  expect(await limit.take("account", "ada@x.example")).toBe(MINUTE_MS);
  expect(await limit.take("account", "bo@x.example")).toBeNull();
  nowMs = begun + 45_000;
  expect(await limit.take("account", "ada@x.example")).toBe(15_000);
  nowMs = begun + MINUTE_MS;
  expect(await limit.take("account", "ada@x.example")).toBeNull();
  expect(await limit.take("account", "ada@x.example")).toBe(MINUTE_MS);
  await limit.passed("ADA@x.example");
  expect(await limit.take("account", "ada@x.example")).toBeNull();
});

it("counts what several processes let through together, also at the same moment", async () => {
  const second = openDb({ url: database.url, poolSize: 4 });
  const processes = [serving(), serving(second)];
  const tries = await Promise.all(
    Array.from({ length: 40 }, (_, i) => processes[i % 2]?.take("account", "ada@x.example")),
  );
  expect(tries.filter((waitMs) => waitMs === null)).toHaveLength(10);
  const from = await repeated(31, async () => (await processes[0]?.take("address", "192.0.2.1")) ?? null);
  expect(from.filter((waitMs) => waitMs === null)).toHaveLength(30);
  expect(await processes[1]?.take("address", "192.0.2.1")).toBe(MINUTE_MS);
  expect(await processes[1]?.take("address", "192.0.2.2")).toBeNull();
  await second.close();
});

it("remembers no name longer than an address can be, and none is let through for the spaces around it", async () => {
  const limit = serving();
  const lastOf = async (email: string) => (await repeated(11, () => limit.take("account", email))).at(-1);
  expect(await lastOf(`${"a".repeat(244)}@x.example`)).toBe(MINUTE_MS);
  expect(await lastOf(`${"a".repeat(245)}@x.example`)).toBeNull();
  expect(await lastOf(`ada@x.example${" ".repeat(300)}`)).toBe(MINUTE_MS);
});

it("keeps no name as it was typed, and none once all its tries are back", async () => {
  const limit = serving();
  await repeated(3, () => limit.take("account", "ada@x.example"));
  expect(JSON.stringify(await open.db.signInTry.findMany())).not.toContain("ada");
  nowMs += 11 * MINUTE_MS;
  await limit.take("account", "bo@x.example");
  expect(await open.db.signInTry.count()).toBe(1);
});

it.each<[TriedBy, number, number]>([
  ["account", 10, 1],
  ["address", 30, 30],
])(
  "never lets more through for an %s than %i and %i a minute, however they are spread",
  async (by, most, back) => {
    const limit = serving();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 80 }), async (waits) => {
        await open.db.signInTry.deleteMany();
        const begun = nowMs;
        let passed = 0;
        for (const wait of waits) {
          nowMs += wait;
          if ((await limit.take(by, "ada@x.example")) === null) passed++;
        }
        expect(passed).toBeLessThanOrEqual(most + back * Math.floor((nowMs - begun) / MINUTE_MS));
      }),
      { numRuns: 20 },
    );
  },
);

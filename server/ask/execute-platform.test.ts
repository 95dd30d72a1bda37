import { describe, expect, it } from "vitest";
import type { Part } from "#server/ask/execute-parts.ts";
import { executePlatform, type PlatformReads } from "#server/ask/execute-platform.ts";
import type { CoordinationPlan, OutsidePlan } from "#server/ask/platform.schema.ts";
import type { Scope } from "#server/lib/scope.ts";

const scope: Scope = {
  ...{ organisationId: 1, userId: "eli", userName: "Eli", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};

const use = (service: string, day: string, sent: number, cents: number) => ({
  ...{ service, day, sent, cents, failed: 0, units: sent, avoided: [] },
});
const milestone = (id: number, dueOn: string, deliveredAt: string | null) => ({
  ...{ id, title: `M${id}`, workstreamId: 1, dueOn, deliveredAt, dependsOn: [] },
});
const NOW_MS = Date.parse("2026-11-23T10:00:00Z");
const minutesAgo = (minutes: number) => NOW_MS - minutes * 60_000;
const changed = (service: string, state: string, minutes: number, isAgain = false) => ({
  ...{ service, state, isAgain, atMs: minutesAgo(minutes), reason: state === "open" ? "status 503" : null },
});
const CHANGES = [
  changed("samsara", "open", 10),
  changed("graphhopper", "closed", 50),
  changed("graphhopper", "open", 55, true),
  changed("graphhopper", "open", 60),
  changed("graphhopper", "closed", 1_500),
  changed("graphhopper", "open", 1_510),
];
const reads = {
  outside: async () => ({
    ...{ states: [], notSetUp: [], today: "2026-11-23" },
    days: [
      use("graphhopper", "2026-11-22", 10, 50),
      use("samsara", "2026-11-22", 4, 0),
      use("graphhopper", "2026-11-21", 6, 30),
      use("graphhopper", "2026-11-01", 99, 99),
    ],
  }),
  board: async () => ({
    ...{ workstreams: [{ id: 1, name: "Routing" }], blockers: [], handoffs: [], critical: { ids: [] } },
    today: "2026-11-23",
    milestones: [
      milestone(1, "2026-11-25", null),
      milestone(2, "2026-11-20", null),
      milestone(3, "2026-11-10", null),
      milestone(4, "2026-11-01", "2026-11-01T09:00:00Z"),
    ],
  }),
  briefings: async () => [],
  nowMs: () => NOW_MS,
  breakerChanges: async (_: Scope, { from, to }: { from: Date; to: Date }) =>
    CHANGES.filter(({ atMs }) => atMs >= from.getTime() && atMs < to.getTime()),
} as unknown as PlatformReads;

const rowsOf = async (plan: OutsidePlan | CoordinationPlan) => {
  const parts: Part[] = [];
  for await (const part of executePlatform(reads, scope, plan)) parts.push(part);
  return parts.find((part) => part.type === "rows")?.rows ?? [];
};

describe("what the platform tells", () => {
  it("sums what outside calls cost on each day, over the services", async () => {
    const rows = await rowsOf({
      ...{ kind: "outside", isOfSpend: true, isOfBreakers: false, services: [], by: "day" },
      ...{ fromDaysAgo: 6, toDaysAgo: 0 },
    });
    expect(rows.map(({ day, sent, cents }) => [day, sent, cents])).toEqual([
      ["2026-11-21", 6, 30],
      ["2026-11-22", 14, 50],
    ]);
  });

  it.each<[what: string, fromS: number, toS: number, services: readonly "graphhopper"[], rows: unknown[][]]>([
    [
      "of the last day",
      ...([86_400, 0, []] as const),
      [
        ["samsara", minutesAgo(10), null, 0],
        ["graphhopper", minutesAgo(60), minutesAgo(50), 1],
      ],
    ],
    [
      "of a service",
      ...([86_400, 0, ["graphhopper"]] as const),
      [["graphhopper", minutesAgo(60), minutesAgo(50), 1]],
    ],
    [
      "of an earlier time, closed after it",
      ...([91_200, 90_300, []] as const),
      [["graphhopper", minutesAgo(1_510), minutesAgo(1_500), 0]],
    ],
    ["of a time without any", ...([3_000, 1_200, []] as const), []],
  ])("tells when breakers opened, and when they closed again, %s", async (_, fromS, toS, services, rows) => {
    const found = await rowsOf({
      ...{ kind: "outside", isOfSpend: false, isOfBreakers: true, services: [...services] },
      ...{ openings: { fromS, toS }, fromDaysAgo: 0, toDaysAgo: 0 },
    });
    const ms = (at: unknown) => (typeof at === "string" ? Date.parse(at) : null);
    expect(
      found.map(({ service, openedAt, closedAt, triesFailed }) => [
        service,
        ms(openedAt),
        ms(closedAt),
        triesFailed,
      ]),
    ).toEqual(rows);
  });

  it("tells how often breakers opened, the most first", async () => {
    const found = await rowsOf({
      ...{ kind: "outside", isOfSpend: false, isOfBreakers: true, services: [] },
      ...{ openings: { fromS: 604_800, toS: 0, by: "service" }, fromDaysAgo: 0, toDaysAgo: 0 },
    });
    expect(found.map(({ service, count }) => [service, count])).toEqual([
      ["graphhopper", 2],
      ["samsara", 1],
    ]);
  });

  it("tells of overdue milestones alone where the question asks for those", async () => {
    expect(
      (await rowsOf({ kind: "coordination", of: "milestones", isOverdue: true })).map(({ id }) => id),
    ).toEqual([3, 2]);
    expect((await rowsOf({ kind: "coordination", of: "milestones" })).map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  it("tells of milestones due or delivered on the days asked for, and how many each workstream has", async () => {
    const own = (plan: Partial<CoordinationPlan>) =>
      rowsOf({ kind: "coordination", of: "milestones", ...plan });
    expect((await own({ from: "2026-11-23", to: "2026-11-29" })).map(({ id }) => id)).toEqual([1]);
    expect((await own({ to: "2026-11-20" })).map(({ id }) => id)).toEqual([3, 2]);
    expect(
      (await own({ isDelivered: true, from: "2026-11-01", to: "2026-11-30" })).map(({ id }) => id),
    ).toEqual([4]);
    expect(await own({ isDelivered: true, from: "2026-11-02", to: "2026-11-30" })).toEqual([]);
    expect((await own({ by: "workstream" })).map(({ key, value, next }) => [key, value, next])).toEqual([
      ["Routing", 3, "2026-11-10"],
    ]);
    expect((await own({ limit: 1 })).map(({ id }) => id)).toEqual([3]);
  });

  it("sets what outside calls cost against other days", async () => {
    const parts: Part[] = [];
    const plan: OutsidePlan = {
      ...{ kind: "outside", isOfSpend: true, isOfBreakers: false, services: ["graphhopper"] },
      ...{ fromDaysAgo: 1, toDaysAgo: 1, against: { fromDaysAgo: 2, toDaysAgo: 2 } },
    };
    for await (const part of executePlatform(reads, scope, plan)) parts.push(part);
    const [first] = parts.find((part) => part.type === "figures")?.figures ?? [];
    expect(first?.compare).toEqual({ label: "2026-11-21", value: 0.3 });
  });
});

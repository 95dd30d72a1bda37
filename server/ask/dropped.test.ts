import { describe, expect, it } from "vitest";
import type { Name } from "#server/ask/core/link.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const NAMES: Name[] = [
  ...Array.from({ length: 20 }, (_, i): Name[] => [
    { kind: "vehicle", id: 100 + i, name: `Truck ${i + 1}`, key: String(i + 1) },
    { kind: "route", id: null, name: `R-${i + 1}`, key: `R-${i + 1}` },
  ]).flat(),
  ...["North", "South"].map((name, i): Name => ({ kind: "zone", id: 1 + i, name, key: name })),
  { kind: "driver", id: 21, name: "Maria Santos", key: "Maria Santos" },
  ...["Hill Street", "Mill Lane"].map((name): Name => ({ kind: "street", id: null, name, key: name })),
];
const linker = linkerOf(NAMES);

const understood = async (text: string) =>
  (
    await understand(text, {
      linker,
      clock: { now: "2026-11-26T10:30:00.000Z", timeZone: "Europe/London" },
      depotIds: [],
      findAddress: async (street, house) => [
        { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
      ],
    })
  ).understood;

const planOf = async (text: string) => {
  const found = await understood(text);
  return found.kind === "reading"
    ? found.reading.plan
    : found.kind === "refusal"
      ? found.refusal.reason
      : "choice";
};

describe("words that change the meaning", () => {
  const questions = [
    "which routes are late",
    "how many routes are finished",
    "which trucks are moving",
    "open exceptions in North",
    "contaminated bins this month",
    "on-time rate last week",
    "stops per hour by driver this month",
    "tonnes collected yesterday",
    "stops left on each route",
    "which drivers have clocked in",
    "missed pickups yesterday",
    "how many lifts last week",
    "what changed since noon",
    "everything in North",
  ];
  const additions = [
    "except South",
    "on R-9",
    "of Maria Santos",
    "not on truck 3",
    "with more than 37 stops",
    "by contractor",
    "without a photo",
  ];
  // Each of these asks for something else than the question alone, so it may be read otherwise or refused: not alike.
  it.each(questions.flatMap((question) => additions.map((more) => [question, more] as const)))(
    "%s | %s",
    async (question, more) => {
      const plain = await planOf(question);
      expect(typeof plain).toBe("object");
      expect(await planOf(`${question} ${more}`)).not.toEqual(plain);
    },
  );

  it("names what it passed over", async () => {
    expect(await understood("on-time rate last week except South")).toMatchObject({
      kind: "refusal",
      refusal: { reason: "unsure", text: expect.stringContaining('"except South"') },
    });
  });
});

describe("questions as people type them", () => {
  it.each([
    [
      "who has not clocked in",
      {
        list: "drivers",
        filters: [
          { column: "clockedInAt", value: true },
          { column: "plannedEndAt", value: false },
        ],
      },
    ],
    ["what happened on R-9 this morning", { kind: "changes", routes: ["R-9"] }],
    [
      "which drivers have been idle for more than 15 minutes",
      { list: "vehicles", filters: [{ value: "stopped" }, { column: "statusS", value: 900 }] },
    ],
    [
      "compare on-time rate this week with last week",
      { kind: "kpi", compare: { from: "2026-11-16", to: "2026-11-19" } },
    ],
    [
      "co2 last month vs the month before",
      { kind: "kpi", compare: { from: "2026-09-01", to: "2026-09-30" } },
    ],
    ["stops per hour for each driver last week, worst first", { kind: "kpi", by: "driver", order: "worst" }],
    ["top 5 drivers by stops per hour last month", { kind: "kpi", by: "driver", order: "most", limit: 5 }],
    [
      "how many containers are left on route 14",
      { kind: "list", list: "routes", columns: expect.arrayContaining(["stopsLeft"]) },
    ],
    [
      "how many tonnes of recycling did we collect last week?",
      { kind: "kpi", name: "tonnes", filter: { streams: ["recycling"] } },
    ],
    ["glass tonnage per day for the last two weeks", { kind: "kpi", name: "tonnes", by: "day" }],
    ["overtime this week per driver", { kind: "kpi", name: "overtime", by: "driver" }],
    ["how long do trucks wait at the tip", { kind: "kpi", name: "tip-minutes" }],
    [
      "which routes will finish after 4 pm",
      {
        list: "routes",
        filters: [{}, {}, { column: "expectedEndAt", op: "gt", value: "2026-11-26T16:00:00.000Z" }],
      },
    ],
    ["did anyone report a hazard today", { list: "exceptions", filters: [{ value: "unsafe" }, {}] }],
    ["contamination rate trend over the last 3 months", { kind: "kpi", by: "week" }],
    ["compare contamination in North and South this month", { kind: "kpi", by: "zone", compare: null }],
    ["missed pickups by weekday last quarter", { kind: "kpi", name: "stops-missed", by: "weekday" }],
    [
      "which routes have fewer than 10 stops left",
      { list: "routes", filters: [{}, {}, { column: "stopsLeft", op: "lt", value: 10 }] },
    ],
    [
      "which stops on R-5 are late",
      { list: "stops", filters: [{}, { value: "R-5" }, { column: "isAtRisk" }, {}] },
    ],
    [
      "exceptions not closed from last week",
      { list: "exceptions", filters: [{ column: "isOpen" }, { column: "serviceDay" }] },
    ],
    [
      "where is the truck of Maria Santos",
      { list: "vehicles", filters: [{ column: "driverId", value: 21 }] },
    ],
    [
      "which addresses were contaminated more than twice this month",
      { kind: "group", by: "site", atLeast: 3 },
    ],
  ])("%s", async (text, expected) => {
    expect(await planOf(text)).toMatchObject(expected);
  });

  it("says which name it took for one that does not exist", async () => {
    const { asked } = await understand("trucks closest to 12 Mill Street", {
      linker,
      clock: { now: "2026-11-26T10:30:00.000Z", timeZone: "Europe/London" },
      depotIds: [],
      findAddress: async () => [{ siteId: 3, label: "12 Hill Street", lng: 0, lat: 0 }],
    });
    expect(asked.links.links).toMatchObject([{ name: { name: "12 Hill Street" }, takenFor: "Mill Street" }]);
  });
});

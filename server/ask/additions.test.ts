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
});

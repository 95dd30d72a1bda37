import { NAMES } from "#server/ask/fixture-names.ts";
import { type KnownNames, knownNames } from "#server/ask/known-names.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";
import type { AskClock } from "#server/ask/when-windows.ts";

/** The moment at which the questions of tests are asked: a Monday. */
export const MONDAY: AskClock = { now: "2026-11-23T10:30:00.000Z", timeZone: "Europe/London" };

const linker = linkerOf(NAMES);
const named = (kind: string) =>
  NAMES.flatMap(({ kind: of, id, name }) => (of === kind && id !== null ? [{ id: Number(id), name }] : []));

/** The names of the small fleet as plans hold them. */
export const KNOWN: KnownNames = knownNames(
  {
    streets: [],
    contractors: ["contractor A"],
    zones: ["North", "East", "Harbour", "Riverside"].map((name, i) => ({ id: 1 + i, number: 1 + i, name })),
    depots: named("depot"),
    facilities: [{ id: 9, name: "South landfill", kind: "landfill" }],
    vehicles: named("vehicle").map((vehicle, i) => ({ ...vehicle, number: i + 1 })),
    drivers: named("driver"),
    customers: [],
    procedures: [],
  },
  ["R-1", "R-2"],
);

/** Hears a question over the small fleet, whatever it comes to. */
export const hearOne = (text: string, clock: AskClock = MONDAY) =>
  understand(text, { linker, clock, depotIds: [], findAddress: async () => [] });

/** Reads a question over the small fleet; throws where it is not read in one way. */
export const readOne = async (text: string, clock: AskClock = MONDAY) => {
  const { understood, asked } = await hearOne(text, clock);
  if (understood.kind !== "reading") throw new Error(`${text}: found ${understood.kind}, expected a reading`);
  return { asked, ...understood.reading };
};

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StatsItem, StatsPage } from "#server/external/samsara.schema.ts";
import {
  faultEvents,
  moveEvents,
  type ReportedEvent,
  readingOf,
  type StandingFaults,
} from "#server/external/samsara-events.ts";

const AT = Date.parse("2026-11-23T08:00:00Z");
const time = (s: number) => new Date(AT + s * 1000).toISOString();
const item = (more: object) => StatsItem.parse({ id: "1", ...more });
const gps = (s: number, more: object = {}) => ({
  ...{ time: time(s), latitude: 51.5, longitude: -0.1, headingDegrees: 90, speedMilesPerHour: 10 },
  ...more,
});
const faults = (s: number, spns: readonly number[], lights: object = {}) => ({
  time: time(s),
  j1939: { checkEngineLights: lights, diagnosticTroubleCodes: spns.map((spnId) => ({ spnId, fmiId: 3 })) },
});

describe("what Samsara reports of a vehicle", () => {
  it("reads a snapshot's single values and a feed's lists alike", () => {
    expect(item({ gps: gps(0), engineState: { time: time(0), value: "On" } })).toEqual(
      item({ gps: [gps(0)], engineStates: [{ time: time(0), value: "On" }] }),
    );
  });

  it.each([
    ["a latitude that is a word", { gps: [gps(0, { latitude: "north" })] }],
    ["a time that is a number", { gps: [gps(0, { time: 1 })] }],
    ["an engine in a state nobody knows", { engineStates: [{ time: time(0), value: "Warm" }] }],
    ["a position beyond the pole", { gps: [gps(0, { latitude: 91 })] }],
  ])("refuses %s", (_, more) => {
    const page = { data: [{ id: "1", ...more }], pagination: { endCursor: "", hasNextPage: false } };
    expect(StatsPage.safeParse(page).success).toBe(false);
  });

  it("makes positions in kilometres an hour, and leaves out a receiver that jumped", () => {
    const found = moveEvents(7, item({ gps: [gps(1), gps(0), gps(2, { speedMilesPerHour: 400 })] }), true);
    expect(found.map(({ at, kind }) => [at, kind])).toEqual([
      [time(0), "position"],
      [time(1), "position"],
    ]);
    expect(found[0]).toMatchObject({ lng: -0.1, lat: 51.5, headingDeg: 90 });
    expect(found[0]?.kind === "position" && found[0].speedKmh).toBeCloseTo(16.09, 2);
  });

  it("lets the engine speak only where the vehicle is on no route", () => {
    const said = item({ gps: [gps(0)], engineStates: [{ time: time(1), value: "On" }] });
    expect(moveEvents(7, said, true).map(({ kind }) => kind)).toEqual(["position"]);
    expect(moveEvents(7, said, false).at(-1)).toMatchObject({ kind: "status", status: "moving" });
    const off = item({ engineStates: [{ time: time(1), value: "Off" }] });
    expect(moveEvents(7, off, false)).toMatchObject([{ kind: "status", status: "yard", routeId: null }]);
  });

  it("gives the same report the same identity, and a later one a higher", () => {
    const one = moveEvents(7, item({ gps: [gps(0)] }), true);
    expect(moveEvents(7, item({ gps: gps(0) }), true)).toEqual(one);
    const [later] = moveEvents(7, item({ gps: [gps(0.001)] }), true);
    expect(later?.sequence).toBeGreaterThan(one[0]?.sequence ?? 0);
    // Numbers from zero on are those that a vehicle sends itself.
    expect(later?.sequence).toBeLessThan(-1);
    const farOff = moveEvents(7, item({ gps: [gps(0, { time: "2399-12-31T23:59:59.999Z" })] }), true);
    expect(farOff[0]?.sequence).toBeLessThan(-1);
  });

  it("takes how bad a fault is from the lamps", () => {
    const severityOf = (lights: object) => {
      const [event] = faultEvents(
        7,
        item({ faultCodes: [faults(0, [110], lights)] }).faultCodes,
        undefined,
      ).events;
      return event?.kind === "fault" ? event.severity : null;
    };
    expect(
      [{}, { emissionsIsOn: true }, { warningIsOn: true }, { protectIsOn: true }, { stopIsOn: true }].map(
        severityOf,
      ),
    ).toEqual([1, 1, 2, 2, 3]);
  });

  it("opens each fault once and clears it once, whatever reports come again, with all identities apart", () => {
    const report = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(report, { maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 12 }),
        (all, again) => {
          const reports = all.flatMap((spns, s) => item({ faultCodes: [faults(s, spns)] }).faultCodes);
          let standing: StandingFaults | undefined;
          const events: ReportedEvent[] = [];
          for (const [i, one] of reports.entries()) {
            // An older report comes again between the newer ones.
            const repeated = reports[again[i] ?? i];
            for (const each of [
              one,
              ...(repeated !== undefined && repeated.time <= one.time ? [repeated] : []),
            ]) {
              const changed = faultEvents(7, [each], standing);
              standing = changed.standing;
              events.push(...changed.events);
            }
          }
          // The oracle walks the reports as sets.
          let open = new Set<number>();
          let changes = 0;
          for (const spns of all) {
            const next = new Set(spns);
            changes += [...next].filter((spn) => !open.has(spn)).length;
            changes += [...open].filter((spn) => !next.has(spn)).length;
            open = next;
          }
          expect(events).toHaveLength(changes);
          expect(new Set(events.map(({ sequence }) => sequence)).size).toBe(events.length);
          expect(standing?.codes ?? []).toEqual([...open].map((spn) => `SPN ${spn} FMI 3`).sort());
          const all2 = faultEvents(7, reports, undefined);
          expect(all2.events).toEqual(events);
        },
      ),
    );
  });

  it("keeps more faults than one millisecond has places for apart", () => {
    const spns = Array.from({ length: 150 }, (_, i) => i);
    const { events } = faultEvents(7, item({ faultCodes: [faults(0, spns)] }).faultCodes, undefined);
    expect(new Set(events.map(({ sequence }) => sequence)).size).toBe(150);
  });

  it("reads a reading as extremes, and as null where nothing of it was told", () => {
    const reading = readingOf(
      7,
      item({
        obdOdometerMeters: [
          { time: time(0), value: 1_000 },
          { time: time(1), value: 3_500 },
        ],
        batteryMilliVolts: [
          { time: time(2), value: 24_100 },
          { time: time(3), value: 20_600 },
        ],
      }),
    );
    expect(reading).toEqual({
      ...{ vehicleId: 7, at: time(3), odometerKm: 3.5, engineHours: null, crankingVolts: 20.6 },
      coolantMaxC: null,
    });
    expect(readingOf(7, item({ gps: [gps(0)] }))).toBeNull();
  });
});

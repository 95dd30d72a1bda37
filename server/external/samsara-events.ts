import type { FaultCodes, StatsItem } from "#server/external/samsara.schema.ts";

/** An event of a vehicle as the way in for all vehicles takes it. */
export type ReportedEvent = { vehicleId: number; sequence: number; at: string } & (
  | { kind: "position"; lng: number; lat: number; speedKmh: number; headingDeg: number }
  | { kind: "status"; status: "moving" | "stopped" | "yard"; routeId: null }
  | { kind: "fault"; code: string; description: string; severity: number }
  | { kind: "fault-clear"; code: string }
);

/** The fault codes that stood at a vehicle when it last told of them. */
export type StandingFaults = { atMs: number; codes: string[] };

const KMH_PER_MPH = 1.609344;
const FASTEST_KMH = 200;
const DRIVING_KMH = 5;
/** Events of one vehicle within one millisecond; the first two places are for its position and its engine. */
const PLACES = 64;
const FIRST_FAULT = 2;
const FAULT_PLACES = PLACES - FIRST_FAULT;

// Numbers from zero on are a vehicle's own, sent by its crew's device or the simulator: a count beside theirs, that is
// never theirs, for among numbers so high none that they send would ever be the newest.
const BELOW_OWN = Number.MIN_SAFE_INTEGER;

// Samsara numbers nothing, so an event is known by when it happened and what it is: the same report, sent again by
// feed, history or after a webhook, is the same event, and a later one has the higher number.
const sequenceOf = (atMs: number, place: number): number => BELOW_OWN + atMs * PLACES + place;

type Code = { code: string; description: string; severity: number };

const severityOf = ({ j1939 }: FaultCodes): number => {
  const lights = j1939?.checkEngineLights;
  if (lights?.stopIsOn) return 3;
  return lights?.warningIsOn || lights?.protectIsOn ? 2 : 1;
};

/** The codes of a report in their order by name, each once, with how bad the lamps say it is. */
export const codesOf = (report: FaultCodes): Code[] => {
  const severity = severityOf(report);
  const heavy = (report.j1939?.diagnosticTroubleCodes ?? []).map((dtc) => ({
    code: `SPN ${dtc.spnId} FMI ${dtc.fmiId}`,
    description: [dtc.spnDescription, dtc.fmiDescription].filter((text) => text).join(", "),
  }));
  const light = (report.obdii?.diagnosticTroubleCodes ?? []).map((dtc) => ({
    code: dtc.dtcShortCode,
    description: dtc.dtcDescription ?? "",
  }));
  const byCode = new Map(
    [...heavy, ...light].map(({ code, description }) => [
      code,
      { code, description: (description || code).slice(0, 300), severity },
    ]),
  );
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
};

/**
 * Maps a vehicle's reports of its faults to what opened and what was cleared against what stood before, and to what
 * stands now. A report older than what stands tells nothing new: taking it would clear codes that came after it.
 */
export const faultEvents = (
  vehicleId: number,
  reports: readonly FaultCodes[],
  before: StandingFaults | undefined,
): { events: ReportedEvent[]; standing: StandingFaults | undefined } => {
  const events: ReportedEvent[] = [];
  let standing = before;
  for (const report of [...reports].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const atMs = Date.parse(report.time);
    if (standing !== undefined && atMs <= standing.atMs) continue;
    const at = new Date(atMs).toISOString();
    const found = codesOf(report);
    const stood = new Set(standing?.codes);
    const stands = new Set(found.map(({ code }) => code));
    let count = 0;
    const next = () => {
      // More changes at once than one millisecond has places for go on into the next.
      const [ms, place] = [Math.floor(count / FAULT_PLACES), count++ % FAULT_PLACES];
      return { vehicleId, sequence: sequenceOf(atMs + ms, FIRST_FAULT + place), at };
    };
    for (const code of found) if (!stood.has(code.code)) events.push({ ...next(), kind: "fault", ...code });
    for (const code of [...stood].sort())
      if (!stands.has(code)) events.push({ ...next(), kind: "fault-clear", code });
    standing = { atMs, codes: [...stands].sort() };
  }
  return { events, standing };
};

/**
 * Maps a vehicle's positions and engine states to events. What a vehicle on a route is doing is told by its route,
 * so its engine speaks only where it is on none.
 */
export const moveEvents = (
  vehicleId: number,
  { gps, engineStates }: Pick<StatsItem, "gps" | "engineStates">,
  isOnRoute: boolean,
): ReportedEvent[] => {
  const events: ReportedEvent[] = [];
  let lastSpeedKmh = 0;
  for (const point of [...gps].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const speedKmh = point.speedMilesPerHour * KMH_PER_MPH;
    // No truck drives so fast: a receiver that jumped says where the vehicle is not.
    if (speedKmh > FASTEST_KMH) continue;
    lastSpeedKmh = speedKmh;
    const atMs = Date.parse(point.time);
    events.push({
      ...{ vehicleId, sequence: sequenceOf(atMs, 0), at: new Date(atMs).toISOString(), kind: "position" },
      ...{ lng: point.longitude, lat: point.latitude, speedKmh },
      headingDeg: ((point.headingDegrees % 360) + 360) % 360,
    });
  }
  if (isOnRoute) return events;
  for (const { time, value } of engineStates) {
    const atMs = Date.parse(time);
    const running = value === "On" && lastSpeedKmh > DRIVING_KMH ? "moving" : "stopped";
    events.push({
      ...{ vehicleId, sequence: sequenceOf(atMs, 1), at: new Date(atMs).toISOString(), kind: "status" },
      ...{ status: value === "Off" ? "yard" : running, routeId: null },
    });
  }
  return events;
};

/** What a truck told of itself within a day; the extremes, so that reports may repeat and come in any order. */
export type Reading = {
  vehicleId: number;
  at: string;
  odometerKm: number | null;
  engineHours: number | null;
  crankingVolts: number | null;
  coolantMaxC: number | null;
};

const highest = (values: readonly { value: number }[], unit: number): number | null =>
  values.length === 0 ? null : Math.max(...values.map(({ value }) => value)) / unit;

/** Maps a vehicle's measures to its reading; null where it told nothing that a reading holds. */
export const readingOf = (vehicleId: number, item: StatsItem): Reading | null => {
  const { obdOdometerMeters, obdEngineSeconds, batteryMilliVolts, engineCoolantTemperatureMilliC } = item;
  const all = [
    ...obdOdometerMeters,
    ...obdEngineSeconds,
    ...batteryMilliVolts,
    ...engineCoolantTemperatureMilliC,
  ];
  if (all.length === 0) return null;
  const newestMs = Math.max(...all.map(({ time }) => Date.parse(time)));
  return {
    ...{ vehicleId, at: new Date(newestMs).toISOString() },
    odometerKm: highest(obdOdometerMeters, 1000),
    engineHours: highest(obdEngineSeconds, 3600),
    // The battery is lowest while the starter turns: that is the reading of its health.
    crankingVolts:
      batteryMilliVolts.length === 0 ? null : Math.min(...batteryMilliVolts.map(({ value }) => value)) / 1000,
    coolantMaxC: highest(engineCoolantTemperatureMilliC, 1000),
  };
};

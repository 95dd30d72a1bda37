import { seeded } from "#server/lib/random.ts";
import type { Owner } from "./day-rows.ts";
import { DAY_S, isoOfDay, midnightOf, stamp } from "./days.ts";
import type { Sink } from "./sink.ts";

/** Who made these records, so that a page shows that nobody did. */
const BY = "demo data";
const HOUR_S = 3_600;
const MINUTE_S = 60;

const STREAMS = [
  { name: "Performance", lead: "R. Okafor", days: 8, meters: ["api", "http", "ask", "llm"] },
  { name: "Database", lead: "M. Lindqvist", days: 6, meters: ["vector", "cache"] },
  { name: "Frontend", lead: "S. Marchetti", days: 8, meters: ["ui", "live"] },
  { name: "External services", lead: "J. Abara", days: 5, meters: ["gateway"] },
  { name: "Architecture", lead: "E. Whitlock", days: 4, meters: ["alert"] },
] as const;

/** Milestones by workstream: title, day due from today, days of work, days from due to delivered or null, and what comes first. */
const MILESTONES: readonly [number, string, number, number, number | null, readonly number[]][] = [
  [2, "Index of sites by meaning", -18, 5, -1, []],
  [1, "Answers from memory", -12, 4, 0, [1]],
  [3, "Lists of 100,000 rows", -9, 6, 2, []],
  [4, "Street matrix as a service", -6, 3, -1, []],
  [5, "Contracts of the live channels", -4, 2, -2, []],
  [2, "Pool for 120 connections", 3, 4, null, [1]],
  [1, "API at 500 requests a second", 8, 5, null, [6]],
  [3, "Scorecard at 20 Hz", 10, 4, null, [5]],
  [4, "Outside calls in batches", 6, 6, null, [4]],
  [1, "Alerts within 200 ms", 16, 6, null, [7, 8]],
  [5, "Rollback drill", 20, 3, null, [9, 10]],
  [3, "Phone view of the board", -1, 3, null, [3]],
];

const BLOCKERS: readonly [number, number, number | null, string][] = [
  [3, 1, 8, "Scorecard waits for the meter of sockets"],
  [1, 2, 7, "Load test waits for a pool that holds"],
  [4, 5, 9, "Batches need the contract of the gateway"],
];

const HANDED = [
  "Recall figures of the new index",
  "Trace of the slow morning",
  "Copy of the street matrix",
  "Layout of the alert list",
  "Budget of outside calls",
  "Plan of the drill",
] as const;

/** Puts what the teams coordinate into a sink: five workstreams, their milestones, blockers and handoffs of eight weeks. */
export const putCoordination = (sink: Sink, { organisationId, now, city }: Owner): void => {
  const random = seeded(city.seed).fork("coordination");
  const noon = (day: number) => midnightOf(day, city.timeZone) + 12 * HOUR_S;
  const streamIds = STREAMS.map(({ name, lead, days, meters }) => {
    const id = sink.next("workstream");
    sink.put("workstream", [id, organisationId, name, lead, days, meters]);
    return id;
  });
  const stream = (number: number): number => streamIds[number - 1] ?? 0;
  const milestoneIds = MILESTONES.map(() => sink.next("milestone"));
  for (const [i, [own, title, due, effort, delivered, before]] of MILESTONES.entries()) {
    const day = city.anchor + due;
    const deliveredAt = delivered === null ? null : stamp(noon(day + delivered));
    const dependsOn = before.map((each) => milestoneIds[each - 1] ?? 0);
    const dueOn = isoOfDay(day);
    sink.put("milestone", [
      milestoneIds[i] ?? 0,
      organisationId,
      stream(own),
      title,
      dueOn,
      effort,
      deliveredAt,
      dependsOn,
    ]);
  }
  const putBlocker = (
    waiting: number,
    awaited: number,
    milestone: number | null,
    title: string,
    at: number,
    end: number | null,
  ) =>
    sink.put("blocker", [
      ...[sink.next("blocker"), organisationId, stream(waiting), stream(awaited)],
      ...[milestone === null ? null : (milestoneIds[milestone - 1] ?? null), title, "person", null],
      ...[stamp(at), BY, stamp(end), end === null ? null : BY],
    ]);
  const putHandoff = (
    from: number,
    to: number,
    title: string,
    limit: number,
    at: number,
    end: number | null,
  ) =>
    sink.put("handoff", [
      ...[sink.next("handoff"), organisationId, stream(from), stream(to), null, title, limit],
      ...[stamp(at), BY, stamp(end), end === null ? null : BY],
    ]);
  for (let ago = 56; ago > 0; ago--) {
    const at = noon(city.anchor - ago) + random.int(4) * HOUR_S;
    const from = 1 + random.int(STREAMS.length);
    const to = 1 + ((from + random.int(STREAMS.length - 1)) % STREAMS.length);
    if (random.chance(0.4)) {
      const [, , , title] = BLOCKERS[random.int(BLOCKERS.length)] ?? BLOCKERS[0]!;
      putBlocker(from, to, null, title, at, at + Math.round(random.between(0.4, 3.4) * HOUR_S));
    }
    const minutes = random.chance(0.94) ? random.between(3, 55) : random.between(70, 400);
    putHandoff(from, to, random.pick(HANDED), 60, at, at + Math.round(minutes * MINUTE_S));
  }
  for (const [i, each] of BLOCKERS.entries()) putBlocker(...each, now - Math.round((i + 0.6) * HOUR_S), null);
  putHandoff(2, 1, HANDED[0], 60, now - 25 * MINUTE_S, null);
  putHandoff(5, 4, HANDED[4], 240, now - 50 * MINUTE_S, null);
  putHandoff(3, 5, HANDED[3], 60, now - Math.round(0.1 * DAY_S), null);
};

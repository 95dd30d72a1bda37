import type { DayProblem } from "./day-problem.ts";
import { type Clockwork, type Orders, runOrder } from "./plan-day.ts";
import { NO_ROOM, reasonOf } from "./reason.ts";
import { type Breach, RouteClock } from "./route-clock.ts";

/** A stop that found no place, the only truck that was asked, and which trucks keep the rules as they stand. */
export type Placeless = { stop: number; only: number | null; isRight: (vehicleId: number) => boolean };

const WORDS: Readonly<Record<Breach, string>> = {
  skill: "does not collect its stream",
  load: "has no room for it",
  "day load": "carries all that it may in a day",
  stops: "has as many stops as it may serve",
  window: "would be late at a stop",
  facility: "would find its tip closed",
  shift: "would end after its shift",
  break: "would have no time for its break",
  "not empty": "could not tip it",
};

/** Why no truck, or not the only one that may, takes a stop beside what it has to do. */
export const whyNoPlace = (
  given: DayProblem,
  clockwork: Clockwork,
  orders: Orders,
  { stop, only, isRight }: Placeless,
): string => {
  if (only === null) return "no truck has room and time for it";
  const own = given.picture.vehicles.find(({ id }) => id === only)?.name ?? `vehicle ${only}`;
  const entry = given.vehicleOf.get(only);
  const seat = clockwork.seatOf(only);
  if (entry === undefined || seat === undefined) return `${own} takes no work on this day`;
  if (given.stops[stop]?.vehicleId === only) return `${own} has it already`;
  if (!isRight(only)) return `the day of ${own} breaks a rule as it stands`;
  const vehicle = given.problem.vehicles[entry]!;
  if ((given.problem.stops[stop]!.needs & ~vehicle.offers) !== 0) return `${own} ${WORDS.skill}`;
  const alone = { ...given.problem, vehicles: [{ ...vehicle, pinned: [] }] };
  const reason = reasonOf(alone, clockwork.day.ways, stop);
  if (reason !== NO_ROOM) return `${own} does not reach it in time: ${reason}`;
  // A place that only the shift speaks against is the nearest to one; else what most places break.
  const clock = new RouteClock(clockwork.day);
  const counts = new Map<Breach, number>();
  const order = (orders.get(only) ?? []).filter((visit) => visit >= 0);
  for (let at = vehicle.pinned.length; at <= order.length; at++) {
    const visits = runOrder(clockwork, only, order.toSpliced(at, 0, stop)).moments.flatMap(
      ({ visit }) => visit ?? [],
    );
    if (!clock.run(seat, Int32Array.from(visits), visits.length) && clock.breach !== null)
      counts.set(clock.breach, (counts.get(clock.breach) ?? 0) + 1);
  }
  const [most] = counts.has("shift")
    ? ["shift" as const]
    : ([...counts].sort(([, a], [, b]) => b - a)[0] ?? []);
  return `${own} ${most === undefined ? "has no room and time for it" : WORDS[most]}`;
};

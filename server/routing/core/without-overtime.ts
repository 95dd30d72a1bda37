import type { DayProblem, Suppose } from "./day-problem.ts";
import { leewayOf, type Orders } from "./plan-day.ts";

/**
 * What is supposed of a day, with overtime ruled out: no truck works past its shift. One that carries something, or has
 * stops that are to stay with it, has to bring them home; where that alone ends past its shift it may take as long as
 * that, and no longer, for a plan must be possible.
 */
export const withoutOvertime = (
  suppose: Suppose,
  problemUnder: (suppose: Suppose) => DayProblem,
): Suppose => {
  const { leeway } = suppose;
  if (leeway === undefined) return suppose;
  const given = problemUnder({ ...suppose, leeway: { ...leeway, vehicles: new Map() } });
  const committed: Orders = new Map(
    given.vehicles.map(({ id }, entry) => [id, given.problem.vehicles[entry]!.pinned]),
  );
  const least = leewayOf(given, committed);
  const past = given.vehicles.flatMap(({ id, shiftEnd }) => {
    const end = least.vehicles.get(id) ?? 0;
    return end > shiftEnd + 1 ? [[id, end] as const] : [];
  });
  const facilities = new Map(leeway.facilities);
  for (const [id, until] of least.facilities) facilities.set(id, Math.max(until, facilities.get(id) ?? 0));
  return {
    ...suppose,
    overdue: new Set(past.map(([id]) => id)),
    leeway: { ...leeway, facilities, vehicles: new Map(past) },
  };
};

import type { Problem, Vehicle } from "./problem.ts";
import { pastShut } from "./shut.ts";
import type { Ways } from "./ways.ts";

/** What is said of a stop that would fit by itself, but where others fill the day. */
export const NO_ROOM = "no vehicle that may serve it has room and time left";

/** Why a stop stays unserved: what no vehicle can give it, or else that every suitable one is full. */
export const reasonOf = (problem: Problem, ways: Ways, index: number): string => {
  const stop = problem.stops[index];
  if (stop === undefined)
    throw new RangeError(`reasonOf: got stop ${index}, expected 0 to ${problem.stops.length - 1}`);
  const offering = problem.vehicles.filter(({ offers }) => (stop.needs & ~offers) === 0);
  if (offering.length === 0) return "no vehicle offers what it needs";
  const holding = offering.filter(({ capacity }) =>
    stop.amounts.every((amount, i) => amount <= (capacity[i] ?? 0)),
  );
  if (holding.length === 0) return "it is more than a vehicle that may serve it holds";
  const isTipped = problem.isEmptyAtEnd && stop.amounts.some((amount) => amount > 0);
  const taking = problem.facilities.filter(({ takes }) => (stop.needs & ~takes) === 0);
  if (isTipped && taking.length === 0) return "no facility takes what it loads";
  const quickest = problem.speedByHour === null ? 1 : Math.max(...problem.speedByHour);
  const drive = (from: number, to: number): number => ways.seconds(from, to) / quickest;
  const isBack = ({ end, shiftEnd }: Vehicle, leaves: number): boolean =>
    isTipped
      ? taking.some(({ place, opens, closes, unload, shut }) => {
          const tips = pastShut(shut, Math.max(opens, leaves + drive(stop.place, place)));
          return tips <= closes && tips + unload + drive(place, end) <= shiftEnd;
        })
      : leaves + drive(stop.place, end) <= shiftEnd;
  const inTime = holding.some((vehicle) => {
    const arrives = Math.max(vehicle.shiftStart, stop.release) + drive(vehicle.start, stop.place);
    const starts = pastShut(stop.shut, Math.max(arrives, stop.early));
    return starts <= stop.late && isBack(vehicle, starts + stop.service);
  });
  if (!inTime && stop.shut !== undefined)
    return "its street is closed, and no vehicle that may serve it reaches it while it is open and is back in its shift";
  if (!inTime)
    return isTipped
      ? "no vehicle that may serve it reaches it in its window, tips while a facility is open and is back in its shift"
      : "no vehicle that may serve it reaches it in its window and is back in its shift";
  if (stop.penalty !== null)
    return "serving it costs more than its penalty, or no vehicle has room and time for it";
  return NO_ROOM;
};

import type { PlanWishes, WishLevel } from "../schema.ts";
import { sharesOf } from "./components.ts";
import { layOut, seatsOf, unevenness } from "./day.ts";
import type { DayPicture } from "./day-picture.ts";
import type { Plan, Problem } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";

/** What is wished of a plan with what it weighs, kept with the picture of its day, so that the plan can be made again. */
export type PictureWishes = {
  evenWork: { level: WishLevel; centsPerHour: number };
  usualTerritory: { level: WishLevel; centsPerKm: number };
};

// An hour that a truck works longer than the mean of its day counts like a part of its driver's wage, or like all of it.
const CENTS_PER_UNEVEN_HOUR: Readonly<Record<WishLevel, number>> = { off: 0, some: 300, strong: 2_000 };
// A stop so many kilometres from the middle of its truck's usual territory counts like so much driving.
const CENTS_PER_KM_AWAY: Readonly<Record<WishLevel, number>> = { off: 0, some: 10, strong: 40 };
const S_PER_HOUR = 3_600;
const M_PER_KM = 1_000;

/** Whether anything is wished. */
export const isWished = ({ evenWork, usualTerritory }: PlanWishes): boolean =>
  evenWork !== "off" || usualTerritory !== "off";

/** Gives a picture what is wished of its plan, and its trucks the middles of their usual territories. */
export const withWishes = (
  picture: DayPicture,
  { evenWork, usualTerritory }: PlanWishes,
  territories: ReadonlyMap<number, { lng: number; lat: number }>,
): DayPicture => ({
  ...picture,
  wishes: {
    evenWork: { level: evenWork, centsPerHour: CENTS_PER_UNEVEN_HOUR[evenWork] },
    usualTerritory: { level: usualTerritory, centsPerKm: CENTS_PER_KM_AWAY[usualTerritory] },
  },
  vehicles: picture.vehicles.map((vehicle) => {
    const territory = territories.get(vehicle.id);
    return territory === undefined ? vehicle : { ...vehicle, territory };
  }),
});

/** What wishes weigh in the units of a problem. */
export const weightsOf = ({
  wishes,
}: Pick<DayPicture, "wishes">): Pick<Problem, "balanceWeight" | "territoryWeight"> => ({
  balanceWeight: (wishes?.evenWork.centsPerHour ?? 0) / S_PER_HOUR,
  territoryWeight: (wishes?.usualTerritory.centsPerKm ?? 0) / M_PER_KM,
});

/**
 * Maps plans of a problem to what wishes add to their cost: money that nobody pays. Work is even among the trucks that
 * could do each other's, as the search weighs it.
 */
export const createWishCost = (problem: Problem): ((plan: Plan) => number) => {
  const { balanceWeight, territoryWeight } = problem;
  if (balanceWeight === 0 && territoryWeight === 0) return () => 0;
  const day = layOut(problem);
  const clock = new RouteClock(day);
  const shares = sharesOf(problem);
  return (plan) => {
    const seats = seatsOf(day, plan.routes);
    const [lengths, durations] = [new Map<number, number>(), new Map<number, number>()];
    let away = 0;
    plan.routes.forEach(({ vehicle, visits }, route) => {
      clock.run(seats[route]!, Int32Array.from(visits), visits.length);
      away += clock.territory;
      lengths.set(vehicle, visits.length);
      durations.set(vehicle, clock.duration);
    });
    const uneven = shares.reduce((sum, { vehicles }) => {
      const of = (values: ReadonlyMap<number, number>): number[] =>
        vehicles.map((each) => values.get(each) ?? 0);
      return sum + unevenness(of(lengths), of(durations));
    }, 0);
    return balanceWeight * uneven + territoryWeight * away;
  };
};

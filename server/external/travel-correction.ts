import type { LngLat } from "#server/external/core/cells.ts";
import { type DrivenLeg, fareOf, isBetter, learnFactors } from "#server/external/core/leg-correction.ts";
import type { TravelLearned, TravelTimes } from "#server/external/schema.ts";
import { createCorrectedTravel } from "#server/external/travel.corrected.ts";
import { readLearned, writeLearned } from "#server/external/travel-correction-store.ts";
import type { TravelPort } from "#server/external/travel-port.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

const LEARN_DAYS = 35;
const HELD_DAYS = 7;
/** Routes that are looked at in all, spread over the days: a leg of each is a search over the streets. */
const MOST_ROUTES = 600;
/** With fewer legs nothing is claimed. */
const LEAST_LEGS = 200;
const LOOK_MS = 10_000;

/** A route as it was driven: its stops in the order they were done, with when it left one and came to the next. */
export type DrivenRoute = {
  routeId: number;
  driverId: number | null;
  day: string;
  places: LngLat[];
  /** Of each leg: the hour in which it began, and the seconds from leaving one stop to coming to the next. */
  legs: { hour: number; tookS: number }[];
};

/** What {@link createTravelCorrection} needs. */
export type TravelCorrectionDeps = {
  db: Db;
  routes: (
    organisationId: number,
    days: { from: string; to: string },
    most: number,
  ) => Promise<DrivenRoute[]>;
  /** How far the times of stops were off in some days: by the time set for the site, and by its mean in the weeks before. */
  stopErrors: (
    organisationId: number,
    days: { from: string; to: string },
  ) => Promise<TravelLearned["perStop"]>;
  streetTravelOf: (organisationId: number) => Promise<Pick<TravelPort, "path">>;
  /** The running service day. */
  today: (organisationId: number) => string;
  isOn: (organisationId: number) => boolean;
  /** Milliseconds of a clock that only goes forward. */
  elapsed: () => number;
};

/** Corrects travel times by what routes really took, where that errs less on a week held back. */
export const createTravelCorrection = (deps: TravelCorrectionDeps) => {
  const { db, routes, stopErrors, streetTravelOf, today, isOn, elapsed } = deps;

  const legsOf = async (travel: Pick<TravelPort, "path">, route: DrivenRoute): Promise<DrivenLeg[]> => {
    const ways = await travel.path(route.places);
    return ways.map(({ durationS, distanceM }, i) => {
      const { hour, tookS } = route.legs[i] as DrivenRoute["legs"][number];
      const { routeId, driverId } = route;
      return { routeId, driverId, hour, tookS, freeS: durationS, distanceM };
    });
  };

  type Read = { atMs: number; found: ReturnType<typeof readLearned> };
  const held = new Map<number, Read>();
  const learnedOf = (organisationId: number): Read["found"] => {
    const before = held.get(organisationId);
    if (before !== undefined && elapsed() - before.atMs < LOOK_MS) return before.found;
    const found = readLearned(db, organisationId);
    held.set(organisationId, { atMs: elapsed(), found });
    found.catch(() => held.delete(organisationId));
    return found;
  };

  // Tables are kept by whose times they hold: the same times are of the same object.
  const corrected = new WeakMap<TravelPort, { madeFrom: string; travel: TravelPort }>();

  return {
    /** Learns from the days that are over; maps to the legs learned from, nought where the day was done or too few are. */
    async recompute(organisationId: number): Promise<number> {
      const last = addDays(today(organisationId), -1);
      if ((await readLearned(db, organisationId))?.madeFrom === last) return 0;
      const days = { from: addDays(last, 1 - LEARN_DAYS), to: last };
      const firstHeld = addDays(last, 1 - HELD_DAYS);
      const travel = await streetTravelOf(organisationId);
      const [learning, keptBack]: [DrivenLeg[], DrivenLeg[]] = [[], []];
      for (const route of await routes(organisationId, days, MOST_ROUTES))
        (route.day < firstHeld ? learning : keptBack).push(...(await legsOf(travel, route)));
      const before = learnFactors(learning);
      if (before.legs < LEAST_LEGS) return 0;
      const fared = fareOf(before, keptBack);
      const perStop = await stopErrors(organisationId, { from: firstHeld, to: last });
      // The week held back told how well it is learned; what counts from now on is learned from all.
      const now = learnFactors([...learning, ...keptBack]);
      await writeLearned(db, organisationId, last, { ...now, ...fared, perStop });
      held.delete(organisationId);
      return now.legs;
    },

    /** The travel times that plans are made with, of those that are given. */
    async over(organisationId: number, travel: TravelPort): Promise<TravelPort> {
      if (!isOn(organisationId)) return travel;
      const found = await learnedOf(organisationId);
      if (found === null || !isBetter(found.learned)) return travel;
      const known = corrected.get(travel);
      if (known?.madeFrom === found.madeFrom) return known.travel;
      const made = createCorrectedTravel(travel, found.learned);
      corrected.set(travel, { madeFrom: found.madeFrom, travel: made });
      return made;
    },

    /** What times are corrected by, and how far they were off before and after. */
    async told({ organisationId }: Scope): Promise<TravelTimes> {
      const found = await readLearned(db, organisationId);
      return {
        isOn: isOn(organisationId),
        isBetter: found !== null && isBetter(found.learned),
        madeFrom: found?.madeFrom ?? null,
        learned: found?.learned ?? null,
      };
    },
  };
};

/** Corrects travel times by what routes really took. */
export type TravelCorrection = ReturnType<typeof createTravelCorrection>;

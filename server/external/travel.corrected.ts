import { correctedS } from "#server/external/core/leg-correction.ts";
import type { TravelLearned } from "#server/external/schema.ts";
import type { TravelPort } from "#server/external/travel-port.ts";

/** Travel times as legs of their class of street really take, in the mean of the hours that routes drive in. */
export const createCorrectedTravel = (
  travel: TravelPort,
  learned: Pick<TravelLearned, "classes" | "startS">,
): TravelPort => {
  const corrected = (durationS: number, distanceM: number): number =>
    correctedS(learned, durationS, distanceM);
  return {
    async matrix(from, options) {
      const { durationS, distanceM, strays } = await travel.matrix(from, options);
      return {
        ...{ distanceM, strays },
        durationS: durationS.map((each, i) => corrected(each, distanceM[i] as number)),
      };
    },
    async path(places, options) {
      const legs = await travel.path(places, options);
      return legs.map((leg) => ({ ...leg, durationS: corrected(leg.durationS, leg.distanceM) }));
    },
    // What it stands before is let go of by who made that.
    close: async () => {},
  };
};

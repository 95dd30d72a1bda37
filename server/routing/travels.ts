import type { Streets } from "#server/routing/core/streets/streets.ts";
import type { Travel } from "#server/routing/travel.ts";

/** What {@link createTravels} needs: the stored streets of an organisation, and the adapters with and without streets. */
export type TravelsOptions = {
  streetsOf: (organisationId: number) => Promise<Streets | undefined>;
  overStreets: (streets: Streets) => Travel;
  withoutStreets: Travel;
};

/** Gives each organisation its travel times: over its stored streets, or the last resort where it has none. */
export const createTravels = ({ streetsOf, overStreets, withoutStreets }: TravelsOptions) => {
  const held = new Map<number, Promise<Travel>>();

  const load = async (organisationId: number): Promise<Travel> => {
    const streets = await streetsOf(organisationId);
    return streets === undefined ? withoutStreets : overStreets(streets);
  };
  const of = (organisationId: number): Promise<Travel> => {
    const found = held.get(organisationId);
    if (found !== undefined) return found;
    const loading = load(organisationId);
    // A read that failed is not an answer: the next one tries again.
    loading.catch(() => held.delete(organisationId));
    held.set(organisationId, loading);
    return loading;
  };

  return {
    /** The travel times of an organisation; its streets are read when first asked for. */
    of,
    /** Lets go of all of them. */
    async close(): Promise<void> {
      const loaded = await Promise.allSettled(held.values());
      held.clear();
      const travels = loaded.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      await Promise.all([...new Set([...travels, withoutStreets])].map((travel) => travel.close()));
    },
  };
};
/** The travel times of all organisations. */
export type Travels = ReturnType<typeof createTravels>;

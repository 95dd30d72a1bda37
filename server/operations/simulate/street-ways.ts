import {
  createStreetWays,
  type DrivenStreets,
  type FindWay,
  straightWay,
} from "#server/operations/simulate/ways.ts";

/** The most ways remembered of an organisation; crews drive many of them again on other days. */
const KEEP = 5_000;

/** The stored street network of an organisation; undefined where it has none. */
export type StreetsOf = (organisationId: number) => Promise<DrivenStreets | undefined>;

const remember = (findWay: FindWay): FindWay => {
  const known = new Map<string, ReturnType<FindWay>>();
  return (from, to) => {
    const key = `${from.lng.toFixed(5)},${from.lat.toFixed(5)}>${to.lng.toFixed(5)},${to.lat.toFixed(5)}`;
    const found = known.get(key);
    if (found) return found;
    const way = findWay(from, to);
    if (known.size >= KEEP) known.delete(known.keys().next().value ?? "");
    known.set(key, way);
    return way;
  };
};

/** Gives each organisation its ways: along the stored street network, or straight where it has none. */
export const createWays = (streetsOf: StreetsOf) => {
  const ways = new Map<number, Promise<FindWay>>();
  const load = async (organisationId: number): Promise<FindWay> => {
    const streets = await streetsOf(organisationId);
    return streets === undefined ? straightWay : remember(createStreetWays(streets));
  };
  /** The ways of an organisation; its network is read once. */
  return (organisationId: number): Promise<FindWay> => {
    let found = ways.get(organisationId);
    if (!found) {
      found = load(organisationId);
      // A read that failed is not an answer: the next one tries again.
      found.catch(() => ways.delete(organisationId));
      ways.set(organisationId, found);
    }
    return found;
  };
};

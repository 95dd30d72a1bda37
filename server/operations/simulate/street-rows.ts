import { networkFromRows } from "#server/operations/demo/network-rows.ts";
import { createStreetWays, type FindWay, straightWay } from "#server/operations/simulate/ways.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** The most ways remembered of an organisation; crews drive many of them again on other days. */
const KEEP = 5_000;

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
export const createWays = (db: Db) => {
  const ways = new Map<number, Promise<FindWay>>();
  const load = async (organisationId: number): Promise<FindWay> => {
    const nodes = await db.$queryRaw<{ id: number; location: string }[]>(sql`
      SELECT id, ST_AsText(location) AS location FROM street_node WHERE organisation_id = ${organisationId}`);
    if (nodes.length === 0) return straightWay;
    const streets = await db.street.findMany({ where: { organisationId } });
    const edges = await db.$queryRaw<
      {
        id: number;
        streetId: number;
        fromNode: number;
        toNode: number;
        isOneWay: boolean;
        lengthM: number;
        speedKmh: number;
        line: string;
      }[]
    >(sql`
      SELECT id, street_id AS "streetId", from_node AS "fromNode", to_node AS "toNode", is_one_way AS "isOneWay",
        length_m AS "lengthM", speed_kmh AS "speedKmh", ST_AsText(line) AS line
      FROM street_edge WHERE organisation_id = ${organisationId}`);
    const network = networkFromRows({
      streets: streets.map((s) => [s.id, s.name, s.class]),
      nodes: nodes.map((n) => [n.id, n.location]),
      edges: edges.map((e) => [
        ...([e.id, e.streetId, e.fromNode, e.toNode, e.isOneWay, e.lengthM, e.speedKmh] as const),
        ...([null, null, e.line] as const),
      ]),
    });
    return remember(createStreetWays(network));
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

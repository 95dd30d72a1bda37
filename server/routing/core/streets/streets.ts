import { FASTEST_KMH } from "./arc-cost.ts";

/** A street network in flat arrays: an edge is drawn from node `edgeFrom` to node `edgeTo`, both places in `nodeLng`. */
export type Streets = {
  nodeLng: Float64Array;
  nodeLat: Float64Array;
  /** What the owner of the streets calls each edge. */
  edgeId: ArrayLike<number>;
  edgeFrom: ArrayLike<number>;
  edgeTo: ArrayLike<number>;
  edgeLengthM: ArrayLike<number>;
  edgeSpeedKmh: ArrayLike<number>;
  /** 1 where traffic runs from `edgeFrom` to `edgeTo` only. */
  edgeIsOneWay: ArrayLike<number>;
  /** Points strictly inside edge `e`: `shapeOffsets[e]` to `shapeOffsets[e + 1]`, longitude and latitude interleaved. */
  shapeOffsets: ArrayLike<number>;
  shape: ArrayLike<number>;
};

/** Refuses a network that cannot be driven on, with the edge, what was found and what was expected. */
export function checkStreets(streets: Streets): void {
  const nodes = streets.nodeLng.length;
  const edges = streets.edgeFrom.length;
  const refuse = (e: number, column: string, found: number, expected: string): never => {
    throw new RangeError(`street edge ${streets.edgeId[e]}: got ${column} ${found}, expected ${expected}.`);
  };
  if (edges === 0) throw new RangeError("streets: got no edges, expected at least one.");
  const { nodeLat, edgeId, edgeTo, edgeLengthM, edgeSpeedKmh, edgeIsOneWay, shapeOffsets, shape } = streets;
  const columns = { edgeId, edgeTo, edgeLengthM, edgeSpeedKmh, edgeIsOneWay };
  for (const [name, column] of Object.entries(columns))
    if (column.length !== edges)
      throw new RangeError(`streets ${name}: got ${column.length} values, expected ${edges}, one per edge.`);
  if (nodeLat.length !== nodes)
    throw new RangeError(`streets nodeLat: got ${nodeLat.length} values, expected ${nodes}, one per node.`);
  if (shapeOffsets.length !== edges + 1 || shape.length !== 2 * shapeOffsets[edges]!)
    throw new RangeError(
      `streets shape: got ${shapeOffsets.length} offsets and ${shape.length} numbers, expected ${edges + 1} and two per point.`,
    );
  for (let e = 0; e < edges; e++) {
    for (const node of [streets.edgeFrom[e]!, edgeTo[e]!])
      if (!(node >= 0 && node < nodes)) refuse(e, "node", node, `0 to ${nodes - 1}`);
    if (!(edgeLengthM[e]! >= 0 && edgeLengthM[e]! < 1e6))
      refuse(e, "metres", edgeLengthM[e]!, "0 to 1000000");
    if (!(edgeSpeedKmh[e]! >= 1 && edgeSpeedKmh[e]! <= FASTEST_KMH))
      refuse(e, "km/h", edgeSpeedKmh[e]!, `1 to ${FASTEST_KMH}`);
  }
}

import type { Cause } from "#server/external/core/call.ts";
import type { LngLat } from "#server/external/core/cells.ts";
import type { GraphHopperClient, Manner } from "#server/external/graphhopper.ts";
import type { StoredLeg } from "#server/external/leg-store.ts";

/** Driving times in rows by start, as the solver's port has them; Infinity where no way leads. */
export type TravelMatrix = { durationS: Float32Array; distanceM: Float32Array; strays: Uint32Array };
/** A way from one place to the next. */
export type TravelLeg = { line: Float64Array; distanceM: number; durationS: number };
type Closures = { closedEdges?: readonly number[] };

/** The solver's port of travel times, which this domain fulfils without knowing the other. */
export type TravelPort = {
  matrix(from: readonly LngLat[], options?: Closures & { to?: readonly LngLat[] }): Promise<TravelMatrix>;
  path(places: readonly LngLat[], options?: Closures): Promise<TravelLeg[]>;
  close(): Promise<void>;
};

/** Where legs are kept. */
export type LegStore = {
  read(cells: { from: readonly number[]; to: readonly number[]; sinceMs: number }): Promise<StoredLeg[]>;
  keep(legs: readonly StoredLeg[]): Promise<void>;
};

/** What makes travel times of GraphHopper. */
export type GraphHopperTravelOptions = {
  client: GraphHopperClient;
  legs: LegStore;
  instead: TravelPort;
  cause: Cause;
  /** Credits that one request may cost; null where there is no such limit. */
  mostUnits: number | null;
  /** Credits that what is missing of one table may cost; dearer ones are not asked for. Null where there is no limit. */
  mostTableUnits?: number | null;
  /** How tables are asked for. */
  manner?: Manner;
  nowMs: () => number;
  report: (error: unknown) => void;
};

/** Makes travel times of GraphHopper. */
export type MakeGraphHopperTravel = (options: GraphHopperTravelOptions) => TravelPort;

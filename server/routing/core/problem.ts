import type { Shut } from "./shut.ts";

/** Distances and seconds between places: given as tables, or computed from coordinates where tables are too big. */
export type Travel =
  | {
      kind: "table";
      /** Number of places. */
      size: number;
      /** Row-major, from row to column; in the unit of the plan's distance. */
      distance: Int32Array | Float64Array;
      /** Row-major; may be the same array as the distances. */
      seconds: Int32Array | Float64Array;
    }
  | {
      kind: "plane";
      metric: "manhattan" | "euclidean";
      x: Float64Array;
      y: Float64Array;
      secondsPerUnit: number;
    }
  | {
      kind: "globe";
      /** Degrees. */
      lat: Float64Array;
      lng: Float64Array;
      /** Metres of road for a metre of great circle. */
      detour: number;
      metresPerSecond: number;
    };

/** A visit that is asked for. */
export type Stop = {
  place: number;
  /** What it loads, in each dimension. */
  amounts: readonly number[];
  /** When its service may start; seconds of the problem's clock. */
  early: number;
  late: number;
  /** When within its window its service may not start. */
  shut?: Shut;
  service: number;
  /** No trip that serves it may leave its depot or facility before this. */
  release: number;
  /** What a vehicle must offer, as bits: streams, skills. */
  needs: number;
  /** What leaving it out costs; `null` where it must be served. */
  penalty: number | null;
  /** Must-serve stops of a higher priority are left out last. */
  priority: number;
};

/** A pause of so many seconds that starts inside its window. */
export type Break = { seconds: number; earliest: number; latest: number };

/** One kind of vehicle, with how many there are of it. */
export type Vehicle = {
  count: number;
  /** Where its day starts and ends. */
  start: number;
  end: number;
  shiftStart: number;
  shiftEnd: number;
  /** What it holds between two tips, in each dimension. */
  capacity: readonly number[];
  /** What it may carry in a whole day, in each dimension; `null` for no limit. */
  dayCapacity: readonly number[] | null;
  offers: number;
  costPerDistance: number;
  costPerSecond: number;
  costFixed: number;
  /** Until when its hours are normal ones, and what each second of the day past that costs beside. */
  normalEnd: number;
  costPerOvertime: number;
  maxStops: number;
  pause: Break | null;
  /** The middle of its usual territory, a place; `null` where it has none. */
  home: number | null;
  /** Stops that it does first, in this order: what is done or committed stays. */
  pinned: readonly number[];
};

/** Where a vehicle empties (a disposal site) or fills again (a depot): what it carries starts anew there. */
export type Facility = {
  place: number;
  opens: number;
  closes: number;
  /** When within its hours nobody starts to unload. */
  shut?: Shut;
  unload: number;
  /** Its fee for each unit of load, in the first dimension. */
  costPerLoad: number;
  /** Which needs of a load it takes, as bits. */
  takes: number;
};

/** A day to plan; every constraint is hard but the penalties and the two weights. */
export type Problem = {
  travel: Travel;
  stops: readonly Stop[];
  vehicles: readonly Vehicle[];
  facilities: readonly Facility[];
  /** Whether a vehicle that carries something must empty at a facility before it ends its day. */
  isEmptyAtEnd: boolean;
  /** Whether fewer vehicles count before every cost. */
  isFleetFirst: boolean;
  /** Seconds of travel are divided by the factor of the hour in which a drive starts; `null` for even speed. */
  speedByHour: readonly number[] | null;
  /** Cost for each second that a vehicle works longer than the mean of those used. */
  balanceWeight: number;
  /** Cost for each unit of distance between a stop and the home of its vehicle. */
  territoryWeight: number;
};

/** A route: stops by index, facilities as -1 - index. */
export type Route = { vehicle: number; visits: readonly number[] };

/** A stop that no route serves, and why. */
export type Unserved = { stop: number; reason: string };

/** Routes for a problem with what they cost. */
export type Plan = {
  routes: readonly Route[];
  unserved: readonly Unserved[];
  cost: number;
  distance: number;
  /** Seconds from the start of each route to its end, summed. */
  duration: number;
};

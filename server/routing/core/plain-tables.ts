/** What a plain problem is made of: stops 0 to n-1 and one depot, place n of the tables, which are row-major. */
export type PlainTables = {
  stops: number;
  /** The problem's stop behind each. */
  order: Int32Array;
  /** From row to column. */
  distance: Int32Array | Float64Array;
  /** From column to row: the way to a stop lies in one row too. The same array where ways are symmetric. */
  distanceTo: Int32Array | Float64Array;
  seconds: Int32Array | Float64Array;
  secondsTo: Int32Array | Float64Array;
  amount: Float64Array;
  capacity: number;
  mostTours: number;
  /** Null where no stop has a window that could bind. */
  windows: { early: Float64Array; late: Float64Array; service: Float64Array } | null;
  opens: number;
  closes: number;
  /** Cost of a stop that is left out. */
  absence: number;
};

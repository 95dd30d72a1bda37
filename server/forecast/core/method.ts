/** What is known of a day or step beside its value, for as many steps as the history and the horizon have together. */
export type Calendar = {
  /** One column per feature, each as long as history and horizon; 0 where it does not apply. */
  columns: readonly Float64Array[];
};

/** What a method may look at when it is fitted. */
export type Frame = {
  /** Values in order, without gaps. */
  values: Float64Array;
  /** Only values before this place may be looked at when fitting. */
  fitEnd: number;
  /** Steps after which the pattern repeats; 1 where it does not. */
  season: number;
  /** A further, longer pattern, such as the week of hourly values; null where there is none. */
  longSeason: number | null;
  horizon: number;
  calendar: Calendar | null;
};

/**
 * A fitted method: writes into `out` the forecasts of every origin, `horizon` numbers each. Of an origin `o` the
 * values before place `o` are known; origins ascend.
 */
export type Roll = (origins: Int32Array, out: Float64Array) => void;

/** A way to forecast: fits itself to the start of a series; null where the series is too short for it. */
export type Method = { name: string; fit: (frame: Frame) => Roll | null };

/** How much is torn out at a step; the names of Christiaens and Vanden Berghe in brackets. */
export type RuinSize = {
  /** Stops on average (c). */
  stops: number;
  /** The longest string (L max). */
  longest: number;
  /** Share of split strings (alpha). */
  splits: number;
  /** Chance that the kept middle of a split string grows by one (beta). */
  grows: number;
};

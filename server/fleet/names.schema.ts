// Words alone: pages import these without a schema library behind them.

/** Waste streams, in the words of the product. */
export const STREAMS = ["refuse", "recycling", "organics", "glass", "paper", "bulky", "hazardous"] as const;

/** Weeks by ISO 8601 in which something is collected. */
export const WEEKS = ["every", "even", "odd"] as const;

/** Body types of vehicles. */
export const BODY_TYPES = [
  "rear-loader",
  "automated-side-loader",
  "front-loader",
  "roll-off",
  "split-body",
  "other",
] as const;

import type { Forecast, ForecastInput } from "#server/forecast/core/forecast.ts";
import type { ForecastCalls } from "#server/forecast/forecast.thread.ts";
import { startThread } from "#server/platform/thread.ts";

/**
 * Foretells a series on a thread of its own. What is foretold seldom finds its code not compiled and takes a tenth of a
 * second, in which the process would answer nobody; the thread ends with it, for the next one is minutes away.
 */
export const forecastOnThread = async (input: ForecastInput): Promise<Forecast> => {
  const thread = startThread<ForecastCalls>({ entry: "server/forecast/forecast.thread.ts" });
  try {
    return await thread.call("forecast", input);
  } finally {
    await thread.stop();
  }
};

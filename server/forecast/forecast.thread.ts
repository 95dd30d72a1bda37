import { type Forecast, type ForecastInput, forecast } from "#server/forecast/core/forecast.ts";
import { serveThread } from "#server/platform/thread-serve.ts";

const handlers = { forecast: (input: ForecastInput): Forecast => forecast(input) };
/** What the thread that foretells answers. */
export type ForecastCalls = typeof handlers;

serveThread(handlers);

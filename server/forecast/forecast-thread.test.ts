import { expect, it } from "vitest";
import { forecast } from "#server/forecast/core/forecast.ts";
import { forecastOnThread } from "#server/forecast/forecast-thread.ts";

const quarters = (days: number): Float64Array =>
  Float64Array.from(
    { length: days * 96 },
    (_, i) => 40 + 30 * Math.sin((i / 48) * Math.PI) + ((i * 7919) % 13),
  );

it.each([3, 14])(
  "a series of %i days is foretold on a thread as it is here, and stays the caller's",
  async (days) => {
    const values = quarters(days);
    const input = { values, horizon: 8, season: 96, isNonNegative: true };
    expect(await forecastOnThread(input)).toEqual(forecast({ ...input, values: quarters(days) }));
    expect(values).toEqual(quarters(days));
  },
);

it("what cannot be foretold fails as it does here", async () => {
  const input = { values: new Float64Array(1), horizon: 8, season: 96 };
  await expect(forecastOnThread(input)).rejects.toThrow("forecast: found 1 values, expected 3 or more");
});

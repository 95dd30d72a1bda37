import { expect, it } from "vitest";
import type { ServiceResponse } from "#server/external/core/call.ts";
import { heedLimits } from "#server/external/hubspot-limits.ts";

const INTERVAL = "x-hubspot-ratelimit-interval-milliseconds";

it.each<[string, number, Record<string, string>, string | undefined]>([
  ["the span of the limit", 429, { [INTERVAL]: "10000" }, "10"],
  ["its own word, where there is one", 429, { [INTERVAL]: "10000", "retry-after": "0.4" }, "0.4"],
  ["nothing, where the span cannot be read", 429, { [INTERVAL]: "soon" }, undefined],
  ["nothing, where no span is told", 429, {}, undefined],
  ["nothing, where it was not throttled", 200, { [INTERVAL]: "10000" }, undefined],
])("says when to come again by %s", async (_, status, headers, expected) => {
  const response: ServiceResponse = { status, headers, text: "{}" };
  const heeded = await heedLimits(async () => response)(
    { method: "GET", path: "/" },
    AbortSignal.timeout(1_000),
  );
  expect(heeded).toEqual(
    expected === undefined ? response : { ...response, headers: { ...headers, "retry-after": expected } },
  );
});

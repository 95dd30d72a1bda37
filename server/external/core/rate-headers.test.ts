import { expect, it } from "vitest";
import { readRates } from "./rate-headers.ts";

const NAMES = { remaining: "x-ratelimit-remaining", resetInS: "x-ratelimit-reset" };
const now = Date.UTC(2026, 10, 26, 8);

it.each([
  [{ "retry-after": "0.40235" }, { retryAfterMs: 403 }],
  [{ "retry-after": "2" }, { retryAfterMs: 2_000 }],
  [{ "retry-after": "Thu, 26 Nov 2026 08:00:05 GMT" }, { retryAfterMs: 5_000 }],
  [{ "retry-after": "Thu, 26 Nov 2026 07:00:00 GMT" }, { retryAfterMs: 0 }],
  [{ "retry-after": "soon" }, { retryAfterMs: null }],
  [{ "retry-after": "-3" }, {}],
  [
    { "x-ratelimit-remaining": "12.5", "x-ratelimit-reset": "60" },
    { remaining: 12.5, resetInMs: 60_000 },
  ],
  [{ "x-ratelimit-remaining": "many" }, { remaining: null, resetInMs: null }],
  [{ "x-ratelimit-reset": "99999999999" }, { resetInMs: 7 * 24 * 3_600_000 }],
  [{}, { remaining: null, resetInMs: null, retryAfterMs: null }],
])("reads %o", (headers, reading) => {
  expect(readRates(headers, NAMES, now)).toMatchObject(reading);
});

it("reads no counter of a service whose header names are not known", () => {
  expect(readRates({ "x-ratelimit-remaining": "5", "retry-after": "1" }, null, now)).toEqual({
    remaining: null,
    resetInMs: null,
    retryAfterMs: 1_000,
  });
});

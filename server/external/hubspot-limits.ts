import type { Transport } from "#server/external/core/call.ts";

const INTERVAL = "x-hubspot-ratelimit-interval-milliseconds";

/**
 * Says in the words of HTTP when a throttled request may come again: HubSpot names the span that its limit counts for
 * in a header of its own. That count is not of the day, so it cannot stand for the units that are left.
 */
export const heedLimits =
  (transport: Transport): Transport =>
  async (request, signal) => {
    const response = await transport(request, signal);
    const spanMs = Number(response.headers[INTERVAL]);
    if (response.status !== 429 || response.headers["retry-after"] !== undefined) return response;
    if (!Number.isFinite(spanMs) || spanMs <= 0) return response;
    return { ...response, headers: { ...response.headers, "retry-after": String(spanMs / 1_000) } };
  };

import type { Proposal } from "#server/ask/proposal.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { PricedPlace } from "#server/routing/schema.ts";
import type { Routing } from "#server/routing/service.ts";

/** What is read to price go-backs. */
export type GoBackReads = {
  operations: Pick<Operations, "page" | "serviceDay">;
  extraPlaces: Routing["board"]["extraPlaces"];
};

/** An open missed pickup, and its cheapest place on the truck; with the reason where there is none. */
export type GoBack = {
  missed: Record<string, unknown> & { id: number };
  siteId: number | null;
  stream: string | null;
  place: PricedPlace | null;
  reason: string | null;
};

/** The most pressing open missed pickups, each with the cheapest place on a truck as the day stands. */
export const goBacksOn = async (
  { operations, extraPlaces }: GoBackReads,
  scope: Scope,
  { vehicleId, count, before, zones, streams, missedOn }: Extract<Proposal, { action: "go-backs" }>,
): Promise<GoBack[]> => {
  const serviceDay = operations.serviceDay(scope);
  const { rows } = await operations.page("exceptions", scope, {
    filters: [
      { column: "kind", op: "eq", value: "missed-pickup" },
      { column: "isOpen", op: "eq", value: true },
      ...(zones === undefined ? [] : [{ column: "zone", op: "in" as const, value: zones }]),
      ...(missedOn === undefined ? [] : [{ column: "serviceDay", op: "eq" as const, value: missedOn }]),
      ...(streams === undefined ? [] : [{ column: "stream", op: "in" as const, value: streams }]),
    ],
    sort: [{ column: "respondBy", descending: false }],
    offset: 0,
    limit: count,
  });
  const found: GoBack[] = [];
  for (const missed of rows) {
    const { siteId, stream } = missed;
    if (siteId === null || stream === null) {
      found.push({ missed, siteId, stream, place: null, reason: "no site or stream is known of it" });
      continue;
    }
    try {
      const { places, reason } = await extraPlaces(
        scope,
        { serviceDay, siteId, stream },
        { vehicleId, ...(before === null ? {} : { before }) },
      );
      found.push({ missed, siteId, stream, place: places[0] ?? null, reason });
    } catch (error) {
      // A site that is visited for the stream today needs no stop beside it.
      if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
      found.push({ missed, siteId, stream, place: null, reason: error.message });
    }
  }
  return found;
};

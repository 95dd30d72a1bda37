import { columnOf } from "#server/ask/core/columns.ts";
import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import { handedOver } from "#server/ask/hand-over.ts";
import type { ProposePlan } from "#server/ask/proposal.schema.ts";
import { type Changes, changesToUndo } from "#server/ask/undoing.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { ListWindow } from "#server/platform/list.schema.ts";
import type { Routing } from "#server/routing/service.ts";

/** Shows what a proposal is about, with its price where it can be told at once; changes nothing. */
export async function* executePropose(
  {
    operations,
    extraPlaces,
    places: placesOf,
    changes,
  }: {
    operations: Operations;
    extraPlaces: Routing["board"]["extraPlaces"] | null;
    places: Routing["board"]["places"] | null;
    changes: Changes | null;
  },
  scope: Scope,
  { proposal }: ProposePlan,
): AsyncGenerator<Part> {
  const today = operations.serviceDay(scope);
  if (proposal.action === "alert" || proposal.action === "mute") return;
  if (proposal.action === "hand-over") {
    if (placesOf === null) return;
    const handed = await handedOver({ operations, places: placesOf }, scope, proposal);
    const taken = handed.filter(({ place }) => place !== null);
    const cents = taken.reduce((sum, { place }) => sum + (place?.extraCostCents ?? 0), 0);
    yield {
      type: "text",
      text:
        handed.length === 0
          ? `${proposal.route} has no stops left to hand over.`
          : `${taken.length} of ${handed.length} stops are taken by other trucks, for ${(cents / 100).toFixed(2)} there before ${proposal.route} saves its own; each is priced by itself, and again when it is moved.`,
    };
    return yield {
      type: "rows",
      title: "stops handed over, the last first",
      columns: [
        ...["site", "stream", "plannedAt"].map((key) => columnOf(key)),
        columnOf("vehicle", "Taken by"),
        { key: "extraCost", label: "Costs there", type: "money" },
        { key: "extraSeconds", label: "Longer by", type: "duration" },
      ],
      rows: handed.map(({ stop, place }) => ({
        ...stop,
        vehicle: place?.vehicle ?? "no truck has room and time for it",
        extraCost: place === null ? null : place.extraCostCents,
        extraSeconds: place?.extraSeconds ?? null,
      })),
      total: handed.length,
      view: "table",
    };
  }
  if (proposal.action === "undo") {
    if (changes === null) return;
    const found = await changesToUndo(changes, scope, proposal);
    if (found.length === 0) return yield { type: "text", text: "None of your changes can be undone." };
    return yield {
      type: "rows",
      title: "changes to be undone",
      columns: [columnOf("when"), columnOf("happened")],
      rows: found.map(({ id, at, action }) => ({
        id,
        when: at.toISOString(),
        happened: action.replaceAll(/[._-]/g, " "),
      })),
      total: found.length,
      view: "table",
    };
  }
  if (proposal.action === "extra") {
    if (extraPlaces === null) return;
    const { places, reason } = await extraPlaces(scope, proposal);
    const [best] = places;
    yield {
      type: "text",
      text: best
        ? `${best.vehicle} takes it at least cost: ${(best.extraCostCents / 100).toFixed(2)} more, ${Math.round(best.extraSeconds / 60)} min longer.`
        : `It fits nowhere: ${reason ?? "no truck has room and time for it"}.`,
    };
    return yield {
      type: "rows",
      title: "places for the extra stop, cheapest first",
      columns: [
        columnOf("vehicle"),
        { key: "extraCost", label: "Costs", type: "money" },
        { key: "extraSeconds", label: "Longer by", type: "duration" },
        { key: "extraDistanceM", label: "Further by", type: "distance" },
        { key: "lateStops", label: "More late stops", type: "number" },
      ],
      rows: places.map((place) => ({
        ...place,
        id: place.vehicleId,
        extraCost: place.extraCostCents,
        lateStops: place.price.lateStops,
      })),
      total: places.length,
      view: "table",
    };
  }
  const day = { column: "serviceDay", op: "eq" as const, value: today };
  const pending = { column: "status", op: "eq" as const, value: "pending" };
  const { whatIf, withoutDriverId } =
    proposal.action === "replan"
      ? proposal
      : { whatIf: { withoutVehicleIds: [proposal.vehicleId], closedStreets: [] }, withoutDriverId: null };
  const touched: ListWindow["filters"] =
    whatIf.closedStreets.length > 0
      ? [{ column: "street", op: "in", value: whatIf.closedStreets }]
      : withoutDriverId !== null
        ? [{ column: "driverId", op: "eq", value: withoutDriverId }]
        : whatIf.withoutVehicleIds.length > 0
          ? [{ column: "vehicleId", op: "in", value: whatIf.withoutVehicleIds }]
          : [];
  if (touched.length === 0) return;
  const filters = [day, pending, ...touched];
  const stops = await operations.page("stops", scope, { filters, sort: [], offset: 0, limit: 200 });
  yield { type: "figures", figures: [figure("stops it touches", stops.total, "")] };
  yield rowsPart(
    "stops it touches",
    ["site", "route", "stream", "plannedAt", "expectedAt", "windowEndAt"],
    stops.rows,
    "map",
    stops.total,
  );
  yield listLink("stops", { filters });
}

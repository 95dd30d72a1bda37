import { columnOf } from "#server/ask/core/columns.ts";
import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import { goBacksOn } from "#server/ask/go-backs.ts";
import { handedOver } from "#server/ask/hand-over.ts";
import type { ProposePlan } from "#server/ask/proposal.schema.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import { type Changes, changesToUndo, settingChangesSince } from "#server/ask/undoing.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { ListWindow } from "#server/platform/list.schema.ts";
import type { Routing } from "#server/routing/service.ts";

/** What a place in a route would cost the day. */
const PLACE_COLUMNS: readonly AnswerColumn[] = [
  { key: "extraCost", label: "Costs", type: "money" },
  { key: "extraSeconds", label: "Longer by", type: "duration" },
  { key: "extraDistanceM", label: "Further by", type: "distance" },
  { key: "lateStops", label: "More late stops", type: "number" },
];

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
  if (proposal.action === "alert" || proposal.action === "mute" || proposal.action === "mailing") return;
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
  if (proposal.action === "go-backs") {
    if (extraPlaces === null) return;
    const found = await goBacksOn({ operations, extraPlaces }, scope, proposal);
    const taken = found.flatMap(({ place }) => place ?? []);
    const cents = taken.reduce((sum, { extraCostCents }) => sum + extraCostCents, 0);
    const minutes = Math.round(taken.reduce((sum, { extraSeconds }) => sum + extraSeconds, 0) / 60);
    yield {
      type: "figures",
      figures: [
        figure("cost", cents / 100, "money"),
        figure("longer by", minutes, "min"),
        figure("missed pickups it can take", taken.length, ""),
      ],
    };
    yield {
      type: "text",
      text:
        found.length === 0
          ? "No missed pickup is open."
          : `${taken.length} of ${found.length} fit; each is priced by itself as the day stands, and again when it is added.`,
    };
    return yield {
      type: "rows",
      title: "missed pickups, the most pressing first",
      columns: [
        ...["site", "stream", "openedAt", "respondBy"].map((key) => columnOf(key)),
        ...PLACE_COLUMNS,
        { key: "reason", label: "Why not", type: "text" },
      ],
      rows: found.map(({ missed, place, reason }) => ({
        ...missed,
        extraCost: place?.extraCostCents ?? null,
        extraSeconds: place?.extraSeconds ?? null,
        extraDistanceM: place?.extraDistanceM ?? null,
        lateStops: place?.price.lateStops ?? null,
        reason,
      })),
      total: found.length,
      view: "table",
    };
  }
  if (proposal.action === "settings-back") {
    if (changes === null) return;
    const since = new Date(Date.now() - proposal.sinceS * 1_000);
    const found = await settingChangesSince(changes, scope, { prefix: proposal.prefix, since });
    if (found.length === 0)
      return yield {
        type: "text",
        text: "None of these settings was changed since then: there is nothing to put back.",
      };
    const said = (stored: unknown): string =>
      typeof stored === "object" && stored !== null && "value" in stored
        ? JSON.stringify(stored.value)
        : "the default";
    return yield {
      type: "rows",
      title: "changes of settings to be undone",
      columns: [
        columnOf("when"),
        { key: "setting", label: "Setting", type: "text" },
        { key: "now", label: "From", type: "text" },
        { key: "back", label: "Back to", type: "text" },
        { key: "by", label: "Changed by", type: "text" },
      ],
      rows: found.map(({ id, at, entityId, before, after, actor }) => ({
        ...{ id, when: at.toISOString(), setting: entityId, by: actor },
        ...{ now: said(after), back: said(before) },
      })),
      total: found.length,
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
      columns: [columnOf("vehicle"), ...PLACE_COLUMNS],
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
  const route = proposal.action === "replan" ? proposal.route : undefined;
  const touched: ListWindow["filters"] =
    route !== undefined
      ? [{ column: "route", op: "eq", value: route }]
      : whatIf.closedStreets.length > 0
        ? [{ column: "street", op: "in", value: whatIf.closedStreets }]
        : withoutDriverId !== null
          ? [{ column: "driverId", op: "eq", value: withoutDriverId }]
          : whatIf.withoutVehicleIds.length > 0
            ? [{ column: "vehicleId", op: "in", value: whatIf.withoutVehicleIds }]
            : [];
  if (touched.length === 0) return;
  const filters = [day, pending, ...touched];
  for (const { name, at } of proposal.action === "replan" ? (proposal.whatIf.before ?? []) : []) {
    const window = { filters: [...filters, { column: "site", op: "contains" as const, value: name }] };
    const { total } = await operations.page("stops", scope, { ...window, sort: [], offset: 0, limit: 1 });
    yield {
      type: "text",
      text:
        total === 0
          ? `No stop that is left is at a site called "${name}": that time binds nothing.`
          : `${total === 1 ? "One stop that is left is" : `${total} stops that are left are`} at a site called "${name}", to be begun before ${new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: operations.clock(scope).timeZone })}.`,
    };
  }
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

import { columnOf } from "#server/ask/core/columns.ts";
import { handedOver } from "#server/ask/hand-over.ts";
import type { Show } from "#server/ask/shown/shown.ts";

const money = (cents: number): string => (Math.abs(cents) / 100).toFixed(2);

/** The last stops of a route, each with the truck that takes it and its price there, or why none does. */
export const showHandOver: Show<"hand-over"> = async function* ({ operations, handOver }, scope, proposal) {
  if (handOver === null) return;
  const { moves, left, costCents } =
    proposal.shown ?? (await handedOver({ operations, handOver }, scope, proposal));
  const count = moves.length + left.length;
  const takers = [...new Set(moves.map(({ vehicle }) => vehicle))];
  yield {
    type: "text",
    text:
      count === 0
        ? `${proposal.route} has no stops left to hand over.`
        : moves.length === 0
          ? `None of ${count} stops of ${proposal.route} fits: ${left[0]?.reason ?? "no truck takes it"}.`
          : `${moves.length} of ${count} stops go to ${takers.join(", ")}: the day costs ${money(costCents)} ${costCents < 0 ? "less" : "more"}. Each is priced with those before it gone; confirming writes just these moves, or none where the day no longer allows them.`,
  };
  if (count === 0) return;
  const { rows } = await operations.page("stops", scope, {
    filters: [{ column: "id", op: "in", value: [...moves, ...left].map(({ stopId }) => stopId) }],
    sort: [{ column: "plannedAt", descending: true }],
    offset: 0,
    limit: count,
  });
  const moveOf = new Map(moves.map((move) => [move.stopId, move]));
  const reasonOf = new Map(left.map(({ stopId, reason }) => [stopId, reason]));
  yield {
    type: "rows",
    title: "stops handed over, the last first",
    columns: [
      ...["site", "stream", "plannedAt"].map((key) => columnOf(key)),
      columnOf("vehicle", "Taken by"),
      { key: "extraCost", label: "Costs there", type: "money" },
      { key: "extraSeconds", label: "Longer by", type: "duration" },
      ...(left.length > 0 ? [{ key: "reason", label: "Why not", type: "text" as const }] : []),
    ],
    rows: rows.map((stop) => ({
      ...stop,
      vehicle: moveOf.get(stop.id)?.vehicle ?? null,
      extraCost: moveOf.get(stop.id)?.extraCostCents ?? null,
      extraSeconds: moveOf.get(stop.id)?.extraSeconds ?? null,
      reason: reasonOf.get(stop.id) ?? null,
    })),
    total: rows.length,
    view: "table",
  };
};

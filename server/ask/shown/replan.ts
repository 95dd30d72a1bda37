import { figure, listLink, type Part, rowsPart } from "#server/ask/execute-parts.ts";
import { hasRoutes, type Show, type ShownReads } from "#server/ask/shown/shown.ts";
import { dayWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import type { WhatIf } from "#server/routing/schema.ts";

const clockTimeOf = (at: string, timeZone: string): string =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });

/** Stops of a day that are not done, and are told by filters. */
const pendingWith = (day: string, filters: readonly Filter[]): Filter[] => [
  { column: "serviceDay", op: "eq", value: day },
  { column: "status", op: "eq", value: "pending" },
  ...filters,
];

const countOf = async ({ operations }: ShownReads, scope: Scope, filters: Filter[]): Promise<number> =>
  (await operations.page("stops", scope, { filters, sort: [], offset: 0, limit: 1 })).total;

/** The stops that something is about, as figures, rows on a map and a page. */
async function* touched(reads: ShownReads, scope: Scope, filters: Filter[]): AsyncGenerator<Part> {
  const stops = await reads.operations.page("stops", scope, { filters, sort: [], offset: 0, limit: 200 });
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

/** What a closure for a part of the day does to stops on its streets. */
async function* closedFor(
  reads: ShownReads,
  scope: Scope,
  { closedFrom, closedUntil }: WhatIf,
  { day, filters }: { day: string; filters: readonly Filter[] },
): AsyncGenerator<Part> {
  const { now, timeZone } = reads.operations.clock(scope);
  const time = (at: string): string => clockTimeOf(at, timeZone);
  if (closedUntil !== undefined && Date.parse(closedUntil) <= Date.parse(now))
    return yield {
      type: "text",
      text: `That closure ended at ${time(closedUntil)}, before now: it binds nothing, and a plan is made as if the street were open.`,
    };
  const within: Filter[] = [
    ...(closedFrom === undefined ? [] : [{ column: "expectedAt", op: "gte" as const, value: closedFrom }]),
    ...(closedUntil === undefined ? [] : [{ column: "expectedAt", op: "lt" as const, value: closedUntil }]),
  ];
  const inside = await countOf(reads, scope, pendingWith(day, [...filters, ...within]));
  const span = [
    ...(closedFrom === undefined ? [] : [`from ${time(closedFrom)}`]),
    ...(closedUntil === undefined ? [] : [`until ${time(closedUntil)}`]),
  ].join(" ");
  const fall =
    inside === 0
      ? "None of its stops is expected"
      : inside === 1
        ? "One of its stops is expected"
        : `${inside} of its stops are expected`;
  yield {
    type: "text",
    text: `${fall} while the street is closed, ${span}. A plan begins them ${closedUntil === undefined ? "before it" : "before or after it"}, and leads everybody else around the street.`,
  };
}

/** The stops that are left of a truck that broke down. */
export const showRescue: Show<"rescue"> = (reads, scope, { vehicleId }) =>
  touched(
    reads,
    scope,
    pendingWith(reads.operations.serviceDay(scope), [{ column: "vehicleId", op: "in", value: [vehicleId] }]),
  );

/** The stops that a supposition touches, and what its times bind. */
export const showReplan: Show<"replan"> = async function* (
  reads,
  scope,
  { day: coming, whatIf, withoutDriverId, route },
) {
  const day = coming ?? reads.operations.serviceDay(scope);

  const { closedStreets, closedFrom, closedUntil, withoutVehicleIds, withoutOvertime, before = [] } = whatIf;
  if (withoutOvertime)
    yield {
      type: "text",
      text: "No truck is planned past the end of its shift; what does not fit is left unserved, with why. A truck that is past it whatever is done only comes home.",
    };
  const filters: Filter[] =
    route !== undefined
      ? [{ column: "route", op: "eq", value: route }]
      : closedStreets.length > 0
        ? [{ column: "street", op: "in", value: closedStreets }]
        : withoutDriverId !== null
          ? [{ column: "driverId", op: "eq", value: withoutDriverId }]
          : withoutVehicleIds.length > 0
            ? [{ column: "vehicleId", op: "in", value: withoutVehicleIds }]
            : [];
  if (coming !== undefined && !(await hasRoutes(reads, scope, coming)))
    return yield {
      type: "text",
      text: `${dayWords(coming)} has no routes yet: they are made with the plan, and what this touches is told there.`,
    };
  if (filters.length === 0) return;
  if (closedStreets.length > 0 && (closedFrom !== undefined || closedUntil !== undefined))
    yield* closedFor(reads, scope, whatIf, { day, filters });
  for (const { name, at } of before) {
    const named: Filter[] = [...filters, { column: "site", op: "contains", value: name }];
    const total = await countOf(reads, scope, pendingWith(day, named));
    yield {
      type: "text",
      text:
        total === 0
          ? `No stop that is left is at a site called "${name}": that time binds nothing.`
          : `${total === 1 ? "One stop that is left is" : `${total} stops that are left are`} at a site called "${name}", to be begun before ${clockTimeOf(at, reads.operations.clock(scope).timeZone)}.`,
    };
  }
  yield* touched(reads, scope, pendingWith(day, filters));
};

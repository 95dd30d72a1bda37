import type { OverflowRule } from "#server/forecast/overflow.ts";
import { readOverflowStops } from "#server/forecast/overflow-store.ts";
import type { Names } from "#server/forecast/pages.ts";
import { FULL_PCT, type OverflowOutcome, type OverflowUse } from "#server/forecast/schema.ts";
import type { Stored } from "#server/forecast/stored.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

/** Days of the past that are looked at, and of plans ahead. */
const PAST_DAYS = 28;
const AHEAD_DAYS = 14;

/** Reads what became of stops that the scope sees, of one depot where it is named; one that is no longer there is left out. */
export type OverflowOutcomes = (
  scope: Scope,
  depotId: number | null,
  stops: readonly { stopId: number; pickup: string }[],
) => Promise<OverflowOutcome[]>;

/** Tells what stops added by forecasts came to: how many, their price, and what was reported before the pickup they stood in for, beside containers as likely that were left alone. */
export const createOverflowUse =
  ({
    db,
    stored,
    names,
    outcomes,
    ruleOf,
    today,
  }: {
    db: Db;
    stored: Stored;
    names: Pick<Names, "depotsOf">;
    outcomes: OverflowOutcomes;
    ruleOf: (organisationId: number) => Pick<OverflowRule, "isOn" | "chance">;
    today: (organisationId: number) => string;
  }) =>
  async (scope: Scope, depotId: number | null): Promise<OverflowUse> => {
    const { organisationId } = scope;
    const now = today(organisationId);
    const { isOn, chance } = ruleOf(organisationId);
    const from = addDays(now, -PAST_DAYS);
    const noted = await readOverflowStops(db, organisationId, { from, to: addDays(now, AHEAD_DAYS) });
    const became = new Map((await outcomes(scope, depotId, noted)).map((each) => [each.stopId, each]));
    const added = noted.flatMap((stop) => {
      const outcome = became.get(stop.stopId);
      return outcome === undefined ? [] : [{ ...stop, ...outcome }];
    });
    const done = added.filter(({ status }) => status === "done");
    const over = done.filter(({ pickup }) => pickup < now);
    const likely = (await stored(organisationId, "fill", { from, to: addDays(now, -1) })).filter(
      ({ risk, actual }) => (risk ?? 0) >= chance && actual !== null,
    );
    const ids = likely.map(({ subjectId }) => subjectId);
    const depotOf = await names.depotsOf(organisationId, [...new Set(ids)]);
    const left = likely.filter(({ subjectId }) => {
      const depot = depotOf.get(subjectId);
      return depot !== undefined && seesDepot(scope, depot) && (depotId === null || depot === depotId);
    });
    return {
      ...{ isOn, chance, days: PAST_DAYS, added: added.length, done: done.length },
      costCents: added.reduce((sum, { costCents }) => sum + costCents, 0),
      expected: over.reduce((sum, each) => sum + each.chance, 0),
      over: over.length,
      overfull: over.filter(({ isOverfull }) => isOverfull).length,
      left: left.length,
      leftFull: left.filter(({ actual }) => (actual ?? 0) >= FULL_PCT).length,
    };
  };

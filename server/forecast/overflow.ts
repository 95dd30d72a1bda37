import { COMING_DAYS } from "#server/forecast/day-series.ts";
import type { Names } from "#server/forecast/pages.ts";
import type { OverflowRisk } from "#server/forecast/schema.ts";
import type { Stored } from "#server/forecast/stored.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";

/** Whether containers are offered to plans, from which chance on, and what one that runs over costs. */
export type OverflowRule = { isOn: boolean; chance: number; cents: number };

/** Tells the sites where a container may run over before its next pickup behind a day, likeliest first, from what is stored. */
export const createOverflow =
  ({
    stored,
    names,
    ruleOf,
  }: {
    stored: Stored;
    names: Pick<Names, "containers">;
    ruleOf: (organisationId: number) => OverflowRule;
  }) =>
  async (scope: Scope, day: string): Promise<OverflowRisk[]> => {
    const rule = ruleOf(scope.organisationId);
    if (!rule.isOn) return [];
    const behind = { from: addDays(day, 1), to: addDays(day, 2 * COMING_DAYS) };
    const likely = new Map(
      (await stored(scope.organisationId, "fill", behind)).flatMap(
        ({ subjectId, subject, day: pickup, risk }) =>
          (risk ?? 0) >= rule.chance ? [[subjectId, { stream: subject, pickup, chance: risk ?? 0 }]] : [],
      ),
    );
    const places = await names.containers(scope, [...likely.keys()], null);
    const containers = places.flatMap(({ containerId, siteId, depotId }) => {
      const found = likely.get(containerId);
      return found === undefined ? [] : [{ siteId, depotId, ...found }];
    });
    return [...groupBy(containers, ({ siteId, stream }) => `${siteId} ${stream}`).values()]
      .map((same) => {
        const [first] = same.sort((a, b) => b.chance - a.chance) as [(typeof same)[number]];
        const [pickup = first.pickup] = same.map((each) => each.pickup).sort();
        return {
          ...{ ...first, pickup },
          penaltyCents: Math.round(rule.cents * same.reduce((sum, { chance }) => sum + chance, 0)),
        };
      })
      .sort((a, b) => b.chance - a.chance || a.siteId - b.siteId);
  };

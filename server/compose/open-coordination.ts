import type { Base } from "#server/compose.ts";
import type { Target } from "#server/coordination/core/briefing.ts";
import { CoordinationLive } from "#server/coordination/live.schema.ts";
import { type Coordination, createCoordination } from "#server/coordination/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import type { KpiTile } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";
import type { Settings } from "#server/platform/settings.ts";
import type { WaysOut } from "#server/platform/ways-out.ts";
import { SETTINGS } from "#server/settings.ts";
import type { WorkerDeps } from "#server/worker.ts";

const inUnit = (unit: string, value: number, currency: string): string => {
  if (unit === "money") return value.toLocaleString("en-GB", { style: "currency", currency });
  // Small values lie close to their targets: one digit would show a miss as a hit.
  const text = String(Number(value.toFixed(value < 10 ? 2 : 1)));
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
};

const nameOf = (name: KpiTile["name"]): string =>
  name
    .replace("-per-1000", "")
    .replaceAll("-", " ")
    .replace(/^co2$/, "CO2")
    .replace(/^./, (letter) => letter.toUpperCase());

const targetsOf = (tiles: readonly KpiTile[], currency: string): Target[] =>
  tiles.flatMap(({ name, unit, target, isMoreBetter, current: { value } }) =>
    target === null || value === null
      ? []
      : [
          {
            name: nameOf(name),
            ...{ value: inUnit(unit, value, currency), target: inUnit(unit, target, currency) },
            isMet: isMoreBetter ? value >= target : value <= target,
          },
        ],
  );

/** Opens what the teams coordinate, by the clocks of their organisations. */
export const openCoordination = (
  { env, db }: Base,
  clock: Pick<Clock, "read">,
  settings: Settings,
  operations: Pick<Operations, "kpis">,
  currencyOf: (organisationId: number) => Promise<string>,
  out: WaysOut,
) =>
  createCoordination({
    ...{ db, out, publicUrl: env.publicUrl },
    clock: clock.read,
    targets: async (scope) => {
      const { serviceDay } = clock.read(scope.organisationId);
      const tiles = await operations.kpis.tiles(scope, { serviceDay });
      return targetsOf(tiles, await currencyOf(scope.organisationId));
    },
    savingRates: (organisationId) => ({
      minutesPerQuestion: settings.get(SETTINGS.minutesPerQuestion, organisationId),
      minutesPerPlan: settings.get(SETTINGS.minutesPerPlan, organisationId),
      centsPerWorkHour: settings.get(SETTINGS.centsPerWorkHour, organisationId),
      centsPerComputeHour: settings.get(SETTINGS.centsPerComputeHour, organisationId),
    }),
  });

/** What the worker does for coordination: pages hear of changes, and each organisation gets what its records call for. */
export const followCoordination = (
  coordination: Pick<Coordination, "followCauses" | "makeBriefings" | "briefingsOut">,
  hub: { publish(channel: "coordination", meta: LiveMeta, value: CoordinationLive): void },
): WorkerDeps["coordination"] => ({
  tell: async ({ organisationId, payload }) =>
    hub.publish("coordination", { organisationId, depotId: null }, CoordinationLive.parse(payload)),
  post: coordination.briefingsOut.post,
  write: coordination.briefingsOut.write,
  follow: async (organisationId) => {
    await coordination.followCauses(organisationId);
    await coordination.makeBriefings(organisationId);
  },
});

import { columnOf } from "#server/ask/core/columns.ts";
import { metresSaved, rangeNeededM, replacedFirst } from "#server/ask/core/savings.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import { routesLink } from "#server/ask/execute-sums.ts";
import type { ElectricPlan, ReplannedPlan } from "#server/ask/savings.schema.ts";
import { readAccepted, readTruckDays } from "#server/ask/store-savings.ts";
import { CO2_KG_PER_LITRE } from "#server/lib/diesel.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

type Reads = { db: Db; operations: Operations };

const km = (metres: number): string => `${Math.round(metres / 1_000)} km`;

async function* electric(
  { db, operations }: Reads,
  scope: Scope,
  { filter, limit }: ElectricPlan,
): AsyncGenerator<Part> {
  const found = replacedFirst(await readTruckDays(db, operations.kpis.routesSql(scope, filter)));
  const [first] = found;
  yield {
    type: "figures",
    figures: [
      figure("trucks that burn fuel", found.length, ""),
      figure("range the first one needs", first ? rangeNeededM(first.longestM) / 1_000 : null, "km"),
    ],
  };
  yield {
    type: "text",
    text: first
      ? `${first.vehicle} first: it burns ${(first.fuelL / first.days).toFixed(0)} litres a day and its longest day is ${km(first.longestM)}. Ranked by litres a day for each kilometre of range; a range is the longest day and a quarter more, for cold, load and age (an assumption). Prices of trucks and chargers are not in the data.`
      : "No truck that burns fuel drove in that time.",
  };
  yield {
    type: "rows",
    title: "trucks to replace with electric ones, first ones first",
    columns: [
      columnOf("vehicle"),
      { key: "rangeM", label: "Range needed", type: "distance" },
      { key: "longestM", label: "Longest day", type: "distance" },
      { key: "usualM", label: "95 of 100 days within", type: "distance" },
      { key: "litresADay", label: "Litres a day", type: "number" },
      { key: "fuelCost", label: "Fuel", type: "money" },
      { key: "co2Kg", label: "CO2", type: "weight" },
      columnOf("days"),
      columnOf("depot"),
    ],
    rows: found.slice(0, limit ?? found.length).map((truck) => ({
      ...truck,
      rangeM: rangeNeededM(truck.longestM),
      litresADay: truck.fuelL / truck.days,
      fuelCost: truck.fuelCents,
      co2Kg: truck.fuelL * CO2_KG_PER_LITRE,
    })),
    total: found.length,
    view: "table",
  };
  yield routesLink(filter);
}

async function* replanned(
  { db, operations }: Reads,
  scope: Scope,
  { from, to }: ReplannedPlan,
): AsyncGenerator<Part> {
  const [plans, [sums]] = await Promise.all([
    readAccepted(db, scope, { from, to }),
    operations.kpis.sums(scope, { from, to }, null),
  ]);
  const litresAMetre = sums && sums.drivenM > 0 ? sums.fuelL / sums.drivenM : null;
  const rows = plans.map((plan) => {
    const savedM = metresSaved(plan);
    const litres = litresAMetre === null ? null : savedM * litresAMetre;
    return {
      ...{ id: plan.id, serviceDay: plan.serviceDay, plan: `plan ${plan.id}`, savedM, litres },
      co2Kg: litres === null ? null : litres * CO2_KG_PER_LITRE,
      accepted: plan.acceptedVehicleIds === null ? "all" : `${plan.acceptedVehicleIds.length} trucks`,
    };
  });
  const whole = rows.reduce((sum, { savedM }) => sum + savedM, 0);
  const litres = litresAMetre === null ? null : whole * litresAMetre;
  yield {
    type: "figures",
    figures: [
      figure("CO2 saved", litres === null ? null : litres * CO2_KG_PER_LITRE, "kg"),
      figure("distance saved", whole / 1_000, "km"),
      figure("fuel saved", litres, "l"),
      figure("accepted plans", rows.length, ""),
    ],
  };
  yield {
    type: "text",
    text:
      rows.length === 0
        ? "No plan was accepted for a service day of that time, so nothing was saved by one."
        : `Planned kilometres of each accepted plan against the day as it stood when the plan was made, times the ${((litresAMetre ?? 0) * 100_000).toFixed(1)} litres per 100 km that the routes of that time burnt and ${CO2_KG_PER_LITRE} kg of CO2 a litre. What was driven afterwards is not measured against a day that never was.`,
  };
  yield {
    type: "rows",
    title: "accepted plans and what each saved",
    columns: [
      columnOf("serviceDay"),
      { key: "plan", label: "Plan", type: "text" },
      { key: "savedM", label: "Distance saved", type: "distance" },
      { key: "litres", label: "Litres saved", type: "number" },
      { key: "co2Kg", label: "CO2 saved", type: "weight" },
      { key: "accepted", label: "Accepted", type: "text" },
    ],
    rows,
    total: rows.length,
    view: "table",
  };
}

/** Runs the plans of what could be saved and what was. */
export async function* executeSavings(
  reads: Reads,
  scope: Scope,
  plan: ElectricPlan | ReplannedPlan,
): AsyncGenerator<Part> {
  yield* plan.kind === "electric" ? electric(reads, scope, plan) : replanned(reads, scope, plan);
}

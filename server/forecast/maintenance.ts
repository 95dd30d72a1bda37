import { setImmediate as breathe } from "node:timers/promises";
import { learnWear, wearValues } from "#server/forecast/core/wear.ts";
import {
  type Decided,
  type FleetRisks,
  LEAST_LIFT,
  type OnAssignment,
  type VehicleRisk,
  type WearFare,
  type WearHistory,
  type WorkOrder,
} from "#server/forecast/maintenance.schema.ts";
import {
  lockOrder,
  proposeOrders,
  readOrders,
  readRisks,
  readWearModel,
  writeOrder,
  writeRisks,
} from "#server/forecast/maintenance-store.ts";
import { createMaintenanceUse } from "#server/forecast/maintenance-use.ts";
import { AppError } from "#server/lib/errors.ts";
import { inTurns } from "#server/lib/in-turns.ts";
import { seeded } from "#server/lib/random.ts";
import { type Scope, seesDepot } from "#server/lib/scope.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";
import { assertUnchanged, type record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { announce } from "#server/platform/outbox.ts";

const HISTORY_DAYS = 400;
/** A reading older than this says nothing of the days to come. */
const FRESH_DAYS = 10;

/** Topic of the announcement that a work order was decided. */
export const ORDER_DECIDED = "work-order.decided";

type Reader = Pick<Db, "$queryRaw">;
type FleetVehicle = Pick<VehicleRisk, "vehicleId" | "vehicle" | "depotId" | "depot" | "inWorkshop">;

/** What {@link createMaintenance} needs. */
export type MaintenanceDeps = {
  db: Db;
  record: typeof record;
  announce: typeof announce;
  /** What the vehicles of an organisation showed on days that are over. */
  histories: (organisationId: number, days: { from: string; to: string }) => Promise<WearHistory[]>;
  vehicles: (reader: Reader, scope: Scope) => Promise<FleetVehicle[]>;
  /** The running service day. */
  today: (organisationId: number) => string;
  now: () => Date;
  /** Chance from which a risk is high, and what such a risk does where work is given. */
  highChance: (organisationId: number) => number;
  onAssignment: (organisationId: number) => OnAssignment;
};

const dayNumber = (day: string): number => daysBetween("1970-01-01", day);

const isTold = ({ precision, baseShare }: WearFare): boolean => precision >= LEAST_LIFT * baseShare;

/** Failures that the fleet's vehicles are heading for, and the work orders that follow from them. */
export const createMaintenance = (deps: MaintenanceDeps) => {
  const { db, record, announce, histories, vehicles, today, now, highChance, onAssignment } = deps;

  /** Learns from the days that are over and foretells each vehicle anew; maps to the vehicles told. Does nothing where the day was done. */
  const recompute = async (organisationId: number): Promise<number> => {
    const last = addDays(today(organisationId), -1);
    if ((await readWearModel(db, organisationId))?.madeFrom === last) return 0;
    const found = await histories(organisationId, { from: addDays(last, 1 - HISTORY_DAYS), to: last });
    const model = await inTurns(learnWear(found, dayNumber(last), seeded(organisationId).fork(last)));
    if (model === null) return 0;
    const risks: (ReturnType<typeof model.riskOf> & { vehicleId: number })[] = [];
    for (const history of found) {
      const at = history.readings.length - 1;
      const newest = history.readings[at];
      if (newest === undefined || dayNumber(last) - newest.day > FRESH_DAYS) continue;
      const values = wearValues(history, at);
      if (values !== null) risks.push({ vehicleId: history.vehicleId, ...model.riskOf(values) });
      await breathe();
    }
    await db.$transaction(async (tx) => {
      await writeRisks(tx, organisationId, last, model.fare, isTold(model.fare) ? risks : []);
      await proposeOrders(tx, organisationId, last, highChance(organisationId));
    });
    return risks.length;
  };

  const risksIn = async (reader: Reader, scope: Scope): Promise<FleetRisks> => {
    const { organisationId } = scope;
    const ran = await readWearModel(reader, organisationId);
    const limit = highChance(organisationId);
    const madeFrom = ran?.madeFrom ?? null;
    const told = madeFrom === null ? [] : await readRisks(reader, organisationId, madeFrom);
    const orders = await readOrders(reader, organisationId, madeFrom ?? today(organisationId));
    const byVehicle = new Map(told.map(({ vehicleId, ...risk }) => [vehicleId, risk]));
    const rows = (await vehicles(reader, scope)).map((vehicle): VehicleRisk => {
      const risk = byVehicle.get(vehicle.vehicleId) ?? null;
      return {
        ...{ ...vehicle, risk, isHigh: risk !== null && risk.chance >= limit },
        order: orders.get(vehicle.vehicleId) ?? null,
      };
    });
    const { madeFrom: _, madeAt, ...fare } = ran ?? { madeFrom: null, madeAt: null };
    return {
      madeFrom,
      madeAt: madeAt?.toISOString() ?? null,
      fare: ran === null ? null : (fare as WearFare),
      isTold: ran !== null && isTold(ran),
      highChance: limit,
      onAssignment: onAssignment(organisationId),
      vehicles: rows.sort((a, b) => (b.risk?.chance ?? -1) - (a.risk?.chance ?? -1)),
    };
  };

  /** Risks of the vehicles that the asker may see, highest chance first. */
  const risks = (scope: Scope): Promise<FleetRisks> => risksIn(db, scope);

  /** Orders the work that was proposed, or dismisses it; an order that was decided stays as it is. */
  const decide = async (scope: Scope, id: number, isOrdered: boolean): Promise<Decided> =>
    db.$transaction(async (tx) => {
      const before = await lockOrder(tx, scope.organisationId, id);
      if (before === null || !seesDepot(scope, before.depotId))
        throw new AppError("NOT_FOUND", `work order ${id} does not exist in your depots`);
      const { depotId: _, ...order } = before;
      if (order.status !== "proposed")
        throw new AppError("CONFLICT", `work order ${id} is ${order.status} already, expected a proposal`);
      const after: WorkOrder = {
        ...order,
        status: isOrdered ? "ordered" : "dismissed",
        decidedAt: now().toISOString(),
        decidedBy: scope.userName,
      };
      await writeOrder(tx, after);
      const action = isOrdered ? "work-order.order" : "work-order.dismiss";
      const auditId = await record(tx, scope, {
        action,
        entity: "work-order",
        entityId: id,
        before: order,
        after,
      });
      const { organisationId } = scope;
      await announce(tx, {
        organisationId,
        topic: ORDER_DECIDED,
        payload: { id, vehicleId: order.vehicleId },
      });
      return { order: after, auditId };
    });

  /** Puts a work order back to what it was before a decision. */
  const undo: Undoer = async (tx, scope, row) => {
    const current = await lockOrder(tx, scope.organisationId, Number(row.entityId));
    if (current !== null && !seesDepot(scope, current.depotId))
      throw new AppError("NOT_FOUND", `work order ${row.entityId} does not exist in your depots`);
    const { depotId: _, ...order } = current ?? { depotId: 0 };
    assertUnchanged(row, current === null ? null : order);
    const before = row.before as WorkOrder;
    await writeOrder(tx, before);
    const payload = { id: before.id, vehicleId: before.vehicleId };
    await announce(tx, { organisationId: scope.organisationId, topic: ORDER_DECIDED, payload });
  };

  /** Refuses, in the transaction that would give it, work for vehicles whose risk is high, where the organisation wants that. */
  const assertFit = async (tx: Tx, scope: Scope, vehicleIds: readonly number[]): Promise<void> => {
    if (vehicleIds.length === 0 || onAssignment(scope.organisationId) !== "block") return;
    const { vehicles: rows } = await risksIn(tx, scope);
    const [worst] = rows.filter(({ vehicleId, isHigh }) => isHigh && vehicleIds.includes(vehicleId));
    if (worst?.risk)
      throw new AppError(
        "CONFLICT",
        `${worst.vehicle} is expected to fail within a week in ${Math.round(worst.risk.chance * 100)} of 100 cases; setting maintenance.on_assignment keeps work from it`,
      );
  };

  const used = createMaintenanceUse({
    ...{ db, histories, today, highChance },
    vehicleIds: async (scope, depotId) =>
      new Set(
        (await vehicles(db, scope)).flatMap((each) =>
          depotId === null || each.depotId === depotId ? [each.vehicleId] : [],
        ),
      ),
  });

  return { recompute, risks, decide, undo, assertFit, used };
};

/** Failures that vehicles are heading for. */
export type Maintenance = ReturnType<typeof createMaintenance>;

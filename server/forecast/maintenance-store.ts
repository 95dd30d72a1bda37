import type { WearFare, WearRisk, WorkOrder } from "#server/forecast/maintenance.schema.ts";
import { type Db, joinSql, sql, type Tx } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;
type Ran = WearFare & { madeFrom: string; madeAt: Date };

/** The newest learning from a fleet's failures; null where none ran. */
export const readWearModel = async (db: Reader, organisationId: number): Promise<Ran | null> => {
  const rows = await db.$queryRaw<Ran[]>(sql`
    SELECT to_char(made_from, 'YYYY-MM-DD') AS "madeFrom", made_at AS "madeAt", vehicles, failures, examples, precision,
      base_share AS "baseShare", error_days AS "errorDays", usual_error_days AS "usualErrorDays"
    FROM wear_model WHERE organisation_id = ${organisationId} ORDER BY made_from DESC LIMIT 1`);
  return rows[0] ?? null;
};

/** Stores what was learned as of a day, and the risks told by it, in the place of those of the same day. */
export const writeRisks = async (
  tx: Tx,
  organisationId: number,
  madeFrom: string,
  fare: WearFare,
  risks: readonly (WearRisk & { vehicleId: number })[],
): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO wear_model (organisation_id, made_from, vehicles, failures, examples, precision, base_share, error_days, usual_error_days)
    VALUES (${organisationId}, ${madeFrom}::date, ${fare.vehicles}, ${fare.failures}, ${fare.examples}, ${fare.precision},
      ${fare.baseShare}, ${fare.errorDays}, ${fare.usualErrorDays})
    ON CONFLICT (organisation_id, made_from) DO UPDATE SET made_at = now(), vehicles = excluded.vehicles,
      failures = excluded.failures, examples = excluded.examples, precision = excluded.precision,
      base_share = excluded.base_share, error_days = excluded.error_days, usual_error_days = excluded.usual_error_days`);
  await tx.$executeRaw(
    sql`DELETE FROM vehicle_risk WHERE organisation_id = ${organisationId} AND made_from = ${madeFrom}::date`,
  );
  if (risks.length === 0) return;
  const rows = risks.map(
    (each) =>
      sql`(${organisationId}, ${each.vehicleId}, ${madeFrom}::date, ${each.chance}, ${each.days}, ${each.lowDays}, ${each.highDays}, ${JSON.stringify(each.reasons)}::jsonb)`,
  );
  await tx.$executeRaw(sql`
    INSERT INTO vehicle_risk (organisation_id, vehicle_id, made_from, chance, days, low_days, high_days, reasons)
    VALUES ${joinSql(rows)}`);
};

/** Proposes a work order for each vehicle whose risk is high, unless one was proposed or ordered for it in the last month. */
export const proposeOrders = (
  tx: Tx,
  organisationId: number,
  madeFrom: string,
  highChance: number,
): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO work_order (organisation_id, vehicle_id, status, made_from, chance, days)
    SELECT r.organisation_id, r.vehicle_id, 'proposed', r.made_from, r.chance, r.days
    FROM vehicle_risk r JOIN vehicle v ON v.id = r.vehicle_id
    WHERE r.organisation_id = ${organisationId} AND r.made_from = ${madeFrom}::date AND r.chance >= ${highChance}
      AND NOT v.in_workshop
      AND NOT EXISTS (SELECT FROM work_order w WHERE w.organisation_id = r.organisation_id AND w.vehicle_id = r.vehicle_id
        AND w.made_from > r.made_from - 30)`);

type OrderRow = Omit<WorkOrder, "proposedAt" | "decidedAt"> & { proposedAt: Date; decidedAt: Date | null };

const ORDER = sql`w.id, w.vehicle_id AS "vehicleId", w.status, to_char(w.made_from, 'YYYY-MM-DD') AS "madeFrom", w.chance, w.days,
  w.proposed_at AS "proposedAt", w.decided_at AS "decidedAt", w.decided_by AS "decidedBy"`;

const orderOf = ({ proposedAt, decidedAt, ...row }: OrderRow): WorkOrder => ({
  ...row,
  proposedAt: proposedAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});

/** Of each vehicle the newest work order of the last month before a day. */
export const readOrders = async (
  db: Reader,
  organisationId: number,
  day: string,
): Promise<Map<number, WorkOrder>> => {
  const rows = await db.$queryRaw<OrderRow[]>(sql`
    SELECT DISTINCT ON (w.vehicle_id) ${ORDER} FROM work_order w
    WHERE w.organisation_id = ${organisationId} AND w.made_from > ${day}::date - 30
    ORDER BY w.vehicle_id, w.id DESC`);
  return new Map(rows.map((row) => [row.vehicleId, orderOf(row)]));
};

/** A work order held by the transaction, with its vehicle's depot; null where there is none. */
export const lockOrder = async (
  tx: Tx,
  organisationId: number,
  id: number,
): Promise<(WorkOrder & { depotId: number }) | null> => {
  const rows = await tx.$queryRaw<(OrderRow & { depotId: number })[]>(sql`
    SELECT ${ORDER}, v.depot_id AS "depotId" FROM work_order w JOIN vehicle v ON v.id = w.vehicle_id
    WHERE w.id = ${id} AND w.organisation_id = ${organisationId} FOR UPDATE OF w`);
  const [row] = rows;
  return row === undefined ? null : { ...orderOf(row), depotId: row.depotId };
};

/** Of each vehicle the first risk told in each week of some days, counted back from the last of them. */
export const readFirstRisks = (
  db: Db,
  organisationId: number,
  { from, to }: { from: string; to: string },
): Promise<{ vehicleId: number; madeFrom: string; chance: number }[]> =>
  db.$queryRaw(sql`
    SELECT DISTINCT ON (vehicle_id, week) vehicle_id AS "vehicleId", to_char(made_from, 'YYYY-MM-DD') AS "madeFrom", chance
    FROM (SELECT *, (${to}::date - made_from) / 7 AS week FROM vehicle_risk
      WHERE organisation_id = ${organisationId} AND made_from BETWEEN ${from}::date AND ${to}::date) told
    ORDER BY vehicle_id, week, made_from`);

/** Writes what became of a work order. */
export const writeOrder = async (
  tx: Tx,
  { id, status, decidedAt, decidedBy }: Pick<WorkOrder, "id" | "status" | "decidedAt" | "decidedBy">,
): Promise<void> => {
  await tx.$executeRaw(sql`
    UPDATE work_order SET status = ${status}, decided_at = ${decidedAt}::timestamptz, decided_by = ${decidedBy} WHERE id = ${id}`);
};

type RiskRow = WearRisk & { vehicleId: number };

/** Risks told as of a day. */
export const readRisks = (db: Reader, organisationId: number, madeFrom: string): Promise<RiskRow[]> =>
  db.$queryRaw<RiskRow[]>(sql`
    SELECT vehicle_id AS "vehicleId", chance, days, low_days AS "lowDays", high_days AS "highDays", reasons
    FROM vehicle_risk WHERE organisation_id = ${organisationId} AND made_from = ${madeFrom}::date`);

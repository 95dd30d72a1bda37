import type { LeaveReason, RiskReason, RiskValidation } from "#server/forecast/core/complaint-risk.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** A customer's chance of a complaint and index of leaving, with why. */
export type CustomerRisk = {
  complaintRisk: number;
  leaveIndex: number;
  reasons: { complaint: RiskReason[]; leave: LeaveReason[] };
};

/** The last day that risks were made from, and how such chances fared; null where too little is on record. */
export type RiskTrial = { madeFrom: string; validation: RiskValidation | null };

const ROWS_AT_ONCE = 2_000;

/** The day that the stored risks of an organisation were made from, with how they fared; null where none are stored. */
export const readTrial = async (db: Db, organisationId: number): Promise<RiskTrial | null> => {
  const [row] = await db.$queryRaw<RiskTrial[]>(sql`
    SELECT to_char(made_from, 'YYYY-MM-DD') AS "madeFrom", validation FROM customer_risk_trial
    WHERE organisation_id = ${organisationId}`);
  return row ?? null;
};

/** Puts the risks of an organisation's customers in the place of those before, whole. */
export const writeRisks = (
  db: Db,
  organisationId: number,
  { madeFrom, validation }: RiskTrial,
  risks: readonly (CustomerRisk & { customerId: number })[],
): Promise<void> =>
  db.$transaction(
    async (tx) => {
      await tx.$executeRaw(sql`DELETE FROM customer_risk WHERE organisation_id = ${organisationId}`);
      for (let at = 0; at < risks.length; at += ROWS_AT_ONCE) {
        const part = risks.slice(at, at + ROWS_AT_ONCE);
        await tx.$executeRaw(sql`
          INSERT INTO customer_risk (organisation_id, made_from, customer_id, complaint_risk, leave_index, reasons)
          SELECT ${organisationId}, ${madeFrom}::date, n.id, n.risk, n.leave, n.reasons::jsonb
          FROM unnest(${part.map((r) => r.customerId)}::int[], ${part.map((r) => r.complaintRisk)}::float8[],
            ${part.map((r) => r.leaveIndex)}::int[], ${part.map((r) => JSON.stringify(r.reasons))}::text[])
            AS n(id, risk, leave, reasons)`);
      }
      await tx.$executeRaw(sql`
        INSERT INTO customer_risk_trial (organisation_id, made_from, validation)
        VALUES (${organisationId}, ${madeFrom}::date, ${validation === null ? null : JSON.stringify(validation)}::jsonb)
        ON CONFLICT (organisation_id) DO UPDATE SET made_from = excluded.made_from, validation = excluded.validation`);
    },
    { timeout: 30_000 },
  );

/** The risk of one customer; null where none is stored. */
export const readRisk = async (
  db: Db,
  organisationId: number,
  customerId: number,
): Promise<CustomerRisk | null> => {
  const [row] = await db.$queryRaw<CustomerRisk[]>(sql`
    SELECT complaint_risk AS "complaintRisk", leave_index AS "leaveIndex", reasons FROM customer_risk
    WHERE organisation_id = ${organisationId} AND customer_id = ${customerId}`);
  return row ?? null;
};

import {
  type CustomerHistory,
  learnRisk,
  leaveIndex,
  reasonsAt,
  riskAt,
} from "#server/forecast/core/complaint-risk.ts";
import {
  type CustomerRisk,
  type RiskTrial,
  readRisk,
  readTrial,
  writeRisks,
} from "#server/forecast/risk-store.ts";
import { inTurns } from "#server/lib/in-turns.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

const HISTORY_DAYS = 400;

/** What {@link createCustomerRisks} needs. */
export type CustomerRiskDeps = {
  db: Db;
  /** What is on record of every customer, in days after the first. */
  histories: (organisationId: number, first: string, last: string) => Promise<CustomerHistory[]>;
  /** The running service day. */
  today: (organisationId: number) => string;
};

/** How likely customers are to complain and to leave, from what happened to them. */
export const createCustomerRisks = ({ db, histories, today }: CustomerRiskDeps) => ({
  /** Makes the risks of an organisation's customers anew where a day has closed since; maps to how many. */
  async recompute(organisationId: number): Promise<number> {
    const last = addDays(today(organisationId), -1);
    if ((await readTrial(db, organisationId))?.madeFrom === last) return 0;
    const first = addDays(last, 1 - HISTORY_DAYS);
    const known = await histories(organisationId, first, last);
    const day = daysBetween(first, last);
    const oldest = known.reduce(
      (least, { complaints, misses, troubles }) =>
        Math.min(least, ...[complaints[0], misses[0], troubles[0]].map((each) => each ?? day)),
      day,
    );
    const learned = await inTurns(learnRisk(known, oldest, day));
    const risks =
      learned === null
        ? []
        : known.map((history) => {
            const complaintRisk = riskAt(learned.model, history, day);
            const leaving = leaveIndex(history, day, complaintRisk);
            const complaint = reasonsAt(learned.model, history, day);
            return {
              ...{ customerId: history.customerId, complaintRisk, leaveIndex: leaving.index },
              reasons: { complaint, leave: leaving.reasons },
            };
          });
    await writeRisks(db, organisationId, { madeFrom: last, validation: learned?.validation ?? null }, risks);
    return risks.length;
  },
  /** A customer's risk with why, and how such chances fared; null for both where nothing is stored. */
  async of(
    organisationId: number,
    customerId: number,
  ): Promise<{ risk: CustomerRisk | null; trial: RiskTrial | null }> {
    const [risk, trial] = await Promise.all([
      readRisk(db, organisationId, customerId),
      readTrial(db, organisationId),
    ]);
    return { risk, trial };
  },
});

/** How likely customers are to complain and to leave. */
export type CustomerRisks = ReturnType<typeof createCustomerRisks>;

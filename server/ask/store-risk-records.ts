import {
  date,
  float,
  int,
  ofVehicle,
  type RecordScope,
  type Row,
  seen,
  text,
  time,
} from "#server/ask/record-columns.ts";
import { LEAST_LIFT } from "#server/forecast/maintenance.schema.ts";
import { sql } from "#server/platform/db.ts";
import { defineList } from "#server/platform/list.ts";

// Risks count from the newest learning that is not later than the asker's day, and only where it beats a guess.
const risks = defineList<Row, RecordScope>({
  name: "risks",
  from: (scope) => sql`vehicle v JOIN LATERAL (
      SELECT k.* FROM wear_model m JOIN vehicle_risk k ON k.organisation_id = m.organisation_id
        AND k.made_from = m.made_from AND k.vehicle_id = v.id
      WHERE m.organisation_id = v.organisation_id AND m.precision >= ${LEAST_LIFT} * m.base_share
        AND m.made_from = (SELECT max(n.made_from) FROM wear_model n WHERE n.organisation_id = v.organisation_id
          AND n.made_from <= (${scope.now}::timestamptz AT TIME ZONE ${scope.timeZone})::date)) k ON true`,
  id: sql`v.id`,
  scope: (scope) => seen(scope, sql`v`),
  columns: {
    id: int(sql`v.id`),
    ...ofVehicle,
    chancePct: float(sql`(100 * k.chance)`),
    daysLeft: float(sql`k.days`),
    lowDays: float(sql`k.low_days`),
    highDays: float(sql`k.high_days`),
    madeFrom: date(sql`k.made_from`),
  },
  defaultSort: [{ column: "chancePct", descending: true }],
});

/** Work orders that risks of vehicles proposed, and what was decided of them. */
const workOrders = defineList<Row, RecordScope>({
  name: "work-orders",
  from: sql`work_order w JOIN vehicle v ON v.id = w.vehicle_id`,
  id: sql`w.id`,
  scope: (scope) =>
    sql`${seen(scope, sql`v`)} AND w.made_from <= (${scope.now}::timestamptz AT TIME ZONE ${scope.timeZone})::date`,
  columns: {
    id: int(sql`w.id`),
    ...ofVehicle,
    status: text(sql`w.status`),
    chancePct: float(sql`(100 * w.chance)`),
    daysLeft: float(sql`w.days`),
    serviceDay: date(sql`w.made_from`),
    madeFrom: date(sql`w.made_from`),
    proposedAt: time(sql`w.proposed_at`),
    decidedAt: time(sql`w.decided_at`),
    decidedBy: text(sql`w.decided_by`),
  },
  defaultSort: [{ column: "proposedAt", descending: true }],
});

/** How likely customers are to complain within 28 days, and how much there is that makes customers leave. */
const customerRisks = defineList<Row, RecordScope>({
  name: "customer-risks",
  from: sql`customer_risk k JOIN customer c ON c.id = k.customer_id`,
  id: sql`c.id`,
  scope: (
    scope,
  ) => sql`c.organisation_id = ${scope.organisationId} AND (${scope.depotIds}::int[] IS NULL OR EXISTS (
      SELECT FROM site s WHERE s.customer_id = c.id AND s.depot_id = ANY(${scope.depotIds}::int[])))`,
  columns: {
    id: int(sql`c.id`),
    customerId: int(sql`c.id`),
    customer: text(sql`c.name`),
    accountNumber: text(sql`c.account_number`),
    complaintPct: float(sql`(100 * k.complaint_risk)`),
    leaveIndex: int(sql`k.leave_index`),
    madeFrom: date(sql`k.made_from`),
  },
  defaultSort: [{ column: "complaintPct", descending: true }],
});

/** Records of what is likely to happen to vehicles and with customers. */
export const RISK_RECORDS = { risks, "work-orders": workOrders, "customer-risks": customerRisks };

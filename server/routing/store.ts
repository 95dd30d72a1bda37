import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import {
  PlanDay,
  type PlanDetail,
  type PlanKind,
  PlanProgress,
  type PlanStatus,
  PlanSummary,
  type PlanWishes,
  type RescueOption,
  type WhatIf,
} from "#server/routing/schema.ts";

/** What a plan is begun with. */
export type PlanBeginning = {
  kind: PlanKind;
  serviceDay: string;
  depotIds: number[];
  whatIf: WhatIf | null;
  rescue: string | null;
  option: RescueOption | null;
  vehicleId: number | null;
  budgetS: number;
};

/** What a plan gains while it is made; what is left out stays. */
export type PlanGain = {
  status?: PlanStatus;
  picture?: DayPicture;
  current?: PlanDay;
  proposal?: PlanDay;
  progress?: PlanProgress[];
  fault?: string | null;
  isFinished?: boolean;
  depotIds?: readonly number[];
};

type Reader = Pick<Db, "$queryRaw">;
type Writer = Pick<Db, "$queryRaw" | "$executeRaw">;

const SUMMARY = sql`p.id, p.kind, p.status, to_char(p.service_day, 'YYYY-MM-DD') AS "serviceDay",
  p.depot_ids AS "depotIds", p.what_if AS "whatIf", p.rescue AS "group", p.option, p.vehicle_id AS "vehicleId",
  p.created_by AS "createdBy", p.created_at AS "createdAt", p.finished_at AS "finishedAt", p.budget_s AS "budgetS",
  p.current_totals AS current, p.proposal_totals AS proposal, p.fault, p.audit_id AS "auditId",
  p.accepted_vehicle_ids AS "acceptedVehicleIds"`;

type Row = Omit<PlanSummary, "createdAt" | "finishedAt"> & { createdAt: Date; finishedAt: Date | null };

const summaryOf = (row: Row): PlanSummary =>
  PlanSummary.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

// A plan over more depots than the user sees is not his to look at; one over all of them names none at first.
const visible = (scope: Scope) => sql`p.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR (p.depot_ids <@ ${scope.depotIds}::int[] AND cardinality(p.depot_ids) > 0))`;

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** Stores a plan that is begun; maps to its id. */
export const insertPlan = async (
  db: Writer,
  scope: Scope,
  { kind, serviceDay, depotIds, whatIf, rescue, option, vehicleId, budgetS }: PlanBeginning,
  now: Date,
): Promise<number> => {
  const [row] = await db.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO plan (organisation_id, depot_ids, kind, status, service_day, what_if, rescue, option, vehicle_id,
      budget_s, created_by, created_at)
    VALUES (${scope.organisationId}, ${depotIds}::int[], ${kind}, 'draft', ${serviceDay}::date,
      ${json(whatIf)}::jsonb, ${rescue}, ${option}, ${vehicleId}, ${budgetS}, ${scope.userName}, ${now})
    RETURNING id`);
  if (row === undefined) throw new AppError("INTERNAL", "plan: the insert gave no id, expected one");
  return row.id;
};

/** Writes what a plan gained. */
export const updatePlan = async (db: Writer, id: number, gain: PlanGain, now: Date): Promise<void> => {
  await db.$executeRaw(sql`
    UPDATE plan SET status = coalesce(${gain.status ?? null}, status),
      depot_ids = coalesce(${gain.depotIds === undefined ? null : [...gain.depotIds]}::int[], depot_ids),
      picture = coalesce(${json(gain.picture)}::jsonb, picture),
      current = coalesce(${json(gain.current)}::jsonb, current),
      current_totals = coalesce(${json(gain.current?.totals)}::jsonb, current_totals),
      proposal = coalesce(${json(gain.proposal)}::jsonb, proposal),
      proposal_totals = coalesce(${json(gain.proposal?.totals)}::jsonb, proposal_totals),
      progress = coalesce(${json(gain.progress)}::jsonb, progress),
      fault = coalesce(${gain.fault ?? null}, fault),
      finished_at = CASE WHEN ${gain.isFinished ?? false} THEN ${now}::timestamptz ELSE finished_at END
    WHERE id = ${id}`);
};

/** The plans of a service day, or the newest of all, newest first. */
export const listPlans = async (
  db: Reader,
  scope: Scope,
  {
    serviceDay,
    group,
    limit,
  }: { serviceDay?: string | undefined; group?: string | undefined; limit: number },
): Promise<PlanSummary[]> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT ${SUMMARY} FROM plan p WHERE ${visible(scope)}
      AND (${serviceDay ?? null}::date IS NULL OR p.service_day = ${serviceDay ?? null}::date)
      AND (${group ?? null}::text IS NULL OR p.rescue = ${group ?? null})
    ORDER BY p.id DESC LIMIT ${limit}`);
  return rows.map(summaryOf);
};

/** A plan with all it holds but the picture; NOT_FOUND where the user sees none of that id. */
export const readPlan = async (db: Reader, scope: Scope, id: number): Promise<PlanDetail> => {
  const [row] = await db.$queryRaw<
    (Row & { currentDay: unknown; proposalDay: unknown; progress: unknown; wishes: PlanWishes | null })[]
  >(sql`
    SELECT ${SUMMARY}, p.current AS "currentDay", p.proposal AS "proposalDay", p.progress,
      CASE WHEN p.picture ? 'wishes' THEN jsonb_build_object('evenWork', p.picture #> '{wishes,evenWork,level}',
        'usualTerritory', p.picture #> '{wishes,usualTerritory,level}') END AS wishes
    FROM plan p WHERE ${visible(scope)} AND p.id = ${id}`);
  if (row === undefined) throw new AppError("NOT_FOUND", `there is no plan ${id} of your depots`);
  const { currentDay, proposalDay, progress, wishes, ...summary } = row;
  return {
    ...summaryOf(summary),
    wishes,
    currentDay: PlanDay.nullable().parse(currentDay),
    proposalDay: PlanDay.nullable().parse(proposalDay),
    progress: PlanProgress.array().parse(progress),
  };
};

/** The day as it stood when a plan was made; null before that. */
export const readPicture = async (db: Reader, id: number): Promise<DayPicture | null> => {
  const [row] = await db.$queryRaw<{ picture: DayPicture | null }[]>(
    sql`SELECT picture FROM plan WHERE id = ${id}`,
  );
  return row?.picture ?? null;
};

/** Locks a plan and gives its status. */
export const lockPlan = async (tx: Tx, organisationId: number, id: number): Promise<PlanStatus> => {
  const [row] = await tx.$queryRaw<{ status: PlanStatus }[]>(sql`
    SELECT status FROM plan WHERE id = ${id} AND organisation_id = ${organisationId} FOR UPDATE`);
  if (row === undefined) throw new AppError("NOT_FOUND", `there is no plan ${id}`);
  return row.status;
};

/** Notes that a plan is in force, all of it or the routes of some trucks, or no longer is. */
export const writeDecision = (
  tx: Tx,
  id: number,
  decision: { status: PlanStatus; auditId: number | null; vehicleIds: number[] | null },
) =>
  tx.$executeRaw(sql`
    UPDATE plan SET status = ${decision.status}, audit_id = ${decision.auditId},
      accepted_vehicle_ids = ${json(decision.vehicleIds)}::jsonb WHERE id = ${id}`);

/** Ends plans whose search ended with the process that ran it. */
export const endOrphans = (db: Writer, organisationId: number, before: Date) =>
  db.$executeRaw(sql`
    UPDATE plan SET status = 'cancelled', finished_at = now(), fault = 'the server stopped while it was planned'
    WHERE organisation_id = ${organisationId} AND status IN ('draft', 'solving') AND created_at < ${before}`);

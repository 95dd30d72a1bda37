import { forbiddenTo } from "#server/ask/core/roles.ts";
import type { NewReport, Report, ReportChange, ReportRow } from "#server/ask/reports.schema.ts";
import { EditedPlan } from "#server/ask/schema.ts";
import {
  deleteReport,
  insertReport,
  readReport,
  readReports,
  restoreReport,
  type StoredReport,
  updateReport,
} from "#server/ask/store-reports.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";

const ENTITY = "report";
// A list that is read at a glance needs no pages.
const MOST = 100;

const mayChange = (scope: Scope, { userId }: StoredReport): boolean =>
  userId === scope.userId || scope.role === "manager" || scope.role === "admin";

const listed = (scope: Scope, row: StoredReport): ReportRow => ({
  id: row.id,
  name: row.name,
  question: row.question,
  isShared: row.isShared,
  owner: row.userName,
  mayChange: mayChange(scope, row),
  updatedAt: row.updatedAt.toISOString(),
});

const found = async (db: Db | Tx, scope: Scope, id: number): Promise<StoredReport> => {
  const row = await readReport(db, scope, id);
  if (row === undefined) throw new AppError("NOT_FOUND", `report ${id}: found none that you may see`);
  return row;
};

const changeable = async (tx: Tx, scope: Scope, id: number): Promise<StoredReport> => {
  const row = await found(tx, scope, id);
  if (!mayChange(scope, row))
    throw new AppError(
      "FORBIDDEN",
      `report ${row.name} is ${row.userName}'s: only ${row.userName}, a manager or an admin changes it`,
    );
  return row;
};

const isTaken = (name: string) =>
  new AppError("CONFLICT", `report ${name}: found another of that name, expected a name of its own`);

/** Brings a report back, takes it away again, or gives it its old name: the other end of a change. */
export const undoReport: Undoer = async (tx, scope, row) => {
  const { organisationId } = scope;
  const [before, after] = [row.before as StoredReport | null, row.after as StoredReport | null];
  const id = Number(row.entityId);
  if (before === null) {
    await deleteReport(tx, organisationId, id);
    return;
  }
  if (after === null) {
    if ((await restoreReport(tx, organisationId, before)) === 0) throw isTaken(before.name);
    return;
  }
  const now = await readReport(tx, { ...scope, userId: before.userId }, id);
  assertUnchanged(
    { ...row, after: { name: after.name, isShared: after.isShared } },
    now === undefined ? null : now,
  );
  if ((await updateReport(tx, organisationId, before)) === 0) throw isTaken(before.name);
};

/** Plans kept under a name, run anew whenever they are opened: each user's own, and those shared in the organisation. */
export const createReports = ({ db }: { db: Db }) => ({
  /** The reports a user sees, by name. */
  async list(scope: Scope): Promise<ReportRow[]> {
    return (await readReports(db, scope)).map((row) => listed(scope, row));
  },

  /** A report with its plan, to be run under the asker's own scope. */
  async get(scope: Scope, id: number): Promise<Report> {
    const row = await found(db, scope, id);
    const kept = EditedPlan.safeParse({ plan: row.plan, span: row.span });
    if (!kept.success)
      throw new AppError(
        "CONFLICT",
        `report ${row.name}: found a plan of an older version, expected one that runs; ask "${row.question}" again`,
      );
    return { ...listed(scope, row), ...kept.data };
  },

  /** Keeps a plan under a name; maps to its id and that of the change. */
  async save(scope: Scope, report: NewReport): Promise<{ id: number; auditId: number }> {
    const forbidden = forbiddenTo(scope, report.plan);
    if (forbidden) throw new AppError("FORBIDDEN", forbidden.text);
    return db.$transaction(async (tx) => {
      const own = (await readReports(tx, scope)).filter(({ userId }) => userId === scope.userId);
      if (own.length >= MOST)
        throw new AppError("CONFLICT", `reports: found ${own.length} of yours, expected fewer than ${MOST}`);
      const row = await insertReport(tx, scope, report);
      if (row === undefined) throw isTaken(report.name);
      const change = { action: "report.save", entity: ENTITY, entityId: row.id, before: null, after: row };
      return { id: row.id, auditId: await record(tx, scope, change) };
    });
  },

  /** Renames a report, or says who sees it; maps to the id of the change. */
  change(scope: Scope, { id, name, isShared }: ReportChange): Promise<{ auditId: number }> {
    return db.$transaction(async (tx) => {
      const before = await changeable(tx, scope, id);
      const after = { ...before, name: name ?? before.name, isShared: isShared ?? before.isShared };
      if ((await updateReport(tx, scope.organisationId, after)) === 0) throw isTaken(after.name);
      const change = { action: "report.change", entity: ENTITY, entityId: id, before, after };
      return { auditId: await record(tx, scope, change) };
    });
  },

  /** Takes a report away; maps to the id of the change, which brings it back when undone. */
  remove(scope: Scope, id: number): Promise<{ auditId: number }> {
    return db.$transaction(async (tx) => {
      const before = await changeable(tx, scope, id);
      await deleteReport(tx, scope.organisationId, id);
      const change = { action: "report.remove", entity: ENTITY, entityId: id, before, after: null };
      return { auditId: await record(tx, scope, change) };
    });
  },
});
/** Plans kept under a name. */
export type Reports = ReturnType<typeof createReports>;

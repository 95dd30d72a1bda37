import { undoBriefingWays } from "#server/coordination/briefings-out.ts";
import type { Cause } from "#server/coordination/core/causes.ts";
import { inconsistency } from "#server/coordination/core/consistency.ts";
import type {
  Blocker,
  BlockerForm,
  HandoffForm,
  Milestone,
  MilestoneForm,
  RecordKind,
  Workstream,
  WorkstreamForm,
} from "#server/coordination/schema.ts";
import { lockRecords, readRecords, TABLES } from "#server/coordination/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** The announcement of a change of what is coordinated. */
export const COORDINATION_CHANGED = "coordination.changed";

/** What a change maps to: the record's number, and the change that an undo takes back. */
export type Made = { id: number; auditId: number };

/** The workstreams that a new organisation begins with, and the meters they answer for. */
const USUAL: readonly Omit<Workstream, "id">[] = [
  { name: "Performance", lead: "Architect", capacityDays: 8, meters: ["api", "http", "ask", "llm"] },
  { name: "Database", lead: "Architect", capacityDays: 6, meters: ["vector", "cache"] },
  { name: "Frontend", lead: "Architect", capacityDays: 8, meters: ["ui", "live"] },
  { name: "External services", lead: "Architect", capacityDays: 5, meters: ["gateway"] },
  { name: "Architecture", lead: "Architect", capacityDays: 4, meters: ["alert"] },
];

const assertFits = async (tx: Tx, organisationId: number): Promise<void> => {
  const fault = inconsistency(await readRecords(tx, organisationId));
  if (fault !== null) throw new AppError("CONFLICT", fault);
};

type Row = { id: number };
type Kept = {
  entity: string;
  read: (db: Db | Tx, organisationId: number, id: number) => Promise<Row | null>;
  insert: (tx: Tx, organisationId: number, row: never) => Promise<Row>;
  update: (tx: Tx, organisationId: number, row: never) => Promise<void>;
  remove: (tx: Tx, organisationId: number, id: number) => Promise<void>;
};

/** Writes one change with its record in the audit log and its announcement; refused where the records then do not fit. */
const write = async (
  tx: Tx,
  scope: Scope,
  kind: RecordKind,
  action: string,
  before: Row | null,
  next: object | null,
): Promise<Made> => {
  const table: Kept = TABLES[kind];
  const { organisationId } = scope;
  let after = next as Row | null;
  if (before === null) after = await table.insert(tx, organisationId, next as never);
  else if (after === null) await table.remove(tx, organisationId, before.id);
  else await table.update(tx, organisationId, after as never);
  await assertFits(tx, organisationId);
  const id = (after ?? before)?.id ?? 0;
  const auditId = await record(tx, scope, { action, entity: table.entity, entityId: id, before, after });
  await announce(tx, { organisationId, topic: COORDINATION_CHANGED, payload: { kind, id } });
  return { id, auditId };
};

const undoerOf =
  (kind: RecordKind): Undoer =>
  async (tx, scope, row) => {
    const table: Kept = TABLES[kind];
    const { organisationId } = scope;
    const id = Number(row.entityId);
    await lockRecords(tx, organisationId);
    assertUnchanged(row, await table.read(tx, organisationId, id));
    if (row.before === null) await table.remove(tx, organisationId, id);
    else if (row.after === null) await table.insert(tx, organisationId, row.before as never);
    else await table.update(tx, organisationId, row.before as never);
    await assertFits(tx, organisationId);
    await announce(tx, { organisationId, topic: COORDINATION_CHANGED, payload: { kind, id } });
  };

/** The way back of each kind of record. */
export const COORDINATION_UNDOERS: Readonly<Record<string, Undoer>> = {
  workstream: undoerOf("workstreams"),
  milestone: undoerOf("milestones"),
  blocker: undoerOf("blockers"),
  handoff: undoerOf("handoffs"),
  "briefing-ways": undoBriefingWays,
};

/** The changes of what is coordinated, each one transaction with its record and its announcement. */
export const createRecords = ({ db, nowIso }: { db: Db; nowIso: (organisationId: number) => string }) => {
  const inOrder = <T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.$transaction(async (tx) => {
      await lockRecords(tx, scope.organisationId);
      return work(tx);
    });

  const found = async <K extends RecordKind>(tx: Tx, scope: Scope, kind: K, id: number) => {
    const { read, entity } = TABLES[kind];
    const row = await read(tx, scope.organisationId, id);
    if (row === null)
      throw new AppError("NOT_FOUND", `${entity} ${id}: found none, expected one that is there`);
    return row as NonNullable<Awaited<ReturnType<(typeof TABLES)[K]["read"]>>>;
  };

  const remove = (scope: Scope, kind: RecordKind, id: number): Promise<Made> =>
    inOrder(scope, async (tx) => {
      const before = await found(tx, scope, kind, id);
      return write(tx, scope, kind, `${TABLES[kind].entity}.remove`, before, null);
    });

  return {
    /** Writes the usual five workstreams where there is none yet; maps to how many it wrote. */
    begin: (scope: Scope): Promise<number> =>
      inOrder(scope, async (tx) => {
        const there = await TABLES.workstreams.list(tx, scope.organisationId);
        if (there.length > 0)
          throw new AppError("CONFLICT", `workstreams: found ${there.length}, expected none to begin with`);
        for (const usual of USUAL) await write(tx, scope, "workstreams", "workstream.save", null, usual);
        return USUAL.length;
      }),

    /** Makes a workstream, or changes the one of that number. */
    saveWorkstream: (scope: Scope, form: WorkstreamForm): Promise<Made> =>
      inOrder(scope, async (tx) => {
        const before = form.id === undefined ? null : await found(tx, scope, "workstreams", form.id);
        return write(tx, scope, "workstreams", "workstream.save", before, form);
      }),

    /** Makes a milestone, or changes the one of that number; when it was delivered stays. */
    saveMilestone: (scope: Scope, form: MilestoneForm): Promise<Made> =>
      inOrder(scope, async (tx) => {
        const before = form.id === undefined ? null : await found(tx, scope, "milestones", form.id);
        const next = { ...form, deliveredAt: before?.deliveredAt ?? null };
        return write(tx, scope, "milestones", "milestone.save", before, next);
      }),

    /** Says that a milestone is delivered now, or that it is not; refused while one that it depends on is not. */
    deliverMilestone: (scope: Scope, id: number, isDelivered: boolean): Promise<Made> =>
      inOrder(scope, async (tx) => {
        const before: Milestone = await found(tx, scope, "milestones", id);
        if ((before.deliveredAt !== null) === isDelivered)
          throw new AppError(
            "CONFLICT",
            `milestone ${before.title}: found it ${isDelivered ? "" : "not "}delivered already, expected a change`,
          );
        const all = await TABLES.milestones.list(tx, scope.organisationId);
        const open = all.find((each) => before.dependsOn.includes(each.id) && each.deliveredAt === null);
        if (isDelivered && open !== undefined)
          throw new AppError(
            "CONFLICT",
            `milestone ${before.title}: found ${open.title} undelivered, expected what it depends on first`,
          );
        const deliveredAt = isDelivered ? nowIso(scope.organisationId) : null;
        const action = isDelivered ? "milestone.deliver" : "milestone.take-back";
        return write(tx, scope, "milestones", action, before, { ...before, deliveredAt });
      }),

    /** Opens a blocker in the name of who found it. */
    openBlocker: (scope: Scope, form: BlockerForm): Promise<Made> =>
      inOrder(scope, (tx) =>
        write(tx, scope, "blockers", "blocker.open", null, {
          ...{ ...form, cause: "person", causeKey: null, resolvedAt: null, resolvedBy: null },
          ...{ openedAt: nowIso(scope.organisationId), openedBy: scope.userName },
        }),
      ),

    /** Says that nobody waits any more. */
    resolveBlocker: (scope: Scope, id: number): Promise<Made> =>
      inOrder(scope, async (tx) => {
        const before: Blocker = await found(tx, scope, "blockers", id);
        if (before.resolvedAt !== null)
          throw new AppError("CONFLICT", `blocker ${before.title}: found it resolved, expected an open one`);
        const next = { ...before, resolvedAt: nowIso(scope.organisationId), resolvedBy: scope.userName };
        return write(tx, scope, "blockers", "blocker.resolve", before, next);
      }),

    /** Hands work over; its limit runs from now. */
    handOver: (scope: Scope, form: HandoffForm): Promise<Made> =>
      inOrder(scope, (tx) =>
        write(tx, scope, "handoffs", "handoff.give", null, {
          ...{ ...form, handedAt: nowIso(scope.organisationId), handedBy: scope.userName },
          ...{ acknowledgedAt: null, acknowledgedBy: null },
        }),
      ),

    /** Says that who was handed the work has it. */
    acknowledge: (scope: Scope, id: number): Promise<Made> =>
      inOrder(scope, async (tx) => {
        const before = await found(tx, scope, "handoffs", id);
        if (before.acknowledgedAt !== null)
          throw new AppError(
            "CONFLICT",
            `handoff ${before.title}: found it acknowledged by ${before.acknowledgedBy}, expected one that waits`,
          );
        const acknowledgedAt = nowIso(scope.organisationId);
        const next = { ...before, acknowledgedAt, acknowledgedBy: scope.userName };
        return write(tx, scope, "handoffs", "handoff.acknowledge", before, next);
      }),

    /** Takes a workstream away that nothing belongs to. */
    removeWorkstream: (scope: Scope, id: number): Promise<Made> => remove(scope, "workstreams", id),
    /** Takes a milestone away that nothing depends on. */
    removeMilestone: (scope: Scope, id: number): Promise<Made> => remove(scope, "milestones", id),

    /** Opens a blocker for each cause that stands and never had one, and resolves those whose cause is gone. */
    followCauses: (scope: Scope, standing: readonly Cause[]): Promise<number> =>
      inOrder(scope, async (tx) => {
        const all = await TABLES.blockers.list(tx, scope.organisationId);
        const known = new Set(all.map(({ causeKey }) => causeKey));
        const keys = new Set(standing.map(({ causeKey }) => causeKey));
        const now = nowIso(scope.organisationId);
        let changes = 0;
        for (const cause of standing) {
          // Somebody who resolved it by hand has the last word.
          if (known.has(cause.causeKey)) continue;
          await write(tx, scope, "blockers", "blocker.open", null, {
            ...{ ...cause, milestoneId: null, openedAt: now, openedBy: scope.userName },
            ...{ resolvedAt: null, resolvedBy: null },
          });
          changes++;
        }
        for (const open of all) {
          if (open.resolvedAt !== null || open.causeKey === null || keys.has(open.causeKey)) continue;
          const next = { ...open, resolvedAt: now, resolvedBy: scope.userName };
          await write(tx, scope, "blockers", "blocker.resolve", open, next);
          changes++;
        }
        return changes;
      }),
  };
};

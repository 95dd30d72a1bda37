import { columnOf } from "#server/ask/core/columns.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import type { CoordinationPlan } from "#server/ask/platform.schema.ts";
import type { Board } from "#server/coordination/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";

type Milestone = Board["milestones"][number];

const isWithin = (day: string, { from, to }: CoordinationPlan): boolean =>
  (from === undefined || day >= from) && (to === undefined || day <= to);

const waits = (board: Board, nameOf: (id: number | null) => string, plan: CoordinationPlan): Part[] => {
  const milestone = new Map(board.milestones.map((each) => [each.id, each]));
  const open = board.milestones.filter(({ deliveredAt }) => deliveredAt === null);
  const isDated = plan.from !== undefined || plan.to !== undefined;
  const ageS = (instant: string) => (Date.parse(board.now) - Date.parse(instant)) / 1_000;
  const blocked = board.blockers
    .map((blocker) => {
      const of = blocker.milestoneId === null ? undefined : milestone.get(blocker.milestoneId);
      return {
        ...{
          key: String(blocker.id),
          id: blocker.id,
          milestone: of?.title ?? null,
          dueOn: of?.dueOn ?? null,
        },
        waiting: nameOf(blocker.waitingId),
        awaited: nameOf(blocker.awaitedId),
        title: blocker.title,
        since: blocker.openedAt as string | null,
      };
    })
    .filter(
      ({ since }) => plan.olderThanS === undefined || (since !== null && ageS(since) > plan.olderThanS),
    );
  // One that is not delivered holds up whatever stands on it, without a blocker of its own; since when is not on record.
  const held =
    plan.olderThanS !== undefined
      ? []
      : open.flatMap((each) =>
          each.dependsOn.flatMap((id) => {
            const before = milestone.get(id);
            return before === undefined || before.deliveredAt !== null
              ? []
              : [
                  {
                    ...{ key: `${each.id}-${id}`, id: each.id, milestone: each.title, dueOn: each.dueOn },
                    waiting: nameOf(each.workstreamId),
                    awaited: nameOf(before.workstreamId),
                    title: `needs ${before.title}, due ${dayWords(before.dueOn)}`,
                    since: null as string | null,
                  },
                ];
          }),
        );
  const isMeant = ({ dueOn }: { dueOn: string | null }) =>
    !isDated || (dueOn !== null && isWithin(dueOn, plan));
  const [ownBlocked, ownHeld] = [blocked.filter(isMeant), held.filter(isMeant)];
  const all = [...ownBlocked, ...ownHeld];
  if (plan.isLongestFirst) all.sort((a, b) => (a.since ?? "~").localeCompare(b.since ?? "~"));
  else if (isDated) all.sort((a, b) => (a.dueOn ?? "~").localeCompare(b.dueOn ?? "~"));
  return [
    {
      type: "figures",
      figures: [
        figure("open blockers", ownBlocked.length, ""),
        figure("milestones that wait for others", new Set(ownHeld.map(({ id }) => id)).size, ""),
      ],
    },
    {
      type: "rows",
      title: "who waits for whom",
      columns: [
        columnOf("milestone", "Milestone"),
        columnOf("waiting", "Waits"),
        columnOf("awaited", "For"),
        columnOf("title", "What for"),
        { key: "since", label: "Since", type: "time" },
        { key: "dueOn", label: "Due", type: "date" },
      ],
      rows: all.slice(0, plan.limit ?? all.length),
      total: all.length,
      view: "table",
    },
  ];
};

const byWorkstream = (rows: readonly { workstream: string; dueOn: string }[]): Part => {
  const groups = [...groupBy(rows, ({ workstream }) => workstream)]
    .map(([key, own]) => ({ key, value: own.length, next: own.map(({ dueOn }) => dueOn).sort()[0] }))
    .sort((a, b) => b.value - a.value || a.key.localeCompare(b.key));
  return {
    ...{ type: "rows", title: "milestones by workstream", rows: groups, total: groups.length, view: "chart" },
    columns: [
      columnOf("key", "Workstream"),
      { key: "value", label: "Milestones", type: "number" },
      { key: "next", label: "Earliest due", type: "date" },
    ],
  };
};

const milestones = (board: Board, nameOf: (id: number | null) => string, plan: CoordinationPlan): Part[] => {
  const critical = new Set(board.critical.ids);
  // The clock of the records is UTC.
  const deliveredDay = ({ deliveredAt }: Milestone) => deliveredAt?.slice(0, 10) ?? null;
  const isMeant = (each: Milestone): boolean => {
    const day = deliveredDay(each);
    if (plan.isDelivered) return day !== null && isWithin(day, plan);
    return day === null && isWithin(each.dueOn, plan) && (!plan.isOverdue || each.dueOn < board.today);
  };
  const rows = board.milestones.filter(isMeant).map((each) => ({
    ...{ key: each.id, id: each.id, title: each.title, dueOn: each.dueOn },
    deliveredOn: deliveredDay(each),
    workstream: nameOf(each.workstreamId),
    standing: plan.isDelivered
      ? "delivered"
      : each.dueOn < board.today
        ? "overdue"
        : critical.has(each.id)
          ? "on the critical path"
          : "due",
  }));
  if (plan.isDelivered) rows.sort((a, b) => (b.deliveredOn ?? "").localeCompare(a.deliveredOn ?? ""));
  else rows.sort((a, b) => a.dueOn.localeCompare(b.dueOn));
  const all = board.milestones.filter(({ deliveredAt }) => deliveredAt === null);
  const overdue = rows.filter(({ standing }) => standing === "overdue").length;
  return [
    {
      type: "figures",
      figures: plan.isDelivered
        ? [figure("milestones delivered", rows.length, "")]
        : [
            figure("milestones to deliver", plan.isOverdue ? all.length : rows.length, ""),
            figure("overdue", overdue, ""),
          ],
    },
    ...(plan.by === undefined ? [] : [byWorkstream(rows)]),
    {
      type: "rows",
      title: plan.isDelivered
        ? "milestones delivered, latest first"
        : plan.isOverdue
          ? "milestones past their day"
          : "milestones to deliver, next first",
      columns: [
        columnOf("title", "Milestone"),
        columnOf("workstream", "Workstream"),
        { key: "dueOn", label: "Due", type: "date" },
        ...(plan.isDelivered ? [{ key: "deliveredOn", label: "Delivered", type: "date" as const }] : []),
        columnOf("standing", "Stands"),
      ],
      rows: rows.slice(0, plan.limit ?? rows.length),
      total: rows.length,
      view: "table",
    },
  ];
};

const handoffs = (board: Board, nameOf: (id: number | null) => string): Part[] => {
  const rows = board.handoffs.map((each) => ({
    ...{ key: each.id, id: each.id, title: each.title, handedAt: each.handedAt },
    from: nameOf(each.fromId),
    to: nameOf(each.toId),
    limitMinutes: each.limitMinutes,
  }));
  return [
    { type: "figures", figures: [figure("handoffs that wait", rows.length, "")] },
    {
      type: "rows",
      title: "handoffs that wait",
      columns: [
        columnOf("title", "What"),
        columnOf("from", "From"),
        columnOf("to", "To"),
        { key: "handedAt", label: "Handed over", type: "time" },
        { key: "limitMinutes", label: "Limit, minutes", type: "number" },
      ],
      rows,
      total: rows.length,
      view: "table",
    },
  ];
};

/** Runs questions about what the teams coordinate: who waits for whom, milestones, handoffs. */
export async function* executeCoordination(
  readBoard: (scope: Scope) => Promise<Board>,
  scope: Scope,
  plan: CoordinationPlan,
): AsyncGenerator<Part> {
  const board = await readBoard(scope);
  const team = new Map(board.workstreams.map(({ id, name }) => [id, name]));
  const nameOf = (id: number | null): string =>
    id === null ? "the day's dispatch" : (team.get(id) ?? `no. ${id}`);
  if (plan.of === "waits") yield* waits(board, nameOf, plan);
  else if (plan.of === "milestones") yield* milestones(board, nameOf, plan);
  else yield* handoffs(board, nameOf);
  yield { type: "link", href: "/coordination", label: "Open coordination" };
}

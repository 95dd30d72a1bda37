import { columnOf } from "#server/ask/core/columns.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import type { BriefingPlan, CoordinationPlan, OutsidePlan } from "#server/ask/platform.schema.ts";
import type { Board, Briefing, BriefingPart } from "#server/coordination/schema.ts";
import type { IntegrationsOverview } from "#server/external/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";

/** What the platform tells of its outside services and of what its teams coordinate. */
export type PlatformReads = {
  outside: (scope: Scope) => Promise<IntegrationsOverview>;
  board: (scope: Scope) => Promise<Board>;
  briefings: (scope: Scope) => Promise<Briefing[]>;
};

// Every day that has calls, oldest first.
const daily = (used: IntegrationsOverview["days"]): Part => {
  const rows = [...new Set(used.map(({ day }) => day))]
    .map((day) => {
      const uses = used.filter((use) => use.day === day);
      const sum = (of: "sent" | "failed" | "units" | "cents") =>
        uses.reduce((total, use) => total + use[of], 0);
      return {
        key: day,
        day,
        sent: sum("sent"),
        failed: sum("failed"),
        units: sum("units"),
        cents: sum("cents"),
      };
    })
    .sort((a, b) => a.key.localeCompare(b.key));
  return {
    type: "rows",
    title: "outside calls by day, days of UTC",
    columns: [
      { key: "day", label: "Day", type: "date" },
      { key: "cents", label: "Cost", type: "money" },
      { key: "sent", label: "Calls", type: "number" },
      { key: "failed", label: "Failed", type: "number" },
      { key: "units", label: "Units", type: "number" },
    ],
    rows,
    total: rows.length,
    view: "chart",
  };
};

async function* outside(reads: PlatformReads, scope: Scope, plan: OutsidePlan): AsyncGenerator<Part> {
  const { states, days, notSetUp, today } = await reads.outside(scope);
  const isMeant = ({ service }: { service: (typeof plan.services)[number] }) =>
    plan.services.length === 0 || plan.services.includes(service);
  const [first, last] = [addDays(today, -plan.fromDaysAgo), addDays(today, -plan.toDaysAgo)];
  const own = states.filter(isMeant);
  const used = days.filter((use) => isMeant(use) && use.day >= first && use.day <= last);
  const rows = own.map((state) => {
    const uses = used.filter(({ service }) => service === state.service);
    const sum = (of: (use: (typeof uses)[number]) => number) =>
      uses.reduce((total, use) => total + of(use), 0);
    return {
      key: state.service,
      service: state.isEmulator ? `${state.service} (emulator)` : state.service,
      sent: sum(({ sent }) => sent),
      failed: sum(({ failed }) => failed),
      avoided: sum(({ avoided }) => avoided.reduce((total, { calls }) => total + calls, 0)),
      units: sum(({ units }) => units),
      cents: sum(({ cents }) => cents),
      breaker: state.breaker,
      reason: state.reason,
    };
  });
  // "And which breakers are open" asks of all, also where the spend is of one.
  const notClosed = (plan.isOfSpend ? states : own).filter(({ breaker }) => breaker !== "closed");
  const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  if (plan.isOfSpend)
    yield {
      type: "figures",
      figures: [
        figure("spent on outside calls", total(({ cents }) => cents) / 100, "money"),
        figure(
          "calls sent",
          total(({ sent }) => sent),
          "",
        ),
        figure(
          "calls avoided",
          total(({ avoided }) => avoided),
          "",
        ),
      ],
    };
  if (plan.isOfBreakers) {
    yield {
      type: "text",
      text:
        notClosed.length === 0
          ? `No circuit breaker is open${states.length === 0 ? ": no service is set up" : ""}.`
          : notClosed
              .map(({ service, breaker, reason }) => `${service}: ${breaker}${reason ? `, ${reason}` : ""}`)
              .join("; "),
    };
  }
  if (plan.isOfSpend && rows.some(({ service }) => service.endsWith("(emulator)")))
    yield {
      type: "text",
      text: "What an emulator answers is booked as the service would bill it; nothing is paid for it.",
    };
  if (notSetUp.length > 0)
    yield { type: "text", text: `Not set up, and so not called: ${notSetUp.join(", ")}.` };
  if (plan.by === "day") yield daily(used);
  yield {
    type: "rows",
    title: `outside services, ${first === last ? first : `${first} to ${last}`}, days of UTC`,
    columns: [
      columnOf("service", "Service"),
      { key: "sent", label: "Calls", type: "number" },
      { key: "failed", label: "Failed", type: "number" },
      { key: "avoided", label: "Avoided", type: "number" },
      { key: "units", label: "Units", type: "number" },
      { key: "cents", label: "Cost", type: "money" },
      columnOf("breaker", "Breaker"),
    ],
    rows,
    total: rows.length,
    view: "table",
  };
  yield { type: "link", href: "/integrations", label: "Open integrations" };
}

async function* coordination(
  reads: PlatformReads,
  scope: Scope,
  { of, isOverdue }: CoordinationPlan,
): AsyncGenerator<Part> {
  const board = await reads.board(scope);
  const team = new Map(board.workstreams.map(({ id, name }) => [id, name]));
  const milestone = new Map(board.milestones.map((each) => [each.id, each]));
  const nameOf = (id: number | null): string =>
    id === null ? "the day's dispatch" : (team.get(id) ?? `no. ${id}`);
  const open = board.milestones.filter(({ deliveredAt }) => deliveredAt === null);
  if (of === "waits") {
    const blocked = board.blockers.map((blocker) => ({
      key: blocker.id,
      id: blocker.id,
      milestone: blocker.milestoneId === null ? null : (milestone.get(blocker.milestoneId)?.title ?? null),
      waiting: nameOf(blocker.waitingId),
      awaited: nameOf(blocker.awaitedId),
      title: blocker.title,
      since: blocker.openedAt,
    }));
    // One that is not delivered holds up whatever stands on it, without a blocker of its own.
    const held = open.flatMap((each) =>
      each.dependsOn.flatMap((id) => {
        const before = milestone.get(id);
        return before === undefined || before.deliveredAt !== null
          ? []
          : [
              {
                key: `${each.id}-${id}`,
                id: each.id,
                milestone: each.title,
                waiting: nameOf(each.workstreamId),
                awaited: nameOf(before.workstreamId),
                title: `needs ${before.title}, due ${dayWords(before.dueOn)}`,
                since: null,
              },
            ];
      }),
    );
    const rows = [...blocked, ...held];
    yield {
      type: "figures",
      figures: [
        figure("open blockers", blocked.length, ""),
        figure("milestones that wait for others", new Set(held.map(({ id }) => id)).size, ""),
      ],
    };
    yield {
      type: "rows",
      title: "who waits for whom",
      columns: [
        columnOf("milestone", "Milestone"),
        columnOf("waiting", "Waits"),
        columnOf("awaited", "For"),
        columnOf("title", "What for"),
        { key: "since", label: "Since", type: "time" },
      ],
      rows,
      total: rows.length,
      view: "table",
    };
  } else if (of === "milestones") {
    const critical = new Set(board.critical.ids);
    const rows = open
      .filter(({ dueOn }) => !isOverdue || dueOn < board.today)
      .map(({ id, title, workstreamId, dueOn }) => ({
        ...{ key: id, id, title, dueOn },
        workstream: nameOf(workstreamId),
        standing: dueOn < board.today ? "overdue" : critical.has(id) ? "on the critical path" : "due",
      }))
      .sort((a, b) => a.dueOn.localeCompare(b.dueOn));
    yield {
      type: "figures",
      figures: [
        figure("milestones to deliver", open.length, ""),
        figure("overdue", rows.filter(({ standing }) => standing === "overdue").length, ""),
      ],
    };
    yield {
      type: "rows",
      title: isOverdue ? "milestones past their day" : "milestones to deliver, next first",
      columns: [
        columnOf("title", "Milestone"),
        columnOf("workstream", "Workstream"),
        { key: "dueOn", label: "Due", type: "date" },
        columnOf("standing", "Stands"),
      ],
      rows,
      total: rows.length,
      view: "table",
    };
  } else {
    const rows = board.handoffs.map((each) => ({
      ...{ key: each.id, id: each.id, title: each.title, handedAt: each.handedAt },
      from: nameOf(each.fromId),
      to: nameOf(each.toId),
      limitMinutes: each.limitMinutes,
    }));
    yield { type: "figures", figures: [figure("handoffs that wait", rows.length, "")] };
    yield {
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
    };
  }
  yield { type: "link", href: "/coordination", label: "Open coordination" };
}

const PART_WORDS: Readonly<Record<BriefingPart["name"], string>> = {
  targets: "Targets",
  needed: "Needed",
  shipped: "Shipped",
  rolledBack: "Rolled back",
  risks: "Risks",
  next: "Next",
};

async function* briefing(
  reads: PlatformReads,
  scope: Scope,
  { day, slot }: BriefingPlan,
): AsyncGenerator<Part> {
  const all = await reads.briefings(scope);
  const found = all.find(
    (each) => (day === null || each.day === day) && (slot === null || each.slot === slot),
  );
  if (!found) {
    const newest = all[0];
    yield {
      type: "text",
      text: `There is no briefing ${slot === null ? "" : `of ${slot} `}${day === null ? "yet" : `on ${dayWords(day)}`}${newest ? `; the newest is of ${dayWords(newest.day)}, ${newest.slot}` : ": they are made at 09:00, 13:00 and 17:00 once workstreams are on record"}.`,
    };
    return yield { type: "link", href: "/coordination", label: "Open coordination" };
  }
  const rows = found.parts.flatMap(({ name, lines }) =>
    lines.map(({ text, tone }, i) => ({ key: `${name}-${i}`, part: PART_WORDS[name], line: text, tone })),
  );
  yield {
    type: "text",
    text: `Briefing of ${dayWords(found.day)}, ${found.slot} (${found.timeZone}): ${rows.filter(({ tone }) => tone === "bad").length} of ${rows.length} lines are bad news.`,
  };
  yield {
    type: "rows",
    title: `briefing of ${dayWords(found.day)}, ${found.slot}`,
    columns: [columnOf("part", "Part"), columnOf("line", "What it says")],
    rows,
    total: rows.length,
    view: "table",
  };
  yield { type: "link", href: "/coordination", label: "Open coordination" };
}

/** Runs questions about outside services, about what the teams coordinate, and about the briefings. */
export async function* executePlatform(
  reads: PlatformReads | null,
  scope: Scope,
  plan: OutsidePlan | CoordinationPlan | BriefingPlan,
): AsyncGenerator<Part> {
  if (reads === null)
    return yield { type: "text", text: "What the platform tells of this is not at hand here." };
  if (plan.kind === "outside") yield* outside(reads, scope, plan);
  else if (plan.kind === "coordination") yield* coordination(reads, scope, plan);
  else yield* briefing(reads, scope, plan);
}

import { columnOf } from "#server/ask/core/columns.ts";
import { executeCoordination } from "#server/ask/execute-coordination.ts";
import { figure, type Part } from "#server/ask/execute-parts.ts";
import type { BriefingPlan, CoordinationPlan, OutsidePlan } from "#server/ask/platform.schema.ts";
import type { Board, Briefing, BriefingPart } from "#server/coordination/schema.ts";
import type { BreakerChange, IntegrationsOverview } from "#server/external/schema.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";

/** What the platform tells of its outside services and of what its teams coordinate. */
export type PlatformReads = {
  /** Breakers that opened and closed in a span of real time, newest first. */
  breakerChanges: (scope: Scope, span: { from: Date; to: Date }) => Promise<BreakerChange[]>;
  /** Real time, milliseconds: accounts do not follow the clock of a demo day. */
  nowMs: () => number;
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

const WEEK_S = 7 * 86_400;

// When breakers opened, each with when it closed again.
async function* openings(
  reads: PlatformReads,
  scope: Scope,
  { openings: span = { fromS: WEEK_S, toS: 0 }, services }: OutsidePlan,
): AsyncGenerator<Part> {
  const nowMs = reads.nowMs();
  const [from, to] = [new Date(nowMs - span.fromS * 1_000), new Date(nowMs - span.toS * 1_000)];
  // One that opened in that time may have closed after it.
  const changes = (await reads.breakerChanges(scope, { from, to: new Date(nowMs + 1) })).filter(
    ({ service }) => services.length === 0 || services.includes(service),
  );
  const rows = changes
    .filter(({ state, isAgain, atMs }) => state === "open" && !isAgain && atMs < to.getTime())
    .map(({ service, reason, atMs }) => {
      const after = changes.filter((change) => change.service === service && change.atMs > atMs).reverse();
      const closed = after.find(({ state }) => state === "closed");
      const tries = after.filter(({ isAgain, atMs: at }) => isAgain && at < (closed?.atMs ?? nowMs));
      return {
        ...{ key: `${service} ${atMs}`, service, reason, openedAt: new Date(atMs).toISOString() },
        closedAt: closed ? new Date(closed.atMs).toISOString() : null,
        triesFailed: tries.length,
      };
    });
  const counts = [...groupBy(rows, ({ service }) => service)]
    .map(([service, own]) => ({
      key: service,
      service,
      count: own.length,
      openedAt: own[0]?.openedAt ?? null,
    }))
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  yield { type: "figures", figures: [figure("circuit breakers opened", rows.length, "")] };
  yield {
    type: "text",
    text:
      rows.length === 0
        ? "No circuit breaker is on record as opened in that time."
        : `Opened: ${new Intl.ListFormat("en-GB").format(
            counts.map(({ service, count }) => `${service} ${count} ${count === 1 ? "time" : "times"}`),
          )}.`,
  };
  if (span.by)
    yield {
      type: "rows",
      title: "how often circuit breakers opened, by service",
      columns: [
        columnOf("service", "Service"),
        columnOf("count", "Opened"),
        { key: "openedAt", label: "Last opened", type: "time" },
      ],
      rows: counts,
      total: counts.length,
      view: "table",
    };
  yield {
    type: "rows",
    title: "circuit breakers that opened, newest first",
    columns: [
      columnOf("service", "Service"),
      { key: "openedAt", label: "Opened", type: "time" },
      { key: "closedAt", label: "Closed again", type: "time" },
      { key: "triesFailed", label: "Tries that failed", type: "number" },
      columnOf("reason", "Why"),
    ],
    rows,
    total: rows.length,
    view: "table",
  };
  yield { type: "link", href: "/integrations", label: "Open integrations" };
}

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
  const notClosed = (plan.isOfSpend ? states : own).filter(({ breaker }) =>
    plan.breaker === undefined ? breaker !== "closed" : breaker === plan.breaker,
  );
  const shown =
    plan.breaker === undefined || plan.isOfSpend
      ? rows
      : rows.filter(({ breaker }) => breaker === plan.breaker);
  const before = plan.against && {
    first: addDays(today, -plan.against.fromDaysAgo),
    last: addDays(today, -plan.against.toDaysAgo),
  };
  const beforeCents = days
    .filter(
      (use) => isMeant(use) && before !== undefined && use.day >= before.first && use.day <= before.last,
    )
    .reduce((sum, { cents }) => sum + cents, 0);
  const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  if (plan.isOfSpend)
    yield {
      type: "figures",
      figures: [
        {
          ...figure("spent on outside calls", total(({ cents }) => cents) / 100, "money"),
          compare:
            before === undefined
              ? null
              : {
                  label: before.first === before.last ? before.first : `${before.first} to ${before.last}`,
                  value: beforeCents / 100,
                },
        },
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
  if (before !== undefined && plan.toDaysAgo === 0)
    yield { type: "text", text: "The account is kept by days: today so far stands against whole days." };
  if (plan.isOfBreakers) {
    yield {
      type: "text",
      text:
        notClosed.length === 0
          ? `No circuit breaker is ${plan.breaker ?? "open"}${states.length === 0 ? ": no service is set up" : ""}.`
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
    rows: shown,
    total: shown.length,
    view: "table",
  };
  yield { type: "link", href: "/integrations", label: "Open integrations" };
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
  if (plan.kind === "outside") yield* (plan.openings ? openings : outside)(reads, scope, plan);
  else if (plan.kind === "coordination") yield* executeCoordination(reads.board, scope, plan);
  else yield* briefing(reads, scope, plan);
}

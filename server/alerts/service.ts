import type { PastHour } from "#server/alerts/core/anomaly.ts";
import { BURN_PAIRS } from "#server/alerts/core/burn-rate.ts";
import type { PastMinute } from "#server/alerts/core/condition.ts";
import { type MeterMinute, rankMoved } from "#server/alerts/core/moved.ts";
import { readingWords, ruleWords } from "#server/alerts/core/words.ts";
import { createEngine } from "#server/alerts/engine.ts";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { createRaising } from "#server/alerts/raising.ts";
import { createRules } from "#server/alerts/rules.ts";
import type { Alert, Rule, RuleDetail, RuleRow } from "#server/alerts/schema.ts";
import { readAlerts, readOpen, readRuleChanges, readRules } from "#server/alerts/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import { readMovers } from "#server/platform/movers.ts";
import { toldChanges } from "#server/platform/noted-change.schema.ts";
import type { WaysAtHand } from "#server/platform/ways-out.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** How far back the hours of other weeks are read. */
const PAST_MS = 12 * 7 * 24 * HOUR_MS;
/** The longest window of a burn rate. */
const BURN_MS = 1_000 * Math.max(...BURN_PAIRS.map(({ longS }) => longS));
/** What moved is looked for so far before and after an alert. */
const AROUND_MS = 5 * MINUTE_MS;
const MOST_MOVED = 12;
const MOST_CHANGES = 50;
const MOST_ALERTS = 30;
/** A process says so often that it holds its alerts. */
const HOLD_MS = 10_000;

/** What {@link createMeterAlerts} needs. */
export type MeterAlertsDeps = {
  db: Db;
  meter: Pick<Meter, "tap">;
  publish: (value: AlertLive) => void;
  /** Hours of the past of meters since an instant, over all labels. */
  hours: (meters: readonly string[], from: Date) => Promise<Map<string, PastHour[]>>;
  /** Every meter's minutes in a window, over all labels. */
  minutes: (from: Date, to: Date) => Promise<MeterMinute[]>;
  /** The minutes of a meter in a window, each of its labels apart, oldest first. */
  labelledMinutes: (meter: string, from: Date, to: Date) => Promise<PastMinute[]>;
  out: WaysAtHand;
  /** Names this process; another one has another name. */
  holder: string;
  nudge?: () => void;
  now?: () => number;
  report: (error: unknown, ruleId: number | null) => void;
};

/** The alerts of the platform: judged in the process on the value, kept, told, and steered. */
export const createMeterAlerts = (deps: MeterAlertsDeps) => {
  const { db, meter, publish, out, holder, nudge = () => {}, now = Date.now, report } = deps;
  let past = new Map<string, PastHour[]>();
  let pastHour = -1;
  let heldAtMs = 0;
  const NO_PAST: never[] = [];

  const raising = createRaising({ ...{ db, holder, now, publish, nudge, report } });
  const engine = createEngine({
    ...{ meter, now },
    pastOf: (name) => past.get(name) ?? NO_PAST,
    stepped: (step) => raising.stepped(step),
  });

  // The past of an hour of the week grows once an hour.
  const readPast = async (rules: readonly Rule[]): Promise<void> => {
    const hour = Math.floor(now() / HOUR_MS);
    const meters = [...new Set(rules.flatMap(({ spec }) => (spec.kind === "anomaly" ? [spec.meter] : [])))];
    if (hour === pastHour && meters.every((name) => past.has(name))) return;
    past = await deps.hours(meters, new Date(now() - PAST_MS));
    pastHour = hour;
  };

  /** Takes up the rules as they are stored. */
  const refresh = async (): Promise<void> => {
    const rules = await readRules(db);
    await readPast(rules);
    const minutes = new Map<number, PastMinute[]>();
    // A process that begins again goes on where the one before it stood: six hours of a burn rate are not lost with it.
    for (const rule of rules.filter(({ isOn, spec }) => isOn && spec.kind === "burn"))
      if (!engine.knows(rule)) {
        const to = new Date(now());
        const from = new Date(to.getTime() - BURN_MS);
        minutes.set(rule.id, await deps.labelledMinutes(rule.spec.meter, from, to));
      }
    engine.watch(rules, ({ id }) => minutes.get(id) ?? []);
  };

  /** Where a rule's alerts go is told to those alone who may change it: addresses are of people of the operator. */
  const rowOf = ({ isOperator }: Scope, { ways, ...rest }: Rule, open: Alert | undefined): RuleRow => {
    const rule = { ...rest, ways: isOperator ? ways : { webhook: null, emails: [] } };
    const own = engine.stateOf(rule.id);
    const standing = open !== undefined ? "firing" : (own?.state.standing ?? "ok");
    const since = open?.raisedAt ?? (own === undefined ? null : new Date(own.state.sinceMs).toISOString());
    return {
      ...{ ...rule, words: ruleWords(rule.spec), standing, since, open: open ?? null },
      now: own?.reading == null ? null : readingWords(rule.spec, own.reading),
    };
  };

  const list = async (scope: Scope): Promise<RuleRow[]> => {
    const [rules, open] = await Promise.all([readRules(db), readOpen(db)]);
    const byRule = new Map(open.map((alert) => [alert.ruleId, alert]));
    return rules.map((rule) => rowOf(scope, rule, byRule.get(rule.id)));
  };

  const movedAround = async (scope: Scope, { id, eventAt }: Alert, own: string) => {
    const atMs = Date.parse(eventAt);
    const [from, to] = [new Date(atMs - AROUND_MS), new Date(atMs + AROUND_MS)];
    const [minutes, changes] = await Promise.all([
      deps.minutes(new Date(from.getTime() - HOUR_MS), to),
      readMovers(db, scope.organisationId, { from, to, most: MOST_CHANGES }),
    ]);
    const others = minutes.filter(({ name }) => name !== own);
    const around = { fromMs: from.getTime(), toMs: to.getTime() };
    return { alertId: id, meters: rankMoved(others, around, MOST_MOVED), changes: toldChanges(changes) };
  };

  return {
    ...createRules({ db, publish, out, now, refresh, nudge }),
    refresh,
    list,

    /** A rule with its alerts, its changes, and what else moved around one of them; the newest where none is named. */
    async detail(scope: Scope, { id, alertId }: { id: number; alertId: number | null }): Promise<RuleDetail> {
      const [rules, alerts, changes] = await Promise.all([
        list(scope),
        readAlerts(db, id, MOST_ALERTS),
        readRuleChanges(db, scope.organisationId, id),
      ]);
      const rule = rules.find((each) => each.id === id);
      if (rule === undefined)
        throw new AppError("NOT_FOUND", `alert rule ${id}: found none, expected one that is there`);
      const meant = alertId === null ? alerts[0] : alerts.find((each) => each.id === alertId);
      if (meant === undefined && alertId !== null)
        throw new AppError(
          "NOT_FOUND",
          `alert ${alertId}: found none of rule ${id}, expected one of its newest`,
        );
      const moved = meant === undefined ? null : await movedAround(scope, meant, rule.spec.meter);
      return { rule, alerts, changes: toldChanges(changes), moved };
    },

    /** Asks every rule as of now, and writes what waits for the database: once a second. */
    async tick(): Promise<void> {
      engine.tick();
      await raising.flush();
      if (now() - heldAtMs < HOLD_MS) return;
      heldAtMs = now();
      // An alert that others ended while it fires here is raised again.
      for (const id of await raising.hold(engine.firing())) {
        const own = engine.stateOf(id);
        const rule = (await readRules(db)).find((each) => each.id === id);
        if (own?.reading == null || rule === undefined || own.state.standing !== "firing") continue;
        const { state, reading } = own;
        raising.stepped({ rule, from: state, to: state, reading, eventAtMs: now() });
      }
    },

    sweep: () => raising.sweep(),

    /** Lets go of the meters, and of the alerts that fire in this process once all is written. */
    async close(): Promise<void> {
      engine.close();
      await raising.flush();
    },
  };
};
/** The alerts of the platform. */
export type MeterAlerts = ReturnType<typeof createMeterAlerts>;

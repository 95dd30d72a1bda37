import { readingWords, ruleWords } from "#server/alerts/core/words.ts";
import type { Step } from "#server/alerts/engine.ts";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { ALERT_EMAIL, ALERT_MOVED, ALERT_WEBHOOK, type Told } from "#server/alerts/notices.ts";
import type { Rule } from "#server/alerts/schema.ts";
import {
  endAlert,
  holdAlerts,
  raiseAlert,
  readForsaken,
  readRules,
  releaseAlert,
  takeUntold,
} from "#server/alerts/store.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** Rules belong to no organisation, nor do their alerts and announcements. */
const PLATFORM = 0;
const SYSTEM = systemScope(PLATFORM, "alerts");
/** An alert that no process has held for so long ends: the last that held it is gone. */
const FORSAKEN_MS = 60_000;
/** Steps kept while the database is away. */
const MOST_WAITING = 10_000;
/** Steps written in one transaction; one that fails is tried with its first step alone, so that a bad one is told by itself. */
const AT_ONCE = 50;

/** Announces an alert in the transaction of its change: to coordination, and to where its rule wants it told. */
export const tell = async (
  tx: Tx,
  { alertId, event, rule, isTold }: Told & { rule: Rule | null; isTold: boolean },
): Promise<void> => {
  const announced = { organisationId: PLATFORM, payload: { alertId, event } };
  if (event !== "test") await announce(tx, { ...announced, topic: ALERT_MOVED });
  if (!isTold || rule === null) return;
  // A lane each, so that a receiver that fails holds back neither letters nor other receivers.
  const { webhook, emails } = rule.ways;
  if (webhook !== null)
    await announce(tx, { ...announced, topic: ALERT_WEBHOOK, lane: new URL(webhook).host });
  if (emails.length > 0) await announce(tx, { ...announced, topic: ALERT_EMAIL, lane: `rule ${rule.id}` });
};

/** Notes that the alert of a rule ended, and tells of it where its beginning was told. */
export const noteEnd = async (
  tx: Tx,
  rule: Rule | null,
  { id, ruleId, toldAt }: { id: number; ruleId: number; toldAt: Date | null },
): Promise<void> => {
  const change = { action: "alert.end", entity: "meter-alert", entityId: id };
  await record(tx, SYSTEM, { ...change, before: { ruleId }, after: { ruleId } });
  await tell(tx, { alertId: id, event: "ended", rule, isTold: toldAt !== null });
};

/** What {@link createRaising} needs. */
export type RaisingDeps = {
  db: Db;
  /** Names this process among those that may hold an alert. */
  holder: string;
  now: () => number;
  publish: (value: AlertLive) => void;
  /** Looks at announcements at once instead of at the next poll. */
  nudge: () => void;
  /** Told when an alert could not be written; the screen has it already, and it is tried again. */
  report: (error: unknown, ruleId: number | null) => void;
};

/**
 * What becomes of the steps of rules: the screen is told in the turn of the value, and what happened is written and
 * announced behind it. While the database is away steps wait in their order and are tried again.
 */
export const createRaising = ({ db, holder, now, publish, nudge, report }: RaisingDeps) => {
  let waiting: Step[] = [];
  let atOnce = AT_ONCE;
  let writing: Promise<void> | null = null;

  const isMute = ({ mutedUntil }: Rule) => mutedUntil !== null && Date.parse(mutedUntil) > now();

  const wordsOf = ({ rule, reading }: Pick<Step, "rule" | "reading">): string =>
    readingWords(rule.spec, reading) ?? ruleWords(rule.spec);

  const raise = async (tx: Tx, step: Step): Promise<void> => {
    const { rule, eventAtMs } = step;
    const words = wordsOf(step);
    const found = { rule, words, eventAt: new Date(eventAtMs), now: new Date(now()) };
    const { id, isNew, groupedWith } = await raiseAlert(tx, found, holder);
    if (!isNew) return;
    await record(tx, SYSTEM, {
      ...{ action: "alert.raise", entity: "meter-alert", entityId: id },
      ...{ before: null, after: { ruleId: rule.id, words, groupedWith } },
    });
    await tell(tx, { alertId: id, event: "raised", rule, isTold: groupedWith === null && !isMute(rule) });
  };

  const write = (steps: readonly Step[]): Promise<void> =>
    db.$transaction(async (tx) => {
      for (const step of steps) {
        if (step.to.standing === "firing") {
          await raise(tx, step);
          continue;
        }
        const ended = await releaseAlert(tx, step.rule.id, holder, new Date(now()));
        if (ended !== null) await noteEnd(tx, step.rule, ended);
      }
    });

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const steps = waiting.slice(0, atOnce);
      try {
        await write(steps);
      } catch (error) {
        report(error, steps.length === 1 ? (steps[0]?.rule.id ?? null) : null);
        atOnce = 1;
        return;
      }
      atOnce = AT_ONCE;
      // Steps may have been let go meanwhile, where too many waited.
      const written = new Set(steps);
      waiting = waiting.filter((step) => !written.has(step));
      nudge();
    }
  };

  /** Writes what waits; one that fails waits for the next call, and those behind it with it. */
  const flush = (): Promise<void> => {
    if (waiting.length === 0) return writing ?? Promise.resolve();
    writing ??= drain().finally(() => {
      writing = null;
    });
    return writing;
  };

  return {
    /** Takes a step of a rule. */
    stepped(step: Step): void {
      const { rule, to, from, eventAtMs } = step;
      publish({
        ...{ ruleId: rule.id, standing: to.standing, name: rule.name, words: wordsOf(step) },
        ...{ isTest: false, isTold: !isMute(rule), eventAtMs },
      });
      if (to.standing !== "firing" && from.standing !== "firing") return;
      waiting.push(step);
      if (waiting.length > MOST_WAITING) waiting.shift();
      void flush();
    },
    flush,
    /** Says that this process still holds the alerts of the rules that fire in it; maps to those whose alert is gone. */
    async hold(firing: readonly number[]): Promise<number[]> {
      const settled = firing.filter((id) => !waiting.some(({ rule }) => rule.id === id));
      if (settled.length === 0) return [];
      const held = new Set(await holdAlerts(db, settled, holder, new Date(now())));
      return settled.filter((id) => !held.has(id));
    },
    /** Ends alerts that no process holds any more, and tells those that were mute or came with one that has ended. */
    async sweep(): Promise<void> {
      const at = new Date(now());
      const told = await db.$transaction(async (tx) => {
        const rules = new Map((await readRules(tx)).map((rule) => [rule.id, rule]));
        for (const ruleId of await readForsaken(tx, new Date(at.getTime() - FORSAKEN_MS))) {
          const ended = await endAlert(tx, ruleId, at);
          if (ended !== null) await noteEnd(tx, rules.get(ruleId) ?? null, ended);
        }
        const untold = await takeUntold(tx, at);
        for (const { id, ruleId } of untold)
          await tell(tx, { alertId: id, event: "raised", rule: rules.get(ruleId) ?? null, isTold: true });
        return untold.length;
      });
      if (told > 0) nudge();
    },
  };
};
/** What becomes of the steps of rules. */
export type Raising = ReturnType<typeof createRaising>;

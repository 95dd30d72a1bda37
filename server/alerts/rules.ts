import { ruleWords } from "#server/alerts/core/words.ts";
import { defaultRules, type Promised } from "#server/alerts/default-rules.ts";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { noteEnd, tell } from "#server/alerts/raising.ts";
import type { Rule, RuleForm } from "#server/alerts/schema.ts";
import {
  deleteRule,
  endAlert,
  insertDefault,
  insertRule,
  insertTest,
  lockRule,
  lockSeed,
  readSeeded,
  updateRule,
} from "#server/alerts/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, systemScope, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { assertWays, type WaysAtHand } from "#server/platform/ways-out.ts";

const MINUTE_MS = 60_000;
const ENTITY = "alert-rule";

/** What a change maps to: the rule's number, and the change that an undo takes back. */
export type Made = { id: number; auditId: number };

/** Ends the alert of a rule that is off, gone, or watches something else. */
const endOf = async (tx: Tx, rule: Rule, next: Rule | null, at: Date): Promise<void> => {
  const goesOn = next?.isOn === true && JSON.stringify(next.spec) === JSON.stringify(rule.spec);
  if (goesOn) return;
  const ended = await endAlert(tx, rule.id, at);
  if (ended !== null) await noteEnd(tx, rule, ended);
};

const undo: Undoer = async (tx, _scope, row) => {
  const current = await lockRule(tx, Number(row.entityId));
  assertUnchanged(row, current);
  const before = row.before as Rule | null;
  if (current !== null) await endOf(tx, current, before, new Date());
  if (before === null) await deleteRule(tx, Number(row.entityId));
  else if (current === null) await insertRule(tx, before);
  else await updateRule(tx, before);
};

/** The way back of a change of a rule. */
export const ALERT_UNDOERS: Readonly<Record<string, Undoer>> = { [ENTITY]: undo };

/** What {@link createRules} needs. */
export type RulesDeps = {
  db: Db;
  publish: (value: AlertLive) => void;
  out: WaysAtHand;
  now: () => number;
  /** Takes up the rules in this process; others do within seconds. */
  refresh: () => Promise<void>;
  nudge: () => void;
};

/** The changes of rules, each one transaction with its record. */
export const createRules = ({ db, publish, out, now, refresh, nudge }: RulesDeps) => {
  const found = async (tx: Tx, id: number): Promise<Rule> => {
    const rule = await lockRule(tx, id);
    if (rule === null)
      throw new AppError("NOT_FOUND", `alert rule ${id}: found none, expected one that is there`);
    return rule;
  };

  const change = async (
    scope: Scope,
    id: number,
    action: string,
    next: (rule: Rule) => Rule | null,
  ): Promise<Made> => {
    const auditId = await db.$transaction(async (tx) => {
      const before = await found(tx, id);
      const after = next(before);
      await endOf(tx, before, after, new Date(now()));
      if (after === null) await deleteRule(tx, id);
      else await updateRule(tx, after);
      return record(tx, scope, { action, entity: ENTITY, entityId: id, before, after });
    });
    await refresh();
    nudge();
    return { id, auditId };
  };

  return {
    /** Adds those of the product's rules that this installation never had; maps to how many. */
    seed: (promises: readonly Promised[]): Promise<number> =>
      db.$transaction(async (tx) => {
        await lockSeed(tx);
        const there = await readSeeded(tx);
        const fresh = defaultRules(promises).filter(({ key }) => !there.has(key));
        for (const rule of fresh) {
          await insertDefault(tx, rule);
          const change = { action: "alert-rule.seed", entity: "alert-rule-seed", entityId: rule.key };
          await record(tx, systemScope(0, "alerts"), { ...change, before: null, after: rule });
        }
        return fresh.length;
      }),

    /** Makes a rule, or changes the one of that number. */
    async save(scope: Scope, form: RuleForm): Promise<Made> {
      assertWays(out, form.ways);
      if (form.id !== undefined)
        return change(scope, form.id, "alert-rule.save", (rule) => ({ ...rule, ...form, id: rule.id }));
      const made = await db.$transaction(async (tx) => {
        const { id: _, ...rest } = form;
        const rule = { ...rest, ownerId: null, ownerName: null, mutedUntil: null };
        const id = await insertRule(tx, rule);
        const after: Rule = { ...rule, id };
        const noted = { action: "alert-rule.save", entity: ENTITY, entityId: id, before: null, after };
        return { id, auditId: await record(tx, scope, noted) };
      });
      await refresh();
      return made;
    },

    /** Takes a rule away; an alert of it that stands ends. */
    remove: (scope: Scope, id: number): Promise<Made> => change(scope, id, "alert-rule.remove", () => null),

    /** Says who looks after the alerts of a rule: the asker, or nobody. */
    own: (scope: Scope, id: number, isTaken: boolean): Promise<Made> =>
      change(scope, id, isTaken ? "alert-rule.take" : "alert-rule.release", (rule) => {
        if (!isTaken && rule.ownerId === null)
          throw new AppError(
            "CONFLICT",
            `alert rule ${rule.name}: found nobody, expected an owner to release`,
          );
        const owner = isTaken ? { ownerId: scope.userId, ownerName: scope.userName } : null;
        return { ...rule, ...(owner ?? { ownerId: null, ownerName: null }) };
      }),

    /** Lets a rule be silent for so many minutes, or no more where that is null. */
    mute: (scope: Scope, id: number, minutes: number | null): Promise<Made> =>
      change(scope, id, minutes === null ? "alert-rule.unmute" : "alert-rule.mute", (rule) => ({
        ...rule,
        mutedUntil: minutes === null ? null : new Date(now() + minutes * MINUTE_MS).toISOString(),
      })),

    /** Sends a test the way of the rule's alerts, to screen, webhook and e-mail; maps to the number of the test. */
    async testFire(scope: Scope, id: number): Promise<number> {
      const eventAtMs = now();
      const words = `Test by ${scope.userName}`;
      const { rule, alertId } = await db.$transaction(async (tx) => {
        const rule = await found(tx, id);
        assertWays(out, rule.ways);
        const alertId = await insertTest(tx, { rule, words, now: new Date(eventAtMs) });
        const noted = { action: "alert.test", entity: "meter-alert", entityId: alertId };
        await record(tx, scope, {
          ...noted,
          before: null,
          after: { ruleId: id, words: ruleWords(rule.spec) },
        });
        await tell(tx, { alertId, event: "test", rule, isTold: true });
        return { rule, alertId };
      });
      publish({
        ...{ ruleId: id, standing: "firing", name: rule.name, words },
        ...{ isTest: true, isTold: true, eventAtMs },
      });
      nudge();
      return alertId;
    },
  };
};

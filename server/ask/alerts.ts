import { alertStep } from "#server/ask/core/alert-step.ts";
import { questionAt } from "#server/ask/core/quiet.ts";
import type { Ask } from "#server/ask/service.ts";
import { insertNotice, type Rule, readRules, writeRuleState } from "#server/ask/store-drafts.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

/** What {@link createAlerts} needs. */
export type AlertDeps = {
  db: Db;
  ask: Pick<Ask, "rowsNow">;
  /** What the owner of an alert may see now; null where he may see nothing any more. */
  ownerOf: (organisationId: number, userId: string) => Promise<Scope | null>;
  /** The organisation's clock, by which an alert must last. */
  nowMs: (organisationId: number) => number;
  report: (error: unknown, ruleId: number) => void;
};

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Counts every alert anew and raises those that crossed, each once while its rows last; maps to how many were raised. */
export const createAlerts = ({ db, ask, ownerOf, nowMs, report }: AlertDeps) => {
  const counted = async ({ id, organisationId, userId, question, quiet }: Rule) => {
    try {
      const watched = questionAt(question, quiet, nowMs(organisationId));
      if (watched === null) return { isQuiet: true as const };
      const owner = await ownerOf(organisationId, userId);
      if (owner === null) return { fault: "Its owner works here no more." };
      const found = await ask.rowsNow(owner, watched);
      return typeof found === "number" ? { count: found } : { fault: found.text };
    } catch (error) {
      // One that cannot be counted must not stop the others.
      report(error, id);
      return { fault: error instanceof Error ? error.message : String(error) };
    }
  };

  /** Whether the alert was raised. */
  const step = async (rule: Rule): Promise<boolean> => {
    const found = await counted(rule);
    const at = new Date(nowMs(rule.organisationId));
    const before = {
      crossedAtMs: rule.crossedAt?.getTime() ?? null,
      raisedAtMs: rule.raisedAt?.getTime() ?? null,
    };
    const next =
      "count" in found
        ? alertStep(before, {
            ...{ count: found.count, bound: rule.bound },
            ...{ nowMs: at.getTime(), forS: rule.forS },
          })
        : "isQuiet" in found
          ? // What it saw before is told anew once it watches again.
            { crossedAtMs: null, raisedAtMs: null, isRaised: false }
          : { ...before, isRaised: false };
    return db.$transaction(async (tx) => {
      const isWritten = await writeRuleState(tx, rule, {
        crossedAt: dateOf(next.crossedAtMs),
        raisedAt: dateOf(next.raisedAtMs),
        fault: "fault" in found ? found.fault : null,
      });
      if (!isWritten || !next.isRaised || !("count" in found)) return false;
      await insertNotice(tx, rule, at, found.count);
      await record(tx, systemScope(rule.organisationId, "alerts"), {
        ...{ action: "ask.alert.raise", entity: "alert", entityId: rule.id },
        ...{ before: null, after: { count: found.count } },
      });
      return true;
    });
  };

  return async (): Promise<number> => {
    let raised = 0;
    for (const rule of await readRules(db, null)) if (await step(rule)) raised++;
    return raised;
  };
};

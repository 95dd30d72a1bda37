import type { Refusal } from "#server/ask/core/refuse.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import type { Role, Scope } from "#server/lib/scope.ts";

// Who may see what drivers did and how long they worked.
const MAY_SEE = {
  safety: ["manager", "admin"],
  shifts: ["dispatcher", "manager", "admin"],
} as const satisfies Record<string, readonly Role[]>;

const NAMES = {
  safety: "Safety events of drivers are shown to managers",
  shifts: "Hours and breaks of drivers are shown to dispatchers and managers",
} as const;

type ProposePlan = Extract<QueryPlan, { kind: "propose" }>;

const RUNS_THE_DAY: ReadonlySet<Role> = new Set(["dispatcher", "manager", "admin"]);

const PLATFORM: ReadonlySet<QueryPlan["kind"]> = new Set(["outside", "coordination", "briefing"]);
const MAY_SEE_PLATFORM: ReadonlySet<Role> = new Set(["manager", "engineer", "admin"]);

const KEEPS_THE_PLATFORM: ReadonlySet<Role> = new Set(["engineer", "admin"]);

// What touches nobody but who asks.
const OF_ONES_OWN: ReadonlySet<ProposePlan["proposal"]["action"]> = new Set([
  ...(["alert", "mute", "unmute", "mailing"] as const),
]);

/** Who asks, as far as it says what he may. */
export type Rights = Pick<Scope, "role" | "isOperator">;

/**
 * Whether somebody may have a proposal made or confirmed: what touches the day is for those who run it, and settings are
 * the platform's.
 */
export const mayPropose = (
  { role, isOperator }: Rights,
  action: ProposePlan["proposal"]["action"],
): boolean => {
  if (OF_ONES_OWN.has(action)) return role !== "driver";
  return action === "settings-back" ? isOperator && KEEPS_THE_PLATFORM.has(role) : RUNS_THE_DAY.has(role);
};

/** Why somebody may not have a plan run; undefined where he may. */
export const forbiddenTo = (asker: Rights, plan: QueryPlan): Refusal | undefined => {
  const { role } = asker;
  if (plan.kind === "propose" && plan.proposal.action === "settings-back" && !asker.isOperator)
    return {
      reason: "forbidden",
      text: "Settings hold for all organisations: only the one that runs the platform puts them back, and you are signed in to another. This request was noted in the audit log.",
    };
  if (plan.kind === "propose" && !mayPropose(asker, plan.proposal.action))
    return {
      reason: "forbidden",
      text: `Proposals for the day are made for dispatchers, managers and admins, alerts and mails for all but drivers, and settings are put back for engineers and admins; not for the role ${role}. This request was noted in the audit log.`,
    };
  if (plan.kind === "engineer" && role !== "engineer" && role !== "admin")
    return {
      reason: "forbidden",
      text: `How the product itself works is told to engineers and admins, not to the role ${role}. This request was noted in the audit log.`,
    };
  if (PLATFORM.has(plan.kind) && !MAY_SEE_PLATFORM.has(role))
    return {
      reason: "forbidden",
      text: `Outside services, coordination and briefings are told to managers, engineers and admins, not to the role ${role}. This request was noted in the audit log.`,
    };
  if (plan.kind !== "records" || (plan.of !== "safety" && plan.of !== "shifts")) return undefined;
  const may: readonly Role[] = MAY_SEE[plan.of];
  return may.includes(role)
    ? undefined
    : {
        reason: "forbidden",
        text: `${NAMES[plan.of]}, not to the role ${role}. This request was noted in the audit log.`,
      };
};

import type { Role } from "#server/lib/scope.ts";

const OFFICE: readonly Role[] = ["dispatcher", "manager", "engineer", "admin"];
const DAY: readonly Role[] = ["dispatcher", "manager", "admin"];
const PLATFORM: readonly Role[] = ["engineer", "admin"];
const MEMBERS: readonly Role[] = ["manager", "engineer", "admin"];
const KEEPERS: readonly Role[] = ["manager", "admin"];

/**
 * Who may take a change back, by the name of its undoer: the roles that may make that change, as its procedure says.
 * Without this a manager could bring a right back that an admin took from him.
 */
export const UNDO_ROLES: Readonly<Record<string, readonly Role[]>> = {
  "user.change": ["admin"],
  "user.admit": ["admin"],
  "api-key.revoke": PLATFORM,
  setting: PLATFORM,
  flag: PLATFORM,
  "external-mode": PLATFORM,
  "database-index": PLATFORM,
  "alert-rule": MEMBERS,
  workstream: MEMBERS,
  milestone: MEMBERS,
  blocker: MEMBERS,
  handoff: MEMBERS,
  "briefing-ways": MEMBERS,
  exception: DAY,
  day: DAY,
  "work-order": DAY,
  note: OFFICE,
  report: OFFICE,
  // What HubSpot changed is nobody's own: who keeps the fleet decides.
  customer: KEEPERS,
  site: KEEPERS,
  "service-order": KEEPERS,
};

/** Undoers of changes that are all organisations': for who is signed in to the one that runs the platform. */
export const PLATFORM_UNDOERS: ReadonlySet<string> = new Set([
  "setting",
  "flag",
  "database-index",
  "alert-rule",
]);

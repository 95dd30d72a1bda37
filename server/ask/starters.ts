import type { Role } from "#server/lib/scope.ts";

/** Questions that work in every fleet, by what a role does most; shown first, and after a refusal. */
export const STARTERS: Readonly<Record<Role, readonly string[]>> = {
  dispatcher: [
    "Which routes are behind schedule and by how much?",
    "List today's missed pickups that nobody has taken yet.",
    "Any breakdowns right now, and which stops are at risk?",
    "How many stops are left on each route, sorted by time to finish?",
    "Group open exceptions by cause and tell me which to handle first.",
    "Which vehicles haven't reported a position in the last 20 minutes?",
  ],
  manager: [
    "Stops per hour by route this month.",
    "Missed pickups per 1,000 stops, weekly, last quarter.",
    "How many tonnes will we collect next week? Show the range.",
    "Which KPI moved most since last month?",
    "Give me the Monday summary: service, cost, safety, three things to look at.",
    "Contamination rate by neighbourhood, and is it getting better?",
    "What is our on-time rate so far today against the same time last Monday?",
  ],
  driver: [
    "How many stops are left on each route?",
    "Which routes are behind schedule?",
    "How many routes are still open?",
  ],
  engineer: [
    "How many routes are still open?",
    "Which vehicles haven't reported a position in the last 20 minutes?",
    "Which routes are behind schedule and by how much?",
  ],
  admin: [
    "Which routes are behind schedule and by how much?",
    "Which KPI moved most since last month?",
    "Which exceptions are older than four hours?",
  ],
};

import type { Name, NameKind } from "#server/ask/core/link.ts";
import { type ProposalKind, type ProposalRule, plainNumbers } from "#server/ask/core/proposal-parts.ts";
import type { Asked, RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { mute, unmute } from "#server/ask/core/rules-propose-alerts.ts";
import { settingsBack, undo, withdraw } from "#server/ask/core/rules-propose-back.ts";
import {
  closed,
  elsewhere,
  extra,
  fewer,
  handOver,
  rescue,
  without,
} from "#server/ask/core/rules-propose-day.ts";
import { goBacks, routeAnew } from "#server/ask/core/rules-propose-route.ts";

// The more telling first: the first whose words are said is taken.
const RULES: readonly ProposalRule[] = [
  ...[withdraw, settingsBack, routeAnew, goBacks, handOver, undo, unmute, mute],
  ...[rescue, extra, fewer, closed, elsewhere, without],
];

// "Did anyone book the mattress collection" asks what was done.
const WAS_DONE = /^\W*(?:did|was|were|has|have\s+(?:we|they|you|i|people|any\w*|residents?|customers?))\b/i;

// At which stop a truck stands changes nothing of who covers the rest.
const COUNTS_NOTHING: ReadonlySet<ProposalKind> = new Set(["rescue", "mute", "unmute", "extra"]);

// Where a proposal holds numbers that a question counts, things by their ids, and things by their names.
const COUNTS: ReadonlySet<string> = new Set(["count", "keepFirst", "fewerTrucks"]);
const IDS: Partial<Record<NameKind, ReadonlySet<string>>> = {
  vehicle: new Set(["vehicleId", "toVehicleId", "withoutVehicleIds"]),
  driver: new Set(["withoutDriverId"]),
  depot: new Set(["depotId"]),
  facility: new Set(["facilityIds"]),
  address: new Set(["siteId"]),
  site: new Set(["siteId"]),
};
const NAMES: ReadonlySet<string> = new Set(["route", "toRoute", "names", "closedStreets", "zones"]);

type Leaf = { key: string; value: unknown };

// The single values that a proposal is made of, each with the key that it, or its list, stands under.
const leavesOf = (value: unknown, key = ""): Leaf[] => {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => leavesOf(each, key));
  if (typeof value !== "object" || value === null) return [{ key, value }];
  return Object.entries(value).flatMap(([under, each]) => leavesOf(each, under));
};

const isNameHeld = (leaves: readonly Leaf[], { kind, id, key, name }: Name): boolean =>
  leaves.some(
    (leaf) =>
      (id !== null && leaf.value === id && IDS[kind]?.has(leaf.key)) ||
      (NAMES.has(leaf.key) && (leaf.value === key || leaf.value === name)),
  );

// "Zero overtime" is a number, and held by what forbids it.
const isNumberHeld = (leaves: readonly Leaf[], number: number): boolean =>
  leaves.some(
    ({ key, value }) =>
      (number > 0 && COUNTS.has(key) && value === number) ||
      // "Stops one through fifteen" are the first fifteen.
      (number === 1 && key === "keepFirst") ||
      (number === 0 && key === "withoutOvertime" && value === true),
  );

/** Whether a proposal leaves aside a name or a number of the question. */
const leavesAside = (asked: Asked, kind: ProposalKind, { plan }: RuleReading): boolean => {
  const leaves = plan.kind === "propose" ? leavesOf(plan.proposal) : [];
  return (
    asked.links.unknown.length > 0 ||
    asked.links.links.some(
      ({ name }) =>
        // Where they tip now is told beside where they are to tip.
        !(kind === "elsewhere" && name.kind === "facility") &&
        !(/mute/.test(kind) && /^(?:zone|depot)$/.test(name.kind)) &&
        !isNameHeld(leaves, name),
    ) ||
    (!COUNTS_NOTHING.has(kind) && plainNumbers(asked).some((number) => !isNumberHeld(leaves, number)))
  );
};

const LEFT_ASIDE: Refusal = {
  reason: "not-yet",
  text: "This names or counts more than the proposal could hold, and leaving it out would propose something else. The board and the page of plans hold the rest.",
};

// The least time lost is weighed of one extra stop; everything else is planned by what it costs.
const LEAST_DELAY =
  /\b(?:least|less|smallest|lowest|minimum|minimal|minimi[sz]\w*|shortest|slightest|fewest)\s+(?:amount\s+of\s+)?(?:overall\s+|total\s+|extra\s+|possible\s+)?(?:delays?|hold[-\s]?ups?|lateness|disruptions?|late\s+stops)\b|\b(?:delay\w*|late)\s+(?:\w+\s+){0,2}?(?:the\s+)?least\b|\b(?:menos|menor|m[ií]nim[oa])\s+(?:demora|atraso|retraso)\b/i;
const WEIGHED_BY_COST: ReadonlySet<ProposalKind> = new Set([
  ...(["route-anew", "go-backs", "hand-over", "rescue", "one-fewer", "elsewhere", "without"] as const),
]);
const BY_COST: Refusal = {
  reason: "not-yet",
  text: "This is planned by what it costs, overtime and lateness among it. The least delay is weighed of one extra stop alone, such as “add a bulky pickup at … today, which truck takes it with least delay”.",
};

const isWeighedByDelay = (asked: Asked, kind: ProposalKind): boolean =>
  WEIGHED_BY_COST.has(kind) && LEAST_DELAY.test(asked.hearing.text);

/** A proposal that a question makes by its words, or why it cannot be made; undefined where it makes none. */
export const readProposal = (asked: Asked): RuleReading | Refusal | undefined => {
  if (WAS_DONE.test(asked.hearing.text)) return undefined;
  for (const rule of RULES) {
    const found = rule.isSaid(asked) ? rule.propose(asked) : undefined;
    // What the fleet does not have is told as such.
    const isKnown = asked.links.unknown.length === 0;
    if (rule === withdraw && found) return found;
    if (found && "plan" in found && isKnown && leavesAside(asked, rule.kind, found)) return LEFT_ASIDE;
    if (found && "plan" in found && isWeighedByDelay(asked, rule.kind)) return BY_COST;
    if (found) return found;
  }
  return undefined;
};

/** Whether the words of a question leave it open that a proposal of a kind is meant. */
export const mayBeProposal = (asked: Asked, kind: string): boolean =>
  RULES.find((rule) => rule.kind === kind)?.mayBeMeant?.(asked) ?? true;

/** The proposal of a kind that a question is known to make, whatever its words; undefined where it names what that cannot hold. */
export const proposalOf = (asked: Asked, kind: string): RuleReading | Refusal | undefined => {
  if (WAS_DONE.test(asked.hearing.text) || !mayBeProposal(asked, kind)) return undefined;
  const found = RULES.find((rule) => rule.kind === kind)?.propose(asked);
  if (!found || !("plan" in found)) return found;
  const isShort =
    leavesAside(asked, kind as ProposalKind, found) || isWeighedByDelay(asked, kind as ProposalKind);
  return isShort ? undefined : found;
};

import type { Part } from "#server/ask/execute-parts.ts";
import type { AskDraftRow, Proposal } from "#server/ask/proposal.schema.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import type { Changes } from "#server/ask/undoing.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Routing } from "#server/routing/service.ts";

/** What is read to show what a proposal is about. */
export type ShownReads = {
  operations: Operations;
  /** Prices an extra stop; null where no solver is at hand. */
  extraPlaces: Routing["board"]["extraPlaces"] | null;
  /** Prices stops that go to other trucks; null where no solver is at hand. */
  handOver: Routing["board"]["handOver"] | null;
  /** The record of changes; null where it is not at hand. */
  changes: Changes | null;
  /** Proposals of who asks, newest first. */
  drafts: (scope: Scope) => Promise<AskDraftRow[]>;
};

/** Shows what a proposal of an action is about, with its price where it can be told at once; changes nothing. */
export type Show<Action extends Proposal["action"]> = (
  reads: ShownReads,
  scope: Scope,
  proposal: Extract<Proposal, { action: Action }>,
) => AsyncGenerator<Part>;

/** Whether a day has its routes: those of a coming one are made by who first opens it, and never by a question. */
export const hasRoutes = async (
  { operations }: Pick<ShownReads, "operations">,
  scope: Scope,
  day: string,
): Promise<boolean> => {
  const filters = [{ column: "serviceDay", op: "eq" as const, value: day }];
  return (await operations.page("routes", scope, { filters, sort: [], offset: 0, limit: 1 })).total > 0;
};

/** What a place in a route would cost the day. */
export const PLACE_COLUMNS: readonly AnswerColumn[] = [
  { key: "extraCost", label: "Costs", type: "money" },
  { key: "extraSeconds", label: "Longer by", type: "duration" },
  { key: "extraDistanceM", label: "Further by", type: "distance" },
  { key: "lateStops", label: "More late stops", type: "number" },
];

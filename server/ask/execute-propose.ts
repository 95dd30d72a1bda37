import type { Part } from "#server/ask/execute-parts.ts";
import type { Proposal, ProposePlan } from "#server/ask/proposal.schema.ts";
import { showExtra } from "#server/ask/shown/extra.ts";
import { showGoBacks } from "#server/ask/shown/go-backs.ts";
import { showHandOver } from "#server/ask/shown/hand-over.ts";
import { showReplan, showRescue } from "#server/ask/shown/replan.ts";
import { showSettingsBack } from "#server/ask/shown/settings-back.ts";
import type { Show, ShownReads } from "#server/ask/shown/shown.ts";
import { showUndo } from "#server/ask/shown/undo.ts";
import type { Scope } from "#server/lib/scope.ts";

// What it is about is said by the words of the proposal.
async function* nothing(): AsyncGenerator<Part> {}

/** What is shown of a proposal, by its action. */
const SHOWN: { readonly [Action in Proposal["action"]]: Show<Action> } = {
  rescue: showRescue,
  replan: showReplan,
  extra: showExtra,
  "go-backs": showGoBacks,
  "hand-over": showHandOver,
  undo: showUndo,
  "settings-back": showSettingsBack,
  alert: nothing,
  mute: nothing,
  unmute: nothing,
  mailing: nothing,
};

/** Shows what a proposal is about; changes nothing. */
export const executePropose = <Action extends Proposal["action"]>(
  reads: ShownReads,
  scope: Scope,
  { proposal }: { proposal: Extract<Proposal, { action: Action }> } & Pick<ProposePlan, "kind">,
): AsyncGenerator<Part> => {
  const show: Show<Action> = SHOWN[proposal.action as Action];
  return show(reads, scope, proposal);
};

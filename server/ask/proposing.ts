import { namesIn } from "#server/ask/core/read.ts";
import { alertPlan, readAlert } from "#server/ask/core/rules-alert.ts";
import { planWords } from "#server/ask/core/words.ts";
import { exportLink } from "#server/ask/execute-parts.ts";
import type { AnswerPart, QueryPlan } from "#server/ask/schema.ts";
import { insertDraft } from "#server/ask/store-drafts.ts";
import type { Understanding } from "#server/ask/understand.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

/** A question understood; "tell me when …" is a proposal over the question behind it, which must read in one way. */
export const understandProposing = async (
  text: string,
  understood: (text: string) => Promise<Understanding>,
): Promise<Understanding> => {
  const alert = readAlert(text);
  if (!alert) return understood(text);
  const watched = await understood(alert.question);
  const { kind } = watched.understood;
  if (kind === "refusal") return watched;
  if (kind === "choice")
    return {
      ...watched,
      understood: {
        kind: "refusal",
        refusal: {
          reason: "unclear",
          text: `"${alert.question}" can be read in two ways. Ask it by itself first, then for the alert in the words that were meant.`,
        },
      },
    };
  const { reading } = watched.understood;
  const plan = alertPlan(reading, alert, planWords(reading.plan, reading.window, namesIn(watched.asked)));
  return {
    ...watched,
    understood:
      "reason" in plan
        ? { kind: "refusal", refusal: plan }
        : { kind: "reading", reading: { ...reading, plan } },
  };
};

/** What offers a proposal: the only thing a question ever writes is the draft behind it. */
export const offered = async (
  db: Db,
  scope: Scope,
  {
    question,
    plan,
    isStored,
  }: { question: string; plan: Extract<QueryPlan, { kind: "propose" }>; isStored: boolean },
): Promise<AnswerPart> => {
  const { words, proposal } = plan;
  const draftId = isStored ? await insertDraft(db, scope, { question, words, proposal }) : null;
  return { type: "proposal", draftId, words };
};

/** The rows of a plan as a file, or why there is none. */
export const exportedPart = (plan: QueryPlan, format: "csv" | "geojson"): AnswerPart =>
  (plan.kind === "list" || plan.kind === "count") && plan.list !== "containers"
    ? exportLink(plan.list, plan, format)
    : {
        type: "text",
        text: "Only rows of a list can be saved as a file from here; its table can be copied.",
      };

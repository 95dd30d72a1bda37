import { namesIn, type Scored } from "#server/ask/core/read.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { alertPlan, readAlert } from "#server/ask/core/rules-alert.ts";
import { type Mailing, mailingPlan, readMailing } from "#server/ask/core/rules-mailing.ts";
import { planWords } from "#server/ask/core/words.ts";
import { exportLink } from "#server/ask/execute-parts.ts";
import type { ProposePlan } from "#server/ask/proposal.schema.ts";
import type { AnswerPart, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { insertDraft } from "#server/ask/store-drafts.ts";
import type { Understanding } from "#server/ask/understand.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

type Reads = (text: string) => Promise<Understanding>;

const refusedAs = (watched: Understanding, refusal: Refusal): Understanding => ({
  ...watched,
  understood: { kind: "refusal", refusal },
});

// It is asked anew each time: "today" is the day of that time, so the date that it has now is left out.
const asAsked = (window: TimeWindow | null): TimeWindow | null =>
  window && { ...window, label: window.label.replace(/ \([^()]*\)$/, "") };

// Plans that tell how one thing is.
const OF_ONE: ReadonlySet<QueryPlan["kind"]> = new Set([
  "finish",
  "fitness",
  "explain",
  "nearest",
  "why-stop",
]);

// What a proposal is over must read in one way.
const overOne = async (
  question: string,
  understood: Reads,
  { what, planOf }: { what: string; planOf: (reading: Scored, words: string) => ProposePlan | Refusal },
): Promise<Understanding> => {
  const watched = await understood(question);
  const { kind } = watched.understood;
  if (kind === "refusal") return watched;
  if (kind === "choice")
    return refusedAs(watched, {
      reason: "unclear",
      text: `"${question}" can be read in two ways. Ask it by itself first, then for ${what} in the words that were meant.`,
    });
  const { reading } = watched.understood;
  const plan = planOf(reading, planWords(reading.plan, asAsked(reading.window), namesIn(watched.asked)));
  return "reason" in plan
    ? refusedAs(watched, plan)
    : { ...watched, understood: { kind: "reading", reading: { ...reading, plan } } };
};

// What goes out as a month begins is of the month that is over, where the question says no time and would be of this one.
const overWholeMonth = async ({ question, nth, weekdays }: Mailing, understood: Reads): Promise<string> => {
  const isEarly = nth !== undefined && nth > 0 && nth <= (weekdays.length === 7 ? EARLY_DAYS : 1);
  if (!isEarly) return question;
  const { asked, understood: read } = await understood(question);
  const isOfMonth =
    read.kind === "reading" &&
    asked.window === null &&
    read.reading.window?.firstDay === asked.month.firstDay;
  if (!isOfMonth) return question;
  const over = `${question.replace(/[\s?.!]+$/, "")} last month`;
  const { understood: readOver } = await understood(over);
  return readOver.kind === "reading" && readOver.reading.plan.kind === read.reading.plan.kind
    ? over
    : question;
};
const EARLY_DAYS = 5;

/**
 * A question understood; "tell me when …" is a proposal over the question behind it, and so is "mail me … every Friday":
 * it must read in one way.
 */
export const understandProposing = async (text: string, understood: Reads): Promise<Understanding> => {
  const mailing = readMailing(text);
  if (mailing && "reason" in mailing) return refusedAs(await understood(text), mailing);
  if (mailing) {
    const question = await overWholeMonth(mailing, understood);
    return overOne(question, understood, {
      what: "the mail",
      planOf: (reading, words) => mailingPlan(reading, { ...mailing, question }, words),
    });
  }
  const alert = readAlert(text);
  if (!alert) return understood(text);
  // "Tell me if R-20 stays within its hours" asks how one thing is: nothing of it comes and goes.
  const once = await understood(alert.question);
  const { understood: read } = once;
  if (alert.forS === 0 && !alert.bound && read.kind === "reading" && OF_ONE.has(read.reading.plan.kind))
    return once;
  return overOne(alert.question, understood, {
    what: "the alert",
    planOf: (reading, words) => alertPlan(reading, alert, words),
  });
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
        text: "This is no list with a page of its own: the button of its table saves it as CSV.",
      };

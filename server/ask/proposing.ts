import { isOfWork, stretchOf } from "#server/ask/core/mailing-stretch.ts";
import { has } from "#server/ask/core/question.ts";
import { namesIn, type Scored } from "#server/ask/core/read.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { alertPlan, readAlert } from "#server/ask/core/rules-alert.ts";
import { type Mailing, mailingPlan, readMailing, recipientsIn } from "#server/ask/core/rules-mailing.ts";
import { isUndoingOf } from "#server/ask/core/rules-propose-back.ts";
import { planWords } from "#server/ask/core/words.ts";
import { exportLink } from "#server/ask/execute-parts.ts";
import type { ProposePlan } from "#server/ask/proposal.schema.ts";
import type { AnswerPart, ListName, QueryPlan, TimeWindow } from "#server/ask/schema.ts";
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

// What is due by now is so by the time that it goes out.
const untilThen = (plan: QueryPlan): QueryPlan => (plan.kind === "kpi" ? { ...plan, until: null } : plan);

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
  const plan = planOf(
    reading,
    planWords(untilThen(reading.plan), asAsked(reading.window), namesIn(watched.asked)),
  );
  return "reason" in plan
    ? refusedAs(watched, plan)
    : { ...watched, understood: { kind: "reading", reading: { ...reading, plan } } };
};

const MEAN_STAY = /\b(?:turn-?\s?(?:around|round)|average|mean|typical)/i;
const OF_ONE_VISIT: Refusal = {
  reason: "unclear",
  text: "One truck that waits is watched by “tell me when a truck has been tipping for more than 30 minutes”, and the mean of today's visits by “tell me when turnaround at the landfill is over 30 minutes”.",
};

// A question of work that says no time, and would be of today or of this month so far, is of the stretch that its mail is of.
const overStretch = async (mailing: Mailing, understood: Reads): Promise<string> => {
  const { question } = mailing;
  const stretch = stretchOf(mailing);
  if (stretch === undefined) return question;
  const { asked, understood: read } = await understood(question);
  if (read.kind !== "reading" || asked.window !== null || !isOfWork(read.reading.plan)) return question;
  const from = read.reading.window?.firstDay;
  if (from !== asked.today.firstDay && from !== asked.month.firstDay) return question;
  const over = `${question.replace(/[\s?.!]+$/, "")} ${stretch}`;
  const { understood: readOver } = await understood(over);
  // Routes of one day by what was missed are exceptions by route over a longer stretch.
  return readOver.kind === "reading" &&
    (readOver.reading.plan.kind === read.reading.plan.kind ||
      (read.reading.plan.kind === "list" && isOfWork(readOver.reading.plan)))
    ? over
    : question;
};

const CAN_GET: ReadonlySet<string> = new Set(["driver", "depot", "contractor"]);
// "Send Maria a PDF every Friday": who drives gets it, and what is mailed is not of him alone.
const mailingOf = async (text: string, understood: Reads): Promise<Mailing | Refusal | undefined> => {
  const mailing = readMailing(text);
  if (!mailing || "reason" in mailing || mailing.emails.length > 0 || mailing.unknown !== null)
    return mailing;
  for (const { name, rest } of recipientsIn(text)) {
    const { links } = (await understood(name)).asked.links;
    if (links.length !== 1 || !CAN_GET.has(links[0]?.name.kind ?? "")) continue;
    const sent = readMailing(rest);
    return sent && !("reason" in sent) ? { ...sent, unknown: name } : mailing;
  }
  return mailing;
};

/**
 * A question understood; "tell me when …" is a proposal over the question behind it, and so is "mail me … every Friday":
 * it must read in one way.
 */
export const understandProposing = async (text: string, understood: Reads): Promise<Understanding> => {
  // What is taken back is told by its words, and set up anew by none of them.
  if (isUndoingOf(text)) return understood(text);
  const mailing = await mailingOf(text, understood);
  if (mailing && "reason" in mailing) return refusedAs(await understood(text), mailing);
  if (mailing) {
    const question = await overStretch(mailing, understood);
    return overOne(question, understood, {
      what: "the mail",
      planOf: (reading, words) => mailingPlan(reading, { ...mailing, question }, words),
    });
  }
  const alert = readAlert(text);
  if (!alert) return understood(text);
  let once = await understood(alert.question);
  if (once.understood.kind === "reading" && once.understood.reading.plan.kind === "waits") {
    // How long one truck is there is no mean of all visits.
    if (has(once.asked, "vehicle") && !MEAN_STAY.test(alert.question)) return refusedAs(once, OF_ONE_VISIT);
    // A turnaround without a time would be of this month so far, and is watched as it is today.
    if (once.asked.window === null) {
      alert.question = `${alert.question} today`;
      once = await understood(alert.question);
    }
  }
  // "Tell me if R-20 stays within its hours" asks how one thing is: nothing of it comes and goes.
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

type File = { format: "csv" | "geojson"; wantsPlaces: boolean };

// Lists whose rows have a place, which their files hold as "lng" and "lat".
const PLACED: ReadonlySet<ListName> = new Set(["vehicles", "routes", "stops", "exceptions", "sites"]);
const FORMATS = { csv: "CSV", geojson: "GeoJSON" } as const;

type Listed = Extract<QueryPlan, { kind: "list" | "count" }>;
const isListed = (plan: QueryPlan): plan is Listed =>
  (plan.kind === "list" || plan.kind === "count") && plan.list !== "containers";
const isPlaced = (plan: QueryPlan): boolean => isListed(plan) && PLACED.has(plan.list);

/** What file a plan is saved as, in words behind its own. */
export const fileWords = (plan: QueryPlan, { format, wantsPlaces }: File): string => {
  const own = isListed(plan) && plan.list === "routes" ? " of each truck" : "";
  const places = isPlaced(plan) ? `, with coordinates${own}` : wantsPlaces ? ", without coordinates" : "";
  return `, as a ${FORMATS[format]} file${places}`;
};

/** The rows of a plan as a file, or why there is none; and where coordinates are wanted and it has none, why. */
export const exportedParts = (plan: QueryPlan, { format, wantsPlaces }: File): AnswerPart[] => {
  const lacksPlaces: AnswerPart[] =
    wantsPlaces && !isPlaced(plan)
      ? [
          {
            type: "text",
            text: "The rows of this answer have no place of their own, so its file holds no coordinates: vehicles, stops, exceptions and sites have one, and routes that of their truck.",
          },
        ]
      : [];
  if (isListed(plan)) return [exportLink(plan.list, plan, format, isPlaced(plan)), ...lacksPlaces];
  return [
    {
      type: "text",
      text: "This is no list with a page of its own: the button of its table saves its rows as CSV.",
    },
    ...lacksPlaces,
  ];
};

import { type Edited, editPlan, type SortKeys } from "#server/ask/core/edit-plan.ts";
import {
  type FollowUp,
  followUp,
  leansOnContext,
  type PlanEdit,
  WHY_ALONE,
} from "#server/ask/core/follow-up.ts";
import { alertOn } from "#server/ask/core/follow-up-alerts.ts";
import { DESTROYS } from "#server/ask/core/orders.ts";
import { isGuarded } from "#server/ask/core/private-data.ts";
import type { Asked } from "#server/ask/core/question.ts";
import type { Scored } from "#server/ask/core/read.ts";
import { undoingOf } from "#server/ask/core/rules-propose-back.ts";
import { turnWords, withoutLead } from "#server/ask/core/turn-words.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import type { Understanding } from "#server/ask/understand.ts";

/** What is asked once the sentences before it are taken in, or why it cannot be told. */
export type InContext = { text: string; edits: readonly PlanEdit[] } | { lost: string };

/** What {@link inContext} asks others for. */
export type ContextReads = {
  understand: (text: string) => Promise<Understanding>;
  /** The rows of the first table of a question's answer, with the plan they came from. */
  rowsOf: (asked: {
    text: string;
    edits: readonly PlanEdit[];
  }) => Promise<{ plan: QueryPlan; rows: readonly Record<string, unknown>[] } | null>;
};

/** Said where a sentence leans on one before it and there is none. */
export const WITHOUT_CONTEXT =
  "This goes on from a question before it, and there is none here. Say what it is about, for example the whole question.";

// "What does that plan cost": figures of a draft are told where it is set against what it replaces.
const ASKS_OF_PROPOSAL =
  /^\W*(?:(?:and|so|but|ok)\s+)*(?:what|how|which|who|when|where|why|is|are|does|do|will|would|show)\b.*(?<!\b(?:behind|on|to|with|of|against)\s+)\b(?:that|this|the)\s+(?:new\s+)?(?:plan|proposal|draft)\b/i;
const OF_PROPOSAL =
  "What is proposed is a draft: its routes, kilometres, hours, cost and late stops are told on its own page, set against those it replaces, before anybody confirms it.";
const OF_THE_DRAFT =
  /\b(?:(?:does|do|did|would|will|is)\s+(?:that|it|this)\b|(?:that|this|the)\s+(?:draft|proposal|one)\b)(?!.*\bplan\b)/i;
const BEYOND_CONTEXT =
  "The answer before cannot be narrowed by that in a sentence. Ask it as a whole question, with all that is to hold.";

/** The reading that runs where nobody is asked; undefined where there is none. */
export const sureReading = ({ understood }: Understanding): Scored | undefined =>
  understood.kind === "reading"
    ? understood.reading
    : understood.kind === "choice"
      ? understood.readings[0]
      : undefined;

/** Whether a sentence is a question by itself: what the second reader alone sees in a fragment does not make it one. */
const isWholeQuestion = (now: Understanding): boolean => sureReading(now)?.reader === "rules";

const LIST_NOUNS: Readonly<Record<string, string>> = {
  vehicles: "",
  routes: "",
  drivers: "",
  sites: "",
  customers: "customer ",
  stops: "",
  exceptions: "",
  containers: "",
};

// What a row is called in a question: the route, the truck or the driver of it, else nothing.
const nameOfRow = (plan: QueryPlan, row: Record<string, unknown>): string | null => {
  const said = (key: string) => (typeof row[key] === "string" && row[key] !== "" ? String(row[key]) : null);
  if (plan.kind === "list" || plan.kind === "count") {
    if (plan.list === "stops" || plan.list === "exceptions") return null;
    const name = said("name");
    return name === null ? null : `${LIST_NOUNS[plan.list] ?? ""}${name}`;
  }
  if (plan.kind === "kpi" || plan.kind === "measure" || plan.kind === "group") return said("key");
  return said("route") ?? said("vehicle") ?? said("name") ?? said("driver") ?? said("key");
};

const ROLES: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    /^\W*(?:and\s+)?(?:(?:who|what)(?:'s| is)\s+)?(?:its|his|her)\s+(?:driver|crew)\W*$/i,
    (name) => `who drives ${name}`,
  ],
  [
    /^\W*(?:and\s+)?(?:(?:what|which)(?:'s| is)\s+)?(?:its|his|her)\s+(?:truck|vehicle)\W*$/i,
    (name) => `which vehicle is ${name} on`,
  ],
  [
    /^\W*(?:and\s+)?(?:(?:what|which)(?:'s| is)\s+)?(?:its|his|her)\s+route\W*$/i,
    (name) => `which route is ${name} on`,
  ],
  [
    /^\W*(?:and\s+)?(?:(?:what|which)(?:'s| are)\s+)?(?:its|his|her)\s+(?:open\s+)?exceptions?\W*$/i,
    (name) => `exceptions of ${name} today`,
  ],
  [
    /^\W*(?:and\s+)?(?:(?:what|which)(?:'s| are)\s+)?(?:its|his|her)\s+(?:remaining\s+)?stops?\W*$/i,
    (name) => `stops of ${name} today`,
  ],
];

const isAboutLateness = (before: Understanding): boolean =>
  before.asked.hearing.heard.has("late") || sureReading(before)?.plan.kind === "explain";

const beyondUnread = (spoken: string): string =>
  `"${spoken}" could not be taken in, so this cannot go on from it. Ask it as a whole question, with all that is to hold.`;

const isReadWhole = ({ understood }: Understanding): boolean =>
  understood.kind === "reading" && understood.reading.unknown.length === 0;

const isToldApart = (plan: QueryPlan): boolean =>
  ("by" in plan && plan.by !== null && plan.by !== undefined) ||
  plan.kind === "engineer" ||
  plan.kind === "balance" ||
  // Days are told one by one there.
  plan.kind === "forecast" ||
  // A row is a route there.
  (plan.kind === "list" && plan.list === "routes");

// What was tipped is the same by facility and by whom, though tickets tell the one and sums the other.
const isTipped = (plan: QueryPlan): boolean =>
  (plan.kind === "waits" && plan.of === "weight") ||
  (plan.kind === "records" && plan.of === "tickets" && plan.value?.column === "weightKg");

// What is asked, apart from what it is narrowed by.
const subjectOf = (plan: QueryPlan | undefined): string =>
  plan === undefined
    ? ""
    : isTipped(plan)
      ? "tipped"
      : [
          plan.kind === "count" || plan.kind === "group" ? "list" : plan.kind,
          "list" in plan ? plan.list : "",
          "of" in plan ? plan.of : "",
          "name" in plan ? plan.name : "",
          "what" in plan ? plan.what : "",
        ].join(" ");
// Of what is told as a whole a part may be asked for.
const MANIFOLD: ReadonlySet<QueryPlan["kind"]> = new Set([
  ...(["zone", "changes", "summary", "movers", "breakdowns", "briefing"] as const),
]);

// The first way to say it that reads in one way, with none of its words left aside, and with a part in what is asked.
const readableOf = async (
  { texts, isSplit = false, isWhole = true, isNarrowed = false }: Extract<FollowUp, { kind: "question" }>,
  before: Understanding,
  understand: ContextReads["understand"],
): Promise<string | undefined> => {
  const old = sureReading(before)?.plan;
  const isKept = !isNarrowed || isSplit || old === undefined || MANIFOLD.has(old.kind);
  for (const [i, text] of texts.entries()) {
    const now = await understand(text);
    const plan = isReadWhole(now) ? sureReading(now)?.plan : undefined;
    if (plan === undefined) continue;
    if (isSplit && !isToldApart(plan)) continue;
    if (!isKept && subjectOf(plan) !== subjectOf(old)) continue;
    if ((i === 0 && isWhole) || JSON.stringify(plan) !== JSON.stringify(old)) return text;
  }
  return undefined;
};

const OF_THOSE =
  /^\W*(?:(?:and|ok|okay|so|but|then|now|only|just)\W+)*(?:(?:which|who|how\s+many|what|any|only|just)\s+)?(?:of\s+)?(?:them|those|these|the\s+ones)\b\s*(?:(?:that|which|who)\s+)?(?:(?:is|are)\s+(?=(?:still|not|also|already|now)\b)|have\s+(?=not\b))?/i;

// "Which of those are still in the yard" behind "who has clocked in": both in one question, where it is read whole and
// tells of the same rows, with more conditions.
const joinedTo = async (
  before: string,
  sentence: string,
  understand: ContextReads["understand"],
): Promise<string | undefined> => {
  if (!OF_THOSE.test(sentence)) return undefined;
  const rest = sentence.replace(OF_THOSE, "").replace(/[\s?.!]+$/, "");
  const text = `${before.replace(/[\s?.!]+$/, "")}${/^(?:over|under|at|in|with|without|outside|more|less)\b/i.test(rest) ? " " : " and "}${rest}`;
  const [first, both] = [sureReading(await understand(before)), sureReading(await understand(text))];
  if (!first || !both || both.unknown.length > 0 || both.reader !== "rules") return undefined;
  const [one, other] = [first.plan, both.plan];
  if (one.kind !== "list" || other.kind !== "list" || one.list !== other.list) return undefined;
  return other.filters.length > one.filters.length ||
    JSON.stringify(other.filters) !== JSON.stringify(one.filters)
    ? text
    : undefined;
};

const ANOTHER =
  /^\W*(?:(?:and|plus|also|what\s+if|what\s+about|how\s+about|ok|then)\b\s*)*(?:(?:truck|lorry|vehicle|wagon|rig|number|no\.?)\s+)?#?(\d{1,4})(?:\s+(?:as\s+well|too|also|stays?\s+(?:in|put|home|out)(?:\s+(?:the\s+)?(?:yard|depot))?(?:\s+(?:as\s+well|too))?|is\s+(?:out|off)(?:\s+(?:as\s+well|too))?))+\W*$/i;

/** A supposition or a quiet over trucks with another one that the next sentence adds: "and 11 as well?" */
const withAnotherTruck = (
  text: string,
  { asked, understood }: Understanding,
  sentence: string,
): string | undefined => {
  const number = ANOTHER.exec(sentence)?.[1];
  const plan = understood.kind === "reading" ? understood.reading.plan : undefined;
  if (number === undefined || plan?.kind !== "propose") return undefined;
  const last = asked.links.links.filter(({ name }) => name.kind === "vehicle").at(-1);
  const end = last && asked.hearing.tokens[last.to - 1]?.end;
  const isOfTrucks = plan.proposal.action === "replan" || plan.proposal.action === "mute";
  return last && end !== undefined && isOfTrucks
    ? `${text.slice(0, asked.hearing.tokens[last.from]?.start)}${last.name.name} and truck ${number}${text.slice(end)}`
    : undefined;
};

const TAKES_BACK =
  /^\W*(?:(?:no|nope|nah|nein|doch\s+nicht|mejor|actually|sorry|wait|oh|ok|okay|please|on\s+second\s+thoughts?|hang\s+on|hold\s+on|and|then|now)\W+)*(?:(?:can|could|would)\s+you\s+|i\s+want\s+to\s+|let['’]?s\s+)?(?:(?:undo|revert|reverse|cancel|withdraw|scrap|discard|drop|forget|scratch|bin)\s+(?:that|it|this)(?:\s+(?:one|move|proposal|again|please|last\s+(?:bit|one)))?|(?:put|take)\s+(?:that|it|this|them)\s+back|never\s*mind|undo|deshazlo|(?:deshaz|anula|cancela)\s+(?:eso|esto|that|this|it)|(?:mach\w*|nimm|make|do|take)\s+(?:das|es|that|it)\s+(?:wieder\s+)?(?:r[uü]ckg[aä]ngig|zur[uü]ck|back))(?:\W+(?:please|again|thanks?|then))*\W*$/i;

// "Which route finished latest": one row, by when it ended.
const isOneRoute = (plan: QueryPlan): boolean =>
  plan.kind === "list" &&
  plan.list === "routes" &&
  plan.limit === 1 &&
  /^(?:endedAt|expectedEndAt|delayS|pastShiftS)$/.test(plan.sort[0]?.column ?? "") &&
  plan.sort[0]?.descending === true;
const whenOf = ({ hearing: { tokens }, timed }: Asked): string =>
  [...timed.when]
    .sort((a, b) => a - b)
    .map((at) => tokens[at]?.text ?? "")
    .join(" ");
const ALERT_HEAD =
  /^\W*(?:(?:please|and|ok|then)\s+)*(?:tell|let|alert|warn|notify|ping|text)\s+(?:me|us)\s+(?:know\s+)?(?:when|if|once|whenever|as\s+soon\s+as)\s+/i;
// "Make that four and a half, and only North depot" changes two things, one after the other.
const TWO_TURNS =
  /^(\W*(?:(?:and|no|ok|okay|actually)\W+)*(?:make|change)\s+(?:it|that)\s+[^,]{1,25}),\s+and\s+((?:only|just)\s+.+)$/i;
const partedTurns = (sentence: string): string[] => {
  const found = TWO_TURNS.exec(sentence);
  return found?.[1] && found[2] ? [found[1], found[2]] : [sentence];
};

// "Which route is furthest behind" asks for one, and its rows stand in that order: "it" is the first.
const ASKS_ONE =
  /^\W*(?:(?:and|so|ok)\s+)*(?:which|what)\s+(?:single\s+)?(?:route|round|run|truck|vehicle|lorry|wagon|driver|depot|zone)\s+(?:is|was|has|had|did|runs?)\b(?!.*\band\s+(?:which|what|who)\b).*\b(?:furthest|farthest|latest|most|by\s+how\s+much|worst|least|fewest|longest|highest|lowest)\b/i;

const isNotAnswered = ({ asked }: Understanding): boolean =>
  isGuarded(asked) || DESTROYS.test(asked.hearing.text);

/**
 * Takes the sentences of a conversation in order and maps the last one to the question it stands for. The conversation
 * travels with who asks, as its sentences: nothing is kept here between them, so any process can answer, nothing runs
 * out, and a follow-up is read, checked and refused as the whole question would be.
 */
export const inContext = async (
  sentences: readonly string[],
  { understand, rowsOf }: ContextReads,
): Promise<InContext> => {
  let asked: { text: string; edits: readonly PlanEdit[] } | null = null;
  // What went on from the question before it and could not be read: what goes on from that would leave it out.
  let unread: string | null = null;
  const turns = sentences.flatMap((sentence, i) => (i === 0 ? [sentence] : partedTurns(sentence)));
  for (const [at, spoken] of turns.entries()) {
    const isLast = at === turns.length - 1;
    const sentence: string = asked === null ? spoken : turnWords(spoken);
    // What must not be answered is refused as it was said, before any of it is taken for a turn of the talk.
    const whole = sentence === spoken ? null : await understand(spoken);
    if (whole && isNotAnswered(whole)) {
      asked = { text: spoken, edits: [] };
      if (isLast) return asked;
      continue;
    }
    const now = await understand(sentence);
    if (asked === null) {
      const own = { text: spoken, edits: [] };
      if (leansOnContext(now.asked) && !isWholeQuestion(now)) {
        if (isLast) return { lost: WITHOUT_CONTEXT };
        continue;
      }
      asked = own;
      continue;
    }
    const own = { text: withoutLead(spoken), edits: [] };
    const before = await understand(asked.text);
    // What is to be prepared, said whole, goes on from nothing that was only asked.
    const [read, readBefore] = [sureReading(now), sureReading(before)];
    if (read?.reader === "rules" && read.plan.kind === "propose" && readBefore?.plan.kind !== "propose") {
      asked = own;
      continue;
    }
    // What is only proposed has no routes yet: days are set side by side as they stand, and the answer says so.
    const isOnProposal = readBefore?.plan.kind === "propose";
    const isSetAgainst = now.asked.compared !== null || now.asked.window !== null;
    if (
      readBefore?.plan.kind === "propose" &&
      read?.plan.kind === "day-totals" &&
      isSetAgainst &&
      isReadWhole(now)
    ) {
      // The route that was to be planned anew is the one whose days are set side by side.
      const { proposal } = readBefore.plan;
      const route = proposal.action === "replan" ? proposal.route : undefined;
      // A draft of moves is no plan of routes that could be named: days as they stand are not what "that" is.
      if (route === undefined && OF_THE_DRAFT.test(own.text)) {
        if (isLast) return { lost: OF_PROPOSAL };
        continue;
      }
      const text = own.text
        .replace(/\bcompare\s+this\b/i, "compare that")
        .replace(/\b(?:this\s+(?=plan\b)|este\s+(?=plan\b)|dies(?:er|en|em|es)\s+(?=plan\b))/i, "that ");
      asked = {
        ...own,
        text:
          route === undefined || now.asked.links.links.length > 0
            ? text
            : `${text.replace(/[\s?.!]+$/, "")} for ${route}`,
      };
      continue;
    }
    if (isOnProposal && ASKS_OF_PROPOSAL.test(sentence)) {
      if (isLast) return { lost: OF_PROPOSAL };
      continue;
    }
    // What was only proposed is put aside, and what was confirmed of it undone: no other change.
    if (readBefore?.plan.kind === "propose" && TAKES_BACK.test(spoken)) {
      asked = { text: undoingOf(readBefore.plan.words), edits: [] };
      continue;
    }
    const joined = withAnotherTruck(asked.text, before, spoken);
    if (joined !== undefined) {
      asked = { text: joined, edits: asked.edits };
      continue;
    }
    // Why the one route that an answer told of ended when it did: what took longer on it.
    if (WHY_ALONE.test(sentence) && readBefore && isOneRoute(readBefore.plan)) {
      const found = await rowsOf(asked);
      const [row] = found?.rows ?? [];
      const name = found && row ? nameOfRow(found.plan, row) : null;
      if (name !== null) {
        asked = { text: `why did ${name} finish late ${whenOf(before.asked)}`.trim(), edits: [] };
        continue;
      }
    }
    const followed =
      alertOn(before.asked.hearing.text, sentence) ?? followUp(before.asked, now.asked, isWholeQuestion(now));
    // What an alert watches was read by itself: exchanged, it is an alert still.
    const head: string | undefined = isOnProposal ? ALERT_HEAD.exec(asked.text)?.[0] : undefined;
    const next: FollowUp =
      followed.kind === "question" && head !== undefined
        ? {
            ...followed,
            texts: followed.texts.map((each) =>
              ALERT_HEAD.test(each) || each === sentence ? each : `${head}${each}`,
            ),
          }
        : followed;
    if (next.kind !== "own" && unread !== null) {
      if (isLast) return { lost: beyondUnread(unread) };
      continue;
    }
    if (next.kind === "beyond") {
      const joined = await joinedTo(asked.text, spoken, understand);
      if (joined !== undefined) asked = { text: joined, edits: [] };
      else if (isLast) return { lost: BEYOND_CONTEXT };
      else unread = spoken;
      continue;
    }
    // A sentence that nobody could read leaves what was spoken of as it was.
    if (next.kind === "own") {
      const isRead = sureReading(now) !== undefined;
      if (isRead) unread = null;
      else if (!isLast && leansOnContext(now.asked)) unread = spoken;
      asked = isLast || isRead ? own : asked;
    } else if (next.kind === "question") {
      const text: string | undefined = await readableOf(next, before, understand);
      const closest: string = next.texts[0] ?? asked.text;
      if (text === undefined && !isLast) unread = spoken;
      // It reads, but as what does not hold the sentence.
      if (text === undefined && isLast && isReadWhole(await understand(closest)))
        return { lost: BEYOND_CONTEXT };
      // A proposal that stays as it was has not taken in what the sentence adds.
      const isProposed = readBefore?.plan.kind === "propose";
      const after = isProposed ? sureReading(await understand(text ?? closest)) : undefined;
      const isAsBefore = after && JSON.stringify(after.plan) === JSON.stringify(readBefore?.plan);
      // Nor may a mail or an alert that was to be changed become what it tells of.
      const isLostOf = after && after.plan.kind !== "propose" && (text ?? closest) !== sentence;
      if (isAsBefore || isLostOf) {
        if (isLast) return { lost: BEYOND_CONTEXT };
        continue;
      }
      asked = {
        text: text ?? closest,
        edits: asked.edits.filter(({ kind }) => kind !== "only"),
      };
    } else if (next.kind === "edit") {
      const edit: PlanEdit = next.edit;
      asked = { text: asked.text, edits: [...asked.edits.filter(({ kind }) => kind !== edit.kind), edit] };
    } else {
      const [link, ...more] = before.asked.links.links;
      // "It" is the one thing the question before named, else the only row of its answer.
      let name: string | null = next.index === null && link && more.length === 0 ? link.name.name : null;
      if (name === null) {
        const found = await rowsOf(asked);
        const { text: spokenBefore, edits }: { text: string; edits: readonly PlanEdit[] } = asked;
        const index: number = next.index ?? 0;
        const row: Record<string, unknown> | undefined = found?.rows.at(index);
        if (!found || !row)
          return { lost: `The answer before has ${found?.rows.length ?? 0} rows, so there is no such one.` };
        const isOfOne = edits.length === 0 && ASKS_ONE.test(spokenBefore);
        if (next.index === null && found.rows.length > 1 && !isOfOne)
          return {
            lost: `The answer before has ${found.rows.length} rows: say which one is meant, such as "the second one".`,
          };
        name = nameOfRow(found.plan, row);
        if (name === null) {
          if (!next.isAlone || typeof row.id !== "number")
            return { lost: "That row has no name to go on with: say what it is about in a whole question." };
          asked = { text: asked.text, edits: [...asked.edits, { kind: "only", id: row.id }] };
          continue;
        }
      }
      // Why a row stands where it does is told of late routes alone.
      if (/\bwhy\b/i.test(sentence) && !isAboutLateness(before))
        return {
          lost: "Why a row is among them cannot be told from here: ask why its route is late, or why a count rose.",
        };
      const role: (typeof ROLES)[number] | undefined = ROLES.find(([pattern]) => pattern.test(sentence));
      asked = {
        text: role
          ? role[1](name)
          : next.isAlone
            ? name
            : `${sentence.slice(0, next.start)}${name}${/^(?:its|his|her)$/i.test(sentence.slice(next.start, next.end)) ? "'s" : ""}${sentence.slice(next.end)}`,
        edits: [],
      };
    }
  }
  return asked ?? { lost: WITHOUT_CONTEXT };
};

/** A reading with the edits of a conversation made, or why one cannot be. */
export const withEdits = (plan: QueryPlan, edits: readonly PlanEdit[], sortKeys: SortKeys): Edited => {
  let edited: Edited = { plan };
  for (const edit of edits) {
    if ("fault" in edited) return edited;
    edited = editPlan(edited.plan, edit, sortKeys);
  }
  return edited;
};

import { asidesOf, entitiesOf } from "#server/ask/asides.ts";
import { chipsOf } from "#server/ask/chips.ts";
import { inContext, sureReading, WITHOUT_CONTEXT, withEdits } from "#server/ask/conversation.ts";
import { asSubject } from "#server/ask/core/agree.ts";
import type { Classifier } from "#server/ask/core/classify.ts";
import type { SortKeys } from "#server/ask/core/edit-plan.ts";
import { leansOnContext, type PlanEdit } from "#server/ask/core/follow-up.ts";
import { namesIn, readingsOf, type Scored, type Understood } from "#server/ask/core/read.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { forbiddenTo } from "#server/ask/core/roles.ts";
import { isWatched, readAlert, rowsWatched } from "#server/ask/core/rules-alert.ts";
import { readExport, wantsPlaces } from "#server/ask/core/rules-export.ts";
import { readMailing } from "#server/ask/core/rules-mailing.ts";
import { sourcesOf } from "#server/ask/core/sources.ts";
import { traceOf } from "#server/ask/core/trace.ts";
import { KPI_WORDS, planWords } from "#server/ask/core/words.ts";
import type { Decide } from "#server/ask/decide.ts";
import { readEdited } from "#server/ask/edited.ts";
import { createExamples } from "#server/ask/examples.ts";
import { createExecute, type ExecuteDeps } from "#server/ask/execute.ts";
import type { PassageSearch } from "#server/ask/execute-passages.ts";
import { isInVain, withShown } from "#server/ask/hand-over.ts";
import { createHearing } from "#server/ask/hearing.ts";
import { type AnsweredBefore, settledSources } from "#server/ask/kept.ts";
import type { NamedValue } from "#server/ask/known-names.ts";
import type { AskStep, FleetChoice } from "#server/ask/plan-names.schema.ts";
import { exportedParts, fileWords, offered, understandProposing } from "#server/ask/proposing.ts";
import { createReports } from "#server/ask/reports.ts";
import {
  type AnswerPart,
  type EditedPlan,
  QueryPlan,
  type Question,
  type Reading,
} from "#server/ask/schema.ts";
import { spanOf } from "#server/ask/span.ts";
import { STARTERS } from "#server/ask/starters.ts";
import type { Suppose } from "#server/ask/suppose.ts";
import { inEnglish, type Understanding } from "#server/ask/understand.ts";
import type { AskClock } from "#server/ask/when-windows.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Found, GuardedCache, Look } from "#server/lib/guarded-cache.ts";
import type { Scope } from "#server/lib/scope.ts";
import { serviceDayOf } from "#server/lib/service-day.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import { MAX_SEARCH_TEXT } from "#server/vector/schema.ts";

export type { Drafts } from "#server/ask/drafts.ts";

/** What {@link createAsk} needs. */
export type AskDeps = {
  db: Db;
  operations: Operations;
  /** The same service by a clock that stands at an instant. */
  operationsAt: (now: string) => Operations;
  fleet: Fleet;
  passages: PassageSearch;
  /** What is to be expected of days to come. */
  forecasts: ExecuteDeps["forecasts"];
  /** Places of a stop with their prices; null where no solver is at hand. */
  places: ExecuteDeps["places"];
  /** Prices an extra stop; null where no solver is at hand. */
  extraPlaces: ExecuteDeps["extraPlaces"];
  /** Prices stops that go to other trucks; null where no solver is at hand. */
  handOver: ExecuteDeps["handOver"];
  /** The record of changes; null where it is not at hand. */
  changes: ExecuteDeps["changes"];
  /** What the product tells of itself; null where it is not at hand. */
  engineer: ExecuteDeps["engineer"];
  /** What is told of outside services and of coordination; null where it is not at hand. */
  platform: ExecuteDeps["platform"];
  /** What was answered before; null where every question is answered anew. */
  kept: Pick<GuardedCache<AnsweredBefore>, "look"> | null;
  /** The second reader of somebody's questions; null where questions are read by rules alone. */
  readerOf: ((scope: Scope) => Promise<Classifier>) | null;
  /** What the answers that somebody is given hang on beside his question, such as which reader he has. */
  answersHangOn?: (scope: Scope) => readonly string[];
  /** Has a model choose between two readings; null where it could not tell in time. */
  decide: Decide;
  /** Has a model tell of what subject a question is that nobody understood; null where it is none, or it came too late. */
  suppose: Suppose;
  meter: Pick<Meter, "record" | "count">;
  /** Notes a refused request for private data, or an order in disguise, in the audit log. */
  noteRefusal: (scope: Scope, question: string, reason: string) => Promise<void>;
};

/** An answer as it is mailed: what it is of in words, and its parts. */
export type MailedAnswer = { words: string; asOf: string; parts: AnswerPart[] };

const countOf = (part: AnswerPart): number =>
  part.type === "rows" ? part.rows.length : part.type === "passages" ? part.hits.length : 0;

/** Who asks and waits to the end. */
const NOBODY_LEAVES = new AbortController().signal;

// More than these are not read by who looks for what was meant.
const OTHER_READINGS = 4;

// Reasons of a refusal that say no more than that nobody understood.
const LOST: ReadonlySet<Refusal["reason"]> = new Set(["out-of-scope", "unclear"]);

/** Questions in plain words over the fleet: read by rules, run as typed plans under the asker's role, never invented. */
export const createAsk = ({
  db,
  operations,
  operationsAt,
  fleet,
  passages,
  forecasts,
  places,
  extraPlaces,
  handOver,
  changes,
  engineer,
  platform,
  kept,
  readerOf,
  answersHangOn = () => [],
  decide,
  suppose,
  meter,
  noteRefusal,
}: AskDeps) => {
  const reads = {
    db,
    fleet,
    passages,
    forecasts,
    places,
    extraPlaces,
    handOver,
    changes,
    engineer,
    platform,
  };
  const execute = createExecute({ ...reads, operations });
  const { namesFor, placeOf, hear, kept: keptNames } = createHearing({ db, fleet, readerOf });

  const sortKeys: SortKeys = (list) => {
    const { vehicles, routes, stops, exceptions } = operations.lists;
    const { sites, customers, drivers } = fleet.lists;
    const known = { vehicles, routes, stops, exceptions, sites, customers, drivers };
    return new Set(list === "containers" ? [] : known[list].keys);
  };

  /** Hears a question by itself, as of now. */
  const hearNow = async (scope: Scope, text: string): Promise<{ heard: Understanding; clock: AskClock }> => {
    const { now, timeZone } = operations.clock(scope);
    const clock = { now, timeZone };
    const { linker } = await namesFor(scope, serviceDayOf(now, timeZone));
    return { heard: await hear(scope, inEnglish(text, linker).text, linker, clock), clock };
  };

  const toReading = async (
    scope: Scope,
    clock: AskClock,
    { asked, places }: Understanding,
    scored: Scored,
    edits: readonly PlanEdit[] = [],
  ): Promise<Reading> => {
    const links = asked.links.links;
    const names = namesIn(asked);
    const edited = withEdits(scored.plan, edits, sortKeys);
    if ("fault" in edited) throw new AppError("BAD_REQUEST", edited.fault);
    let { plan } = edited;
    if (plan.kind === "nearest") {
      const place = await placeOf(
        scope,
        links.find((link) => link.name.name === (plan.kind === "nearest" ? plan.place.label : "")),
        places,
      );
      if (!place) throw new AppError("NOT_FOUND", `I do not know where ${plan.place.label} is`);
      plan = { ...plan, place: { label: plan.place.label, lng: place.lng, lat: place.lat } };
    }
    // A question may be longer than what is looked for: the search reads its beginning.
    if (plan.kind === "passages") plan = { ...plan, text: plan.text.slice(0, MAX_SEARCH_TEXT) };
    const checked = QueryPlan.parse(plan);
    return {
      plan: checked,
      words: `${planWords(checked, scored.window, names)}${asidesOf(asked.hearing.tokens, links, scored)}`,
      window: scored.window,
      entities: entitiesOf(asked.hearing.tokens, links),
      confidence: scored.confidence,
      span: spanOf(scored.window, clock),
      chips: chipsOf(checked, scored.window, names),
      trace: traceOf(asked, scored),
      sources: sourcesOf(checked),
      reader: scored.reader,
    };
  };

  /** What a question was understood as; where nobody understood it, what it is as the subject that a model says it is of. */
  const supposed = async (
    scope: Scope,
    text: string,
    { asked, understood }: Understanding,
    signal: AbortSignal,
  ): Promise<Understood> => {
    const isOpen =
      understood.kind === "refusal" &&
      LOST.has(understood.refusal.reason) &&
      !readAlert(text) &&
      !readMailing(text);
    if (!isOpen || readerOf === null || leansOnContext(asked)) return understood;
    const subject = await suppose(scope, text, signal);
    if (subject === null) return understood;
    const { conceptsOf } = await readerOf(scope);
    return asSubject(asked, subject, conceptsOf(subject)) ?? understood;
  };

  /** What a question reads as now, where it reads in one way that its asker may have run. */
  const readNow = async (
    scope: Scope,
    text: string,
    isWanted: (plan: QueryPlan) => boolean,
    what: string,
  ): Promise<Reading | Refusal> => {
    const { heard, clock } = await hearNow(scope, text);
    const { understood } = heard;
    if (understood.kind === "refusal") return understood.refusal;
    if (understood.kind === "choice" || !isWanted(understood.reading.plan))
      return { reason: "unclear", text: `"${text}" no longer reads as ${what}.` };
    const reading = await toReading(scope, clock, heard, understood.reading);
    return forbiddenTo(scope, reading.plan) ?? reading;
  };

  const lookAt = (
    scope: Scope,
    { text, readingIndex, isAfresh = false }: Question,
    setting: readonly string[],
  ): Promise<Look<AnsweredBefore>> | null =>
    kept === null
      ? null
      : kept.look({
          asker: {
            ...scope,
            setting: JSON.stringify([...setting, readingIndex ?? null, ...answersHangOn(scope)]),
          },
          text,
          isAfresh,
        });

  /** An answer given before, told as such. */
  function* remembered(
    { value, atMs }: Pick<Found<AnsweredBefore>, "value" | "atMs">,
    startMs: number,
  ): Generator<AnswerPart> {
    yield { type: "reading", reading: value.reading };
    yield* value.parts;
    const rowCount = value.parts.reduce((sum, part) => sum + countOf(part), 0);
    const tookMs = performance.now() - startMs;
    meter.record("ask.answer_ms", tookMs);
    yield { type: "done", asOf: value.asOf, rowCount, tookMs, keptAt: new Date(atMs).toISOString() };
  }

  /** Runs a plan that was changed by hand, or kept; checked as any other, and never from memory. */
  async function* askEdited(
    { scope, asker, question, clock }: { scope: Scope; asker: Scope; question: Question; clock: AskClock },
    edited: EditedPlan,
    run: typeof execute,
    signal: AbortSignal,
  ): AsyncGenerator<AnswerPart> {
    const startMs = performance.now();
    const { known } = await namesFor(scope, serviceDayOf(clock.now, clock.timeZone));
    const { reading, refusal } = readEdited(edited, { known, clock, asker: scope });
    yield { type: "reading", reading };
    let rowCount = 0;
    if (refusal) {
      meter.count("ask.refused", 1, { reason: refusal.reason });
      if (refusal.reason === "forbidden") await noteRefusal(scope, question.text, refusal.reason);
      yield { type: "refusal", ...refusal, suggestions: STARTERS[scope.role].slice(0, 3), without: null };
    } else {
      for await (const part of run(asker, reading.plan, reading.window, true)) {
        signal.throwIfAborted();
        rowCount += countOf(part);
        yield part;
      }
    }
    const tookMs = performance.now() - startMs;
    meter.record("ask.answer_ms", tookMs);
    yield { type: "done", asOf: clock.now, rowCount, tookMs, keptAt: null };
  }

  /**
   * Answers a question in parts, in order: how it was understood, figures, rows, text, link, done. Where `signal` aborts
   * it goes no further than the step it is at, and throws the signal's reason.
   */
  async function* ask(
    scope: Scope,
    question: Question,
    now?: string,
    onStep: (step: AskStep) => void = () => {},
    signal: AbortSignal = NOBODY_LEAVES,
  ): AsyncGenerator<AnswerPart> {
    const startMs = performance.now();
    const day = operations.clock(scope);
    const clock: AskClock = { now: now ?? day.now, timeZone: day.timeZone };
    const today = serviceDayOf(clock.now, clock.timeZone);
    const asker = question.depotIds?.length
      ? { ...scope, depotIds: question.depotIds.filter((id) => scope.depotIds?.includes(id) ?? true) }
      : scope;
    // A question about another moment is answered by a clock that stands there.
    const run = now === undefined ? execute : createExecute({ ...reads, operations: operationsAt(now) });
    if (question.edited) {
      onStep("running");
      return yield* askEdited({ scope, asker, question, clock }, question.edited, run, signal);
    }
    onStep("reading");
    const { linker } = await namesFor(scope, today);
    const understood = (text: string) => hear(scope, text, linker, clock);
    const readingOf = (heard: Understanding, scored: Scored, edits: readonly PlanEdit[]) =>
      toReading(scope, clock, heard, scored, edits);
    const suggestions = STARTERS[scope.role].slice(0, 3);
    const done = (rowCount: number): AnswerPart => {
      const tookMs = performance.now() - startMs;
      meter.record("ask.answer_ms", tookMs);
      return { type: "done", asOf: clock.now, rowCount, tookMs, keptAt: null };
    };
    const refused = async function* (
      refusal: Refusal,
      without: Reading | null = null,
    ): AsyncGenerator<AnswerPart> {
      meter.count("ask.refused", 1, { reason: refusal.reason });
      if (refusal.reason === "forbidden" || refusal.reason === "change")
        await noteRefusal(scope, question.text, refusal.reason);
      yield { type: "refusal", ...refusal, suggestions, without };
      yield done(0);
    };
    /** The first table of an answer, for sentences that speak of its rows. */
    const rowsOf = async ({ text, edits }: { text: string; edits: readonly PlanEdit[] }) => {
      const before = await understood(text);
      const scored = sureReading(before);
      if (!scored) return null;
      const { plan, window } = await readingOf(before, scored, edits);
      if (forbiddenTo(scope, plan)) return null;
      for await (const part of run(asker, plan, window))
        if (part.type === "rows") return { plan, rows: part.rows };
      return null;
    };
    // All else reads the English of it: alerts, exports and what was answered before, too.
    const said = inEnglish(question.text, linker).text;
    // A list that is mailed is no file to be saved now.
    const exported = readMailing(said) ? undefined : readExport(said);
    const file = exported && { format: exported.format, wantsPlaces: wantsPlaces(said) };
    const turns = (question.turns ?? []).map((turn) => inEnglish(turn, linker).text);
    const sentences = exported?.question === "" ? turns : [...turns, exported?.question ?? said];
    const [only] = sentences;
    if (only === undefined) return yield* refused({ reason: "unclear", text: WITHOUT_CONTEXT });
    const context =
      sentences.length > 1
        ? await inContext(sentences, { understand: understood, rowsOf })
        : { text: only, edits: [] };
    if ("lost" in context) return yield* refused({ reason: "unclear", text: context.lost });
    const { text } = context;
    // What is asked about another moment, from the shell, is neither kept nor given from memory.
    const look =
      now === undefined && context.edits.length === 0 && !exported && !readAlert(text) && !readMailing(text)
        ? await lookAt(asker, { ...question, text }, [today, clock.timeZone])
        : null;
    signal.throwIfAborted();
    if (look !== null && look.found !== null) return yield* remembered(look.found, startMs);
    onStep("linking");
    const understanding = await understandProposing(text, understood);
    meter.record("ask.plan_ms", performance.now() - startMs);
    signal.throwIfAborted();
    const read = await supposed(asker, text, understanding, signal);
    signal.throwIfAborted();
    let rowCount = 0;
    const isPicked = read.kind === "refusal" && read.without !== undefined && question.readingIndex === 0;
    if (read.kind === "refusal" && !isPicked) {
      if (LOST.has(read.refusal.reason) && !question.turns?.length && leansOnContext(understanding.asked))
        return yield* refused({ reason: "unclear", text: WITHOUT_CONTEXT });
      const without = read.without ? await readingOf(understanding, read.without, context.edits) : null;
      return yield* refused(read.refusal, without && forbiddenTo(scope, without.plan) ? null : without);
    } else {
      // Two readings: the asker chooses by their number, else a model where there is one.
      const choices =
        read.kind === "choice" && question.readingIndex === undefined
          ? await Promise.all(read.readings.map((one) => readingOf(understanding, one, context.edits)))
          : [];
      const offers = choices.map(({ words }) => words);
      const chosen = choices.length > 0 ? await decide(asker, text, offers, signal) : null;
      const picked =
        read.kind === "reading"
          ? read.reading
          : read.kind === "choice"
            ? read.readings[question.readingIndex ?? chosen ?? -1]
            : read.without;
      if (!picked) {
        yield { type: "choice", readings: choices };
      } else {
        const edited = withEdits(picked.plan, context.edits, sortKeys);
        if ("fault" in edited) return yield* refused({ reason: "unclear", text: edited.fault });
        const own = await readingOf(understanding, picked, context.edits);
        const reading: Reading = {
          ...own,
          ...(chosen === null ? {} : { reader: "model" as const }),
          ...(file ? { words: `${own.words}${fileWords(own.plan, file)}` } : {}),
        };
        const forbidden = forbiddenTo(scope, reading.plan);
        if (forbidden) {
          yield { type: "reading", reading };
          return yield* refused(forbidden);
        }
        const sources =
          picked.unknown.length > 0 ? null : settledSources(reading.plan, reading.window, today);
        const key = JSON.stringify([reading.plan, reading.window]);
        const opened = look === null || sources === null ? null : await look.open({ key, sources });
        if (opened !== null && opened.found !== null)
          return yield* remembered({ ...opened.found, value: { ...opened.found.value, reading } }, startMs);
        yield { type: "reading", reading };
        // Nothing is looked for, and no draft stored, for somebody who left.
        signal.throwIfAborted();
        onStep("running");
        const runMs = performance.now();
        const parts: AnswerPart[] = [];
        let { plan } = reading;
        if (plan.kind === "propose") {
          const shown = await withShown({ operations, handOver }, asker, plan);
          plan = shown;
          // Of another moment nothing can be done, so nothing is stored.
          const isStored = now === undefined && !isInVain(shown);
          yield await offered(db, scope, { question: question.text, plan: shown, isStored });
        }
        for await (const part of run(asker, plan, reading.window, question.isAfresh)) {
          signal.throwIfAborted();
          rowCount += countOf(part);
          parts.push(part);
          yield part;
        }
        if (file) yield* exportedParts(reading.plan, file);
        meter.record("ask.rows_ms", performance.now() - runMs);
        await opened?.keep({ reading, parts, asOf: clock.now });
      }
    }
    yield done(rowCount);
  }

  return {
    ask,
    /** What is kept of the names that questions are heard over. */
    keptNames,
    /** Questions worth starting with, by role. */
    starters: (scope: Scope): readonly string[] => STARTERS[scope.role],
    /** How many rows a question has now, for who watches it; never from memory, and nothing is stored. */
    async rowsNow(scope: Scope, text: string): Promise<number | Refusal> {
      const found = await readNow(scope, text, isWatched, "rows to be watched");
      if ("reason" in found) return found;
      for await (const part of execute(scope, found.plan, found.window, true)) {
        const rows = rowsWatched(found.plan, part);
        if (rows !== undefined) return rows;
      }
      throw new AppError("INTERNAL", `"${text}" was counted without a number of rows, expected one`);
    },
    /** The answer of a question now, for who has it mailed; never from memory, and nothing is stored. */
    async partsNow(scope: Scope, text: string): Promise<MailedAnswer | Refusal> {
      const found = await readNow(
        scope,
        text,
        ({ kind }) => kind !== "propose",
        "a question with one answer",
      );
      if ("reason" in found) return found;
      const parts: AnswerPart[] = [];
      for await (const part of execute(scope, found.plan, found.window, true)) parts.push(part);
      return { words: found.words, asOf: operations.clock(scope).now, parts };
    },
    /** Names of the asker's fleet that a part of a plan can be set to. */
    async choices(scope: Scope, of: FleetChoice): Promise<readonly NamedValue[]> {
      const { now, timeZone } = operations.clock(scope);
      return (await namesFor(scope, serviceDayOf(now, timeZone))).known[of];
    },
    /** Other ways to read a question, most of it explained first; none that the role may not have run. */
    async readings(scope: Scope, { text }: Pick<Question, "text">): Promise<Reading[]> {
      const { heard, clock } = await hearNow(scope, text);
      const plans = new Map<string, Scored>();
      for (const scored of readingsOf(heard.asked)) {
        const key = JSON.stringify(scored.plan);
        // What is nearest to a place has first to find the place.
        const isOut = scored.plan.kind === "nearest" || forbiddenTo(scope, scored.plan) !== undefined;
        if (!isOut && !plans.has(key)) plans.set(key, scored);
      }
      const few = [...plans.values()].slice(0, OTHER_READINGS);
      return Promise.all(few.map((scored) => toReading(scope, clock, heard, scored)));
    },
    reports: createReports({ db }),
    examples: createExamples({
      db,
      hear: async (scope, text) => (await hearNow(scope, text)).heard,
    }),
    /** KPIs as the reader says them. */
    kpiWords: KPI_WORDS,
  };
};

/** Questions in plain words over the fleet. */
export type Ask = ReturnType<typeof createAsk>;

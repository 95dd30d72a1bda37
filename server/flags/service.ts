import { type Asker, contextOf, createAskerContexts } from "#server/flags/asker.ts";
import { clientDefinition } from "#server/flags/client-definition.ts";
import { type CompiledFlags, compileFlags } from "#server/flags/core/compile.ts";
import { changeOf } from "#server/flags/core/definition-change.ts";
import { createEvidence, FLAG_LABEL, type Watched } from "#server/flags/evidence.ts";
import { createFlagChanges, FLAG_ENTITY } from "#server/flags/flag-changes.ts";
import { createFlagEditing } from "#server/flags/flag-editing.ts";
import { createFlagSet } from "#server/flags/flag-set.ts";
import { createFlagViews } from "#server/flags/flag-views.ts";
import { createLastGood } from "#server/flags/last-good.ts";
import type { FlagsLive } from "#server/flags/live.schema.ts";
import { createReleases, type SeenBefore } from "#server/flags/releases.ts";
import { BUCKETING, type FlagType, type Resolution } from "#server/flags/schema.ts";
import { createSessionAnswers } from "#server/flags/session-answers.ts";
import { SLOT, slotContext, slotOf } from "#server/flags/slots.ts";
import type { FlagAnswer } from "#server/flags/view.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type record, systemScope, type Undoer } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Labels, Meter } from "#server/platform/meter.ts";
import type { announce } from "#server/platform/outbox.ts";

/** Evaluates the flags of a definition; `nowMs` is the clock that rules may read. The one place where a form is chosen. */
export const flagsOf = (definition: string, nowMs: () => number, before?: CompiledFlags): CompiledFlags =>
  compileFlags(definition, {
    mode: "code",
    bucketing: BUCKETING,
    nowS: () => Math.floor(nowMs() / 1000),
    ...(before === undefined ? {} : { before }),
  });

/** How a flag stands in the form that {@link flagsOf} chose. */
const formOf = (flags: CompiledFlags, key: string): { mode: string; text: string } => ({
  mode: flags.mode,
  text: flags.formOf(key) ?? "",
});

/** What {@link createFlags} needs. */
export type FlagsDeps = {
  db: Db;
  meter: Meter;
  /** Where the last good set is kept. */
  file: string;
  record: typeof record;
  announce: typeof announce;
  publish: (value: FlagsLive) => void;
  /** Told of what the set could not be read or written by; it goes on with what it has. */
  report: (error: unknown) => void;
  seenBefore: SeenBefore;
  /** Takes back a change by its row in the audit log. */
  undoChange: (scope: Scope, auditId: number) => Promise<number>;
  /** Name of this process, the same after a restart; what differs between processes is drawn by it. */
  processName?: string;
  now?: () => number;
};

/** The platform's flags: asked from memory, changed through versions, brought to everybody by releases that are watched. */
export const createFlags = (deps: FlagsDeps) => {
  const { db, meter, record, announce, publish, report, seenBefore, now = Date.now } = deps;
  const contexts = createAskerContexts(deps.processName ?? "one");
  const set = createFlagSet({
    ...{ db, report },
    file: createLastGood(deps.file),
    evaluatorOf: (definition, before) => flagsOf(definition, now, before),
    formOf,
  });
  const { answers } = createSessionAnswers({ set, meter });
  const evidence = createEvidence({
    ...{ db, now },
    slotArm(flag, slot) {
      const own = set
        .inPlay((unit) => (unit === SLOT ? slotContext(slot) : null))
        .find((each) => each.flag === flag);
      return own === undefined ? null : own.arm;
    },
  });
  const changes = createFlagChanges({ db, record, announce, changed: set.refresh });
  const releases = createReleases({ db, changes, changed: set.refresh, seenBefore, now });
  let looks = 0;
  let isWatching = false;

  /** Takes up which releases run; maps to whether there is, or just was, one whose evidence moves. */
  const watch = async (): Promise<boolean> => {
    const open = await releases.open();
    const watched = open.map(
      ({ id, flag, stage, startedAt, plan }): Watched => ({
        id,
        flag,
        stage,
        startedAt,
        guards: plan.guards,
        isBySlot: plan.isBySlot,
      }),
    );
    evidence.watch(watched);
    const moves = isWatching || open.length > 0;
    isWatching = open.length > 0;
    return moves;
  };
  // What pages were told last.
  let told = { version: 0, definition: '{"flags":{}}', base: 0, change: "{}" };
  const tell = (): void => {
    const { version, base, change } = told;
    publish({ set: "platform", version, changedAt: set.held().changedAt, base, change, looks });
  };
  set.onChange(({ version, compiled }) => {
    const definition = clientDefinition(compiled);
    told = { version, definition, base: told.version, change: changeOf(told.definition, definition) };
    tell();
  });
  meter.onSample((name, value, labels, by) => evidence.sample(name, value, labels, by));

  const putBack: Undoer = async (tx, scope, row) => {
    await changes.putBack(tx, scope, row);
    await releases.putBack(tx, row);
  };

  const labelsOf = (asker: Asker): Labels => {
    const labels: Labels = {};
    // Where arms take turns in time, samples tell theirs by when they were made: a label would double the series.
    const contextFor = (unit: unknown) => (unit === SLOT ? null : contexts.within(unit, asker));
    for (const { flag, releaseId, arm, who } of set.inPlay(contextFor)) {
      labels[FLAG_LABEL + flag] = arm;
      evidence.seen(releaseId, arm, who);
    }
    return labels;
  };

  /** What a flag is for somebody as one of its unit, or what the present span of time has where arms take turns. */
  const resolveFor = (type: FlagType, key: string, fallback: unknown, asker: Asker): Resolution =>
    set.resolve(
      type,
      key,
      fallback,
      set.held().source.rollouts[key]?.isBySlot === true
        ? slotContext(slotOf(now())[0], asker.organisationId)
        : contexts.of(set.unitOf(key), asker),
    );

  return {
    ...createFlagViews({ db, set, releases, now }),
    ...createFlagEditing({ changes, releases, set }),
    releases,
    /** What some flags are for who asks, from the snapshot of his session. */
    evaluate: (scope: Scope, keys: readonly string[]): Record<string, FlagAnswer> =>
      answers(`${scope.organisationId}/${scope.userId}`, contextOf(scope), keys),
    /** Takes back any change of a flag, also one that a guard made: who may change flags may do so. */
    async undo(scope: Scope, auditId: number): Promise<{ auditId: number }> {
      const { organisationId } = scope;
      const row = await db.audit.findFirst({ where: { id: auditId, organisationId, entity: FLAG_ENTITY } });
      if (row === null) throw new AppError("NOT_FOUND", `flags: there is no change ${auditId} to undo`);
      const undone = await deps.undoChange({ ...scope, role: "admin" }, auditId);
      await set.refresh();
      return { auditId: undone };
    },
    /** Reads the set, from the disk where the database is away. */
    async open(): Promise<void> {
      await set.open();
      if (set.held().from !== "disk") await watch();
    },
    /** Takes up what was changed elsewhere, of which the pages are told, and tells them how releases stand. */
    async look(): Promise<void> {
      await set.refresh();
      if (!(await watch())) return;
      looks++;
      tell();
    },
    /** Whether a release runs or just did, or the set lies on the disk until the database is back: then looks find something. */
    moves: (): boolean => isWatching || set.held().from === "disk",
    /** The set in force. */
    held: set.held,
    /** What is kept of flags for sessions. */
    kept: set.kept,
    onChange: set.onChange,
    settled: set.settled,
    resolve: set.resolve,
    resolveFor,
    /** What a setting's flag says, undefined where it has no variant for who asks: what settings take for their answer. */
    settingAnswer(
      { key, fallback }: { key: string; fallback: unknown },
      asker: Asker,
      value: unknown,
    ): unknown {
      const type = typeof fallback as "boolean" | "string" | "number";
      const { variant, value: said } = resolveFor(type, key, value, asker);
      return variant === undefined ? undefined : said;
    },
    /** Whether any flag's arms take turns in time now. */
    hasSlots: (): boolean => Object.values(set.held().source.rollouts).some(({ isBySlot }) => isBySlot),
    teach: set.teach,
    /** The arms of running releases that somebody is in, as labels for the samples of what he does. */
    labelsOf,
    /** Writes what this process counted of running releases. */
    flush: evidence.flush,
    undoers: { [FLAG_ENTITY]: putBack },
    /** Who changes the set by himself. */
    system: systemScope(0, "flags"),
  };
};
/** The platform's flags. */
export type Flags = ReturnType<typeof createFlags>;

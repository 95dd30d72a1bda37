import { ReleasePlan } from "#server/flags/set.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type record, systemScope } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import type { announce } from "#server/platform/outbox.ts";
import type { Setting, SettingRow, Settings } from "#server/platform/settings.ts";
import type { SamplePoint } from "#server/telemetry/schema.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import type { Ahead } from "#server/tuning/ahead.ts";
import {
  type Knob,
  type KnobState,
  type Move,
  nextTrial,
  PACE,
  type Past,
  restsBecause,
} from "#server/tuning/core/controller.ts";
import type { CurveMinute } from "#server/tuning/core/curve-window.ts";
import { type Curve, isOverrun, readCurve } from "#server/tuning/core/scalability.ts";
import type { Promised } from "#server/tuning/core/scaling-law.ts";
import { type Foretold, gainOf, trialVerdict } from "#server/tuning/core/verdict.ts";
import { readMeasuredMinutes } from "#server/tuning/measured-minutes.ts";
import {
  type KnobRow,
  type Shadow,
  type TrialRow,
  TUNING_CHANGED,
  type TuningBoard,
  type TuningMode,
} from "#server/tuning/schema.ts";
import {
  addTrial,
  changeTrial,
  listTrials,
  lockTrials,
  readPairs,
  readReleaseState,
  readTrial,
  rolledBackSince,
  type StoredTrial,
} from "#server/tuning/store.ts";

/** A knob of the product: the setting it moves, how far, and what tells whether it helps. */
export type ProductKnob = Omit<Knob, "key" | "shipped"> & {
  setting: Setting<number>;
  /** The meter whose mean is to fall. */
  metric: string;
  /** What is measured at the new value before anybody has it, and what it must not fall under; null for nothing. */
  shadow: { measure: string; floor: number } | null;
  /** The meter and the label that tell how long work takes by how many are at work, from which the best number is foretold; null for none. */
  curve: { metric: string; label: string } | null;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So many trials back are remembered and shown. */
const REMEMBERED = 200;
const SHOWN = 30;
/** Half of the time has the new value, which tells most about both. */
const SHARE_PERCENT = 50;
/** Turns differ by what the load does between them, so a guard of turns lets so much more pass. */
const TURNS_MORE = 1.25;
/** A measure may come out so much lower by the draw of its cases. */
const SHADOW_SLACK = 0.01;

/** The flags that trials run through. */
export type TrialFlags = {
  system: Scope;
  hasVariant: (flag: string, variant: string) => boolean;
  addVariant: (scope: Scope, flag: string, variant: string, value: number) => Promise<unknown>;
  start: (scope: Scope, plan: ReleasePlan) => Promise<{ id: number }>;
  cancel: (scope: Scope, id: number) => Promise<unknown>;
  /** How many releases run that no trial began. */
  open: () => Promise<{ id: number }[]>;
};

/** What {@link createTuning} needs. */
export type TuningDeps = {
  db: Db;
  knobs: readonly ProductKnob[];
  settings: Settings;
  modeSetting: Setting<TuningMode>;
  flags: TrialFlags;
  telemetry: Pick<Telemetry, "series">;
  meter: Pick<Meter, "record">;
  record: typeof record;
  announce: typeof announce;
  /** Measures what a quality knob must not lower, at its value now and at another; null where nothing can be measured. */
  shadow: (measure: string, from: number, to: number) => Promise<Omit<Shadow, "measure" | "floor"> | null>;
  ahead: Ahead;
  /** The organisation in whose audit log trials stand. */
  home: () => number;
  now: () => number;
};

const middle = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[known.length >> 1] ?? null;
};

const variantOf = (value: number): string => `v${value}`;

const said = (value: number, unit: string): string => (unit === "" ? String(value) : `${value} ${unit}`);

const toRow = ({ id, knob, fromValue, toValue, startedAt, finishedAt, ...trial }: StoredTrial): TrialRow => ({
  ...{ id, knob, from: fromValue, to: toValue, status: trial.status, why: trial.why, verdict: trial.verdict },
  ...{ shadow: trial.shadow, gain: trial.gain, releaseId: trial.releaseId, auditId: trial.auditId },
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const toPast = ({ knob, fromValue, toValue, status, startedAt, finishedAt, samples }: StoredTrial): Past => ({
  ...{ knob, from: fromValue, to: toValue, status, samples },
  startedAtMs: startedAt.getTime(),
  endedAtMs: finishedAt?.getTime() ?? null,
});

/** Moves the product's knobs one step at a time, each move a guarded release whose arms take turns in time. */
export const createTuning = (deps: TuningDeps) => {
  const { db, knobs, settings, modeSetting, flags, telemetry, meter, now } = deps;
  let rollbacksSeen = new Date(now());
  const scope = (): Scope => systemScope(deps.home(), "tuning");
  const asKnob = ({ setting: { key, fallback: shipped }, ...rest }: ProductKnob): Knob => ({
    ...rest,
    key,
    shipped,
  });
  const knobOf = (key: string): ProductKnob => {
    const found = knobs.find(({ setting }) => setting.key === key);
    if (found === undefined) throw new AppError("NOT_FOUND", `tuning: there is no knob ${key}`);
    return found;
  };

  const lastHour = () => ({
    from: new Date(now() - HOUR_MS).toISOString(),
    to: new Date(now()).toISOString(),
  });
  const hourOf = (metric: string): Promise<SamplePoint[]> =>
    telemetry.series(scope(), { ...lastHour(), name: metric, labels: null, stepS: 60 });

  const minutesOf = async ({ curve, max }: ProductKnob): Promise<CurveMinute[]> =>
    curve === null ? [] : readMeasuredMinutes(telemetry, scope(), { ...curve, most: max }, lastHour());
  const curveOf = (own: ProductKnob, minutes: readonly CurveMinute[]): Curve | null =>
    readCurve(minutes, { min: own.min, max: own.max, now: settings.get(own.setting) });

  const readStates = async (): Promise<(KnobState & { own: ProductKnob; points: SamplePoint[] })[]> => {
    const metrics = [...new Set(knobs.map(({ metric }) => metric))];
    const hours = new Map(
      await Promise.all(metrics.map(async (metric) => [metric, await hourOf(metric)] as const)),
    );
    const curves = await Promise.all(
      knobs.map(async (own) => {
        const minutes = await minutesOf(own);
        const curve = curveOf(own, minutes);
        return { curve, isOverrun: isOverrun(minutes, curve) };
      }),
    );
    return knobs.map((own, i) => {
      const points = hours.get(own.metric) ?? [];
      const samples = points.reduce((sum, { count }) => sum + count, 0);
      const isSetAhead = deps.ahead.owns(own.setting.key);
      const value = settings.get(own.setting);
      return { knob: asKnob(own), own, value, samples, points, isSetAhead, ...curves[i] };
    });
  };

  /** Minutes of the work as it is now: bounds of guards made of what it was would tell nothing apart. */
  const alike = ({ curve, points }: { curve?: Curve | null | undefined; points: SamplePoint[] }) => {
    const newest = points.filter(({ at }) => Date.parse(at) >= (curve?.sinceMs ?? 0));
    return newest.length === 0 ? points : newest;
  };

  const pastOf = (trials: readonly StoredTrial[], mode: TuningMode): Past[] =>
    trials.filter(({ status }) => mode !== "on" || status !== "dry").map(toPast);

  /** One change of a trial with its record and its announcement. */
  const write = async (
    tx: Tx,
    action: string,
    before: StoredTrial | null,
    change: (tx: Tx) => Promise<StoredTrial>,
  ): Promise<StoredTrial> => {
    const after = await change(tx);
    const shown = before === null ? null : toRow(before);
    await deps.record(tx, scope(), {
      ...{ action, entity: "tuning", entityId: after.id, before: shown, after: toRow(after) },
    });
    const { organisationId } = scope();
    await deps.announce(tx, { organisationId, topic: TUNING_CHANGED, payload: { id: after.id } });
    return after;
  };

  const begin = (
    move: Move,
    samples: number,
    more: Partial<Pick<StoredTrial, "status" | "verdict" | "shadow" | "releaseId">>,
  ): Promise<StoredTrial> => {
    const at = new Date(now());
    const { status = "running", verdict = "", shadow = null, releaseId = null } = more;
    return db.$transaction(async (tx) => {
      await lockTrials(tx);
      const open = (await listTrials(tx, REMEMBERED)).find((each) => each.status === "running");
      if (open !== undefined)
        throw new AppError("CONFLICT", `tuning: found trial ${open.id} under way, expected none`);
      return write(tx, `tuning.${status}`, null, (inside) =>
        addTrial(inside, {
          ...{ organisationId: scope().organisationId, knob: move.knob, why: move.why, samples },
          ...{ fromValue: move.from, toValue: move.to, status, verdict, releaseId, auditId: null },
          ...{ startedAt: at, finishedAt: status === "running" ? null : at },
          ...{ shadow, gain: null },
        }),
      );
    });
  };

  const end = async (
    trial: StoredTrial,
    change: Pick<StoredTrial, "status" | "verdict"> & Partial<Pick<StoredTrial, "gain" | "auditId">>,
  ): Promise<StoredTrial> =>
    db.$transaction((tx) =>
      write(tx, `tuning.${change.status}`, trial, (inside) =>
        changeTrial(inside, trial.id, { ...change, finishedAt: new Date(now()) }),
      ),
    );

  const planOf = (move: Move, { metric }: ProductKnob, points: readonly SamplePoint[]): ReleasePlan => {
    const bound = middle(points.map(({ p50 }) => p50));
    const tail = middle(points.map(({ p95 }) => p95));
    if (bound === null || tail === null)
      throw new AppError("CONFLICT", `tuning: found no distribution of ${metric}, expected an hour of it`);
    return ReleasePlan.parse({
      ...{ flag: move.knob, from: null, to: variantOf(move.to), isBySlot: true },
      stages: [{ percent: SHARE_PERCENT, leastMinutes: 60 * 24 * 30, leastSeen: 0 }],
      guards: [
        { kind: "above", metric, bound, tolerance: TURNS_MORE },
        { kind: "above", metric, bound: 2 * tail, tolerance: 1.5 },
        { kind: "share", metric: "api.request_ms", bad: "outcome=failed", tolerance: 1.5 },
      ],
      cooldownMinutes: PACE.cooldownMs / MINUTE_MS,
    });
  };

  const startTrial = async (move: Move, own: ProductKnob, samples: number, points: SamplePoint[]) => {
    const { shadow: wanted } = own;
    const measured = wanted === null ? null : await deps.shadow(wanted.measure, move.from, move.to);
    const shadow = wanted === null || measured === null ? null : { ...wanted, ...measured };
    if (shadow !== null && shadow.after < Math.min(shadow.floor, shadow.before - SHADOW_SLACK))
      return begin(move, samples, {
        ...{ status: "refused", shadow },
        verdict: `Refused before anybody had it: ${shadow.measure} would be ${shadow.after.toFixed(3)} instead of ${shadow.before.toFixed(3)}, under ${shadow.floor}.`,
      });
    if (wanted !== null && shadow === null)
      return begin(move, samples, {
        status: "refused",
        verdict: `Refused: ${wanted.measure} cannot be measured.`,
      });
    const variant = variantOf(move.to);
    if (!flags.hasVariant(move.knob, variant)) await flags.addVariant(scope(), move.knob, variant, move.to);
    const { id: releaseId } = await flags.start(scope(), planOf(move, own, points));
    return begin(move, samples, { releaseId, shadow });
  };

  const inWords = (trial: StoredTrial, gain: StoredTrial["gain"]): string =>
    gain === null
      ? "too few samples side by side to tell a difference"
      : `${gain.metric} ${gain.percent >= 0 ? "fell" : "rose"} by ${Math.abs(gain.percent).toFixed(1)}% (95 of 100: ${gain.low.toFixed(1)} to ${gain.high.toFixed(1)}% less) over ${gain.newCount} samples at ${trial.toValue} beside ${gain.oldCount} at ${trial.fromValue}`;

  /** What a curve foretold of a trial and says of it now, and whether the work is another since it began. */
  const foretoldOf = async (own: ProductKnob, { fromValue, toValue, startedAt }: StoredTrial) => {
    const minutes = await minutesOf(own);
    const begunMs = startedAt.getTime();
    const gain = (curve: Curve | null): Promised | null => curve?.gain(fromValue, toValue) ?? null;
    const curve = curveOf(own, minutes);
    const before = curveOf(
      own,
      minutes.filter(({ atMs }) => atMs + MINUTE_MS <= begunMs),
    );
    const foretold: Foretold = { before: gain(before), now: gain(curve) };
    return { foretold, isOther: curve !== null && curve.sinceMs > begunMs };
  };

  const curveInWords = ({ now: told }: Foretold): string => {
    if (told === null) return "";
    const percent = 100 * (Math.exp(told.log) - 1);
    return `; measured times say ${Math.abs(percent).toFixed(0)}% ${percent >= 0 ? "more" : "less"} is done with it`;
  };

  /** Looks at the trial that runs: a guard may have ended it, it may be won, or its time may be over. */
  const follow = async (trial: StoredTrial, mode: TuningMode): Promise<StoredTrial | null> => {
    const own = knobOf(trial.knob);
    const release = trial.releaseId === null ? null : await readReleaseState(db, trial.releaseId);
    if (release === null || trial.releaseId === null)
      return end(trial, { status: "cancelled", verdict: "Its release is gone." });
    const pairs = await readPairs(db, trial.releaseId, new Date(now()));
    const gain = gainOf(own.metric, pairs);
    const back = `${said(trial.fromValue, own.setting.unit)} stands`;
    if (release.status === "rolled-back")
      return end(trial, {
        status: "rolled-back",
        gain,
        verdict: `A guard took it back: ${inWords(trial, gain)}; ${back}.`,
      });
    if (release.status !== "running" && release.status !== "paused")
      return end(trial, { status: "cancelled", gain, verdict: `Its release was ended by hand; ${back}.` });
    const isSetAhead = deps.ahead.owns(trial.knob);
    if (mode !== "on" || isSetAhead) {
      await flags.cancel(scope(), trial.releaseId);
      const why = isSetAhead ? "It is set by the load that is foretold" : "Tuning was switched off";
      return end(trial, { status: "cancelled", gain, verdict: `${why}; ${back}.` });
    }
    const minutes = (now() - release.startedAt.getTime()) / MINUTE_MS;
    const { foretold, isOther } = await foretoldOf(own, trial);
    const verdict = isOther ? "no-gain" : trialVerdict(pairs, minutes, { foretold });
    if (verdict === "wait") return null;
    const words = `${inWords(trial, gain)}${curveInWords(foretold)}`;
    if (verdict === "no-gain") {
      await flags.cancel(scope(), trial.releaseId);
      return end(trial, {
        status: "no-gain",
        gain,
        verdict: isOther
          ? `The work changed while it was tried, so what was seen says nothing; ${back}.`
          : `No gain in ${minutes.toFixed(0)} min: ${words}; ${back}.`,
      });
    }
    const auditId = await settings.set(scope(), own.setting, trial.toValue, { forAll: true });
    await flags.cancel(scope(), trial.releaseId);
    return end(trial, {
      ...{ status: "kept", gain, auditId },
      verdict: `Kept at ${said(trial.toValue, own.setting.unit)} after ${minutes.toFixed(0)} min: ${words}.`,
    });
  };

  /** Every release that a guard took back counts for the scorecard, whoever began it. */
  const measureRollbacks = async (): Promise<void> => {
    for (const { flag, finishedAt, tookS } of await rolledBackSince(db, rollbacksSeen)) {
      meter.record("tuning.rollback_s", tookS, { flag });
      rollbacksSeen = finishedAt;
    }
  };

  const rowOf = (
    state: KnobState & { own: ProductKnob },
    past: readonly Past[],
    trials: readonly StoredTrial[],
    stored: SettingRow | undefined,
  ): KnobRow => {
    const { setting, metric, min, max, step, risk } = state.own;
    const kept = trials.find((trial) => trial.knob === setting.key && trial.status === "kept");
    return {
      ...{ key: setting.key, doc: setting.doc, unit: setting.unit, fallback: setting.fallback },
      ...{ value: state.value, min, max, step, risk, metric, isBySlot: true, samples: state.samples },
      rests: restsBecause(state, past, now()),
      movedBy: stored?.changedBy ?? null,
      movedAt: stored?.changedAt?.toISOString() ?? kept?.finishedAt?.toISOString() ?? null,
    };
  };

  return {
    /** Looks at the trial that runs, else begins the next one that is due; maps to what changed. */
    async step(): Promise<TrialRow | null> {
      await measureRollbacks();
      const mode = settings.get(modeSetting);
      const trials = await listTrials(db, REMEMBERED);
      const running = trials.find(({ status }) => status === "running");
      if (running !== undefined) {
        const ended = await follow(running, mode);
        return ended === null ? null : toRow(ended);
      }
      if (mode === "off") return null;
      // Another release would explain what a trial finds.
      if ((await flags.open()).length > 0) return null;
      const states = await readStates();
      const move = nextTrial(states, pastOf(trials, mode), now());
      if (move === null) return null;
      const state = states.find(({ knob }) => knob.key === move.knob);
      if (state === undefined) throw new AppError("INTERNAL", `tuning: found no knob ${move.knob} to move`);
      const unit = state.own.setting.unit;
      const begun =
        mode === "dry"
          ? await begin(move, state.samples, {
              status: "dry",
              verdict: `Would try ${said(move.to, unit)} instead of ${said(move.from, unit)}; nothing was changed.`,
            })
          : await startTrial(move, state.own, state.samples, alike(state));
      return toRow(begun);
    },
    /** Knobs, trials and what is set ahead, as the page shows them. */
    async board(): Promise<TuningBoard> {
      const mode = settings.get(modeSetting);
      const [trials, states, ahead] = await Promise.all([
        listTrials(db, REMEMBERED),
        readStates(),
        deps.ahead.look(),
      ]);
      const past = pastOf(trials, mode);
      const stored = new Map(settings.list(0).map((row) => [row.key, row]));
      return {
        ...{ mode, ahead },
        knobs: states.map((state) => rowOf(state, past, trials, stored.get(state.knob.key))),
        trials: trials.slice(0, SHOWN).map(toRow),
      };
    },
    /** Switches tuning off, to paper, or on; maps to the change in the audit log. */
    setMode: async (asker: Scope, mode: TuningMode): Promise<{ auditId: number }> => ({
      auditId: await settings.set(asker, modeSetting, mode, { forAll: true }),
    }),
    /** Switches on or off that slots are set ahead; maps to the change in the audit log. */
    setAhead: (asker: Scope, isOn: boolean): Promise<{ auditId: number }> => deps.ahead.setOn(asker, isOn),
    /** Ends a trial that runs; its old value stands. */
    async cancel(asker: Scope, id: number): Promise<TrialRow> {
      const trial = await readTrial(db, id);
      if (trial === null) throw new AppError("NOT_FOUND", `tuning: there is no trial ${id}`);
      if (trial.status !== "running" || trial.releaseId === null)
        throw new AppError("CONFLICT", `tuning: trial ${id} is ${trial.status}, expected one that runs`);
      await flags.cancel(asker, trial.releaseId);
      return toRow(await end(trial, { status: "cancelled", verdict: `Ended by ${asker.userName}.` }));
    },
    /** Puts back the value that stood before a trial that was kept; maps to the change in the audit log. */
    async undo(asker: Scope, id: number): Promise<{ auditId: number }> {
      const trial = await readTrial(db, id);
      if (trial === null) throw new AppError("NOT_FOUND", `tuning: there is no trial ${id}`);
      const { setting } = knobOf(trial.knob);
      const value = settings.get(setting);
      if (trial.status !== "kept" || value !== trial.toValue)
        throw new AppError(
          "CONFLICT",
          `tuning: trial ${id} is ${trial.status} and ${trial.knob} is ${value}, expected one that was kept and stands at ${trial.toValue}`,
        );
      return { auditId: await settings.set(asker, setting, trial.fromValue, { forAll: true }) };
    },
    /** Sets slots by the load that is foretold, where that is switched on. */
    planAhead: () => deps.ahead.apply(),
  };
};
export type { Caches } from "#server/platform/caches.ts";
export type { DatabaseBoards } from "#server/tuning/database-board.ts";
export type { IndexChanges } from "#server/tuning/index-changes.ts";

/** See {@link createTuning}. */
export type Tuning = ReturnType<typeof createTuning>;

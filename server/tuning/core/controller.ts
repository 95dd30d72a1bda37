import type { Curve } from "#server/tuning/core/scalability.ts";
import type { TrialStatus } from "#server/tuning/schema.ts";

/** A number that may be moved: its bounds, how far one move goes, and what it serves. */
export type Knob = {
  key: string;
  min: number;
  max: number;
  /** What a move upwards adds. */
  step: number;
  /**
   * `window`: what lets in more work, up by a step and down by a share (AIMD, Chiu and Jain 1989), for too much hurts at
   * once and too little only slowly. `quality`: up and down by a step, each seen in a shadow measurement before.
   */
  kind: "window" | "quality";
  /** Of a window, what is left after a move downwards. */
  shrink: number;
  risk: "low" | "high";
  /** The value that the product ships with. */
  shipped: number;
};

/** A knob as it stands: its value and the traffic that could judge a move. */
export type KnobState = {
  knob: Knob;
  value: number;
  samples: number;
  /** Whether it is set by the load that is foretold, and so not by trials. */
  isSetAhead?: boolean;
  /** What a curve that was measured tells; null or left out where none was. */
  curve?: Curve | null | undefined;
  /** Whether everything it lets in is taken, and nothing tells what more or less of it would do. */
  isOverrun?: boolean;
};

/** A trial that was made; `samples` is the traffic at its time. */
export type Past = {
  knob: string;
  from: number;
  to: number;
  status: TrialStatus;
  startedAtMs: number;
  endedAtMs: number | null;
  samples: number;
};

/** What to try next, and why. */
export type Move = { knob: string; from: number; to: number; why: string };

/** How a controller waits. */
export type Pace = {
  /** Rest after any trial but those that a curve foretold. */
  cooldownMs: number;
  /** Fewer samples an hour judge nothing. */
  leastSamples: number;
  /** A value that did not help is looked at again after so long. */
  againMs: number;
};

/** The pace of the product. */
export const PACE: Pace = { cooldownMs: 600_000, leastSamples: 600, againMs: 6 * 3_600_000 };

/** Traffic that changed so much makes what was learned under it old. */
const LOAD_CHANGE = 1.5;

// Values come again and are known.
const onGrid = ({ min, max, step }: Knob, value: number): number =>
  Number(Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step)).toPrecision(12));

/** The value after one move, within the bounds and on the grid of steps. */
export const moved = (knob: Knob, value: number, isUp: boolean): number => {
  if (isUp) return onGrid(knob, value + knob.step);
  const less = value - knob.step;
  return onGrid(knob, knob.kind === "window" ? Math.min(less, value * knob.shrink) : less);
};

const isLoadChanged = (then: number, now: number): boolean =>
  Math.max(then, now) > LOAD_CHANGE * Math.max(1, Math.min(then, now));

/** Trials of a knob that were judged, newest first: those on paper teach nothing. */
const judgedOf = (past: readonly Past[], key: string): Past[] =>
  past
    .filter(({ knob, status }) => knob === key && status !== "cancelled")
    .sort((a, b) => b.startedAtMs - a.startedAtMs);

/** Moves of a knob from where it stands that are worth a trial, the better first. */
const movesOf = (
  { knob, value, samples, curve, isOverrun }: KnobState,
  past: readonly Past[],
  nowMs: number,
  pace: Pace,
): Move[] => {
  const judged = judgedOf(past, knob.key);
  const known = (to: number): Past | undefined =>
    judged.find(
      (each) =>
        each.from === value &&
        each.to === to &&
        nowMs - (each.endedAtMs ?? each.startedAtMs) < pace.againMs &&
        // What was learned of work that is gone is old; how much of it comes changes nothing of what one piece costs.
        (curve ? each.startedAtMs >= curve.sinceMs : !isLoadChanged(each.samples, samples)),
    );
  if (curve) {
    // A measured curve says how far to go: half or twice at a time, so that a wrong one is found out early.
    const { best, gain } = curve;
    const to = onGrid(knob, Math.min(2 * value, Math.max(0.5 * value, best)));
    if (to === value || known(to) !== undefined) return [];
    const percent = (100 * (Math.exp(gain(value, to).log) - 1)).toFixed(0);
    const why = `measured times promise most at ${best}, and ${percent}% more done at ${to} than at ${value}`;
    return [{ knob: knob.key, from: value, to, why }];
  }
  const more = onGrid(knob, value < knob.shipped ? knob.shipped : 2 * value);
  if (isOverrun && more !== value && known(more) === undefined) {
    const why = `all that ${value} let in is taken, and nothing tells what more would do`;
    return [{ knob: knob.key, from: value, to: more, why }];
  }
  const [last] = judged;
  const wasGood = last?.status === "kept" && last.to === value;
  const isUpFirst = last === undefined ? true : wasGood ? last.to > last.from : last.to < last.from;
  return [isUpFirst, !isUpFirst].flatMap((isUp): Move[] => {
    const to = moved(knob, value, isUp);
    if (to === value || known(to) !== undefined) return [];
    const why =
      wasGood && isUp === isUpFirst
        ? `the move from ${last.from} to ${last.to} helped, so one more the same way`
        : last === undefined
          ? "never tried"
          : `${last.from} to ${last.to} ended as ${last.status}, so the other way`;
    return [{ knob: knob.key, from: value, to, why }];
  });
};

/** Why a knob is left alone now; null where it may be tried. */
export const restsBecause = (
  state: KnobState,
  past: readonly Past[],
  nowMs: number,
  pace: Pace = PACE,
): string | null => {
  if (state.isSetAhead) return "it is set by the load that is foretold";
  if (state.knob.risk === "high") return "high risk: people move it";
  // A curve was measured at every number at work, so it tells of a knob whose own meter is seldom asked, too.
  if (!state.curve && state.samples < pace.leastSamples)
    return `${state.samples} samples in an hour, expected ${pace.leastSamples}`;
  return movesOf(state, past, nowMs, pace).length === 0
    ? state.curve
      ? "measured times promise nothing that is worth a trial"
      : "both neighbours were tried under this load"
    : null;
};

/**
 * The next trial: of the knobs that may be moved the one that was tried longest ago, one step from where it stands. One
 * trial runs at a time, for two would explain each other's effects; after each there is rest. Null where none is due.
 */
export const nextTrial = (
  states: readonly KnobState[],
  past: readonly Past[],
  nowMs: number,
  pace: Pace = PACE,
): Move | null => {
  if (past.some(({ status }) => status === "running")) return null;
  // Where a curve tells what follows nothing has to settle: what it stands on was measured at every number. Where more
  // comes than is let in, rest costs more than it teaches.
  const isRested = ({ knob: { key }, curve, isOverrun }: KnobState): boolean =>
    past.every(
      (each) =>
        nowMs - (each.endedAtMs ?? 0) >= pace.cooldownMs ||
        ((curve || isOverrun) && each.knob === key && each.status !== "rolled-back"),
    );
  const triedAt = (key: string): number => judgedOf(past, key)[0]?.startedAtMs ?? 0;
  const due = states
    .filter((state) => isRested(state) && restsBecause(state, past, nowMs, pace) === null)
    .sort((a, b) => triedAt(a.knob.key) - triedAt(b.knob.key));
  const [first] = due;
  return first === undefined ? null : (movesOf(first, past, nowMs, pace)[0] ?? null);
};

import type { PastHour } from "#server/alerts/core/anomaly.ts";
import {
  type Condition,
  createCondition,
  type PastMinute,
  type Reading,
} from "#server/alerts/core/condition.ts";
import { nextState, type RuleState, startState } from "#server/alerts/core/state.ts";
import type { Rule } from "#server/alerts/schema.ts";
import type { Meter, Tap } from "#server/platform/meter.ts";

/** A step of a rule from one standing to another, with what its windows said and the value that made it. */
export type Step = { rule: Rule; from: RuleState; to: RuleState; reading: Reading; eventAtMs: number };

type Watched = {
  rule: Rule;
  specText: string;
  condition: Condition;
  state: RuleState;
  reading: Reading | null;
};

/** What {@link createEngine} needs. */
export type EngineDeps = {
  meter: Pick<Meter, "tap">;
  now?: () => number;
  /** Hours of the past of a meter, for anomalies; the same array while nothing new is known. */
  pastOf: (meter: string) => readonly PastHour[];
  /** Told of every step at once, in the turn of the value that made it. */
  stepped: (step: Step) => void;
};

/**
 * Judges the rules in the process that measures, on the value: a watched meter's value goes into its rules' windows and
 * they are asked at once. `tick` asks them as time goes by.
 */
export const createEngine = ({ meter, now = Date.now, pastOf, stepped }: EngineDeps) => {
  let watched = new Map<number, Watched>();

  const judge = (each: Watched, nowMs: number): void => {
    const { rule, state: from } = each;
    const reading = each.condition.read(nowMs);
    each.reading = reading;
    const { raiseForS, clearForS } = rule.spec;
    const holds = { raiseForMs: raiseForS * 1000, clearForMs: clearForS * 1000 };
    const to = nextState(from, reading, nowMs, holds);
    if (to === from) return;
    each.state = to;
    if (to.standing !== from.standing) stepped({ rule, from, to, reading, eventAtMs: nowMs });
  };

  const tapOf = (rules: readonly Watched[]): Tap => {
    return (value, by, labels) => {
      const nowMs = now();
      for (const each of rules) {
        each.condition.add(value, by, labels, nowMs);
        judge(each, nowMs);
      }
    };
  };

  return {
    /** Whether a rule is watched by the condition that it has now. */
    knows: ({ id, spec }: Rule): boolean => watched.get(id)?.specText === JSON.stringify(spec),
    /**
     * Watches these rules from now on; one whose condition is unchanged keeps its windows and its state. The windows of
     * a new one begin with what `minutesOf` tells of the time before.
     */
    watch(rules: readonly Rule[], minutesOf: (rule: Rule) => readonly PastMinute[] = () => []): void {
      const next = new Map<number, Watched>();
      for (const rule of rules) {
        if (!rule.isOn) continue;
        const specText = JSON.stringify(rule.spec);
        const before = watched.get(rule.id);
        if (before?.specText === specText) next.set(rule.id, Object.assign(before, { rule }));
        else {
          const condition = createCondition(rule.spec, () => pastOf(rule.spec.meter));
          condition.fill?.(minutesOf(rule));
          const state = startState(now());
          next.set(rule.id, { rule, specText, condition, state, reading: null });
        }
      }
      const byMeter = new Map<string, Watched[]>();
      for (const each of next.values()) {
        const own = byMeter.get(each.rule.spec.meter);
        if (own === undefined) byMeter.set(each.rule.spec.meter, [each]);
        else own.push(each);
      }
      watched = next;
      meter.tap(new Map([...byMeter].map(([name, own]) => [name, tapOf(own)])));
    },
    /** Asks every rule as of now: windows empty and holds run out also where no value comes. */
    tick(): void {
      const nowMs = now();
      for (const each of watched.values()) judge(each, nowMs);
    },
    /** How a rule stands in this process; undefined where it is not watched. */
    stateOf(ruleId: number): { state: RuleState; reading: Reading | null } | undefined {
      return watched.get(ruleId);
    },
    /** Numbers of the rules that fire in this process. */
    firing: (): number[] =>
      [...watched.values()].filter(({ state }) => state.standing === "firing").map(({ rule }) => rule.id),
    /** Lets every rule go. */
    close(): void {
      watched = new Map();
      meter.tap(new Map());
    },
  };
};
/** What judges the rules of a process. */
export type Engine = ReturnType<typeof createEngine>;

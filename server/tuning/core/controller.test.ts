import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Knob, type KnobState, moved, nextTrial, PACE, type Past, restsBecause } from "./controller.ts";

const HOUR_MS = 3_600_000;
const NOW = 100 * HOUR_MS;

const knob = (change: Partial<Knob> = {}): Knob => ({
  ...{ key: "slots", min: 1, max: 8, step: 1, kind: "window", shrink: 0.5, risk: "low", shipped: 4 },
  ...change,
});
const state = (change: Partial<KnobState> = {}): KnobState => ({
  knob: knob(),
  value: 4,
  samples: 5_000,
  ...change,
});
const past = (change: Partial<Past> = {}): Past => ({
  ...{ knob: "slots", from: 4, to: 5, status: "kept", samples: 5_000 },
  ...{ startedAtMs: NOW - 2 * HOUR_MS, endedAtMs: NOW - HOUR_MS },
  ...change,
});
const toOf = (states: KnobState[], trials: Past[]) => nextTrial(states, trials, NOW)?.to ?? null;

describe("the next trial", () => {
  it("adds a step to a window upwards and takes a share of it downwards", () => {
    expect([moved(knob(), 4, true), moved(knob(), 4, false), moved(knob(), 8, false)]).toEqual([5, 2, 4]);
  });

  it("moves a quality knob one step either way", () => {
    const effort = knob({ kind: "quality", min: 0.25, max: 4, step: 0.25 });
    expect([moved(effort, 1, true), moved(effort, 1, false), moved(effort, 0.25, false)]).toEqual([
      1.25, 0.75, 0.25,
    ]);
  });

  it("never leaves the bounds and never stays between steps", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (value, isUp, shrink) => {
          const next = moved(knob({ shrink }), value, isUp);
          expect(Number.isInteger(next) && next >= 1 && next <= 8).toBe(true);
          expect(isUp ? next >= value : next <= value).toBe(true);
        },
      ),
    );
  });

  it("begins upwards, goes on the way that helped, and turns where a move did not", () => {
    expect(toOf([state()], [])).toBe(5);
    expect(toOf([state({ value: 5 })], [past()])).toBe(6);
    expect(toOf([state({ value: 5 })], [past({ from: 5, to: 6, status: "rolled-back" })])).toBe(3);
  });

  it("leaves a value alone whose both neighbours were tried under this load, until the load changes", () => {
    const tried = [past({ to: 5, status: "no-gain" }), past({ to: 2, status: "rolled-back" })];
    expect(toOf([state()], tried)).toBeNull();
    expect(restsBecause(state(), tried, NOW)).toContain("both neighbours");
    expect(toOf([state({ samples: 9_000 })], tried)).not.toBeNull();
    const old = tried.map((each) => ({ ...each, endedAtMs: NOW - PACE.againMs }));
    expect(toOf([state()], old)).not.toBeNull();
  });

  it("tries one knob at a time, rests after each, and takes the one that waited longest", () => {
    const other = state({ knob: knob({ key: "queue" }) });
    expect(toOf([state()], [past({ status: "running", endedAtMs: null })])).toBeNull();
    expect(toOf([state()], [past({ endedAtMs: NOW - 1_000 })])).toBeNull();
    expect(nextTrial([state({ value: 5 }), other], [past()], NOW)?.knob).toBe("queue");
  });

  it("leaves knobs of high risk and those without traffic to people, and those that are set ahead to the forecast", () => {
    expect(toOf([state({ knob: knob({ risk: "high" }) })], [])).toBeNull();
    expect(toOf([state({ samples: PACE.leastSamples - 1 })], [])).toBeNull();
    expect(toOf([state({ isSetAhead: true })], [])).toBeNull();
  });

  it("goes where a curve says most is done, half or twice as far at most, and without rest", () => {
    const curve = (best: number, sinceMs = 0) => ({
      ...{ best, sinceMs },
      gain: () => ({ log: 0.2, chance: 0.02, misfit: 0.02 }),
    });
    const ended = past({ endedAtMs: NOW - 1_000 });
    expect(toOf([state({ value: 8, curve: curve(2) })], [ended])).toBe(4);
    expect(toOf([state({ value: 3, curve: curve(8) })], [ended])).toBe(6);
    expect(toOf([state({ value: 3, samples: 0, curve: curve(3) })], [])).toBeNull();
    const taken = past({ status: "rolled-back", endedAtMs: NOW - 1_000 });
    expect(toOf([state({ value: 8, curve: curve(2) })], [taken])).toBeNull();
  });

  it("lets in what is shipped, or else twice as much, at once where all is taken and nothing tells what more would do", () => {
    const overrun = (value: number) => [state({ value, isOverrun: true })];
    const ended = past({ endedAtMs: NOW - 1_000, status: "no-gain", from: 2, to: 1 });
    expect(toOf(overrun(2), [ended])).toBe(4);
    expect(toOf(overrun(4), [ended])).toBe(8);
    expect(toOf([state({ value: 2 })], [ended])).toBeNull();
    expect(nextTrial(overrun(2), [ended], NOW)?.why).toBe(
      "all that 2 let in is taken, and nothing tells what more would do",
    );
  });

  it("rests where a guard took it back though all is taken, and then goes the other way", () => {
    const taken = past({ from: 4, to: 8, status: "rolled-back", endedAtMs: NOW - 1_000 });
    const overrun = [state({ isOverrun: true })];
    expect(toOf(overrun, [taken])).toBeNull();
    expect(toOf(overrun, [{ ...taken, endedAtMs: NOW - PACE.cooldownMs }])).toBe(2);
    expect(toOf([state({ value: 8, isOverrun: true })], [])).toBe(4);
  });

  it("tries again what brought nothing once the work is another", () => {
    const gain = () => ({ log: 0.2, chance: 0.02, misfit: 0.02 });
    const tried = past({ from: 8, to: 4, status: "no-gain" });
    const at = (sinceMs: number) => [state({ value: 8, curve: { best: 2, sinceMs, gain } })];
    expect(toOf(at(tried.startedAtMs), [tried])).toBeNull();
    expect(toOf(at(tried.startedAtMs + 1), [tried])).toBe(4);
  });
});

import { describe, expect, it } from "vitest";
import type { Fact } from "./line.ts";
import type { Machine } from "./machine.ts";
import { regressionsOf } from "./regression.ts";

const machine: Machine = { cpu: "A", cores: 2, memoryGb: 24, system: "Linux 6", node: "v20", load1: 0.2 };
const compare = (now: Fact, before: Fact, where: Partial<Machine> = {}) =>
  regressionsOf({ facts: [now], machine: { ...machine, ...where } }, { facts: [before], machine }).map(
    ({ name }) => name,
  );

const ms = (value: number): Fact => ({ name: "p99", value, unit: "ms", target: { atMost: 100 } });
const share = (value: number): Fact => ({ name: "hits", value, unit: "%", target: { atLeast: 85 } });

describe("what became worse", () => {
  it.each<[string, Fact, Fact, Partial<Machine>, string[]]>([
    ["a time within what times differ by", ms(14), ms(10), {}, []],
    ["a time beyond it", ms(16), ms(10), {}, ["p99"]],
    ["a time that is better", ms(2), ms(10), {}, []],
    ["a time of a machine that was busy", ms(90), ms(10), { load1: 3 }, []],
    ["a time of another machine", ms(90), ms(10), { cpu: "B" }, []],
    ["a share that fell", share(85), share(89), {}, ["hits"]],
    ["a share that fell on another machine", share(85), share(89), { cpu: "B" }, ["hits"]],
    ["a share that fell a little", share(88), share(89), {}, []],
    ["a figure without a target", { ...ms(90), target: undefined } as never, ms(10), {}, []],
    ["a figure that is new", { ...ms(90), name: "other" }, ms(10), {}, []],
    ["a figure that was not measured", { ...ms(0), value: null }, ms(10), {}, []],
    ["a count that was none", { ...ms(1), unit: "" }, { ...ms(0), unit: "" }, {}, ["p99"]],
  ])("%s", (_, now, before, where, expected) => {
    expect(compare(now, before, where)).toEqual(expected);
  });

  it("allows for what few samples that lie apart leave open", () => {
    const summary = { n: 4, min: 0, mean: 10, sd: 10, median: 10, p95: 0, p99: 0, max: 0 };
    expect(compare({ ...ms(19), summary }, { ...ms(10), summary })).toEqual([]);
    expect(compare({ ...ms(19), summary: { ...summary, n: 400 } }, ms(10))).toEqual(["p99"]);
  });

  it("compares how a figure stands beside its unoptimised path", () => {
    const against = (times: number): Fact => ({
      ...{ name: "gain", value: 1, unit: "%", against: { what: "none", times } },
    });
    expect(compare(against(1.2), against(3))).toEqual(["gain, beside none"]);
    expect(compare(against(2), against(3))).toEqual([]);
  });
});

import type { Run } from "#server/forecast/core/life/run.ts";
import type { Random } from "#server/lib/random.ts";

const FLIGHTS = [
  [0, 0.1],
  [20, 0.7],
  [35, 0.84],
] as const;

/**
 * Generated units that ran to failure, no real ones: they start a little worn, a fault begins at some cycle and grows
 * by a constant share, sensors show it under noise, and some sensors show nothing. With `ways`, each cycle is run in one
 * of several ways, which move every reading by far more than wear does.
 */
export const generatedRuns = (units: number, random: Random, ways: 1 | 3 = 1): Run[] =>
  Array.from({ length: units }, (_, i) => {
    const begin = random.between(40, 120);
    const growth = random.between(0.045, 0.06);
    const worn = random.between(0, 0.1);
    const length = Math.round(begin + Math.log(1 / 0.05) / growth + random.normal(0, 4));
    const way = Array.from({ length }, () => (ways === 1 ? 0 : random.int(ways)));
    const wear = Array.from(
      { length },
      (_each, t) => worn + 0.05 * Math.exp(growth * Math.max(0, t - begin)),
    );
    const sensor = (gain: number, level: number): Float64Array =>
      Float64Array.from(
        wear,
        (value, t) => level * (1 + (way[t] as number)) + gain * (value + random.normal(0, 0.03)),
      );
    return {
      unit: String(i + 1),
      cycles: Float64Array.from({ length }, (_each, t) => t + 1),
      settings: [0, 1].map((k) =>
        Float64Array.from(way, (each) => (FLIGHTS[each]?.[k] as number) + random.normal(0, 0.002)),
      ),
      sensors: [
        ...[sensor(2, 640), sensor(-5, 550), sensor(9, 1_400), sensor(-0.4, 23)],
        Float64Array.from({ length }, () => random.normal(50, 3)),
        new Float64Array(length).fill(14.62),
      ],
    };
  });

/** A unit as it stood so many cycles before its end. */
export const cutOff = (run: Run, before: number): Run => {
  const end = run.cycles.length - before;
  return {
    ...run,
    cycles: run.cycles.slice(0, end),
    settings: run.settings.map((values) => values.slice(0, end)),
    sensors: run.sensors.map((values) => values.slice(0, end)),
  };
};

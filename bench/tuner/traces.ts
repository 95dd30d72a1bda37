import { seeded } from "#server/lib/random.ts";
import type { Trace, Weather } from "./queue.ts";

const HOUR_S = 3_600;
/** Assumed, as all costs of these traces are, not measured: one answer alone takes so long. */
const ALONE_MS = 180;

const CALM: Weather = { perS: 12, aloneMs: ALONE_MS, contention: 0.1, crosstalk: 0.01 };

const between = (from: Weather, to: Weather, share: number): Weather => {
  const mix = (of: (weather: Weather) => number) => of(from) * (1 - share) + of(to) * share;
  return {
    perS: mix(({ perS }) => perS),
    aloneMs: mix(({ aloneMs }) => aloneMs),
    contention: mix(({ contention }) => contention),
    crosstalk: mix(({ crosstalk }) => crosstalk),
  };
};

/** Long prompts: those side by side push each other out of the caches. */
const HEAVY: Weather = { perS: 8.5, aloneMs: 120, contention: 0.35, crosstalk: 0.1 };
/** Short prompts, many of them. */
const LIGHT: Weather = { perS: 36, aloneMs: 150, contention: 0.02, crosstalk: 0.004 };

/** The traces of the tuner's bench: hours of arrivals and of how questions weigh on each other, each by its name's seed. */
export const TRACES: readonly Trace[] = [
  { name: "steady", seconds: 24 * HOUR_S, weather: () => CALM },
  { name: "steady and crowded", seconds: 24 * HOUR_S, weather: () => LIGHT },
  { name: "steady and heavy", seconds: 24 * HOUR_S, weather: () => HEAVY },
  {
    name: "a day with a morning peak",
    seconds: 24 * HOUR_S,
    weather: (second) => {
      const hour = second / HOUR_S;
      const peak = Math.exp(-((hour - 9) ** 2) / 8) + 0.6 * Math.exp(-((hour - 15) ** 2) / 12);
      return { ...CALM, perS: 6 + 11 * peak };
    },
  },
  {
    name: "questions grow heavier",
    seconds: 24 * HOUR_S,
    weather: (second) => between(LIGHT, HEAVY, Math.min(1, Math.max(0, (second / HOUR_S - 6) / 12))),
  },
  {
    name: "heavy and light by turns of six hours",
    seconds: 24 * HOUR_S,
    weather: (second) => (Math.floor(second / (6 * HOUR_S)) % 2 === 0 ? HEAVY : LIGHT),
  },
];

/** Traces of the same kinds, drawn by a seed. */
export const drawnTraces = (seed: string, count: number): Trace[] =>
  Array.from({ length: count }, (_, i) => {
    const random = seeded(`trace ${seed} ${i}`);
    // Between a third and nine tenths of the most that can be done, so that some value serves it.
    const drawn = (): Weather => {
      const contention = random.between(0, 0.4);
      const crosstalk = 10 ** random.between(-3, -0.9);
      const aloneMs = random.between(60, 250);
      const most = Math.max(
        ...Array.from({ length: 12 }, (_, n) => (n + 1) / (1 + contention * n + crosstalk * n * (n + 1))),
      );
      return { aloneMs, contention, crosstalk, perS: (random.between(0.35, 0.9) * most * 1_000) / aloneMs };
    };
    const [one, other] = [drawn(), drawn()];
    const kind = random.pick(["steady", "peak", "ramp", "turns", "jumps"]);
    const name = `${kind} ${seed} ${i}`;
    const seconds = 24 * HOUR_S;
    const hours = random.between(2, 8);
    const from = random.between(0, 12);
    if (kind === "steady") return { name, seconds, weather: () => one };
    if (kind === "peak")
      return {
        name,
        seconds,
        weather: (second) => ({
          ...one,
          perS: one.perS * (0.35 + 0.65 * Math.exp(-((second / HOUR_S - 9) ** 2) / 8)),
        }),
      };
    if (kind === "ramp")
      return {
        name,
        seconds,
        weather: (second) => between(one, other, Math.min(1, Math.max(0, (second / HOUR_S - from) / hours))),
      };
    if (kind === "turns")
      return {
        name,
        seconds,
        weather: (second) => (Math.floor(second / (hours * HOUR_S)) % 2 === 0 ? one : other),
      };
    const jumps = Array.from({ length: Math.ceil(24 / hours) }, drawn);
    return { name, seconds, weather: (second) => jumps[Math.floor(second / (hours * HOUR_S))] ?? one };
  });

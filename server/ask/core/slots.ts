import { boundWords } from "#server/ask/core/bound-words.ts";
import { readComing } from "#server/ask/core/forecast-when.ts";
import { KIND_OF } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { plainNumbersAt } from "#server/ask/core/proposal-parts.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";

/** What a question names, times or counts at some of its tokens, and plain words that say the same. */
export type Slot = { kind: string; from: number; to: number; said: string };

const inUnit = (value: number, unit: NonNullable<Quantity["unit"]>): string => {
  if (unit === "s") return value % 3_600 === 0 ? `${value / 3_600} hours` : `${value / 60} minutes`;
  if (unit === "kg") return value >= 1_000 ? `${value / 1_000} tonnes` : `${value} kg`;
  if (unit === "m") return value >= 1_000 ? `${value / 1_000} km` : `${value} metres`;
  return `${value} %`;
};

const saidOf = ({ op, value, upTo, unit }: Quantity): string => {
  const said = (one: number) => (unit === null ? String(one) : inUnit(one, unit));
  if (op === null) return said(value);
  return boundWords({ op, value: upTo === null ? value : [value, upTo] }, said);
};

const runsOf = (tokens: ReadonlySet<number>): { from: number; to: number }[] => {
  const runs: { from: number; to: number }[] = [];
  for (const at of [...tokens].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.to === at) last.to++;
    else runs.push({ from: at, to: at + 1 });
  }
  return runs;
};

/**
 * What a question names, times and counts, in the order of its words: names by their kind, "when", "than", "weekday" and
 * "clock" for times, "amount" with a unit, "n" for numbers, and "stream", "body" and "exception". No token is in two.
 */
export const slotsOf = (asked: Asked): Slot[] => {
  const { hearing, links, timed, clocks, quantities } = asked;
  const { tokens, places, text } = hearing;
  const slots: Slot[] = [];
  const take = (slot: Slot): void => {
    if (slot.to > slot.from && slots.every(({ from, to }) => to <= slot.from || slot.to <= from))
      slots.push(slot);
  };
  const within = (start: number, end: number): { from: number; to: number } => {
    const all = tokensWithin(tokens, { start, end });
    return { from: all[0] ?? 0, to: all.length === 0 ? 0 : (all.at(-1) ?? 0) + 1 };
  };
  const asWritten = ({ from, to }: { from: number; to: number }) =>
    text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  for (const { name, through, from, to } of links.links) {
    const last = through?.at(-1)?.name;
    take({ kind: name.kind, from, to, said: last ? `${name.name} to ${last}` : name.name });
  }
  for (const { start, end } of clocks) {
    const run = within(start, end);
    take({ kind: "clock", ...run, said: asWritten(run) });
  }
  for (const quantity of quantities)
    if (quantity.unit !== null)
      take({
        kind: `amount ${quantity.unit}`,
        ...within(quantity.start, quantity.end),
        said: saidOf(quantity),
      });
  // "The last 20 minutes" is an amount, and no time beside it.
  const isFree = ({ from, to }: { from: number; to: number }) =>
    slots.every((slot) => slot.to <= from || to <= slot.from);
  for (const [kind, spoken] of [
    ["when", timed.when],
    ["than", timed.compared],
    ["weekday", timed.weekdays],
  ] as const)
    for (const run of runsOf(spoken).filter(isFree)) {
      // "The" goes with "last quarter".
      const isBehindThe = /^(?:the|this|that)$/i.test(tokens[run.from - 1]?.text ?? "");
      take({ kind, ...run, said: asWritten(isBehindThe ? { ...run, from: run.from - 1 } : run) });
    }
  for (const quantity of quantities)
    if (quantity.unit === null)
      take({ kind: "n", ...within(quantity.start, quantity.end), said: saidOf(quantity) });
  for (const { at, number } of plainNumbersAt(asked))
    take({ kind: "n", from: at, to: at + 1, said: String(number) });
  for (const { concept, from, to } of places) {
    const kind = KIND_OF.get(concept);
    if (kind !== undefined) take({ kind, from, to, said: asWritten({ from, to }) });
  }
  return slots.sort((a, b) => a.from - b.from);
};

const sorted = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value)).sort();
// What was done at the wheel: another is another question.
const EVENTS = ["harshBraking", "harshAcceleration", "harshCornering", "speeding"] as const;
const namedEvents = ({ hearing: { heard } }: Asked): readonly Concept[] =>
  EVENTS.filter((one) => heard.has(one));
const namedKinds = ({ hearing: { places } }: Asked): string[] => [
  ...new Set(places.flatMap(({ concept }) => (KIND_OF.has(concept) ? [concept] : []))),
];

// A day and what it is set against are told apart by the words around them alone.
const spansOf = ({ window, compared }: Asked): unknown[] =>
  [window && [window.firstDay, window.lastDay], compared && [compared.range.from, compared.range.to]].filter(
    (span) => span !== null,
  );

// Days to come are read by forecasts alone, and no slots.
const comingOf = ({ hearing, today, window }: Asked): unknown => {
  const coming = window === null ? readComing(hearing.text, today.firstDay, today.timeZone) : null;
  return coming && [coming.window.firstDay, coming.window.lastDay];
};

// "Containers that overflowed" are what the overflow rate measures.
const MEASURED: readonly (readonly [kind: Concept, measure: Concept])[] = [
  ["overfull", "kpiOverflow"],
  ["contaminated", "kpiContamination"],
  ["missed", "kpiMissed"],
];

/** Whether a plain question names what a question names, at the same times, with the same numbers; it may name kinds of exceptions of its own. */
export const isOfTheSame = (asked: Asked, plain: Asked): boolean => {
  const [one, other] = [asked, plain].map((each) =>
    JSON.stringify([
      sorted(
        each.links.links.flatMap(({ name, through = [] }) =>
          [name, ...through].map(({ kind, key }) => [kind, key]),
        ),
      ),
      sorted(spansOf(each)),
      comingOf(each),
      [...each.weekdays].sort(),
      sorted(each.clocks.map(({ side, at }) => [side, at])),
      sorted(each.quantities.map(({ value, upTo, unit }) => [value, upTo, unit])),
      sorted(plainNumbersAt(each).map(({ number }) => number)),
    ]),
  );
  const kinds = new Set(namedKinds(plain));
  for (const [kind, measure] of MEASURED) if (plain.hearing.heard.has(measure)) kinds.add(kind);
  const events = namedEvents(asked);
  if (events.length > 0 && events.join() !== namedEvents(plain).join()) return false;
  // An exception may be told of by its subject; a stream or a body that the question does not name narrows it.
  const isNarrower = namedKinds(plain).some(
    (kind) => KIND_OF.get(kind as Concept) !== "exception" && !namedKinds(asked).includes(kind),
  );
  return one === other && !isNarrower && namedKinds(asked).every((kind) => kinds.has(kind));
};

import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Link } from "#server/ask/core/link.ts";
import type { Asked, RuleReading } from "#server/ask/core/question.ts";

const NEGATIONS = new Set(
  (
    "not no without never none nobody neither nor except excluding havent hasnt hadnt isnt arent wasnt werent didnt " +
    "doesnt dont wont cannot cant couldnt"
  ).split(" "),
);
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12 },
  ...{ fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, hundred: 100 },
};

// What turns an answer into another one when it is passed over: how it is split, and which end comes first.
const DECISIVE: readonly Concept[] = [
  ...([
    "perRoute",
    "perDriver",
    "perVehicle",
    "perDepot",
    "perZone",
    "perStream",
    "perDay",
    "perWeek",
  ] as const),
  ...(["perMonth", "perWeekday", "perBody", "perContractor", "perSize", "perSite", "perCause"] as const),
  ...(["worst", "best", "photo", "calledAfter", "overtime", "outOfSequence", "streamWeek"] as const),
];

// What stands as of now needs no window to be about now.
const PRESENT = new Set("now right currently today moment at the this so far".split(" "));

/** Whether a plan, as text, holds a name. */
export const isNamedIn = (plan: string, { name }: Link): boolean =>
  plan.includes(JSON.stringify(name.key)) ||
  plan.includes(JSON.stringify(name.name)) ||
  (name.id !== null && new RegExp(`[:,\\[]${name.id}[,}\\]]`).test(plan));

const holdsNumber = (plan: string, value: number): boolean =>
  [value, value - 1, value + 1, value * 60, value * 3600, value * 1000, -value * 60].some((n) =>
    new RegExp(`[:,\\[]${n}[,}\\]]`).test(plan),
  );

/**
 * The words of a question that a reading passes over though they could change its meaning: negations, numbers and
 * lengths of time, names, splits and superlatives; as written. `timed` are tokens that tell of the window.
 */
export const droppedWords = (
  asked: Asked,
  { plan, uses, window, heeds = [] }: RuleReading,
  timed: ReadonlySet<number>,
): string[] => {
  const said = JSON.stringify(plan);
  const used = new Set(uses);
  const { tokens, places } = asked.hearing;
  const explained = new Set<number>();
  const cover = ({ from, to }: { from: number; to: number }): void => {
    for (let i = from; i < to; i++) explained.add(i);
  };
  for (const place of places) if (used.has(place.concept)) cover(place);
  const textOf = ({ from, to }: { from: number; to: number }): string =>
    tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(" ");
  const dropped: string[] = [];
  for (const link of asked.links.links) {
    if (!isNamedIn(said, link)) dropped.push(textOf(link));
    cover(link);
  }
  const isSpanHeld = asked.durations.some(({ seconds }) => holdsNumber(said, seconds));
  // Words of time tell of the window where the reading has one; a length of time must stand in the plan.
  for (const [i, token] of tokens.entries()) {
    if (explained.has(i) || dropped.some((text) => text === token.text)) continue;
    const isDuration = asked.durations.some(({ start, end }) => start <= token.start && token.start < end);
    const number = /^\d+(?:[.,]\d+)?$/.test(token.text)
      ? Number(token.text.replace(",", "."))
      : NUMBER_WORDS[token.stem];
    if (NEGATIONS.has(token.stem)) {
      if (!heeds.includes("negation")) dropped.push(textOf({ from: i, to: Math.min(tokens.length, i + 2) }));
    } else if (timed.has(i) && !isDuration) {
      if (window === null && !isSpanHeld && !heeds.includes("window") && !PRESENT.has(token.stem))
        dropped.push(token.text);
    } else if (number !== undefined && !heeds.includes("number") && !holdsNumber(said, number)) {
      const inWindow = timed.has(i) && window?.isNamed === true;
      if (!inWindow) dropped.push(textOf({ from: i, to: Math.min(tokens.length, i + 2) }));
    }
  }
  for (const concept of DECISIVE) {
    if (used.has(concept)) continue;
    for (const place of places)
      if (
        place.concept === concept &&
        ![...Array(place.to - place.from).keys()].every((k) => explained.has(place.from + k))
      )
        dropped.push(textOf(place));
  }
  return [...new Set(dropped)];
};

import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { type Asked, has, heardAt, linksOf, type Rule, whichOf } from "#server/ask/core/question.ts";
import { addDays, weekOf } from "#server/lib/service-day.ts";

type Stream = (typeof STREAM_CONCEPTS)[number];

/** The stream whose collection weeks a question names, such as "recycling weeks"; undefined where it names none. */
export const weeksStream = (asked: Asked): Stream | undefined => {
  const phrase = heardAt(asked, "streamWeek");
  if (!phrase) return undefined;
  const inside = asked.hearing.places.find(
    ({ concept, from, to }) =>
      phrase.from <= from && to <= phrase.to && STREAM_CONCEPTS.some((stream) => stream === concept),
  );
  return STREAM_CONCEPTS.find((stream) => stream === inside?.concept);
};

/** The streams a question is about: those named outside of "recycling weeks", else the one named there. */
export const namedStreams = (asked: Asked): Stream[] => {
  const phrase = heardAt(asked, "streamWeek");
  if (!phrase) return whichOf(asked, STREAM_CONCEPTS);
  const outside = STREAM_CONCEPTS.filter((stream) =>
    asked.hearing.places.some(
      ({ concept, from, to }) => concept === stream && (to <= phrase.from || phrase.to <= from),
    ),
  );
  return outside.length > 0 ? outside : whichOf(asked, STREAM_CONCEPTS);
};

// "Which zones have recycling this week?" asks for no route, stop or exception, and for no figure.
const OTHER_THINGS = [
  "exception",
  "route",
  "vehicle",
  "driver",
  "missed",
  "finished",
  "late",
  "open",
] as const;

const isNextWeek = (asked: Asked): boolean => /\bnext week\b/i.test(asked.hearing.text);

/** Whether a question is about the weeks in which a stream is collected, which is a schedule and no forecast. */
export const isAboutWeeks = (asked: Asked): boolean => {
  if (whichOf(asked, STREAM_CONCEPTS).length !== 1 || has(asked, ...OTHER_THINGS)) return false;
  if (asked.hearing.places.some(({ concept }) => concept.startsWith("kpi") || concept === "summary"))
    return false;
  if (has(asked, "streamWeek")) return true;
  const isOfZones = has(asked, "zone", "perZone") || linksOf(asked, "zone").length > 0;
  return isOfZones && /\b(?:this|next|last) week\b/i.test(asked.hearing.text);
};

/** Which zones have recycling this week; is it a recycling week in zone 4? */
const collectionWeeks: Rule = (asked) => {
  const stream = weeksStream(asked) ?? whichOf(asked, STREAM_CONCEPTS)[0];
  if (!stream || !isAboutWeeks(asked)) return undefined;
  const day = isNextWeek(asked)
    ? addDays(asked.today.firstDay, 7)
    : (asked.window?.lastDay ?? asked.today.firstDay);
  const zones = linksOf(asked, "zone").map((link) => link.name.key);
  return {
    plan: { kind: "collection-weeks", stream, zones: [...new Set(zones)], monday: weekOf(day).from },
    window: null,
    // Told beside a week is when the next one begins.
    said: new Set(asked.hearing.tokens.flatMap(({ stem: word }, at) => (word === "next" ? [at] : []))),
    uses: [
      "streamWeek",
      stream,
      "zone",
      "perZone",
      "whenWill",
      "didServe",
      "stop",
      "container",
      "site",
      ...(isNextWeek(asked) ? (["forecast"] as const) : []),
    ],
  };
};

/** Rules about the weeks in which streams are collected. */
export const WEEK_RULES: readonly Rule[] = [collectionWeeks];

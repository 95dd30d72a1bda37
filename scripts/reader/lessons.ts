import { OTHER, type Signs, signsOf } from "#server/ask/core/classify.ts";
import { type Frame, frameOf, NONE } from "#server/ask/core/frame.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { readingsOf } from "#server/ask/core/read.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { linkerOf, type Understanding, understand } from "#server/ask/understand.ts";
import type { Random } from "#server/lib/random.ts";
import { ASKED_NAMES } from "../asked/fleet.ts";
import { drawFills, hurried, readAsked, readMeanings, readOthers, speak } from "./grammar.ts";

const clock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(ASKED_NAMES);
const heard = (text: string): Promise<Understanding> =>
  understand(text, {
    linker,
    clock,
    depotIds: [],
    findAddress: async (street, house) => [
      { siteId: 311, label: `${house ?? ""} ${street}`, lng: -5.6, lat: 51.3 },
    ],
  });

/** A sentence of the pages, as the rules hear it, with what it means. */
export type Sentence = {
  text: string;
  signs: Signs;
  asked: Asked;
  frame: Frame;
  /** The plan it means, where the plain question says all that it says; null where they say other times or numbers. */
  plan: string | null;
  isApart: boolean;
};

/**
 * Everything that the pages teach: sentences, and by subject the fewest concepts with which the rules still see it and
 * the first plain question of it.
 */
export type Lessons = {
  sentences: Sentence[];
  concepts: Record<string, string[]>;
  questions: Record<string, string>;
};

/** A plan without what only the look of its answer hangs on. */
export const rowsOf = (plan: QueryPlan): string =>
  JSON.stringify({
    ...plan,
    columns: [],
    view: "",
    sort: [],
    ...(plan.kind === "passages" ? { text: "" } : {}),
  });

const slotsOf = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();

/** The fewest concepts of a plain question with which the rules still see its subject: what it names is not among them. */
const neededFor = (asked: Asked, subject: string, uses: readonly Concept[]): string[] => {
  const used = new Set(uses);
  const heardWith = (concepts: readonly Concept[]): Asked => ({
    ...asked,
    hearing: {
      ...asked.hearing,
      heard: new Map([...asked.hearing.heard].filter(([concept]) => concepts.includes(concept))),
    },
  });
  let needed = [...asked.hearing.heard.keys()].filter((concept) => used.has(concept)).sort();
  const isSeenBy = (concepts: readonly Concept[]) =>
    readingsOf(heardWith(concepts)).some(({ plan }) => frameOf(plan).subject === subject);
  for (const concept of needed) {
    const fewer = needed.filter((other) => other !== concept);
    if (isSeenBy(fewer)) needed = fewer;
  }
  return needed;
};

/**
 * Speaks the sentences of the pages: `spoken` of each way, one way in `apart` marked as kept apart, and says what people
 * asked `typed` times each. What a sentence means is what the rules read in the plain question of its meaning.
 */
export const makeLessons = async (
  random: Random,
  { spoken, apart, typed }: { spoken: number; apart: number; typed: number },
): Promise<Lessons> => {
  const sentences: Sentence[] = [];
  const concepts: Record<string, string[]> = {};
  const questions: Record<string, string> = {};
  const isApart = (way: number): boolean => way % apart === apart - 1;
  for (const { plain, ways } of readMeanings())
    for (const [i, way] of ways.entries())
      for (let n = 0; n < spoken; n++) {
        const fills = drawFills(random);
        const question = speak(plain, fills, random);
        const meant = await heard(question);
        if (meant.understood.kind !== "reading")
          throw new Error(`${plain}: found ${JSON.stringify(meant.understood)}, expected a reading`);
        const { plan, uses } = meant.understood.reading;
        const frame = frameOf(plan);
        questions[frame.subject] ??= question;
        concepts[frame.subject] ??= neededFor(meant.asked, frame.subject, uses);
        const text = hurried(speak(way, fills, random), random);
        const { asked } = await heard(text);
        const isWhole = slotsOf(way) === slotsOf(plain);
        sentences.push({
          ...{ text, asked, frame, signs: signsOf(asked), isApart: isApart(i) },
          plan: isWhole ? rowsOf(plan) : null,
        });
      }
  // What people really asked, beside the ways that were thought of. None is kept apart: the rules were mended by them.
  for (const { said, plain } of readAsked()) {
    const meant = await heard(plain);
    // What is asked back about, or is no question of its own, teaches nothing.
    if (meant.understood.kind !== "reading") continue;
    const frame = frameOf(meant.understood.reading.plan);
    concepts[frame.subject] ??= neededFor(meant.asked, frame.subject, meant.understood.reading.uses);
    for (let n = 0; n < typed; n++) {
      const text = n === 0 ? said : hurried(said, random);
      const { asked } = await heard(text);
      sentences.push({ text, asked, frame, signs: signsOf(asked), plan: null, isApart: false });
    }
  }
  const nothing: Frame = { subject: OTHER, by: NONE, order: NONE, compare: NONE };
  for (const [i, way] of readOthers().entries())
    for (let n = 0; n < spoken; n++) {
      const text = hurried(speak(way, drawFills(random), random), random);
      const { asked } = await heard(text);
      sentences.push({
        ...{ text, asked, frame: nothing, signs: signsOf(asked), plan: null, isApart: isApart(i) },
      });
    }
  return { sentences, concepts, questions };
};

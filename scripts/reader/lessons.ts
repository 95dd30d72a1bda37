import { type Classifier, OTHER, type Signs, signsOf, type Template } from "#server/ask/core/classify.ts";
import { type Frame, frameOf, NONE } from "#server/ask/core/frame.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { readingsOf } from "#server/ask/core/read.ts";
import { KINDS, templateText } from "#server/ask/core/rephrase.ts";
import { readAlert } from "#server/ask/core/rules-alert.ts";
import { readExport } from "#server/ask/core/rules-export.ts";
import { readMailing } from "#server/ask/core/rules-mailing.ts";
import { slotsOf as namedOf } from "#server/ask/core/slots.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { decided, type HeardWith, linkerOf, type Understanding, understand } from "#server/ask/understand.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Random } from "#server/lib/random.ts";
import { ASKED_NAMES } from "../asked/fleet.ts";
import { drawFills, hurried, readAsked, readMeanings, readOthers, speak } from "./grammar.ts";

// Sentences of a way kept apart that are judged; the others say the same once more.
const JUDGED = 2;
const nothing: Frame = { subject: OTHER, by: NONE, order: NONE, compare: NONE };
const clock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(ASKED_NAMES);
const heardWith: HeardWith = {
  ...{ linker, clock, depotIds: [] },
  findAddress: async (street, house) => [
    { siteId: 311, label: `${house ?? ""} ${street}`, lng: -5.6, lat: 51.3 },
  ],
};
const heard = (text: string): Promise<Understanding> => understand(text, heardWith);

const known = new Map<string, Understanding>();
// A plain question is heard once for all the ways to say it.
const heardOnce = async (text: string): Promise<Understanding> => {
  const found = known.get(text) ?? (await heard(text));
  known.set(text, found);
  return found;
};

/** What a prepared question comes to by rules alone, or with a second reader. */
export const decidedAs = (asked: Asked, classifier: Classifier | null): Promise<Understanding> =>
  decided({ asked, places: new Map() }, { ...heardWith, classifier });

/** A sentence of the pages, as the rules hear it, with what it means. */
export type Sentence = {
  text: string;
  signs: Signs;
  asked: Asked;
  frame: Frame;
  /** The plan it means, where the plain question says all that it says; null where they say other times or numbers. */
  plan: string | null;
  isApart: boolean;
  /** Whether it stands for its way where those kept apart are judged. */
  isJudged: boolean;
};

/**
 * Everything that the pages teach: sentences, and by subject the fewest concepts with which the rules still see it and
 * the first plain question of it.
 */
export type Lessons = {
  sentences: Sentence[];
  concepts: Record<string, string[]>;
  questions: Record<string, string>;
  templates: Record<string, Template[]>;
};

// Their order says nothing.
const LISTED: ReadonlySet<string> = new Set(["filters", "vehicleIds"]);

/** A plan without what only the look of its answer hangs on. */
export const rowsOf = (plan: QueryPlan): string =>
  JSON.stringify(
    {
      ...plan,
      columns: [],
      view: "",
      sort: [],
      ...(plan.kind === "passages" ? { text: "" } : {}),
    },
    (key, value) =>
      key === "label" || key === "words"
        ? ""
        : LISTED.has(key)
          ? value.map((each: unknown) => JSON.stringify(each)).sort()
          : value,
  );

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

/** What a sentence is of that is asked over another question; undefined where it is a question itself. */
const wrapperOf = (text: string): string | undefined => {
  if (readMailing(text)) return "propose mailing";
  if (readAlert(text)) return "propose alert";
  return readExport(text) ? "export" : undefined;
};

/** What the rules read in a plain question of the pages, as it is taught; null for what is asked over another one. */
export const readPlain = async (question: string): Promise<Understanding["understood"] | null> =>
  wrapperOf(question) === undefined ? (await heardOnce(question)).understood : null;

/** Plain questions by subject; of a kind that all of a subject name the same of, they say it themselves. */
const templatesOf = (plain: readonly { asked: Asked; frame: Frame }[]): Record<string, Template[]> => {
  const bySubject = groupBy(plain, ({ frame }) => frame.subject);
  return Object.fromEntries(
    [...bySubject].map(([subject, own]) => {
      const saidOf = (kind: string) =>
        new Set(
          own
            .flatMap(({ asked }) => namedOf(asked))
            .flatMap((slot) => (slot.kind === kind ? [slot.said.toLowerCase()] : [])),
        );
      const fixed = new Set(KINDS.filter((kind) => saidOf(kind).size === 1));
      const texts = own.map(({ asked, frame }) => ({ frame, text: templateText(asked, fixed) }));
      return [subject, [...new Map(texts.map((each) => [JSON.stringify(each), each])).values()]];
    }),
  );
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
  const plainOnes: { asked: Asked; frame: Frame }[] = [];
  const isApart = (way: number): boolean => way % apart === apart - 1;
  const isJudged = (way: number, n: number): boolean => isApart(way) && n < JUDGED;
  // A way that is said in one way alone is not said as often.
  for (const { plain, ways } of readMeanings())
    for (const [i, way] of ways.entries())
      for (let n = 0; n < (/[{([]/.test(way) ? spoken : typed); n++) {
        const fills = drawFills(random);
        const question = speak(plain, fills, random);
        const wrapper = wrapperOf(question);
        if (wrapper !== undefined) {
          const text = hurried(speak(way, fills, random), random);
          const { asked } = await heard(text);
          const frame: Frame = { ...nothing, subject: wrapper };
          sentences.push({
            ...{ text, asked, frame, signs: signsOf(asked), plan: null },
            ...{ isApart: isApart(i), isJudged: isJudged(i, n) },
          });
          continue;
        }
        const meant = await heardOnce(question);
        if (meant.understood.kind !== "reading")
          throw new Error(`${plain}: found ${JSON.stringify(meant.understood)}, expected a reading`);
        const { plan, uses } = meant.understood.reading;
        const frame = frameOf(plan);
        questions[frame.subject] ??= question;
        plainOnes.push({ asked: meant.asked, frame });
        concepts[frame.subject] ??= neededFor(meant.asked, frame.subject, uses);
        const text = hurried(speak(way, fills, random), random);
        const { asked } = await heard(text);
        const isWhole = slotsOf(way) === slotsOf(plain);
        sentences.push({
          ...{ text, asked, frame, signs: signsOf(asked), isApart: isApart(i), isJudged: isJudged(i, n) },
          plan: isWhole ? rowsOf(plan) : null,
        });
      }
  // What people really asked, beside the ways that were thought of. None is kept apart: the rules were mended by them.
  for (const { said, plain } of readAsked()) {
    const meant = await heard(plain);
    // What is asked back about, or is no question of its own, teaches nothing.
    if (meant.understood.kind !== "reading") continue;
    const frame = frameOf(meant.understood.reading.plan);
    plainOnes.push({ asked: meant.asked, frame });
    concepts[frame.subject] ??= neededFor(meant.asked, frame.subject, meant.understood.reading.uses);
    for (let n = 0; n < typed; n++) {
      const text = n === 0 ? said : hurried(said, random);
      const { asked } = await heard(text);
      sentences.push({
        text,
        asked,
        frame,
        signs: signsOf(asked),
        plan: null,
        isApart: false,
        isJudged: false,
      });
    }
  }
  for (const [i, way] of readOthers().entries())
    for (let n = 0; n < spoken; n++) {
      const text = hurried(speak(way, drawFills(random), random), random);
      const { asked } = await heard(text);
      sentences.push({
        ...{ text, asked, frame: nothing, signs: signsOf(asked), plan: null },
        ...{ isApart: isApart(i), isJudged: isJudged(i, n) },
      });
    }
  return { sentences, concepts, questions, templates: templatesOf(plainOnes) };
};

import { COMMON_WORDS } from "#server/ask/core/common-words.ts";
import { type Concept, FILLER, type Lexicon, WEIGHTY } from "#server/ask/core/lexicon.ts";
import { lexiconEn } from "#server/ask/core/lexicon-en.ts";
import { ORDINARY } from "#server/ask/core/orders.ts";
import { slipDistance, slipsAllowed, stem, type Token, tokenise } from "#server/ask/core/tokens.ts";

/** A concept heard in a question, with the tokens it came from: first, and one past the last. */
export type Heard = { concept: Concept; from: number; to: number; words: number };

/** The tokens of a question with the concepts heard in them. */
export type Hearing = {
  text: string;
  tokens: Token[];
  /** Longest phrase per concept. */
  heard: ReadonlyMap<Concept, Heard>;
  /** Every place a concept was heard at. */
  places: readonly Heard[];
  /** Corrections made, as written -> as understood. */
  slips: { text: string; taken: string }[];
};

type Phrase = { concept: Concept; stems: string[] };

// How many filler words may stand between the words of a phrase: "have not yet reported".
const GAP = 2;

// These may stand there too, though phrases of their own begin with them: "not be finished", "can still take".
const LIGHT = new Set(
  "is are was were be been being the a an their its has have had still yet fully quite".split(" "),
);

const phrasesOf = (lexicon: Lexicon): Phrase[] =>
  Object.entries(lexicon).flatMap(([concept, phrases]) =>
    phrases.split("|").map((phrase) => ({
      concept: concept as Concept,
      stems: tokenise(phrase).map((token) => token.stem),
    })),
  );

// "Haven't finished" says "not finished".
const NEGATIONS = new Set(
  "not havent havnt hasnt hadnt isnt arnt arent wernt wasnt werent didnt doesnt dont never".split(" "),
);

// Shorter phrases that mean something else inside a longer one: "not moving", "not finished", "blocked access".
const INSTEAD: Partial<Record<Concept, readonly Concept[]>> = {
  vehicle: ["refuse", "container"],
  where: ["finish", "repair"],
  howMany: ["kpiAny"],
  stopped: ["moving"],
  skipped: ["open", "stopsLeft"],
  open: ["finished", "finish", "started", "progress"],
  late: ["notLate", "planned"],
  outOfSequence: ["open", "finished", "pending", "planned"],
  notStarted: ["started"],
  changed: ["missed"],
  goBack: ["finish"],
  needsService: ["late", "planned"],
  sumFuelCost: ["sumFuel", "sumCost"],
  noAccess: ["blocked"],
  notClockedIn: ["clockedIn"],
  notLate: ["late"],
  notLeft: ["leftYard", "started"],
  noPhoto: ["photo"],
  untaken: ["taken", "stop"],
  finished: ["finish"],
  sumDistance: ["moving"],
  overtime: ["started"],
  overtimeCost: ["overtime", "sumCost"],
  perBody: ["perVehicle"],
  perRouteHour: ["perRoute", "sumHours", "route"],
  per100Km: ["sumDistance"],
  perKm: ["sumDistance"],
  perTonne: ["sumWeight"],
  perWeekday: ["perDay"],
  perLitre: ["sumFuel"],
  reoptimised: ["route"],
  harshAny: ["unsafe", "least", "best"],
  legalHours: ["route", "overtime", "sumHours"],
  facility: ["site"],
  perFacility: ["site"],
  noBreak: ["onBreak", "skipped", "missed"],
  ticket: ["sumWeight", "facility"],
  unmatched: ["untaken", "route"],
  unbalanced: ["onBoard", "most"],
};

// "Tonnes per route hour" says nothing of routes, and "not moving" nothing of moving: the longer phrase means it all.
const swallows = (wider: Heard, place: Heard): boolean =>
  (wider.concept.startsWith("kpi") || (INSTEAD[wider.concept]?.includes(place.concept) ?? false)) &&
  wider.concept !== place.concept &&
  wider.words > place.words &&
  wider.from <= place.from &&
  place.to <= wider.to;

// Words whose slips are remembered, at most.
const MOST_TAKEN = 4_000;

/** Makes a listener over a lexicon: maps a question to its tokens and concepts, forgiving slips of typing. */
export const createListener = (lexicon: Lexicon = lexiconEn) => {
  const byFirst = new Map<string, Phrase[]>();
  const vocabulary = new Set<string>();
  for (const phrase of phrasesOf(lexicon)) {
    const first = phrase.stems[0];
    if (first === undefined) continue;
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
    for (const word of phrase.stems) vocabulary.add(word);
  }
  const fillerStems = new Set([...FILLER].map(stem));
  const weightyStems = new Set([...WEIGHTY].map(stem));
  const isFiller = (word: string) => fillerStems.has(word) && !vocabulary.has(word);
  const words = [...vocabulary].filter((word) => word.length >= 4);

  // What a word was taken for: the same words come again in every question.
  const taken = new Map<string, string>();
  const corrected = ({ stem: word, text, isName }: Token, isKnown: (word: string) => boolean): string => {
    if (
      vocabulary.has(word) ||
      fillerStems.has(word) ||
      weightyStems.has(word) ||
      isKnown(word) ||
      ORDINARY.has(word) ||
      COMMON_WORDS.has(word) ||
      /\d/.test(word)
    )
      return word;
    const typed = text.toLowerCase();
    const before = taken.get(typed);
    if (before !== undefined) return before;
    // "Stps" lost its plural, but was typed in four letters.
    const limit = slipsAllowed((isName ? word : text).length);
    let best = word;
    let least = limit + 1;
    for (const candidate of words) {
      const most = Math.min(limit, least - 1);
      // "Acces" is no plural: what was taken for its ending may be a letter of the word.
      const whole = typed === `${word}s` ? slipDistance(typed, candidate, most) : most + 1;
      const distance = Math.min(slipDistance(word, candidate, most), whole);
      if (distance < least) {
        best = candidate;
        least = distance;
      }
    }
    if (taken.size >= MOST_TAKEN) taken.clear();
    taken.set(typed, best);
    return best;
  };

  const matchAt = (tokens: readonly Token[], at: number, phrase: Phrase): number | null => {
    let next = at;
    for (const [i, word] of phrase.stems.entries()) {
      if (i > 0) {
        let gap = 0;
        while (
          gap < GAP &&
          tokens[next] &&
          tokens[next]?.stem !== word &&
          (isFiller(tokens[next]?.stem ?? "") || LIGHT.has(tokens[next]?.stem ?? ""))
        ) {
          next++;
          gap++;
        }
      }
      if (tokens[next]?.stem !== word && !(word === "not" && NEGATIONS.has(tokens[next]?.stem ?? "")))
        return null;
      next++;
    }
    return next;
  };

  return {
    /** Hears a question; `isKnown` tells words that are names of the fleet and must not be corrected. */
    hear(text: string, isKnown: (word: string) => boolean = () => false): Hearing {
      const slips: Hearing["slips"] = [];
      const tokens = tokenise(text).map((token) => {
        const taken = corrected(token, isKnown);
        if (taken !== token.stem) slips.push({ text: token.text, taken });
        return taken === token.stem ? token : { ...token, stem: taken };
      });
      const all: Heard[] = [];
      for (const [at, token] of tokens.entries()) {
        const negated = token.stem !== "not" && NEGATIONS.has(token.stem) ? byFirst.get("not") : undefined;
        for (const phrase of [...(byFirst.get(token.stem) ?? []), ...(negated ?? [])]) {
          const to = matchAt(tokens, at, phrase);
          // "A week ago" is a time, and no split.
          if (to === null || (tokens[to]?.stem === "ago" && phrase.concept.startsWith("per"))) continue;
          // "Go back to the one from last week" puts something back, and speaks of no visit.
          if (phrase.concept === "goBack" && token.stem === "go" && tokens[to]?.stem === "to") continue;
          all.push({ concept: phrase.concept, from: at, to, words: phrase.stems.length });
        }
      }
      const places = all.filter((place) => !all.some((wider) => swallows(wider, place)));
      const heard = new Map<Concept, Heard>();
      for (const place of places) {
        const known = heard.get(place.concept);
        if (!known || place.words > known.words) heard.set(place.concept, place);
      }
      return { text, tokens, heard, places, slips };
    },
    /** Whether a word carries meaning of its own. */
    isFiller: (word: string) => fillerStems.has(word),
    /** Whether a word, as it is compared, is one that questions are made of. */
    isWord: (word: string) => vocabulary.has(word) || fillerStems.has(word) || weightyStems.has(word),
    vocabulary,
  };
};

/** A listener over one lexicon. */
export type Listener = ReturnType<typeof createListener>;

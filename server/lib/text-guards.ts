import { EMPTY, FIXED, NEGATIONS, NUMBER_WORDS, SPLITS, UNITS } from "./guard-words.ts";

/** Which words stand for which thing where no two things are ever the same, such as streams or zones: word to thing. */
export type Distinct = ReadonlyMap<string, string>;

// The word behind these matters as much as they do: "after the break" is not "after the lunch".
const BINDING = new Set([
  "before",
  "after",
  "than",
  "versus",
  "against",
  "vs",
  "except",
  "excluding",
  "without",
  "including",
]);

/** Splits a text into words in lower case, without accents; codes, decimals and times stay in one piece. */
export const plainWords = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/['’]s\b|\p{M}|['’]/giu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:[-.:,/][\p{L}\p{N}]+)*|%/gu) ?? [];

/** What a text asks, split into what must be the same and what must mean the same. */
export type Gist = {
  /** Numbers with units, dates, negations, directions and distinct things, in order within each kind; one text. */
  guards: string;
  /** Of them those that a reader of plans may pass over: names, numbers, directions, what is asked of them. */
  planGuards: string;
  /** What a text may leave open, by aspect: whether it is past or present, counts or lists. */
  stance: Stance;
  /** The other words that carry meaning, each once. */
  words: string[];
};

/** Aspects of a question that another may leave unsaid and still ask the same. */
export type Stance = {
  tense?: "past" | "present";
  form?: "count" | "which" | "whether";
  share?: "all" | "any";
};

/** What two texts say together of each aspect; null where one says otherwise than the other. */
export const jointStance = (a: Stance, b: Stance): Stance | null => {
  for (const aspect of ["tense", "form", "share"] as const)
    if (a[aspect] !== undefined && b[aspect] !== undefined && a[aspect] !== b[aspect]) return null;
  return { ...a, ...b };
};

const SPLIT_UNIT = /^(\d+(?:[.,]\d+)?)([a-z]+)$/;
const PAST = /^(?:was|were|did|didnt|had|hadnt|wasnt|werent)$/;
const PRESENT = /^(?:is|are|am|do|does|isnt|arent|dont|doesnt)$/;
const WHETHER =
  /^(?:is|are|was|were|do|does|did|has|have|had|isnt|arent|wasnt|werent|doesnt|didnt|hasnt|havent)$/;
// Said before a question without asking: "can you tell me", "do you know", "I would like to see".
const POLITE =
  /^(?:please |hi |hello |hey )*(?:(?:can|could|would|will|do|did) (?:you|i|we) (?:please |kindly )?(?:tell|show|give|list|find|get|know|see|check|say|have)(?: me| us)?|(?:i|we) (?:would|d|want|need)(?: like)?(?: to)?(?: see| know| have)?|please|tell me|show me|give me) (?:please )?/;

// "How high was the rate" asks for the rate; "over the last 90 days" is no bound.
const HOLLOW = /\bhow (?:high|much|big|large|great)\b|\bover (?=the (?:last|past)\b|last\b|past\b)/g;

const numberOf = (word: string): string | undefined =>
  /^\d/.test(word) ? word.replace(/,(?=\d{3}\b)/g, "") : NUMBER_WORDS[word];

/** Number words in a row as one number: "twenty two", "two hundred"; and how many words it took. */
const numberAt = (words: readonly string[], at: number): { number: string; length: number } | undefined => {
  const first = numberOf(words[at] ?? "");
  if (first === undefined) return undefined;
  const isWord = (word = ""): boolean => NUMBER_WORDS[word] !== undefined && /^\d+$/.test(NUMBER_WORDS[word]);
  if (!isWord(words[at])) return { number: first, length: 1 };
  let [sum, length] = [0, 0];
  for (; isWord(words[at + length]); length++) {
    const value = Number(NUMBER_WORDS[words[at + length] ?? ""]);
    sum = value >= 100 && sum > 0 ? sum * value : sum + value;
  }
  return { number: String(sum), length };
};

/** Where the name of a thing begins at a word: the thing, and how many words its name has. */
const thingAt = (words: readonly string[], at: number, distinct: Distinct) => {
  for (let length = Math.min(MOST_NAME_WORDS, words.length - at); length > 0; length--) {
    const thing = distinct.get(words.slice(at, at + length).join(" "));
    if (thing !== undefined) return { thing, length };
  }
  return undefined;
};
const MOST_NAME_WORDS = 5;

const stanceOf = (asked: string, words: readonly string[]): Stance => {
  const isWhether = WHETHER.test(words[0] ?? "");
  const isCount = /\b(?:how many|number of|count)\b/.test(asked);
  const isPast = words.some(
    (word, i) => PAST.test(word) && !/^(?:have|has|havent|hasnt|not)$/.test(words[i - 1] ?? ""),
  );
  const isPresent = words.some((word) => PRESENT.test(word));
  const isOfAll = words.some((word) => word === "all" || word === "every" || word === "everybody");
  return {
    ...(isPast ? { tense: "past" as const } : isPresent ? { tense: "present" as const } : {}),
    ...(isCount
      ? { form: "count" as const }
      : isWhether
        ? { form: "whether" as const }
        : words.includes("which")
          ? { form: "which" as const }
          : {}),
    ...(isWhether ? { share: isOfAll ? ("all" as const) : ("any" as const) } : {}),
  };
};

// What is asked of things, and whether it is still to come.
const QUESTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bwhy\b|\bhow come\b|\bwhat for\b|\bfor what reason\b/, "why"],
  [/^(?:when|what time)\b|\bat what time\b|\bwhen (?:will|does|do|did|is|are|was|were)\b/, "when"],
  [/\bwhere\b|\bwhereabouts\b/, "where"],
  [/^(?:who|whose)\b/, "who"],
  [/\bused to\b|\bformerly\b/, "formerly"],
  [/\b(?:will|shall|going to|wont|ll)\b(?!.*\b(?:tomorrow|next|coming)\b)/, "coming"],
];

const questionOf = (asked: string): string[] => [
  ...QUESTIONS.flatMap(([words, what]) => (words.test(asked) ? [`ask:${what}`] : [])),
  ...[...asked.matchAll(/\bhow (long|far|often|old|full|heavy|fast|soon|late|early)\b/g)].map(
    ([, what]) => `ask:${what}`,
  ),
];

// How a thing stands: said before or behind a bound, it is the same.
const STATE =
  /^way:(?:late|early|ahead|open|closed|full|empty|locked|unlocked|out|inside|outside|start|end)$/;
// A reader of plans resolves dates, keeps to negations and knows how things stand; who asks is not what is asked.
const isRead = (guard: string): boolean => /^(?:date|unit|not):|^ask:who/.test(guard) || STATE.test(guard);
const TAGGED = /^(?:from|into|to|onto|towards|toward|of)$/;

/**
 * Maps a text to its gist. `distinct` names things that are never the same, in lower case, up to five words each. A
 * code such as `r-9` and a word written with a capital inside a sentence guard themselves.
 */
export const gistOf = (text: string, distinct: Distinct = new Map()): Gist => {
  const asked = plainWords(text).join(" ").replace(POLITE, "");
  // "On-time" is said as "on time" as well; a code such as "r-9" stays one word.
  const words = asked
    .replace(HOLLOW, "")
    .trim()
    .split(/ +/)
    .flatMap((word) => (/^[a-z]+(?:-[a-z]+)+$/.test(word) ? word.split("-") : [word]));
  const capitals = new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N},;)]\s+)\p{Lu}[\p{L}\p{N}'’-]*/gu)].flatMap(([word]) =>
      plainWords(word),
    ),
  );
  // "From the depot to the landfill" is another way than back, "from Monday to Friday" another span.
  const isOnTheWay = words.includes("from") && words.some((word) => /^(?:to|into|onto|towards?)$/.test(word));
  const guards: { guard: string; at: number }[] = [];
  const push = (guard: string, at: number) => void guards.push({ guard, at });
  const rest = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const named = thingAt(words, i, distinct);
    const split = SPLIT_UNIT.exec(word);
    const counted = split === null ? numberAt(words, i) : { number: numberOf(split[1] ?? ""), length: 1 };
    if (named !== undefined) {
      push(`thing:${named.thing}`, i);
      i += named.length - 1;
    } else if (counted?.number !== undefined) {
      const unit = UNITS[split?.[2] ?? words[i + counted.length] ?? ""];
      push(`number:${counted.number}${unit === undefined ? (split?.[2] ?? "") : ` ${unit}`}`, i);
      i += counted.length - (unit !== undefined && split === null ? 0 : 1);
    } else if ((word === "by" || word === "than") && isAmount(words[i + 1])) {
    } else if (word === "per" || (isSplit(word) && SPLITS.has(words[i + 1] ?? ""))) {
      // "By route", "for each route", "per route" are one; and stops per route are not routes per stop.
      const of = words[i + 1] ?? "";
      push(`way:per:${SPLITS.get(of) ?? of}`, i);
      i++;
    } else if (
      NEGATIONS.has(word) ||
      (word === "but" && /^(?:all|everything|every|any|anything|everybody)$/.test(words[i - 1] ?? ""))
    ) {
      const bound = nextBound(words, i);
      // What is not closed is open.
      if (FIXED.get(bound) === "way:closed") {
        push("way:open", i);
        i = words.indexOf(bound, i);
      } else push(`not:${bound}`, i);
    } else if (isOnTheWay && TAGGED.test(word) && word !== "of") {
      const bound = nextBound(words, i);
      push(`way:${word}:${SPLITS.get(bound) ?? bound}`, i);
    } else if (BINDING.has(word)) push(`${FIXED.get(word) ?? word}:${nextBound(words, i)}`, i);
    else if (FIXED.has(word)) push(FIXED.get(word) ?? word, i);
    else if (UNITS[word] !== undefined) push(`unit:${UNITS[word]}`, i);
    else if (capitals.has(word) || /\d/.test(word)) {
      // Names of several words are one name.
      let length = 1;
      while (capitals.has(words[i + length] ?? "") && !FIXED.has(words[i + length] ?? "")) length++;
      push(`name:${words.slice(i, i + length).join(" ")}`, i);
      i += length - 1;
    } else if (/^(?:un|non-)[a-z]{4,}/.test(word)) push(`not:${word}`, i);
    else if (!EMPTY.has(word)) rest.add(word);
  }
  // With two names it matters which one the way leads from: "to North from South".
  const isNamed = ({ guard }: { guard: string }): boolean => /^(?:name|thing):/.test(guard);
  const tagged = guards.map(({ guard, at }) => {
    const before = words.slice(Math.max(0, at - 2), at).findLast((word) => TAGGED.test(word));
    const isTagged =
      before !== undefined &&
      before !== "of" &&
      (guard.startsWith("number:") || (isNamed({ guard }) && guards.filter(isNamed).length > 1));
    return isTagged ? `${guard}@${before}` : guard;
  });
  const all = [...tagged, ...questionOf(asked)];
  // Stable, so that within a kind the order of the text stays.
  const kindOf = (guard: string): string =>
    STATE.test(guard) ? "state" : guard.slice(0, guard.indexOf(":")).replace("thing", "name");
  all.sort((a, b) => (kindOf(a) < kindOf(b) ? -1 : kindOf(a) > kindOf(b) ? 1 : 0));
  return {
    guards: all.join(" "),
    planGuards: all.filter((guard) => !isRead(guard)).join(" "),
    stance: stanceOf(asked, asked.split(" ")),
    words: [...rest],
  };
};

const isSplit = (word: string): boolean => word === "by" || word === "each" || word === "every";

/** Whether a word is a number or begins one: "late by 10 min", "by more than". */
const isAmount = (word = ""): boolean =>
  numberOf(word) !== undefined || /^(?:way:more|way:less)$/.test(FIXED.get(word) ?? "");

/** The next word that carries meaning: what a negation or a comparison is about. */
const nextBound = (words: readonly string[], at: number): string =>
  words.slice(at + 1, at + 4).find((word) => !EMPTY.has(word) && !NEGATIONS.has(word)) ?? "";

const singular = (word: string): string =>
  word.length < 4 ? word : word.replace(/ies$/, "y").replace(/([^s])s$/, "$1");

// What forms of one word have in common: "idle", "idled" and "idling".
const stemOf = (word: string): string => {
  const one = singular(word);
  const cut = one.replace(/(?:ing|ied|ed|ly|e|y)$/, "");
  return (cut.length < 3 ? one : cut).replace(/([a-z])\1$/, "$1");
};

/** Whether two words are one but for its number: "gate" and "gates". */
export const isSameWord = (a: string, b: string): boolean => singular(a) === singular(b);

/**
 * Whether two words look alike and yet say different things: "overweight" and "underweight", "missed" and "missing",
 * "stops" and "stopped", two surnames. How near their vectors lie is then no guide: those come from the spelling too.
 */
export const isTwist = (a: string, b: string): boolean => {
  if (isSameWord(a, b)) return false;
  const [x, y] = [stemOf(a), stemOf(b)];
  // What was done is not what goes on or what there is.
  if (x === y) return /ed$/.test(a) !== /ed$/.test(b);
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length >= 4 && long.startsWith(short)) return false;
  // A short beginning turns a word: dis-, in-, un-, over-.
  if (short.length >= 4 && long.endsWith(short) && long.length - short.length <= 4) return true;
  return editDistance(x, y) <= Math.max(1, Math.floor(short.length / 3));
};

const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};

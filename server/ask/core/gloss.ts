import { partedAtQuotes } from "#server/ask/core/quotes.ts";
import { slipDistance, slipsAllowed } from "#server/ask/core/tokens.ts";

/** A language beside English: how its words say what the English of the reader says. */
export type Tongue = {
  /** Endings that turn no meaning, cut off before words are compared. */
  endings: RegExp;
  /** Words that English has no need of. */
  dropped: string;
  /** Phrases by the English that they say, parted by bars; `#` stands for a number. */
  says: Readonly<Record<string, string>>;
  /** Further tables of phrases, each of a matter of its own: what two say in the same English holds all their phrases. */
  tables: readonly Readonly<Record<string, string>>[];
  /** Whether words are put together of others: "Glasbehälter" is "Glas Behälter". */
  isCompounding?: boolean;
  /** What begins a word without being one of two words it is put together of: "eingehalten" is no "ein" and "gehalten". */
  particles?: RegExp;
  /** Spellings put right before words are looked for: what is found, and what stands there instead. */
  spellings?: readonly (readonly [found: RegExp, put: string])[];
};

/** A question in the English of the reader, and the language it came in. */
export type Glossed<Code extends string> = { text: string; language: Code | "en" };

type Phrase = { english: string; words: string[]; whole: string[] };
type Word = { text: string; folded: string; start: number; end: number };

const WORD = /[\p{L}\p{N}]+(?:[-'’:.,][\p{L}\p{N}]+)*/gu;
const STREET = /^(?:Street|Road|Lane|Avenue|Court|Close|Drive|Square)$/;
// An ending is cut only where so much of a word is left.
const STEM_MIN = 3;
// Parts of a word put together of two are at least this long.
const FIRST_MIN = 3;
const SECOND_MIN = 4;
// Slips are looked for in words this long: short ones are one letter from too many others.
const SLIP_MIN = 5;

// A word without case and accents, as people type it in a hurry: "Müllwagen", "Muellwagen" and "mullwagen" are one; "neuen" is no
// "neun".
const fold = (word: string): string =>
  word
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/(?<![ae])([aou])e/g, "$1");

const cut = (folded: string, endings: RegExp): string => {
  const rest = folded.replace(endings, "");
  return rest.length >= STEM_MIN ? rest : folded;
};

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map((m) => ({
    text: m[0],
    folded: fold(m[0]),
    start: m.index,
    end: m.index + m[0].length,
  }));

const isNumber = (word: string): boolean => /^\d+([.,:]\d+)*$/.test(word);

// What somebody wrote or said is looked for as it stands, in whatever language it is; two words at most are a name of
// the trade in quotation marks, such as "kein Zugang".
const FEW_WORDS = 2;

const NUMBER_WORD =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)$/;

const createReader = (tongue: Tongue) => {
  const { endings, dropped, says, tables, spellings = [], isCompounding = false, particles } = tongue;
  const stemOf = (folded: string) => cut(folded, endings);
  const byFirst = new Map<string, Phrase[]>();
  const spoken = new Set<string>();
  const wholes = new Set<string>();
  const numbers = new Map<string, string>();
  const add = (english: string, phrases: string) => {
    for (const phrase of phrases.split("|")) {
      const whole = phrase
        .trim()
        .split(/\s+/)
        .map((word) => (word === "#" ? word : fold(word)));
      const words = whole.map((word) => (word === "#" ? word : stemOf(word)));
      const first = words[0];
      if (first === undefined || first === "") continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { english, words, whole }]);
      for (const word of words) if (word !== "#") spoken.add(word);
      for (const word of whole) wholes.add(word);
      if (words.length === 1 && NUMBER_WORD.test(english)) numbers.set(first, english);
    }
  };
  for (const table of [...tables, says])
    for (const [english, phrases] of Object.entries(table)) add(english, phrases);
  add("", dropped);
  const long = [...spoken].filter((word) => word.length >= SLIP_MIN);

  const corrected = (folded: string): string => {
    const word = stemOf(folded);
    if (spoken.has(word) || word.length < SLIP_MIN || /\d/.test(word)) return word;
    let best = word;
    let least = slipsAllowed(word.length) + 1;
    for (const candidate of long) {
      const distance = slipDistance(word, candidate, least - 1);
      if (distance < least) [best, least] = [candidate, distance];
    }
    return best;
  };

  const matches = (
    { words, whole, english }: Phrase,
    { stems, said }: { stems: readonly string[]; said: readonly Word[] },
    at: number,
  ): boolean =>
    words.every((word, i) => {
      const stem = stems[at + i] ?? "";
      // "12 Uhr" is a number, though a truck may be called so.
      return word === "#" ? isNumber(stem.replace(/^=/, "")) || numbers.has(stem) : word === stem;
    }) &&
    // "Nuevas" is new, and no nine.
    (!NUMBER_WORD.test(english) || whole[0] === said[at]?.folded);

  // The words that a word is put together of, where all of them are known: "Glasbehälter", "Diesel-Kosten".
  const parted = (word: Word): Word[] => {
    const { folded, text, start } = word;
    if (!isCompounding || spoken.has(stemOf(folded)) || /\d/.test(folded)) return [word];
    const cutAt = (at: number, skipped: number): Word[] => [
      { text: text.slice(0, at), folded: fold(text.slice(0, at)), start, end: start + at },
      {
        text: text.slice(at + skipped),
        folded: fold(text.slice(at + skipped)),
        start: start + at,
        end: word.end,
      },
    ];
    const isPart = (part: string) =>
      part.length >= SECOND_MIN && (wholes.has(part) || spoken.has(stemOf(part)));
    for (let at = text.length - SECOND_MIN; at >= FIRST_MIN; at--)
      for (const link of ["-", "", "s", "n", "en"]) {
        if (!text.slice(at).startsWith(link)) continue;
        const [one, other] = cutAt(at, link.length);
        if (!one || !other || particles?.test(one.folded)) continue;
        if (wholes.has(one.folded) && isPart(other.folded)) return [one, other];
      }
    return [word];
  };

  // The longest phrase says most; of two as long, the one with the very endings: "paradas" are stops, "parados" stopped.
  const likeness = ({ words, whole }: Phrase, said: readonly Word[], at: number): number =>
    10 * words.length + whole.filter((word, i) => word === said[at + i]?.folded).length;

  const spelled = (text: string): string =>
    spellings.reduce((rest, [found, put]) => rest.replace(found, put), text);

  return {
    /** How many of the words are of this language. */
    count: (text: string, isOther: (word: string) => boolean): number => {
      const countIn = (said: string) =>
        wordsOf(said).filter(({ folded, text: word }) => spoken.has(stemOf(folded)) && !isOther(word)).length;
      // What is put right may be English by then.
      return Math.max(countIn(text), countIn(spelled(text)));
    },
    knows: (word: string): boolean => spoken.has(stemOf(fold(word))),
    /** Says a text in English; words that `isKept` tells, names and English, stay as they are unless a phrase has them. */
    read(said: string, isKept: (word: string) => boolean): string {
      const text = spelled(said);
      const words = wordsOf(text).flatMap((word) => (isKept(word.text) ? [word] : parted(word)));
      // A name is kept where only the ending makes it a word: "Main" is no "Mai".
      const stems = words.map(({ text: word, folded }) =>
        isKept(word) && !wholes.has(folded) && (/^\p{Lu}/u.test(word) || !spoken.has(stemOf(folded)))
          ? `=${folded}`
          : corrected(folded),
      );
      let english = "";
      let end = 0;
      for (let at = 0; at < words.length; ) {
        const word = words[at];
        if (!word) break;
        english += text.slice(end, word.start) || (at > 0 ? " " : "");
        const first = stems[at] ?? "";
        // "Main Street" is a name, whatever "Main" says.
        const isStreet = /^\p{Lu}/u.test(word.text) && STREET.test(words[at + 1]?.text ?? "");
        const phrases = isStreet ? [] : [...(byFirst.get(first) ?? []), ...(byFirst.get("#") ?? [])];
        const phrase = phrases
          .filter((each) => matches(each, { stems, said: words }, at))
          .sort((a, b) => likeness(b, words, at) - likeness(a, words, at))[0];
        const taken = phrase?.words.length ?? 1;
        if (phrase) {
          const counted = phrase.words.indexOf("#");
          const number = counted < 0 ? "" : (stems[at + counted] ?? "").replace(/^=/, "");
          english += phrase.english.replace("#", numbers.get(number) ?? number);
        } else english += word.text;
        end = words[at + taken - 1]?.end ?? word.end;
        at += taken;
      }
      return (english + text.slice(end)).replace(/\s+/g, " ").trim();
    },
  };
};

/** Makes what tells the language of a question and says it in English; `isEnglish` tells the words of English. */
export const createGloss = <Code extends string>(
  tongues: Readonly<Record<Code, Tongue>>,
  isEnglish: (word: string) => boolean,
) => {
  const readers = (Object.entries(tongues) as [Code, Tongue][]).map(
    ([language, tongue]) => [language, createReader(tongue)] as const,
  );
  return (text: string, isName: (word: string) => boolean): Glossed<Code> => {
    const words = wordsOf(text);
    let best: { language: Code; own: number } | null = null;
    for (const [language, reader] of readers) {
      const own = reader.count(text, (word) => isEnglish(word) || isName(word));
      const english = words.filter(({ text: word }) => isEnglish(word) && !reader.knows(word)).length;
      // One foreign word in an English sentence is a slip or a name; a mixed question has at least as many, and two.
      if (own === 0 || own < english || (own === 1 && english > 0) || (best !== null && own <= best.own))
        continue;
      best = { language, own };
    }
    const reader = readers.find(([language]) => language === best?.language)?.[1];
    if (best === null || !reader) return { text, language: "en" };
    const said = partedAtQuotes(text)
      .map(({ text: part, isQuoted }) =>
        isQuoted && part.trim().split(/\s+/).length > FEW_WORDS
          ? part.replace(/^„(.*)[“”]$/u, "“$1”")
          : reader.read(part, (word) => isEnglish(word) || isName(word)),
      )
      .join(" ")
      .replace(/\s+(?=[?.!,]|$)/g, "")
      .trim();
    return { text: said, language: best.language };
  };
};

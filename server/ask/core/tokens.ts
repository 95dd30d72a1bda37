/** A word of a question: as written, as compared, and where it stands. */
export type Token = {
  /** As written. */
  text: string;
  /** Lower case, without accents, apostrophes and plural ending. */
  stem: string;
  /** Whether it begins with a capital that no sentence start explains. */
  isName: boolean;
  /** Whether it is a number of hundredths: "50 %", "40 percent". */
  isShare?: boolean;
  start: number;
  end: number;
};

const IRREGULAR: Readonly<Record<string, string>> = {
  addresses: "address",
  address: "address",
  lorries: "lorry",
  carried: "carry",
  buses: "bus",
  status: "status",
  miss: "miss",
  this: "this",
  has: "has",
  is: "is",
  was: "was",
  does: "does",
  yes: "yes",
  us: "us",
  as: "as",
  plus: "plus",
  gas: "gas",
  glass: "glass",
  organics: "organics",
  // "Stops/hour" is said as "stops per hour".
  "/": "per",
};

/** Maps a word to the form it is compared in: no case, accents or possessive, plural folded into singular. */
export const stem = (word: string): string => {
  const plain = word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]s$/u, "")
    .replace(/['’]/gu, "");
  // A word may be called as what every object has: "constructor".
  const known = Object.hasOwn(IRREGULAR, plain) ? IRREGULAR[plain] : undefined;
  if (known !== undefined) return known;
  if (/\d/.test(plain) || plain.length < 4) return plain;
  if (plain.endsWith("ies") && plain.length > 4) return `${plain.slice(0, -3)}y`;
  if (/(ch|sh|x|ss)es$/.test(plain)) return plain.slice(0, -2);
  if (plain.endsWith("s") && !plain.endsWith("ss")) return plain.slice(0, -1);
  return plain;
};

const WORD = /[\p{L}\p{N}]+(?:[-'’:.,][\p{L}\p{N}]+|(?<=\p{N})\/\p{N}+)*|(?<=\p{L})\/(?=[\p{L}\p{N}])/gu;

/** Splits a question into tokens; hyphens, times, decimals and dates stay in one piece, and a slash after a word is "per". */
export const tokenise = (text: string): Token[] =>
  [...text.matchAll(WORD)].map((match, i) => {
    const word = match[0];
    const start = match.index;
    const before = text.slice(0, start).trimEnd();
    const opens = i === 0 || /[.?!:]$/.test(before);
    return {
      text: word,
      stem: stem(word),
      isName: !opens && /^\p{Lu}/u.test(word),
      ...(/^\s*(?:%|per\s?cent\b)/i.test(text.slice(start + word.length)) ? { isShare: true } : {}),
      start,
      end: start + word.length,
    };
  });

/** Where the tokens stand that a stretch of the text covers, also in part. */
export const tokensWithin = (
  tokens: readonly Token[],
  { start, end }: { start: number; end: number },
): number[] => tokens.flatMap((token, at) => (token.start < end && start < token.end ? [at] : []));

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`, or `limit + 1` where it takes more:
 * optimal string alignment, Ukkonen's band of width `limit`.
 */
export const editDistance = (
  a: string,
  b: string,
  limit: number,
  /** What it costs to take one letter for another. */
  replaced: (a: string, b: string) => number = () => 1,
): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : replaced(a[i - 1] ?? "", b[j - 1] ?? "")),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1);
};

const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const keyOf = (letter: string): { row: number; at: number } | undefined => {
  const row = KEYS.findIndex((keys) => keys.includes(letter));
  return row === -1 ? undefined : { row, at: (KEYS[row]?.indexOf(letter) ?? 0) + row / 2 };
};
// Fingers hit the key beside, and ears take one vowel for another; "stay" is no slip of "star".
const misheard = (a: string, b: string): number => {
  if (/[aeiouy]/.test(a) && /[aeiouy]/.test(b)) return 1;
  const [one, other] = [keyOf(a), keyOf(b)];
  return one && other && one.row === other.row && Math.abs(one.at - other.at) <= 1 ? 1 : 3;
};

/**
 * How many slips of typing turn a word into another, or `limit + 1` where it is another word: one that begins otherwise,
 * has another ending, or takes letters that are neither beside each other nor alike.
 */
export const slipDistance = (word: string, other: string, limit: number): number => {
  const [first, second] = [other[0] ?? "", other[1] ?? ""];
  const isSwapped = word[0] === second && word[1] === first;
  const [rest, end] = [word.slice(other.length), other.slice(-1)];
  const isOtherForm =
    (word.startsWith(other) && rest !== "e" && rest !== end) ||
    (other.startsWith(word) && /^[dsr]$/.test(other.slice(word.length)) && !word.endsWith("s"));
  if ((word[0] !== first && !isSwapped) || isOtherForm) return limit + 1;
  return editDistance(word, other, limit, misheard);
};

/** How many edits a word of this length may be away and still be taken for a typing slip. */
export const slipsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

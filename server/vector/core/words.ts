/** Words shorter than this carry too little to be told apart by their letters. */
const STEMMED = 4;

const FOLDED = /\p{M}/gu;
const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu;

/** Maps text to its words: lower case, without accents, in order. */
export const wordsOf = (text: string): string[] =>
  (text.normalize("NFKD").replace(FOLDED, "").toLowerCase().match(WORD) ?? []).map((word) =>
    word.replace(/'s$|'/u, ""),
  );

/** Cuts the ending off an English word, so that forms of one word meet; numbers stay as they are. */
export const stemOf = (word: string): string => {
  if (word.length < STEMMED || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith("ies")) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith("ing")) stem = stem.slice(0, -3);
  else if (stem.length > 4 && stem.endsWith("ed")) stem = stem.slice(0, -2);
  // hopping and hopped meet hop, but spill and pass keep both letters.
  if (/([bdgmnprt])\1$/.test(stem) && stem !== word) stem = stem.slice(0, -1);
  return stem.length > 4 && stem.endsWith("e") ? stem.slice(0, -1) : stem;
};

/** Maps a word to its runs of three letters, with its ends marked. */
export const gramsOf = (word: string): string[] => {
  const marked = `<${word}>`;
  if (marked.length <= 3) return [marked];
  return Array.from({ length: marked.length - 2 }, (_, i) => marked.slice(i, i + 3));
};

/** Runs of words that say one thing together are at most this long. */
const LONGEST = 4;

/** Maps stems in order to what is said: the longest known run of words from each place, else the word alone. */
export const piecesOf = (stems: readonly string[], isKnown: (piece: string) => boolean): string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < stems.length; ) {
    let length = Math.min(LONGEST, stems.length - at);
    while (length > 1 && !isKnown(stems.slice(at, at + length).join(" "))) length--;
    pieces.push(stems.slice(at, at + length).join(" "));
    at += length;
  }
  return pieces;
};

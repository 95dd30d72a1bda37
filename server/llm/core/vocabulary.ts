/** The tokenizer of a generated model: byte pairs, as Llama 3 has them. */
export type Vocabulary = {
  tokens: string[];
  /** 1 for text, 3 for marks that no text spells. */
  types: number[];
  merges: string[];
  begin: number;
  end: number;
  endOfTurn: number;
};

const BYTES = 256;
const TEXT = 1;
const MARK = 3;
const SPACE = "Ġ";

// Words that become one token each after a space; all others are spelt in bytes.
const WORDS =
  "a about after all alerts and any are as at behind between bin bins by city collected container cost customer date " +
  "day days depot disposal driver drivers each exceptions facility filter find first fleet for found friday from fuel " +
  "had has have hour hours how in is it kind last late left lift limit list load long many me measure missed moment " +
  "monday month more most name next north not note notes now of on one open or order over plan plans question rank " +
  "reading route routes rows saturday say search service show site since skipped south stop stops stream sunday than " +
  "that the there this thursday time to today tomorrow tonnes trend truck trucks tuesday two vehicle vehicles was " +
  "waste we wednesday week weight were what when where which who why window with yesterday zone";

const MARKS = [
  "<|begin_of_text|>",
  "<|end_of_text|>",
  "<|start_header_id|>",
  "<|end_header_id|>",
  "<|eot_id|>",
] as const;

/** How each byte is spelt: as itself where it can be seen, else by a letter past the Latin ones (as GPT-2 does). */
const byteLetters = (): string[] => {
  const isSeen = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let unseen = BYTES;
  return Array.from({ length: BYTES }, (_, byte) => String.fromCharCode(isSeen(byte) ? byte : unseen++));
};

/** Makes a vocabulary of so many tokens: bytes, words in growing pieces, fillers that no text reaches, marks. */
export const makeVocabulary = (size: number): Vocabulary => {
  const tokens = byteLetters();
  const known = new Set(tokens);
  const merges: string[] = [];
  // Each word grows letter by letter from its start, so that no pair of one word breaks up another.
  for (const word of WORDS.split(" ")) {
    let grown = SPACE;
    for (const letter of word) {
      const longer = grown + letter;
      if (!known.has(longer)) {
        known.add(longer);
        tokens.push(longer);
        merges.push(`${grown} ${letter}`);
      }
      grown = longer;
    }
  }
  const least = tokens.length + MARKS.length;
  if (size < least) throw new RangeError(`vocabulary: found ${size} tokens, expected ${least} or more`);
  for (let i = 0; tokens.length < size - MARKS.length; i++) tokens.push(`${SPACE}~${i}`);
  const begin = tokens.length;
  tokens.push(...MARKS);
  const types = tokens.map((_, at) => (at < begin ? TEXT : MARK));
  return { tokens, types, merges, begin, end: begin + 1, endOfTurn: begin + 4 };
};

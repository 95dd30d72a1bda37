const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

const mixed = (hash: number, word: number): number => {
  let k = Math.imul(word, C1);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, C2);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
};

/** A hash that is not done: what was mixed, up to three bytes that wait for a fourth, and how many bytes came. */
export type HashState = { hash: number; word: number; bytes: number };

/** The state before anything was hashed. */
export const UNHASHED: HashState = { hash: 0, word: 0, bytes: 0 };

/** The state after further bytes. */
export const hashedOn = ({ hash, word, bytes }: HashState, more: Iterable<number>): HashState => {
  const state = { hash, word, bytes };
  for (const byte of more) {
    state.word |= byte << ((state.bytes++ & 3) << 3);
    if ((state.bytes & 3) !== 0) continue;
    state.hash = mixed(state.hash, state.word);
    state.word = 0;
  }
  return state;
};

/** The hash of a state, as a whole number of 32 bits with its sign: no such number takes memory of its own. */
export const ended = (start: number, word: number, bytes: number): number => {
  let hash = start;
  if ((bytes & 3) !== 0) {
    let k = Math.imul(word, C1);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, C2);
  }
  hash ^= bytes;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};

const encoder = new TextEncoder();

/** The UTF-8 form of a text; half a surrogate pair counts as U+FFFD. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/**
 * The hash, with its sign, of a text after a state given in its parts. Four characters at a time, and nothing is
 * allocated, as long as they are ASCII.
 */
export const hashAfter = (start: number, carried: number, before: number, text: string): number => {
  let hash = start;
  let word = carried;
  const shift = (before & 3) << 3;
  const length = text.length;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const a = text.charCodeAt(i);
    const b = text.charCodeAt(i + 1);
    const c = text.charCodeAt(i + 2);
    const d = text.charCodeAt(i + 3);
    if ((a | b | c | d) > 0x7f) break;
    const four = a | (b << 8) | (c << 16) | (d << 24);
    hash = mixed(hash, word | (four << shift));
    // A shift by 32 would be none.
    word = shift === 0 ? 0 : four >>> (32 - shift);
  }
  let bytes = before + i;
  for (; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) {
      const state = hashedOn({ hash, word, bytes }, bytesOf(text.slice(i)));
      return ended(state.hash, state.word, state.bytes);
    }
    word |= code << ((bytes++ & 3) << 3);
    if ((bytes & 3) === 0) {
      hash = mixed(hash, word);
      word = 0;
    }
  }
  return ended(hash, word, bytes);
};

/** MurmurHash3 (x86, 32 bits, seed 0; Appleby, public domain) of the UTF-8 form of a text, 0 to 2^32 - 1. */
export const murmur32 = (text: string): number => hashAfter(0, 0, 0, text) >>> 0;

/** The bucket of a hash among so many, by flagd's bucketing v2: (hash x total) / 2^32, exact for totals below 2^31. */
export const bucketOf = (hash: number, total: number): number => {
  const low = Math.floor((total * (hash & 0xffff)) / 0x10000);
  return Math.floor((total * (hash >>> 16) + low) / 0x10000);
};

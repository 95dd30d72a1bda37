const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

const mixed = (hash: number, word: number): number => {
  let k = Math.imul(word, C1);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, C2);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
};

/**
 * MurmurHash3 (x86, 32 bits, seed 0; Appleby, public domain) of the UTF-8 form of a text, 0 to 2^32 - 1. The bytes are
 * made on the way; half a surrogate pair counts as U+FFFD, as an encoder would write it.
 */
export const murmur32 = (text: string): number => {
  let hash = 0;
  let word = 0;
  let bytes = 0;
  const take = (byte: number): void => {
    word |= byte << ((bytes++ & 3) << 3);
    if ((bytes & 3) !== 0) return;
    hash = mixed(hash, word);
    word = 0;
  };
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      take(code);
      continue;
    }
    if (code < 0x800) {
      take(0xc0 | (code >> 6));
      take(0x80 | (code & 63));
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const next = code < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        i++;
        take(0xf0 | (code >> 18));
        take(0x80 | ((code >> 12) & 63));
        take(0x80 | ((code >> 6) & 63));
        take(0x80 | (code & 63));
        continue;
      }
      code = 0xfffd;
    }
    take(0xe0 | (code >> 12));
    take(0x80 | ((code >> 6) & 63));
    take(0x80 | (code & 63));
  }
  if ((bytes & 3) !== 0) {
    let k = Math.imul(word, C1);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, C2);
  }
  hash ^= bytes;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The bucket of a hash among so many, by flagd's bucketing v2: (hash x total) / 2^32, exact for totals below 2^31. */
export const bucketOf = (hash: number, total: number): number => {
  const low = Math.floor((total * (hash & 0xffff)) / 0x10000);
  return Math.floor((total * (hash >>> 16) + low) / 0x10000);
};

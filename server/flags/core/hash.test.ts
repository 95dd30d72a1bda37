import fc from "fast-check";
import { expect, it } from "vitest";
import { bucketOf, murmur32 } from "#server/flags/core/hash.ts";

// The published reference, over bytes and with whole numbers of any size.
const reference = (bytes: Uint8Array): number => {
  const mask = 0xffffffffn;
  const turned = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (32n - by))) & mask;
  const scrambled = (k: bigint): bigint => (turned((k * 0xcc9e2d51n) & mask, 15n) * 0x1b873593n) & mask;
  const word = (from: number, count: number): bigint => {
    let k = 0n;
    for (let i = count - 1; i >= 0; i--) k = (k << 8n) | BigInt(bytes[from + i] ?? 0);
    return k;
  };
  let h = 0n;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) h = (turned(h ^ scrambled(word(i, 4)), 13n) * 5n + 0xe6546b64n) & mask;
  if (whole < bytes.length) h ^= scrambled(word(whole, bytes.length - whole));
  h ^= BigInt(bytes.length);
  h = ((h ^ (h >> 16n)) * 0x85ebca6bn) & mask;
  h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) & mask;
  return Number(h ^ (h >> 16n));
};

it.each([
  ["", 0],
  ["hello", 0x248bfa47],
  ["hello, world", 0x149bbb7f],
  ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
])("hashes %j as the reference does", (text, hash) => {
  expect(murmur32(text)).toBe(hash);
});

it("hashes the UTF-8 form of any text", () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      expect(murmur32(text)).toBe(reference(encoder.encode(text)));
    }),
  );
  expect(murmur32("a\ud800b")).toBe(reference(encoder.encode("a\ud800b")));
});

it("places a hash exactly where whole numbers of any size would", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      (hash, total) => {
        expect(bucketOf(hash, total)).toBe(Number((BigInt(hash) * BigInt(total)) >> 32n));
      },
    ),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cborOf } from "#server/flags/core/cbor.ts";
import { boundsOf, bucketAt, fraction, valueHash } from "#server/flags/core/fraction.ts";
import { bucketOf, ended, hashedOn, UNHASHED } from "#server/flags/core/hash.ts";

const hex = (value: unknown): string | undefined =>
  cborOf(value)
    ?.map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

describe("a value in CBOR", () => {
  // The examples of RFC 8949, appendix A, that JSON can say.
  it.each([
    [0, "00"],
    [-0, "00"],
    [23, "17"],
    [24, "1818"],
    [100, "1864"],
    [1000, "1903e8"],
    [1_000_000, "1a000f4240"],
    [1_000_000_000_000, "1b000000e8d4a51000"],
    [-1, "20"],
    [-100, "3863"],
    [-1000, "3903e7"],
    [1.5, "f93e00"],
    [1.1, "fb3ff199999999999a"],
    [(2 - 2 ** -23) * 2 ** 127, "fa7f7fffff"],
    [1e300, "fb7e37e43c8800759c"],
    [2 ** -24, "f90001"],
    [0.00006103515625, "f90400"],
    [-4.1, "fbc010666666666666"],
    [false, "f4"],
    [true, "f5"],
    [null, "f6"],
    ["", "60"],
    ["IETF", "6449455446"],
    ["\u00fc", "62c3bc"],
    ["\u6c34", "63e6b0b4"],
    [[1, [2, 3], [4, 5]], "8301820203820405"],
    [{}, "a0"],
    [{ a: 1, b: [2, 3] }, "a26161016162820203"],
    [{ b: 1, a: 2, aa: 3 }, "a361610261620162616103"],
  ])("of %j is what the standard says", (value, bytes) => {
    expect(hex(value)).toBe(bytes);
  });

  it("is none where JSON has no such thing, and ends where the value does not", () => {
    expect(cborOf(Number.NaN)).toBeNull();
    expect(cborOf([undefined])).toBeNull();
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(() => cborOf(round)).toThrow("deeper than 200");
  });
});

it("hashes a text as its bytes of CBOR, short or long, ASCII or not", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const state = hashedOn(UNHASHED, cborOf(text) ?? []);
      expect(valueHash(text)).toBe(ended(state.hash, state.word, state.bytes));
    }),
  );
});

it("bounds of the hash are where the sums of weights are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }),
      fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 20 }),
      (weights, hashes) => {
        const bounds = boundsOf(weights.map((weight, i) => [i, weight]));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const edges = bounds?.ends.flatMap((end) => [end - 1, Math.min(end, 2 ** 32 - 1)]) ?? [];
        for (const hash of [...hashes, ...edges]) {
          const place = bucketOf(hash, total);
          let sum = 0;
          const expected = weights.findIndex((weight) => {
            sum += weight;
            return sum > place;
          });
          expect(bounds && bucketAt(bounds, hash)).toBe(expected === -1 ? null : expected);
        }
      },
    ),
  );
});

describe("a fraction by v3", () => {
  const halves = [
    ["a", 1],
    ["b", 1],
  ];
  it("takes values that are no texts, and one number however it was written", () => {
    const of = (value: unknown) => fraction([value, ...halves], "flag", "u", "v3");
    expect(of(1)).not.toBeNull();
    expect(of(-0)).toBe(of(0));
    expect(of({ a: 1, b: 2 })).toBe(of({ b: 2, a: 1 }));
    expect(of(null)).toBeNull();
    expect(of(Number.NaN)).toBeNull();
  });

  it("takes a targeting key that is a text, and no other", () => {
    expect(fraction(halves, "flag", "u", "v3")).not.toBeNull();
    expect(fraction(halves, "flag", 3, "v3")).toBeNull();
    expect(fraction(halves, "flag", 3, "v2")).not.toBeNull();
    expect(fraction(halves, "flag", undefined, "v3")).toBeNull();
  });
});

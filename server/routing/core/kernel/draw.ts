// xoshiro128**, as in `draw.ts` beside this folder, which spreads the seed.
let s0: i32 = 0;
let s1: i32 = 0;
let s2: i32 = 0;
let s3: i32 = 0;

/** Sets the four words of state. */
export function seed(a: i32, b: i32, c: i32, d: i32): void {
  s0 = a;
  s1 = b;
  s2 = c;
  s3 = d;
}

/** A number in [0, 1). */
export function float(): f64 {
  const result = rotl<i32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  const c = s2 ^ s0;
  const d = s3 ^ s1;
  s1 = s1 ^ c;
  s0 = s0 ^ d;
  s2 = c ^ t;
  s3 = rotl<i32>(d, 11);
  return <f64>(<u32>result) * 2.3283064365386963e-10;
}

/** An integer in [0, n). */
export function int(n: i32): i32 {
  return <i32>(float() * <f64>n);
}

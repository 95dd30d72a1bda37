/**
 * The random draws of a search (xoshiro128**, Blackman and Vigna): four words of state in place, so that a draw in the
 * hot loop makes no object and its copy is a resumable point.
 */
export class Draw {
  private readonly state = new Int32Array(4);

  constructor(seed: number) {
    // splitmix32 spreads a small seed over the state, which must not be all zero.
    let at = seed | 0;
    for (let i = 0; i < 4; i++) {
      at = (at + 0x9e3779b9) | 0;
      let z = at;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      this.state[i] = z ^ (z >>> 16);
    }
    if (this.state.every((word) => word === 0)) this.state[0] = 1;
  }

  /** The four words of state. */
  words(): Int32Array {
    return this.state.slice();
  }

  /** A number in [0, 1). */
  float(): number {
    const s = this.state;
    const s1 = s[1]!;
    const five = Math.imul(s1, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const t = s1 << 9;
    const s2 = s[2]! ^ s[0]!;
    const s3 = s[3]! ^ s1;
    s[1] = s1 ^ s2;
    s[0] = s[0]! ^ s3;
    s[2] = s2 ^ t;
    s[3] = (s3 << 11) | (s3 >>> 21);
    return (result >>> 0) * 2.3283064365386963e-10;
  }

  /** An integer in [0, n). */
  int(n: number): number {
    return (this.float() * n) | 0;
  }
}

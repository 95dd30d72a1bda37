import { arcOfChordM, onUnitSphere } from "#server/lib/great-circle.ts";

/** Great circles between places given as longitude and latitude interleaved, row by row. */
export function createGreatCircles(from: Float64Array, to: Float64Array) {
  const a = onUnitSphere(from);
  const b = from === to ? a : onUnitSphere(to);
  return {
    /** Writes metres from place `i` to every place of `to`, times a factor, into row `i` of `out`. */
    rowInto(out: Float32Array, i: number, factor: number): void {
      const columns = b.length / 3;
      for (let j = 0; j < columns; j++) {
        const dx = a[3 * i]! - b[3 * j]!;
        const dy = a[3 * i + 1]! - b[3 * j + 1]!;
        const dz = a[3 * i + 2]! - b[3 * j + 2]!;
        out[i * columns + j] = arcOfChordM(dx * dx + dy * dy + dz * dz) * factor;
      }
    },
  };
}

import type { Random } from "#server/lib/random.ts";

/** Rows of a sparse matrix: columns and values. */
export type SparseRow = { columns: Int32Array; values: Float32Array };

const ROUNDS = 24;

/** Makes the columns of a matrix (rows times k, row by row) orthonormal, in place (Gram and Schmidt, twice). */
const orthonormalize = (matrix: Float64Array, rows: number, k: number): void => {
  for (let c = 0; c < k; c++)
    for (let pass = 0; pass < 2; pass++) {
      for (let d = 0; d < c; d++) {
        let dot = 0;
        for (let r = 0; r < rows; r++) dot += (matrix[r * k + c] ?? 0) * (matrix[r * k + d] ?? 0);
        for (let r = 0; r < rows; r++)
          matrix[r * k + c] = (matrix[r * k + c] ?? 0) - dot * (matrix[r * k + d] ?? 0);
      }
      let squares = 0;
      for (let r = 0; r < rows; r++) squares += (matrix[r * k + c] ?? 0) ** 2;
      const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (let r = 0; r < rows; r++) matrix[r * k + c] = (matrix[r * k + c] ?? 0) * scale;
    }
};

/**
 * Maps a sparse matrix to its k leading left singular vectors, each scaled by the root of its singular value, row by
 * row (orthogonal iteration on X times its transpose).
 */
export const leadingFactors = (
  rows: readonly SparseRow[],
  columns: number,
  k: number,
  random: Random,
): Float32Array => {
  const n = rows.length;
  const basis = Float64Array.from({ length: n * k }, () => random.normal());
  const across = new Float64Array(columns * k);
  orthonormalize(basis, n, k);
  for (let round = 0; round < ROUNDS; round++) {
    across.fill(0);
    for (const [r, row] of rows.entries())
      for (const [i, column] of row.columns.entries()) {
        const value = row.values[i] ?? 0;
        for (let c = 0; c < k; c++)
          across[column * k + c] = (across[column * k + c] ?? 0) + value * (basis[r * k + c] ?? 0);
      }
    if (round === ROUNDS - 1) break;
    basis.fill(0);
    for (const [r, row] of rows.entries())
      for (const [i, column] of row.columns.entries()) {
        const value = row.values[i] ?? 0;
        for (let c = 0; c < k; c++)
          basis[r * k + c] = (basis[r * k + c] ?? 0) + value * (across[column * k + c] ?? 0);
      }
    orthonormalize(basis, n, k);
  }
  const out = new Float32Array(n * k);
  for (let c = 0; c < k; c++) {
    let squares = 0;
    for (let r = 0; r < columns; r++) squares += (across[r * k + c] ?? 0) ** 2;
    const root = squares ** 0.25;
    for (let r = 0; r < n; r++) out[r * k + c] = (basis[r * k + c] ?? 0) * root;
  }
  return out;
};

import { AppError } from "#server/lib/errors.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

/** Why a vector cannot be stored or compared; null where it can. */
export const vectorFault = (vector: Float32Array): string | null => {
  if (vector.length !== DIMENSIONS) return `vector: got ${vector.length} numbers, expected ${DIMENSIONS}`;
  let squares = 0;
  for (let i = 0; i < DIMENSIONS; i++) squares += (vector[i] ?? 0) ** 2;
  // Also what is not a number ends here.
  if (!(squares > 0.81 && squares < 1.21))
    return `vector: got length ${Math.sqrt(squares).toFixed(3)}, expected 1`;
  return null;
};

/** Parts passages into those that can be stored, the last of each id, and the faults of the others. */
export const siftPassages = <P extends { id: string; vector: Float32Array }>(
  passages: readonly P[],
): { sound: P[]; faults: { id: string; message: string }[] } => {
  const sound = new Map<string, P>();
  const faults: { id: string; message: string }[] = [];
  for (const passage of passages) {
    const message = vectorFault(passage.vector);
    if (message === null) sound.set(passage.id, passage);
    else faults.push({ id: passage.id, message });
  }
  return { sound: [...sound.values()], faults };
};

/** Refuses vectors of one embedder where those of another lie: their likeness means nothing. */
export const checkEmbedder = (found: string | undefined, expected: string): void => {
  if (found !== undefined && found !== expected)
    throw new AppError("CONFLICT", `vectors: got those of ${found}, expected those of ${expected}`);
};

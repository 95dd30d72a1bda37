/** Makes vectors of texts: DIMENSIONS numbers each, of length one, so that their product is their likeness. */
export type Embedder = {
  /** Says whose vectors they are, version included: those of two names are never compared. */
  name: string;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
};

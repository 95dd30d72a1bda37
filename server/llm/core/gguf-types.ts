/** Kinds of values in the metadata of a GGUF file, by their number. */
export const VALUE_KINDS = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "float32",
  "bool",
  "string",
  "array",
  "uint64",
  "int64",
  "float64",
] as const;

/** One of {@link VALUE_KINDS}. */
export type ValueKind = (typeof VALUE_KINDS)[number];

/** How weights of a type lie in a file: so many in a block of so many bytes. */
export type TensorType = { name: string; perBlock: number; blockBytes: number };

/** Types of tensors by their number in a file; those left out belong to files nothing here writes or sizes. */
export const TENSOR_TYPES: Readonly<Record<number, TensorType>> = {
  0: { name: "F32", perBlock: 1, blockBytes: 4 },
  1: { name: "F16", perBlock: 1, blockBytes: 2 },
  2: { name: "Q4_0", perBlock: 32, blockBytes: 18 },
  3: { name: "Q4_1", perBlock: 32, blockBytes: 20 },
  6: { name: "Q5_0", perBlock: 32, blockBytes: 22 },
  7: { name: "Q5_1", perBlock: 32, blockBytes: 24 },
  8: { name: "Q8_0", perBlock: 32, blockBytes: 34 },
  10: { name: "Q2_K", perBlock: 256, blockBytes: 84 },
  11: { name: "Q3_K", perBlock: 256, blockBytes: 110 },
  12: { name: "Q4_K", perBlock: 256, blockBytes: 144 },
  13: { name: "Q5_K", perBlock: 256, blockBytes: 176 },
  14: { name: "Q6_K", perBlock: 256, blockBytes: 210 },
  20: { name: "IQ4_NL", perBlock: 32, blockBytes: 18 },
  23: { name: "IQ4_XS", perBlock: 256, blockBytes: 136 },
  30: { name: "BF16", perBlock: 1, blockBytes: 2 },
};

/** Numbers of the types that generated files use. */
export const TYPE_NUMBERS = { F32: 0, F16: 1, Q8_0: 8 } as const;

/** Bytes that tensors are aligned to where a file does not say otherwise. */
export const ALIGNMENT = 32;

/** The bytes of so many weights of a type. */
export const tensorBytes = ({ perBlock, blockBytes }: TensorType, weights: number): number =>
  Math.ceil(weights / perBlock) * blockBytes;

/** The next multiple of an alignment. */
export const aligned = (bytes: number, to: number): number => Math.ceil(bytes / to) * to;

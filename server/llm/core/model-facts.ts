import { AppError } from "#server/lib/errors.ts";
import type { GgufHead, GgufValue } from "#server/llm/core/gguf-read.ts";
import { TENSOR_TYPES } from "#server/llm/core/gguf-types.ts";
import type { ModelFile } from "#server/llm/schema.ts";

/** Families that continue a text and whose keys and values lie in memory as those of Llama do. */
const ARCHITECTURES = ["llama", "qwen2", "qwen3", "gemma2", "gemma3", "phi3", "granite"];

/** Marks a file whose weights mean nothing, in its description. */
const GENERATED = "generated weights";

const numberOf = (value: GgufValue | undefined): number | null => (typeof value === "number" ? value : null);

/** The type most of the weights are stored in. */
const quantOf = (head: GgufHead): string => {
  const bytesBy = new Map<number, number>();
  for (const { type, bytes } of head.tensors) bytesBy.set(type, (bytesBy.get(type) ?? 0) + (bytes ?? 0));
  const [type] = [...bytesBy].sort(([, a], [, b]) => b - a)[0] ?? [];
  return type === undefined ? "none" : (TENSOR_TYPES[type]?.name ?? `type ${type}`);
};

/** Maps the head of a file to what is needed to know of a model before it is loaded; refuses what cannot answer. */
export const modelFacts = (
  head: GgufHead,
  { name, fileBytes }: { name: string; fileBytes: number },
): ModelFile => {
  const { metadata } = head;
  const architecture = metadata.get("general.architecture");
  if (typeof architecture !== "string" || !ARCHITECTURES.includes(architecture))
    throw new AppError(
      "BAD_REQUEST",
      `${name}, general.architecture: found ${architecture === undefined ? "none" : JSON.stringify(architecture)}, expected one of ${ARCHITECTURES.join(", ")}`,
    );
  const need = (key: string): number => {
    const found = numberOf(metadata.get(`${architecture}.${key}`));
    if (found === null || found <= 0)
      throw new AppError(
        "BAD_REQUEST",
        `${name}, ${architecture}.${key}: found ${found ?? "none"}, expected a number above 0`,
      );
    return found;
  };
  const heads = need("attention.head_count");
  const width = need("embedding_length");
  const vocabulary = metadata.get("tokenizer.ggml.tokens");
  if (typeof vocabulary !== "object")
    throw new AppError("BAD_REQUEST", `${name}, tokenizer.ggml.tokens: found none, expected the vocabulary`);
  const keyLength = numberOf(metadata.get(`${architecture}.attention.key_length`)) ?? width / heads;
  const valueLength = numberOf(metadata.get(`${architecture}.attention.value_length`)) ?? width / heads;
  const title = metadata.get("general.name");
  const description = metadata.get("general.description");
  return {
    file: name,
    name: typeof title === "string" ? title : name,
    architecture,
    quant: quantOf(head),
    bytes: fileBytes,
    layers: need("block_count"),
    width,
    vocabulary: vocabulary.length,
    trainedTokens: need("context_length"),
    keyValueWidth:
      (numberOf(metadata.get(`${architecture}.attention.head_count_kv`)) ?? heads) *
      (keyLength + valueLength),
    isGenerated: typeof description === "string" && description.startsWith(GENERATED),
  };
};

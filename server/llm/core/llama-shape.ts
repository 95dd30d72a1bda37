import { TYPE_NUMBERS } from "#server/llm/core/gguf-types.ts";
import type { WrittenTensor, WrittenValue } from "#server/llm/core/gguf-write.ts";
import { makeVocabulary } from "#server/llm/core/vocabulary.ts";
import type { Quant, ShapeName } from "#server/llm/schema.ts";

/** The sizes of a model of the Llama family. */
export type LlamaShape = {
  name: string;
  layers: number;
  width: number;
  inner: number;
  heads: number;
  keyHeads: number;
  tokens: number;
  contextTokens: number;
  ropeBase: number;
};

/** Shapes that can be generated. */
export const SHAPES = {
  tiny: {
    name: "tiny",
    layers: 2,
    width: 128,
    inner: 256,
    heads: 4,
    keyHeads: 2,
    tokens: 2_048,
    contextTokens: 8_192,
    ropeBase: 10_000,
  },
  "llama-3.1-8b": {
    name: "llama-3.1-8b",
    layers: 32,
    width: 4_096,
    inner: 14_336,
    heads: 32,
    keyHeads: 8,
    tokens: 128_256,
    contextTokens: 131_072,
    ropeBase: 500_000,
  },
} as const satisfies Record<ShapeName, LlamaShape>;

// As llama.cpp numbers whole files.
const FILE_TYPES: Readonly<Record<Quant, number>> = { F16: 1, Q8_0: 7 };

/** A turn of a talk as Llama 3 writes it. */
const CHAT_TEMPLATE =
  "{{ bos_token }}{% for message in messages %}{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] + '<|eot_id|>' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}";

const text = (value: string): WrittenValue => ({ kind: "string", value });
const whole = (value: number): WrittenValue => ({ kind: "uint32", value });
const real = (value: number): WrittenValue => ({ kind: "float32", value });

/** The metadata of a generated model of a shape, its tokenizer included. */
export const llamaMetadata = (shape: LlamaShape, quant: Quant): Map<string, WrittenValue> => {
  const { tokens, types, merges, begin, end, endOfTurn } = makeVocabulary(shape.tokens);
  return new Map<string, WrittenValue>([
    ["general.architecture", text("llama")],
    ["general.name", text(`generated ${shape.name}`)],
    ["general.description", text("generated weights: speed only")],
    ["general.file_type", whole(FILE_TYPES[quant])],
    ["llama.block_count", whole(shape.layers)],
    ["llama.context_length", whole(shape.contextTokens)],
    ["llama.embedding_length", whole(shape.width)],
    ["llama.feed_forward_length", whole(shape.inner)],
    ["llama.attention.head_count", whole(shape.heads)],
    ["llama.attention.head_count_kv", whole(shape.keyHeads)],
    ["llama.attention.layer_norm_rms_epsilon", real(1e-5)],
    ["llama.rope.dimension_count", whole(shape.width / shape.heads)],
    ["llama.rope.freq_base", real(shape.ropeBase)],
    ["llama.vocab_size", whole(shape.tokens)],
    ["tokenizer.ggml.model", text("gpt2")],
    ["tokenizer.ggml.pre", text("llama-bpe")],
    ["tokenizer.ggml.tokens", { kind: "strings", value: tokens }],
    ["tokenizer.ggml.token_type", { kind: "int32s", value: types }],
    ["tokenizer.ggml.merges", { kind: "strings", value: merges }],
    ["tokenizer.ggml.bos_token_id", whole(begin)],
    ["tokenizer.ggml.eos_token_id", whole(end)],
    ["tokenizer.ggml.eot_token_id", whole(endOfTurn)],
    ["tokenizer.ggml.add_bos_token", { kind: "bool", value: true }],
    ["tokenizer.chat_template", text(CHAT_TEMPLATE)],
  ]);
};

/** The tensors of a model of a shape: norms as F32, all else in the quantization. */
export const llamaTensors = (
  { layers, width, inner, heads, keyHeads, tokens }: LlamaShape,
  quant: Quant,
): WrittenTensor[] => {
  const keyWidth = (width / heads) * keyHeads;
  const matrix = (name: string, ...dims: number[]): WrittenTensor => ({
    name: `${name}.weight`,
    dims,
    type: TYPE_NUMBERS[quant],
  });
  const norm = (name: string): WrittenTensor => ({
    name: `${name}.weight`,
    dims: [width],
    type: TYPE_NUMBERS.F32,
  });
  const layer = (at: number): WrittenTensor[] => [
    norm(`blk.${at}.attn_norm`),
    matrix(`blk.${at}.attn_q`, width, width),
    matrix(`blk.${at}.attn_k`, width, keyWidth),
    matrix(`blk.${at}.attn_v`, width, keyWidth),
    matrix(`blk.${at}.attn_output`, width, width),
    norm(`blk.${at}.ffn_norm`),
    matrix(`blk.${at}.ffn_gate`, width, inner),
    matrix(`blk.${at}.ffn_up`, width, inner),
    matrix(`blk.${at}.ffn_down`, inner, width),
  ];
  return [
    matrix("token_embd", width, tokens),
    ...Array.from({ length: layers }, (_, at) => layer(at)).flat(),
    norm("output_norm"),
    matrix("output", width, tokens),
  ];
};

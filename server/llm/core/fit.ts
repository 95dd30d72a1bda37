import { AppError } from "#server/lib/errors.ts";
import type { ModelFile } from "#server/llm/schema.ts";

/** What a machine has to offer a model. */
export type Machine = {
  /** Memory that is free or can be made so. */
  memoryBytes: number;
  /** The GPU with its free memory; null where there is none. */
  gpu: { name: string; freeBytes: number } | null;
};

/** How much is asked of a model at most. */
export type Wanted = { contextTokens: number; sequences: number };

/** How a model is to be loaded. */
export type Fit = {
  contextTokens: number;
  sequences: number;
  gpuLayers: number;
  /** What it will take of the machine's memory, and of the GPU's. */
  memoryBytes: number;
  gpuBytes: number;
};

const GB = 1e9;
const SHARE = 0.9;
const LEAST_CONTEXT = 2_048;
/** Keys and values are kept in half precision. */
const NUMBER_BYTES = 2;
const BATCH_TOKENS = 512;
/** The output matrix and the vocabulary count for about so many layers more. */
const EXTRA_LAYERS = 1;

const gb = (bytes: number): string => `${(bytes / GB).toFixed(1)} GB`;

/** Memory for the texts in hand: keys and values of every token of every sequence. */
export const contextBytes = (model: ModelFile, { contextTokens, sequences }: Wanted): number =>
  contextTokens * sequences * model.layers * model.keyValueWidth * NUMBER_BYTES;

/** Memory for the numbers of one batch: its logits and the activations of a layer. */
const batchBytes = ({ vocabulary, width }: ModelFile): number =>
  BATCH_TOKENS * 4 * (vocabulary + 32 * width) + 64e6;

/** Contexts and sequences from the most wanted down: rather fewer at once than shorter texts. */
const sizes = (model: ModelFile, wanted: Wanted): Wanted[] => {
  const out: Wanted[] = [];
  const most = Math.min(wanted.contextTokens, model.trainedTokens);
  for (let contextTokens = most; ; contextTokens = Math.floor(contextTokens / 2)) {
    for (let sequences = wanted.sequences; sequences >= 1; sequences = Math.floor(sequences / 2))
      out.push({ contextTokens, sequences });
    if (contextTokens / 2 < Math.min(LEAST_CONTEXT, most)) return out;
  }
};

/**
 * Picks context, sequences and layers on the GPU so that a model fits: all of it on the GPU if that can be, else as
 * many layers as do, else none. Throws where not even the smallest context does.
 */
export const fitModel = (model: ModelFile, machine: Machine, wanted: Wanted): Fit => {
  const layers = model.layers + EXTRA_LAYERS;
  const options = sizes(model, wanted);
  const room = machine.memoryBytes * SHARE;
  const gpuRoom = (machine.gpu?.freeBytes ?? 0) * SHARE;
  const least = options.at(-1) ?? wanted;

  for (const size of options) {
    const gpuBytes = model.bytes + contextBytes(model, size) + batchBytes(model);
    const memoryBytes = batchBytes(model);
    if (gpuBytes <= gpuRoom && memoryBytes <= room)
      return { ...size, gpuLayers: layers, gpuBytes, memoryBytes };
  }
  for (const size of options) {
    const eachLayer = (model.bytes + contextBytes(model, size)) / layers;
    const gpuLayers = Math.max(
      0,
      Math.min(layers - 1, Math.floor((gpuRoom - batchBytes(model)) / eachLayer)),
    );
    const memoryBytes = eachLayer * (layers - gpuLayers) + batchBytes(model);
    if (memoryBytes <= room)
      return {
        ...size,
        gpuLayers,
        memoryBytes,
        gpuBytes: gpuLayers === 0 ? 0 : eachLayer * gpuLayers + batchBytes(model),
      };
  }
  const needed = model.bytes + contextBytes(model, least) + batchBytes(model);
  const found = machine.gpu === null ? "" : ` and ${gb(machine.gpu.freeBytes)} on ${machine.gpu.name}`;
  throw new AppError(
    "BAD_REQUEST",
    `${model.name} (${model.quant}): found ${gb(machine.memoryBytes)} of free memory${found}, expected ${gb(needed / SHARE)} for one text of ${least.contextTokens} tokens: take a smaller quantization (Q4_K_M) or a smaller model`,
  );
};

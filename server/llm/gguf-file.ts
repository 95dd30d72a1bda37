import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "#server/lib/errors.ts";
import { seeded } from "#server/lib/random.ts";
import { type GgufHead, readGgufHead } from "#server/llm/core/gguf-read.ts";
import { TYPE_NUMBERS } from "#server/llm/core/gguf-types.ts";
import { layOutGguf } from "#server/llm/core/gguf-write.ts";
import { llamaMetadata, llamaTensors, SHAPES } from "#server/llm/core/llama-shape.ts";
import { modelFacts } from "#server/llm/core/model-facts.ts";
import { drawWeights } from "#server/llm/core/weights.ts";
import type { ModelFile, Quant, ShapeName } from "#server/llm/schema.ts";

/** Most heads are a vocabulary of a few megabytes. */
const FIRST_READ_BYTES = 8 * 1024 * 1024;
/** Weights up to here are drawn; a larger file is left as holes, which a disk does not store. */
const DENSE_BYTES = 64 * 1024 * 1024;

/** Reads the head of a model file; a file that is none, or is cut short, is refused with the place. */
export const readHead = async (file: string): Promise<{ head: GgufHead; fileBytes: number }> => {
  const handle = await open(file, "r").catch((cause: unknown) => {
    throw new AppError("NOT_FOUND", `${file}: found no file that can be read, expected a GGUF file`, {
      cause,
    });
  });
  try {
    const { size } = await handle.stat();
    for (let want = Math.min(size, FIRST_READ_BYTES); ; want = Math.min(size, want * 4)) {
      const bytes = new Uint8Array(want);
      let read = 0;
      while (read < want) {
        const { bytesRead } = await handle.read(bytes, read, want - read, read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      const head = readGgufHead(bytes.subarray(0, read), { name: basename(file), fileBytes: size });
      if (head !== null) return { head, fileBytes: size };
    }
  } finally {
    await handle.close();
  }
};

/** Reads what a model file says of itself; refuses one that is cut short or of a family that cannot answer. */
export const readModelFile = async (file: string): Promise<ModelFile> => {
  const { head, fileBytes } = await readHead(file);
  return { ...modelFacts(head, { name: basename(file), fileBytes }), file };
};

/** Writes a model of a shape with generated weights: the same seed gives the same bytes. */
export const generateModel = async (
  file: string,
  { shape: name, quant, seed }: { shape: ShapeName; quant: Quant; seed: string },
): Promise<void> => {
  const shape = SHAPES[name];
  const { head, tensors, fileBytes } = layOutGguf(llamaMetadata(shape, quant), llamaTensors(shape, quant));
  const isDense = fileBytes <= DENSE_BYTES;
  const random = seeded(seed);
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.part`;
  const handle = await open(partial, "w");
  try {
    await handle.write(head, 0, head.length, 0);
    await handle.truncate(fileBytes);
    for (const tensor of tensors) {
      if (!isDense && tensor.type !== TYPE_NUMBERS.F32) continue;
      await handle.write(drawWeights(tensor, random.fork(tensor.name)), 0, tensor.bytes, tensor.at);
    }
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await handle.close();
    await rm(partial, { force: true });
    throw error;
  }
};

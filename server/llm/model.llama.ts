import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fitModel, type Machine, type Wanted } from "#server/llm/core/fit.ts";
import { readModelFile } from "#server/llm/gguf-file.ts";
import { statesFolder } from "#server/llm/kept-states.ts";
import { LIBRARY, libraryFolder, needLibrary } from "#server/llm/llama-library.ts";
import { readMachine } from "#server/llm/machine.ts";
import type { Model } from "#server/llm/model.ts";
import { type Patience, startModelProcess } from "#server/llm/model-process.ts";

const ENTRY = "server/llm/llama.process.ts";
const SAMPLE_BYTES = 1024 * 1024;

/** Tells two files apart without reading all their gigabytes: by size, time and a sample of each end. */
const versionOf = async (file: string): Promise<string> => {
  const { size, mtimeMs } = await stat(file);
  const hash = createHash("sha256").update(JSON.stringify([size, mtimeMs, LIBRARY]));
  const handle = await open(file, "r");
  try {
    const sample = new Uint8Array(SAMPLE_BYTES);
    for (const at of [0, Math.max(0, size - SAMPLE_BYTES)]) {
      const { bytesRead } = await handle.read(sample, 0, SAMPLE_BYTES, at);
      hash.update(sample.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
  return hash.digest("hex").slice(0, 16);
};

/** Runs a GGUF file by llama.cpp in a process of its own, on the GPU where there is one and it fits. */
export const createLlamaModel = ({
  file,
  dataDir,
  wanted,
  machine = readMachine,
  threads = Math.max(1, Math.floor(availableParallelism() / 2)),
  patience,
  report,
}: {
  file: string;
  /** The folder its library is installed under, and where states of prefixes are kept. */
  dataDir: string;
  wanted: Wanted;
  machine?: () => Promise<Machine>;
  threads?: number;
  patience?: Patience;
  report?: (sentence: string) => void;
}): Model & { readonly pid: number | null } => {
  const modules = libraryFolder(dataDir);
  return startModelProcess({
    entry: ENTRY,
    ...(patience === undefined ? {} : { patience }),
    ...(report === undefined ? {} : { report }),
    async load() {
      const model = await readModelFile(resolve(file));
      needLibrary(modules);
      const { contextTokens, sequences, gpuLayers } = fitModel(model, await machine(), wanted);
      return {
        do: "load",
        file: model.file,
        name: `${model.name} ${model.quant}`,
        isGenerated: model.isGenerated,
        version: await versionOf(model.file),
        modules,
        states: statesFolder(dataDir),
        ...{ contextTokens, sequences, gpuLayers, threads },
      };
    },
  });
};

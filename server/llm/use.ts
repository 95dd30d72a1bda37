import { readFile, rename, writeFile } from "node:fs/promises";
import { type Fit, fitModel } from "#server/llm/core/fit.ts";
import { readMachine } from "#server/llm/machine.ts";
import type { ModelFile } from "#server/llm/schema.ts";

/** The usual size of a model's context and how many texts it holds at once, where the settings do not say otherwise. */
export const WANTED = { contextTokens: 8_192, sequences: 8 };

/** How a model is loaded on this machine, and a sentence about it. */
export type ChosenFit = Fit & { sentence: string };

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Picks context, sequences and GPU layers for this machine; throws where the model does not fit it. */
export const fitHere = async (model: ModelFile): Promise<ChosenFit> => {
  const machine = await readMachine();
  const fit = fitModel(model, machine, WANTED);
  const where =
    fit.gpuLayers === 0
      ? "on the processor"
      : fit.gpuLayers > model.layers
        ? `whole on ${machine.gpu?.name}`
        : `${fit.gpuLayers} of ${model.layers} layers on ${machine.gpu?.name}`;
  return {
    ...fit,
    sentence: `${where}, ${fit.sequences} texts of ${fit.contextTokens} tokens at once, ${gb(fit.gpuLayers === 0 ? fit.memoryBytes : fit.gpuBytes)} of ${gb(fit.gpuLayers === 0 ? machine.memoryBytes : (machine.gpu?.freeBytes ?? 0))}`,
  };
};

/** Puts a variable into the text of an environment file, in the place of what it was; other lines stay. */
export const withVariable = (text: string, name: string, value: string): string => {
  const line = `${name}=${/^[\w./-]+$/.test(value) ? value : JSON.stringify(value)}`;
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const isOurs = (each: string) => each.startsWith(`${name}=`);
  const at = lines.findIndex(isOurs);
  if (at === -1) return `${[...lines, line].join("\n")}\n`;
  return `${lines
    .map((each, index) => (index === at ? line : each))
    .filter((each, index) => index === at || !isOurs(each))
    .join("\n")}\n`;
};

/** Puts a variable into an environment file, which is made where there is none. */
export const setVariable = async (file: string, name: string, value: string): Promise<void> => {
  let text = "";
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  // Whole or not at all: other variables stand in it.
  await writeFile(`${file}.part`, withVariable(text, name, value), { mode: 0o600 });
  await rename(`${file}.part`, file);
};

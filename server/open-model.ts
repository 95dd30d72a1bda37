import type { Base } from "#server/compose.ts";
import type { Model } from "#server/llm/model.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

type ModelPlace = Parameters<typeof import("#server/llm/model.llama.ts").createLlamaModel>[0];

/** Opens a model file; what runs it is loaded by those who ask it, not by every command that reads this file. */
export const openModelFile = async (place: ModelPlace): Promise<Model> =>
  (await import("#server/llm/model.llama.ts")).createLlamaModel(place);

/** The model that is named, a file of this machine or a server; null where none is, and nothing is loaded. */
export const openModel = async ({ env, log }: Base, settings: Settings): Promise<Model | null> => {
  if (env.model === null) return null;
  const wanted = {
    contextTokens: settings.get(SETTINGS.modelContextTokens),
    sequences: settings.get(SETTINGS.modelSequences),
  };
  if (env.model.kind === "server")
    return (await import("#server/llm/model.remote.ts")).createRemoteModel({ ...env.model, ...wanted });
  const report = (sentence: string) => log.info(sentence);
  return openModelFile({ file: env.model.file, dataDir: env.dataDir, wanted, report });
};

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import { serveThread, withTransfer } from "#server/platform/thread-serve.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

/** What the thread finds: a folder of a model or the name of one to download, and where its library is installed. */
export type MiniLmPlace = { model: string; modules: string };

const { model, modules } = workerData as MiniLmPlace;

// The library's types come with the library, which is installed on demand.
type Output = { dims: readonly number[]; data: Float32Array };
type Extractor = (texts: string[], options: { pooling: "mean"; normalize: boolean }) => Promise<Output>;
type Transformers = {
  env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline: (task: "feature-extraction", model: string, options: { dtype: string }) => Promise<Extractor>;
};

const PACKAGE = "@huggingface/transformers";
const Library = z.custom<Transformers>(
  (value) => typeof Reflect.get(Object(value), "pipeline") === "function",
);

const load = async (): Promise<Extractor> => {
  const from = createRequire(join(resolve(modules), "package.json"));
  let entry: string;
  try {
    entry = from.resolve(PACKAGE);
  } catch (error) {
    throw new AppError(
      "UNAVAILABLE",
      `EMBEDDER_MODEL: found no ${PACKAGE} in ${modules}, expected it: npm install --prefix ${modules} ${PACKAGE}@4.3.1`,
      { cause: error },
    );
  }
  const { env, pipeline } = Library.parse(await import(pathToFileURL(entry).href));
  const isFolder = existsSync(model);
  env.allowRemoteModels = !isFolder;
  if (isFolder) env.localModelPath = dirname(resolve(model));
  const isWhole = !isFolder || existsSync(join(model, "onnx/model.onnx"));
  return pipeline("feature-extraction", isFolder ? basename(resolve(model)) : model, {
    dtype: isWhole ? "fp32" : "q8",
  });
};

let loading: Promise<Extractor> | null = null;

const handlers = {
  embed: async (texts: string[]): Promise<Float32Array> => {
    loading ??= load();
    const { dims, data } = await (await loading)(texts, { pooling: "mean", normalize: true });
    if (dims[0] !== texts.length || dims[1] !== DIMENSIONS)
      throw new AppError(
        "BAD_REQUEST",
        `EMBEDDER_MODEL: got vectors of ${dims.join(" x ")}, expected ${texts.length} x ${DIMENSIONS}`,
      );
    const vectors = Float32Array.from(data);
    return withTransfer(vectors, [vectors.buffer]);
  },
};
/** What the thread of the model answers. */
export type MiniLmThread = typeof handlers;

serveThread(handlers);

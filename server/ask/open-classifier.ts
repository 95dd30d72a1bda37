import { readFile } from "node:fs/promises";
import { type Classifier, createClassifier } from "#server/ask/core/classify.ts";
import { fromBytes } from "#server/ask/core/reader-file.ts";

/** The file of the second reader; its recipe lies beside it. */
const FILE = "server/ask/artifacts/reader.bin";

/** Reads the second reader of questions that comes with the product. */
export const openClassifier = async (): Promise<Classifier> =>
  createClassifier(fromBytes(await readFile(FILE)));

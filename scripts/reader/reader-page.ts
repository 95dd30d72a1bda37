import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FrameModel, Thresholds } from "#server/ask/core/classify.ts";
import { toBytes } from "#server/ask/core/reader-file.ts";
import { type Apart, RECIPE } from "./teach.ts";

/** What stands in the recipe beside a reader, apart from what the file itself says. */
export type ReaderFacts = {
  madeBy: string;
  sentences: number;
  thresholds: Thresholds;
  apart: Apart;
  /** How judged answers were taken up; absent where there were none. */
  judged?: { learnt: number; apart: number; knownBefore: number; known: number };
};

/** Writes a reader to a `.bin` file and its recipe and score beside it; maps to its checksum and size. */
export const writeReader = (
  file: string,
  model: FrameModel,
  { madeBy, sentences, ...facts }: ReaderFacts,
): { sha256: string; bytes: number } => {
  const bytes = toBytes(model);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  const page = {
    ...{ madeBy, sha256, bytes: bytes.length, sentences, subjects: model.heads[0]?.labels.length },
    ...{ ...facts, recipe: RECIPE },
  };
  writeFileSync(file.replace(/\.bin$/, ".json"), `${JSON.stringify(page, null, 2)}\n`);
  return { sha256, bytes: bytes.length };
};

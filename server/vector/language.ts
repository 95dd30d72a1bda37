import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { plainForm } from "#server/vector/core/alike.ts";
import { type Asked, askedFor } from "#server/vector/core/asked.ts";
import { createRanking, type PassageRanking } from "#server/vector/core/rank.ts";
import { createSpelling } from "#server/vector/core/spelling.ts";
import { fromBytes } from "#server/vector/core/static-model.ts";
import { createStaticWords } from "#server/vector/core/static-words.ts";

const FOLDER = "server/vector/artifacts";

/** What the search knows of the words of waste collection, whatever store and embedder it has. */
export type Language = {
  /** Reads what somebody typed. */
  read: (text: string) => Asked;
  /** What makes a text the same as another, slips of typing put right. */
  plainForm: (text: string) => string;
  /** Puts what was found for a meaning in order. */
  rank: PassageRanking;
};

/** Reads the words that `npx tsx scripts/train-embedding.ts` made. */
export const readLanguage = async (folder = FOLDER): Promise<Language> => {
  const [bytes, list] = await Promise.all([
    readFile(join(folder, "static-embedding.bin")),
    readFile(join(folder, "vocabulary.txt"), "utf8"),
  ]);
  const vocabulary = new Map(
    list
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [word = "", times] = line.split(" ");
        return [word, Number(times)];
      }),
  );
  const spelling = createSpelling(vocabulary);
  return {
    read: (text) => askedFor(text, spelling),
    plainForm: (text) => plainForm(spelling.correct(text).text),
    rank: createRanking(createStaticWords(fromBytes(bytes))),
  };
};

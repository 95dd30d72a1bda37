import { namesIn } from "#server/ask/core/read.ts";
import { planWords } from "#server/ask/core/words.ts";
import type { understand } from "#server/ask/understand.ts";

/** What a question came to, in one text: its plan in words, why it was refused, or that there is a choice. */
export const wordsOfReading = ({ understood, asked }: Awaited<ReturnType<typeof understand>>): string =>
  understood.kind === "reading"
    ? planWords(understood.reading.plan, understood.reading.window, namesIn(asked))
    : understood.kind === "refusal"
      ? understood.refusal.reason
      : understood.kind;

import { type ContextReads, inContext, withEdits } from "#server/ask/conversation.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsOfReading } from "#server/ask/fixture-words.ts";
import { understandProposing } from "#server/ask/proposing.ts";
import { inEnglish, linkerOf, understandEnglish } from "#server/ask/understand.ts";

/** Conversations as the rules read them at a time of Wednesday 25 November 2026 in London; `rowsOf` tells what rows answers have. */
export const talkAt = (time: string) => {
  const clock = { now: `2026-11-25T${time}:00.000Z`, timeZone: "Europe/London" };
  const linker = linkerOf(NAMES);
  /** What a sentence alone is understood as. */
  const read: ContextReads["understand"] = (text) =>
    understandProposing(text, (part) =>
      understandEnglish(part, { ...{ linker, clock, depotIds: [] }, findAddress: anyHouse }),
    );
  /** What the last sentence asks with those before it taken in. */
  const taken = (sentences: readonly string[], rowsOf: ContextReads["rowsOf"]) =>
    inContext(
      sentences.map((sentence) => inEnglish(sentence, linker).text),
      { understand: read, rowsOf },
    );
  /** The last sentence by its plan in words, why it was refused, or that the talk was lost. */
  const wordsOf = async (sentences: readonly string[], rowsOf: ContextReads["rowsOf"]): Promise<string> => {
    const asked = await taken(sentences, rowsOf);
    if ("lost" in asked) return "lost";
    const last = await read(asked.text);
    if (last.understood.kind !== "reading") return wordsOfReading(last);
    const { reading } = last.understood;
    const edited = withEdits(reading.plan, asked.edits, () => new Set());
    return "plan" in edited
      ? wordsOfReading({
          ...last,
          understood: { kind: "reading", reading: { ...reading, plan: edited.plan } },
        })
      : "lost";
  };
  return { read, taken, wordsOf };
};

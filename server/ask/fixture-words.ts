import type { Name } from "#server/ask/core/link.ts";
import { namesIn } from "#server/ask/core/read.ts";
import { planWords } from "#server/ask/core/words.ts";
import { type FindAddress, linkerOf, understand } from "#server/ask/understand.ts";

/** What a question came to, in one text: its plan in words, why it was refused, or that there is a choice. */
export const wordsOfReading = ({ understood, asked }: Awaited<ReturnType<typeof understand>>): string =>
  understood.kind === "reading"
    ? planWords(understood.reading.plan, understood.reading.window, namesIn(asked))
    : understood.kind === "refusal"
      ? understood.refusal.reason
      : understood.kind;

/** Finds every house of every street at one place. */
export const anyHouse: FindAddress = async (street, house) => [
  { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
];

/** Makes what says a question by its plan, as the rules read it at half past ten of Wednesday 25 November 2026 in London. */
export const wordsAtHalfPastTen = (names: readonly Name[], findAddress: FindAddress) => {
  const linker = linkerOf(names);
  const clock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
  return async (text: string): Promise<string> =>
    wordsOfReading(await understand(text, { linker, clock, depotIds: [], findAddress }));
};

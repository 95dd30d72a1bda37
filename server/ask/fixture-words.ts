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

const wordsAt =
  (time: string) =>
  (names: readonly Name[], findAddress: FindAddress): ((text: string) => Promise<string>) => {
    const linker = linkerOf(names);
    const clock = { now: `2026-11-25T${time}:00.000Z`, timeZone: "Europe/London" };
    return async (text) =>
      wordsOfReading(await understand(text, { linker, clock, depotIds: [], findAddress }));
  };

/** Makes what says a question by its plan, as the rules read it at half past ten of Wednesday 25 November 2026 in London. */
export const wordsAtHalfPastTen = wordsAt("10:30");

/** The same at twenty to one. */
export const wordsAtTwentyToOne = wordsAt("12:40");

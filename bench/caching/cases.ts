import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { Random } from "#server/lib/random.ts";

const CaseFile = z.object({
  about: z.string().optional(),
  /** Each one thing to ask, in words that all ask the same. */
  intents: z.array(z.object({ id: z.string(), phrasings: z.array(z.string().min(1)).min(1) })).min(1),
  /** Two texts that look alike and ask different things. */
  nearMisses: z.array(z.tuple([z.string().min(1), z.string().min(1)])),
});
/** What a cache is asked, and what it must keep apart. */
export type CacheCases = z.infer<typeof CaseFile>;

/** Reads cases in the format of docs/BENCHMARKS.md; names what is wrong with a file that is not in it. */
export const readCases = async (file: string): Promise<CacheCases> => {
  const found = CaseFile.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!found.success) throw new Error(`${file}: ${z.prettifyError(found.error)}`);
  return found.data;
};

// What a question opens with, and what it asks of a thing {x}; every opening goes with every body.
const OPENINGS = ["", "please show ", "can you tell me ", "I would like to see "];
const FRAMES: readonly (readonly [string, ...string[]])[] = [
  [
    "missed pickups in {x} today",
    "today's missed pickups in {x}",
    "pickups missed today in {x}",
    "missed collections in {x} today",
    "which pickups were missed in {x} today",
  ],
  [
    "open exceptions in {x}",
    "exceptions still open in {x}",
    "unresolved exceptions in {x}",
    "exceptions in {x} that are not closed",
    "what exceptions are open in {x}",
  ],
  [
    "contamination rate in {x} last week",
    "last week's contamination rate in {x}",
    "contamination rate for {x} last week",
    "how high was contamination in {x} last week",
    "contamination in {x} during last week",
  ],
  [
    "stops left in {x}",
    "remaining stops in {x}",
    "how many stops are left in {x}",
    "stops still to do in {x}",
    "number of stops remaining in {x}",
  ],
  [
    "overflowing containers in {x}",
    "containers overflowing in {x}",
    "overfull containers in {x}",
    "which containers overflow in {x}",
    "containers that are overflowing in {x}",
  ],
  [
    "tonnage in {x} this month",
    "weight collected in {x} this month",
    "how many tonnes were collected in {x} this month",
    "total weight in {x} this month",
    "this month's collected weight in {x}",
  ],
  [
    "on-time rate in {x} yesterday",
    "yesterday's on-time rate in {x}",
    "on time rate for {x} yesterday",
    "how punctual was {x} yesterday",
    "punctuality in {x} yesterday",
  ],
  [
    "vehicles in {x}",
    "trucks in {x}",
    "which trucks are in {x}",
    "lorries in {x}",
    "what vehicles are now in {x}",
  ],
];
/** By what one question is turned into another that looks like it. */
const TURNS: readonly (readonly [RegExp, string])[] = [
  [/today's/, "yesterday's"],
  [/today/, "yesterday"],
  [/last week/, "this week"],
  [/this month/, "last month"],
  [/yesterday/, "today"],
  [/not closed/, "closed"],
  [/missed/, "not missed"],
  [/\b(open|unresolved)\b/, "closed"],
  [/how many stops are left/, "how many stops are done"],
  [/overflowing/, "empty"],
];

/** Makes cases over the names of a fleet: `count` intents of up to 20 phrasings, and so many pairs to keep apart. */
export const makeCases = (
  names: readonly string[],
  { count, pairs }: { count: number; pairs: number },
  random: Random,
): CacheCases => {
  const all = names.flatMap((name) =>
    FRAMES.map((bodies, frame) => ({
      id: `${frame}/${name}`,
      name,
      phrasings: bodies.flatMap((body) => OPENINGS.map((opening) => opening + body.replace("{x}", name))),
    })),
  );
  const chosen = random.shuffle(all).slice(0, count);
  const nearMisses: [string, string][] = [];
  for (let i = 0; nearMisses.length < pairs; i++) {
    const { name, phrasings } = chosen[i % chosen.length] ?? { name: "", phrasings: [] };
    const text = random.pick(phrasings);
    const turn = TURNS.find(([found]) => found.test(text));
    const other = names[(names.indexOf(name) + 1 + i) % names.length] ?? "";
    if (i % 2 === 0 && turn !== undefined) nearMisses.push([text, text.replace(turn[0], turn[1])]);
    else if (other !== name) nearMisses.push([text, text.replace(name, other)]);
  }
  return { intents: chosen.map(({ id, phrasings }) => ({ id, phrasings })), nearMisses };
};

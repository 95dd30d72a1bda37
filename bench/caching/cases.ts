import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { Random } from "#server/lib/random.ts";
import { INTENTS, OPENINGS } from "./intents.ts";
import { NEAR_MISSES } from "./near-misses.ts";

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

/** Makes cases over the names of a fleet: `count` intents of up to 20 phrasings, and so many pairs to keep apart. */
export const makeCases = (
  names: readonly string[],
  { count, pairs }: { count: number; pairs: number },
  random: Random,
): CacheCases => {
  const all = names.flatMap((name) =>
    INTENTS.map((bodies, intent) => ({
      id: `${intent}/${name}`,
      phrasings: bodies.flatMap((body) => OPENINGS.map((opening) => opening + body.replace("{x}", name))),
    })),
  );
  const templates = random.shuffle(Object.values(NEAR_MISSES).flat());
  const nearMisses = Array.from({ length: pairs }, (_, i): [string, string] => {
    const [first, second] = templates[i % templates.length] ?? ["{x}", "{y}"];
    const x = random.pick(names);
    const y = random.pick(names.filter((name) => name !== x));
    const named = (text: string): string => text.replaceAll("{x}", x).replaceAll("{y}", y);
    return i % 2 === 0 ? [named(first), named(second)] : [named(second), named(first)];
  });
  return { intents: random.shuffle(all).slice(0, count), nearMisses };
};

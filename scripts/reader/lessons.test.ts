import { expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { drawFills, readMeanings, speak } from "./grammar.ts";
import { readPlain } from "./lessons.ts";

it("every plain question of the pages is read by the rules: without one of them nothing can be taught", async () => {
  const random = seeded(11);
  const unread: string[] = [];
  for (const { plain } of readMeanings()) {
    const question = speak(plain, drawFills(random), random);
    const understood = await readPlain(question);
    if (understood !== null && understood.kind !== "reading")
      unread.push(`${question}: ${JSON.stringify(understood)}`);
  }
  expect(unread).toEqual([]);
}, 120_000);
